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

/** Draws labels with a rim in the colour of the paper, so that edges do not run through the words. */
export function drawLabel(paper: () => string) {
  return (context: CanvasRenderingContext2D, data: Data, settings: Writing): void => {
    if (!data.label) return;
    const { labelSize: size, labelFont: font, labelWeight: weight, labelColor } = settings;
    context.font = `${weight} ${size}px ${font}`;
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = paper();
    context.fillStyle = labelColor.color ?? data.color;
    const [x, y] = [data.x + data.size + 4, data.y + size / 3];
    context.strokeText(data.label, x, y);
    context.fillText(data.label, x, y);
  };
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
