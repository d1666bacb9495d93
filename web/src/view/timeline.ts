import { fill, h } from "../shared/dom";
import { icon } from "../shared/icon";
import { Rows } from "../shared/rows";
import { line, period } from "./facts";
import type { Fact, FactType } from "./model";
import type { State } from "./state";

/** Facts that have a place in time; of the others only their articles have one. */
const TYPES: readonly FactType[] = ["EventTime", "Statement", "PolicyAction", "Position"];
const HEIGHT = 66;

/** What happened and what was said, day after day. */
export class Timeline {
  readonly element: HTMLElement;
  private readonly rows: Rows;
  private readonly years = h("nav", { class: "years" });
  private readonly empty = h("p", { class: "empty", hidden: true });
  private shown: Fact[] = [];
  private key = "";

  constructor(private readonly state: State) {
    this.rows = new Rows(HEIGHT, state.say("timeline"));
    this.element = h("div", { class: "timeline" }, this.years, this.rows.element, this.empty);
  }

  update(): void {
    const { state } = this;
    const key = JSON.stringify([[...state.address.hiddenKinds], [...state.address.hiddenTypes], state.address.from, state.address.to, state.language]);
    if (key === this.key) return;
    this.key = key;
    this.shown = state.news.facts
      .filter((fact) => TYPES.includes(fact.type) && state.passes(fact) && !state.news.entitiesOf(fact).some((entity) => state.address.hiddenKinds.has(state.news.kind(entity))))
      .sort((a, b) => compare(state.news.date(a), state.news.date(b)) || a.article - b.article || a.evidence[0]![0] - b.evidence[0]![0]);
    this.rows.element.setAttribute("aria-label", state.say("timeline"));
    this.rows.show(this.shown.length, (i) => this.row(i), (i) => this.open(i));
    const news = state.news.articles.find(({ published }) => published)?.published.slice(0, 10) ?? "";
    this.rows.toTop(Math.max(0, this.shown.findIndex((fact) => state.news.date(fact) >= news)));
    this.empty.hidden = this.shown.length > 0;
    fill(this.empty, state.say("nothing"));
    const dates = this.shown.map((fact) => state.news.date(fact));
    const length = new Set(dates.map((date) => date.slice(0, 4))).size > 2 ? 4 : 7;
    const names = [...new Set(dates.map((date) => date.slice(0, length)))].filter(Boolean);
    this.years.setAttribute("aria-label", state.say("timeline"));
    fill(this.years, names.map((name) => h("button", { type: "button", class: "tool", on: { click: () => this.rows.toTop(dates.findIndex((date) => date.startsWith(name))) } }, name)));
  }

  private row(i: number): HTMLElement {
    const { state } = this;
    const fact = this.shown[i]!;
    const day = state.news.date(fact).slice(0, 10);
    const before = i > 0 ? state.news.date(this.shown[i - 1]!).slice(0, 10) : null;
    const kind = fact.type === "Statement" ? "Statement" : fact.type === "EventTime" ? "Event" : fact.type === "PolicyAction" ? "Policy" : "Person";
    const place = fact.type === "EventTime" ? this.place(fact) : "";
    return h(
      "div",
      { class: `moment${before === day ? "" : " first"}`, role: "listitem", on: { click: () => this.open(i) } },
      h("time", { datetime: day }, before === day ? "" : day || state.say("undated")),
      h("span", { class: "dot" }, icon(kind, 14)),
      h("div", { class: "what" },
        h("p", { class: "says", dir: "auto" }, fact.type === "EventTime" ? [state.news.name(Number(fact.args["event"])), place && h("span", { class: "soft" }, ` · ${place}`), h("span", { class: "soft" }, ` · ${period(state, fact)}`)] : line(state, fact)),
        h("p", { class: "from" }, state.called(`type.${fact.type}`), " · ", state.news.headline(fact.article))),
    );
  }

  private place(fact: Fact): string {
    const { news } = this.state;
    const entity = news.entities[Number(fact.args["event"])];
    const place = entity?.facts.map((n) => news.facts[n]!).find(({ type }) => type === "EventPlace")?.args["place"];
    return typeof place === "number" ? news.name(place) : "";
  }

  private open(i: number): void {
    this.state.set({ selection: { kind: "fact", id: this.shown[i]!.id } });
  }
}

function compare(a: string, b: string): number {
  if (!a || !b) return Number(!a) - Number(!b);
  return a < b ? -1 : Number(a > b);
}
