import type { Settings } from "sigma/settings";
import type { NodeDisplayData, PartialButFor } from "sigma/types";

type Writing = Pick<Settings, "labelSize" | "labelFont" | "labelWeight" | "labelColor">;
type Data = PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">;

const LONGEST = 22;

/** Returns a label short enough for the picture. */
export function short(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST ? text : `${characters.slice(0, LONGEST - 1).join("")}…`;
}

/** A label that asks for room: its node's middle and radius, how wide its words are, what comes first. */
export interface Wish {
  x: number;
  y: number;
  size: number;
  width: number;
  first: number;
}

/**
 * Returns for each label where its words begin, or null where there is no room: right or left of the node, inside `width`,
 * over no other label. What comes first, then the larger node, chooses first.
 */
export function placed(wishes: readonly Wish[], height: number, width: number): (number | null)[] {
  const taken: { left: number; right: number; y: number }[] = [];
  const places: (number | null)[] = wishes.map(() => null);
  const order = wishes.map((_, i) => i).sort((a, b) => wishes[b]!.first - wishes[a]!.first || wishes[b]!.size - wishes[a]!.size || a - b);
  for (const i of order) {
    const wish = wishes[i]!;
    const beside = [wish.x + wish.size + GAP, wish.x - wish.size - GAP - wish.width];
    const isFree = (left: number) =>
      left >= 0 && left + wish.width <= width && !taken.some((other) => left < other.right && other.left < left + wish.width && Math.abs(other.y - wish.y) < height);
    const left = beside.find(isFree);
    if (left === undefined) continue;
    taken.push({ left, right: left + wish.width, y: wish.y });
    places[i] = left;
  }
  return places;
}

const GAP = 4;

/** Draws the labels of a frame together, so that none runs through another, each with a rim in the colour of the paper. */
export class Labels {
  private waiting: { context: CanvasRenderingContext2D; data: Data; settings: Writing }[] = [];

  constructor(private readonly paper: () => string) {}

  /** Takes a label of the frame that is being drawn. */
  readonly take = (context: CanvasRenderingContext2D, data: Data, settings: Writing): void => {
    if (data.label) this.waiting.push({ context, data, settings });
  };

  /** Forgets what was not drawn of an earlier frame. */
  begin(): void {
    this.waiting = [];
  }

  /** Draws those that have room. */
  draw(): void {
    const [any] = this.waiting;
    if (!any) return;
    const { context } = any;
    const { labelSize: size, labelFont: font, labelWeight: weight } = any.settings;
    context.font = `${weight} ${size}px ${font}`;
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = this.paper();
    const wishes = this.waiting.map(({ data }) => ({ x: data.x, y: data.y, size: data.size, width: context.measureText(data.label!).width, first: data.forceLabel ? 1 : 0 }));
    const places = placed(wishes, size + 2, context.canvas.clientWidth);
    this.waiting.forEach(({ data, settings }, i) => {
      const left = places[i];
      if (left === null || left === undefined) return;
      const y = data.y + size / 3;
      context.fillStyle = settings.labelColor.color ?? data.color;
      context.strokeText(data.label!, left, y);
      context.fillText(data.label!, left, y);
    });
    this.waiting = [];
  }
}

/** Draws the label of the node under the pointer on a card. */
export function drawHover(colours: () => { paper: string; line: string }) {
  return (context: CanvasRenderingContext2D, data: Data, settings: Writing): void => {
    const { labelSize: size, labelFont: font, labelColor } = settings;
    const { paper, line } = colours();
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
    context.strokeStyle = data.color;
    context.lineWidth = 2;
    context.stroke();
    if (!data.label) return;
    context.font = `600 ${size}px ${font}`;
    const width = context.measureText(data.label).width + 12;
    const [x, y] = [data.x + data.size + 6, data.y - size / 2 - 5];
    context.beginPath();
    context.roundRect(x, y, width, size + 10, 5);
    context.fillStyle = paper;
    context.fill();
    context.strokeStyle = line;
    context.lineWidth = 1;
    context.stroke();
    context.fillStyle = labelColor.color ?? data.color;
    context.fillText(data.label, x + 6, y + size + 2);
  };
}
