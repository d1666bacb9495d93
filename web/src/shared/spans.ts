/** A half-open range of code points. */
export type Span = readonly [start: number, end: number];

/** Cuts a text at code points, which is what all offsets of kg count; JavaScript counts UTF-16 units. */
export class Text {
  readonly length: number;
  private readonly units: Uint32Array | null;

  constructor(readonly whole: string) {
    if (!/[\ud800-\udbff]/.test(whole)) {
      this.units = null;
      this.length = whole.length;
      return;
    }
    const starts: number[] = [];
    let unit = 0;
    for (const character of whole) {
      starts.push(unit);
      unit += character.length;
    }
    this.units = Uint32Array.from([...starts, unit]);
    this.length = starts.length;
  }

  /** Returns the characters from `start` to before `end`. */
  slice(start: number, end: number): string {
    if (this.units === null) return this.whole.slice(start, end);
    const at = (point: number) => this.units![Math.max(0, Math.min(point, this.length))]!;
    return this.whole.slice(at(start), at(end));
  }

  /** Returns the sentences, or the line, around a span. */
  around([start, end]: Span, most = 220): Span {
    const before = this.slice(Math.max(0, start - most), start);
    const after = this.slice(end, end + most);
    const begin = [...before.matchAll(/\n|[.?!]["'”’)\]]*\s+/g)].at(-1);
    const kept = begin ? before.slice(begin.index + begin[0].length) : before;
    const first = start - [...kept].length;
    if (/[.?!\n]["'”’)\]]*$/.test(this.slice(start, end))) return [first, end];
    const stop = /[.?!]["'”’)\]]*(?=\s|$)|(?=\n)/.exec(after);
    const tail = stop ? after.slice(0, stop.index + stop[0].length) : after;
    return [first, end + [...tail].length];
  }
}

/** A piece of text and the marks that cover it. */
export interface Piece<Mark> {
  start: number;
  end: number;
  marks: Mark[];
}

/** Cuts `[from, to)` where a mark begins or ends; marks that do not lie in the text are left out. */
export function pieces<Mark extends { start: number; end: number }>(
  marks: readonly Mark[],
  from: number,
  to: number,
): Piece<Mark>[] {
  const inside = marks.filter((mark) => mark.start < mark.end && mark.start < to && mark.end > from);
  const cuts = new Set([from, to]);
  for (const mark of inside) {
    cuts.add(Math.max(from, mark.start));
    cuts.add(Math.min(to, mark.end));
  }
  const places = [...cuts].sort((a, b) => a - b);
  const opening = [...inside].sort((a, b) => a.start - b.start);
  let open: Mark[] = [];
  let next = 0;
  const found: Piece<Mark>[] = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const start = places[i]!;
    const end = places[i + 1]!;
    while (next < opening.length && opening[next]!.start <= start) open.push(opening[next++]!);
    open = open.filter((mark) => mark.end > start);
    found.push({ start, end, marks: [...open] });
  }
  return found;
}
