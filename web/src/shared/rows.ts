import { h } from "./dom";

/** A list of which only the rows in sight are elements, however long it is. All rows have one height. */
export class Rows {
  readonly element: HTMLElement;
  private readonly inner: HTMLElement;
  private count = 0;
  private active = 0;
  private first = -1;
  private last = -1;
  private draw: (index: number) => HTMLElement = () => h("div");
  private open: (index: number) => void = () => undefined;

  constructor(
    private readonly height: number,
    label: string,
    role: "rowgroup" | "list" = "list",
  ) {
    this.inner = h("div", { class: "rows-inner", role: "presentation" });
    this.element = h(
      "div",
      { class: "rows", tabindex: "0", role, "aria-label": label, on: { scroll: () => this.paint(), keydown: (event) => this.key(event) } },
      this.inner,
    );
    new ResizeObserver(() => this.paint()).observe(this.element);
  }

  /** Shows `count` rows; `draw` makes one, `open` is called for the row on which Enter is pressed. */
  show(count: number, draw: (index: number) => HTMLElement, open: (index: number) => void): void {
    this.count = count;
    this.draw = draw;
    this.open = open;
    this.active = 0;
    this.first = this.last = -1;
    this.inner.style.height = `${count * this.height}px`;
    this.element.scrollTop = 0;
    this.inner.replaceChildren();
    this.paint();
  }

  /** Brings a row into sight. */
  reveal(index: number): void {
    const top = index * this.height;
    const { scrollTop, clientHeight } = this.element;
    if (top < scrollTop) this.element.scrollTop = top;
    else if (top + this.height > scrollTop + clientHeight) this.element.scrollTop = top + this.height - clientHeight;
    this.paint();
  }

  /** Brings a row to the top. */
  toTop(index: number): void {
    this.element.scrollTop = index * this.height;
    this.paint();
  }

  private paint(): void {
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.height) - 6);
    const last = Math.min(this.count, Math.ceil((scrollTop + clientHeight) / this.height) + 6);
    if (first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    const rows: HTMLElement[] = [];
    for (let i = first; i < last; i++) {
      const row = this.draw(i);
      row.style.transform = `translateY(${i * this.height}px)`;
      row.style.height = `${this.height}px`;
      row.setAttribute("aria-rowindex", String(i + 2));
      row.classList.add("row");
      row.classList.toggle("active", i === this.active && this.element === document.activeElement);
      row.addEventListener("click", () => {
        this.active = i;
      });
      rows.push(row);
    }
    this.inner.replaceChildren(...rows);
  }

  private key(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.element.clientHeight / this.height) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -this.count, End: this.count };
    const step = steps[event.key];
    if (step !== undefined && event.target === this.element) {
      this.active = Math.max(0, Math.min(this.count - 1, this.active + step));
      this.first = -1;
      this.reveal(this.active);
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === this.element && this.count) {
      this.open(this.active);
      event.preventDefault();
    }
  }
}
