import { fill, h, svg } from "../shared/dom";
import type { State } from "./state";

/** A stretch of time in which articles were published. */
export interface Bin {
  name: string;
  count: number;
}

const MOST = 60;

/** Counts days in bins of a year, a month or a day: the finest of which there are not too many, empty ones among them. */
export function bins(days: readonly string[]): Bin[] {
  const known = days.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)).sort();
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return [];
  for (const length of [10, 7, 4]) {
    const names = between(first.slice(0, length), last.slice(0, length), length === 4 ? Infinity : MOST);
    if (!names) continue;
    const counts = new Map<string, number>();
    for (const day of known) counts.set(day.slice(0, length), (counts.get(day.slice(0, length)) ?? 0) + 1);
    return names.map((name) => ({ name, count: counts.get(name) ?? 0 }));
  }
  return [];
}

function between(first: string, last: string, most: number): string[] | null {
  const found: string[] = [];
  for (let name = first; name <= last; name = after(name)) {
    if (found.length >= most) return null;
    found.push(name);
  }
  return found;
}

function after(name: string): string {
  const [year = 0, month, day] = name.split("-").map(Number);
  const next = new Date(Date.UTC(2000, 0, 1));
  if (month === undefined) return String(year + 1).padStart(4, "0");
  next.setUTCFullYear(year, day === undefined ? month : month - 1, day === undefined ? 1 : day + 1);
  return next.toISOString().slice(0, name.length);
}

/** The articles over time, and the period that is chosen: two handles over a chart. */
export class Period {
  readonly element: HTMLElement;
  private readonly bins: Bin[];
  private readonly label = h("span", { class: "soft" });
  private readonly chart = h("div", { class: "bars" });
  private readonly output = h("output", null);
  private readonly handles: Record<"from" | "to", HTMLInputElement>;

  constructor(private readonly state: State) {
    this.bins = bins(state.news.articles.map(({ number }) => state.news.day(number)));
    this.handles = { from: this.handle("from"), to: this.handle("to") };
    this.element = h("div", { class: "period" }, this.label, h("div", { class: "chart" }, this.chart, this.handles.from, this.handles.to), this.output);
  }

  update(): void {
    const { state } = this;
    this.element.hidden = this.bins.length < 2;
    if (this.element.hidden) return;
    const [from, to] = this.chosen();
    const name = (i: number) => this.bins[i]!.name;
    fill(this.label, state.say("period"));
    fill(this.chart, this.drawing(from, to));
    fill(this.output, `${name(from)} – ${name(to)}`);
    for (const [end, value] of [["from", from], ["to", to]] as const) {
      this.handles[end].value = String(value);
      this.handles[end].setAttribute("aria-label", `${state.say("period")}: ${state.say(end)}`);
      this.handles[end].setAttribute("aria-valuetext", name(value));
    }
  }

  private chosen(): [number, number] {
    const { from, to } = this.state.address;
    const names = this.bins.map(({ name }) => name);
    const first = from ? names.findIndex((name) => name >= from.slice(0, name.length)) : 0;
    const last = to ? names.findLastIndex((name) => name <= to.slice(0, name.length)) : names.length - 1;
    return [first < 0 ? names.length - 1 : first, Math.max(last, 0)];
  }

  private drawing(from: number, to: number): SVGElement {
    const highest = Math.max(...this.bins.map(({ count }) => count));
    const bars = this.bins.map(({ name, count }, i) => {
      const height = count ? Math.max(1.5, (28 * count) / highest) : 0;
      const bar = svg("rect", { x: i + 0.08, width: 0.84, y: 28 - height, height, class: i >= from && i <= to ? "in" : "out" });
      bar.append(svg("title", {}, `${name}: ${count}`));
      return bar;
    });
    return svg("svg", { viewBox: `0 0 ${this.bins.length} 28`, preserveAspectRatio: "none", "aria-hidden": "true" }, bars);
  }

  /** A handle is made once: one that is being dragged must stay the same element. */
  private handle(end: "from" | "to"): HTMLInputElement {
    const last = this.bins.length - 1;
    const change = () => {
      const [from, to] = this.chosen();
      const wanted = Number(this.handles[end].value);
      const value = end === "from" ? Math.min(wanted, to) : Math.max(wanted, from);
      this.state.set({ [end]: value === (end === "from" ? 0 : last) ? "" : this.bins[value]!.name });
    };
    return h("input", { type: "range", min: 0, max: Math.max(0, last), value: end === "from" ? 0 : last, data: { end }, on: { input: change } });
  }
}
