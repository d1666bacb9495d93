import { fill, h } from "../shared/dom";
import { icon } from "../shared/icon";
import { find, folded } from "../shared/korean";
import { Rows } from "../shared/rows";
import { shown } from "./facts";
import type { Kind } from "../shared/kinds";
import type { Selection } from "./address";
import type { State } from "./state";

const HEIGHT = 38;

interface Cell {
  text: string;
  kind?: Kind;
  number?: number;
}

interface Line {
  cells: Cell[];
  selection: Selection;
}

interface Table {
  name: string;
  label: string;
  columns: string[];
  lines: () => Line[];
}

/** Everything in rows: entities, each type of facts, articles, and what was set aside. */
export class Tables {
  readonly element: HTMLElement;
  private readonly tabs = h("div", { class: "table-tabs", role: "tablist" });
  private readonly grid = h("div", { class: "grid", role: "grid" });
  private readonly heads = h("div", { class: "heads", role: "row" });
  private readonly rows: Rows;
  private readonly query: HTMLInputElement;
  private readonly count = h("p", { class: "soft", role: "status", "aria-live": "polite" });
  private readonly sorted = new Map<string, [column: number, down: boolean]>();
  private key = "";
  private shown: Line[] = [];

  constructor(private readonly state: State) {
    this.rows = new Rows(HEIGHT, state.say("tables"), "rowgroup");
    this.query = h("input", { type: "search", autocomplete: "off", spellcheck: "false", on: { input: () => this.update() } });
    this.grid.append(h("div", { role: "rowgroup", class: "headgroup" }, this.heads), this.rows.element);
    this.element = h("div", { class: "tables" }, this.tabs, h("div", { class: "table-tools" }, this.query, this.count), this.grid);
  }

  update(): void {
    const { state } = this;
    const tables = this.tables();
    const table = tables.find(({ name }) => name === state.address.table) ?? tables[0]!;
    const sorting = this.sorted.get(table.name);
    const key = JSON.stringify([table.name, sorting, this.query.value, [...state.address.hiddenKinds], [...state.address.hiddenTypes], state.address.from, state.address.to, state.language]);
    if (key === this.key) return this.mark();
    this.key = key;
    this.query.placeholder = state.say("inTable");
    this.query.setAttribute("aria-label", state.say("inTable"));
    fill(this.tabs, tables.map(({ name, label }) => h("button", { type: "button", role: "tab", "aria-selected": name === table.name, class: "tool", on: { click: () => this.choose(name) } }, label)));
    const wanted = folded(this.query.value);
    this.shown = table.lines().filter(({ cells }) => !wanted || cells.some(({ text }) => find(folded(text), wanted) >= 0));
    if (sorting) this.sort(...sorting);
    fill(this.heads, table.columns.map((column, i) => this.head(table.name, column, i, sorting)));
    this.element.style.setProperty("--columns", String(table.columns.length));
    this.grid.dataset["table"] = table.name;
    this.grid.setAttribute("aria-label", table.label);
    this.grid.setAttribute("aria-rowcount", String(this.shown.length + 1));
    this.grid.setAttribute("aria-colcount", String(table.columns.length));
    fill(this.count, state.say("rows", { count: this.shown.length }));
    this.rows.show(this.shown.length, (i) => this.row(this.shown[i]!), (i) => this.open(i));
  }

  private mark(): void {
    const chosen = JSON.stringify(this.state.address.selection);
    for (const row of this.rows.element.querySelectorAll<HTMLElement>(".row")) row.classList.toggle("chosen", row.dataset["key"] === chosen);
  }

  private choose(name: string): void {
    this.query.value = "";
    this.state.set({ table: name });
  }

  private head(table: string, column: string, i: number, sorting: [number, boolean] | undefined): HTMLElement {
    const down = sorting?.[0] === i && sorting[1];
    const up = sorting?.[0] === i && !sorting[1];
    const sort = () => {
      this.sorted.set(table, [i, sorting?.[0] === i && !sorting[1]]);
      this.update();
      this.heads.querySelectorAll("button")[i]?.focus();
    };
    return h("div", { role: "columnheader", class: this.shown[0]?.cells[i]?.number === undefined ? "" : "number", "aria-sort": up ? "ascending" : down ? "descending" : "none" }, h("button", { type: "button", title: this.state.say("sortBy", { column }), on: { click: sort } }, column, up ? " ↑" : down ? " ↓" : ""));
  }

  private sort(column: number, down: boolean): void {
    const collator = new Intl.Collator("ko", { numeric: true });
    const direction = down ? -1 : 1;
    this.shown.sort(({ cells: a }, { cells: b }) => {
      const [x, y] = [a[column]!, b[column]!];
      if (x.number !== undefined && y.number !== undefined) return direction * (x.number - y.number);
      if (!x.text || !y.text) return Number(!x.text) - Number(!y.text);
      return direction * collator.compare(x.text, y.text);
    });
  }

