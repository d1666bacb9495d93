import { fill, h } from "../shared/dom";
import { icon } from "../shared/icon";
import type { State } from "./state";

/** Which kinds of entities and types of facts are shown, each with how many there are. */
export class Filters {
  readonly element: HTMLDetailsElement;
  private readonly inner = h("div", { class: "filters-inner" });
  private readonly summary = h("summary", null);

  constructor(private readonly state: State) {
    this.element = h("details", { class: "filters" }, this.summary, this.inner);
    const wide = matchMedia("(min-width: 56rem)");
    const follow = () => {
      this.element.open = wide.matches;
    };
    wide.addEventListener("change", follow);
    follow();
  }

  update(): void {
    const { state } = this;
    const { news, address } = state;
    const focused = document.activeElement?.getAttribute("data-filter");
    const filtered = address.hiddenKinds.size + address.hiddenTypes.size > 0 || address.from !== "" || address.to !== "";
    fill(this.summary, state.say("filters"), filtered ? " •" : "");
    const passing = news.facts.filter((fact) => state.inPeriod(fact.article));
    fill(
      this.inner,
      h("fieldset", null, h("legend", null, state.say("entities")), news.kinds().map((kind) =>
        this.box(kind, !address.hiddenKinds.has(kind), () => state.set({ hiddenKinds: toggled(address.hiddenKinds, kind) }), icon(kind, 13), state.called(`type.${kind}`), news.entities.filter(({ type }) => type === kind).length))),
      h("fieldset", null, h("legend", null, state.say("facts")), news.factTypes().map((type) =>
        this.box(type, !address.hiddenTypes.has(type), () => state.set({ hiddenTypes: toggled(address.hiddenTypes, type) }), null, state.called(`type.${type}`), passing.filter((fact) => fact.type === type).length))),
      filtered && h("button", { type: "button", class: "tool", data: { filter: "reset" }, on: { click: () => state.unfilter() } }, state.say("reset")),
    );
    if (focused) this.inner.querySelector<HTMLElement>(`[data-filter="${focused}"]`)?.focus();
  }

  private box(name: string, checked: boolean, change: () => void, picture: Element | null, label: string, count: number): HTMLElement {
    return h("label", null, h("input", { type: "checkbox", checked, data: { filter: name }, on: { change } }), picture, h("span", { class: "label" }, label), h("small", null, count.toLocaleString("en-US")));
  }
}

function toggled<Item>(items: ReadonlySet<Item>, item: Item): Set<Item> {
  const changed = new Set(items);
  if (!changed.delete(item)) changed.add(item);
  return changed;
}