  private row({ cells, selection }: Line): HTMLElement {
    const key = JSON.stringify(selection);
    const chosen = key === JSON.stringify(this.state.address.selection);
    return h(
      "div",
      { role: "row", class: chosen ? "chosen" : "", data: { key }, on: { click: () => this.state.set({ selection }) } },
      cells.map(({ text, kind, number }) => h("div", { role: "gridcell", class: number === undefined ? "" : "number", title: text, dir: "auto" }, kind ? [icon(kind, 11), " "] : null, text)),
    );
  }

  private open(i: number): void {
    this.state.set({ selection: this.shown[i]!.selection });
  }

  private tables(): Table[] {
    const { state } = this;
    const { news } = state;
    const tables: Table[] = [
      { name: "entities", label: state.say("entities"), columns: [state.say("name"), state.say("type"), state.say("facts"), state.say("articles"), state.say("otherNames")], lines: () => this.entities() },
      ...news.factTypes().map((type): Table => ({ name: type, label: state.called(`type.${type}`), columns: [...this.columns(type), state.say("date"), state.say("article")], lines: () => this.facts(type) })),
      { name: "articles", label: state.say("articles"), columns: [state.say("date"), state.say("headline"), state.say("publisher"), state.say("facts")], lines: () => this.articles() },
    ];
    if (news.aside.length) tables.push({ name: "aside", label: state.say("aside"), columns: [state.say("type"), state.say("reason"), state.say("article")], lines: () => this.aside() });
    return tables;
  }

  /** The arguments of a type of facts, as the columns are called. */
  private columns(type: string): string[] {
    return ARGUMENTS[type]!.map((name) => this.state.called(`argument.${name}`));
  }

  private entities(): Line[] {
    const { news, address } = this.state;
    return news.entities
      .filter(({ type, articles, facts }) => !address.hiddenKinds.has(type) && (articles.some((n) => this.state.inPeriod(n)) || facts.some((n) => this.state.passes(news.facts[n]!))))
      .sort((a, b) => b.facts.length - a.facts.length || a.number - b.number)
      .map((entity) => ({
        selection: { kind: "entity", id: entity.id },
        cells: [{ text: entity.names[0] ?? entity.id, kind: entity.type }, { text: this.state.called(`type.${entity.type}`) }, count(entity.facts.length), count(entity.articles.length), { text: entity.names.slice(1).join(", ") }],
      }));
  }

  private facts(type: string): Line[] {
    const { state } = this;
    const { news } = state;
    return news.facts
      .filter((fact) => fact.type === type && state.passes(fact) && !news.entitiesOf(fact).some((entity) => state.address.hiddenKinds.has(news.kind(entity))))
      .map((fact) => {
        const values = new Map(shown(state, fact).map((argument) => [argument.name, argument]));
        const cell = (name: string): Cell => {
          const argument = values.get(name);
          if (!argument) return { text: "" };
          if (name === "value") return { text: argument.text, number: Number(fact.args["value"]) };
          return { text: argument.text, ...(argument.entity === null ? {} : { kind: news.kind(argument.entity) }) };
        };
        return { selection: { kind: "fact", id: fact.id }, cells: [...ARGUMENTS[type]!.map(cell), { text: news.day(fact.article) }, { text: news.headline(fact.article) }] };
      });
  }

  private articles(): Line[] {
    const { news } = this.state;
    return news.articles
      .filter(({ number }) => this.state.inPeriod(number))
      .map((article) => ({ selection: { kind: "article", id: article.id }, cells: [{ text: news.day(article.number) }, { text: news.headline(article.number) }, { text: article.publisher }, count(article.facts.length)] }));
  }

  private aside(): Line[] {
    const { news, language } = this.state;
    return news.aside
      .map((one, number): [typeof one, number] => [one, number])
      .filter(([one]) => this.state.inPeriod(one.article))
      .map(([one, number]) => ({ selection: { kind: "aside", id: String(number) }, cells: [{ text: this.state.called(`type.${one.type}`) }, { text: one.reason[language === "ko" ? 0 : 1] }, { text: news.headline(one.article) }] }));
  }
}

const ARGUMENTS: Record<string, readonly string[]> = {
  Position: ["person", "title", "organization", "status"],
  EventTime: ["event", "start", "end"],
  EventPlace: ["event", "place"],
  Participation: ["agent", "role", "event"],
  Statement: ["speaker", "content", "manner", "verb"],
  PolicyAction: ["agent", "action", "policy"],
  Relation: ["subject", "predicate", "object"],
  Measure: ["value", "unit", "of", "qualifier"],
};

function count(number: number): Cell {
  return { text: number.toLocaleString("en-US"), number };
}
