import { fill, h, type Child } from "../shared/dom";
import { icon } from "../shared/icon";
import { KINDS, type Kind } from "../shared/kinds";
import { connections, pair } from "./graph/network";
import { body, entityLink, link, sentence } from "./evidence";
import { line, period, shown } from "./facts";
import { FACT_TYPES, type Article, type Aside, type Entity, type Fact } from "./model";
import type { Selection } from "./address";
import { say } from "../shared/language";
import type { State } from "./state";

const FEW = 12;

/** What is known of the one thing that is chosen. */
export class Panel {
  readonly element = h("aside", { class: "panel", tabindex: "-1", hidden: true });
  private selection = "";
  private readonly hiddenMarks = new Set<Kind>();

  constructor(
    private readonly state: State,
    private readonly showInGraph: (entity: number) => void,
  ) {
    this.element.setAttribute("aria-label", state.say("details"));
  }

  update(): void {
    const { selection } = this.state.address;
    const now = JSON.stringify([selection, this.state.language]);
    const moved = now !== this.selection;
    this.selection = now;
    this.element.hidden = selection === null;
    document.body.classList.toggle("with-panel", selection !== null);
    if (!selection) return;
    fill(this.element, this.head(), this.content(selection));
    if (moved) this.element.scrollTop = 0;
  }

  private head(): HTMLElement {
    const { state } = this;
    return h(
      "div",
      { class: "panel-head" },
      h("button", { type: "button", class: "tool", disabled: !state.canGoBack, on: { click: () => history.back() } }, `‹ ${state.say("back")}`),
      h("button", { type: "button", class: "tool", "aria-label": state.say("close"), on: { click: () => state.set({ selection: null }) } }, "✕"),
    );
  }

  private content({ kind, id }: Selection): Child {
    const { news } = this.state;
    if (kind === "pair") return this.between(id);
    if (kind === "aside") {
      const one = news.aside[Number(id)];
      return one ? this.setAside(one) : this.unknown(id);
    }
    const number = news.number(kind, id);
    if (number === undefined) return this.unknown(id);
    if (kind === "entity") return this.entity(news.entities[number]!);
    return kind === "fact" ? this.fact(news.facts[number]!) : this.article(news.articles[number]!, [], null);
  }

  private unknown(id: string): Child {
    return h("p", { class: "empty" }, this.state.say("unknown", { id }));
  }

  private entity(entity: Entity): Child {
    const { state } = this;
    const also = entity.types.slice(1).map((kind) => state.say("alsoKind", { kind: state.called(`type.${kind}`) }));
    const groups = FACT_TYPES.map((type) => ({ label: state.called(`type.${type}`), facts: entity.facts.filter((n) => state.news.facts[n]!.type === type) }));
    groups.push({ label: state.say("saidAbout"), facts: entity.about.filter((n) => !entity.facts.includes(n)) });
    const articles = entity.articles.slice().reverse();
    return [
      h("p", { class: "kind" }, icon(entity.type, 14), [state.called(`type.${entity.type}`), ...also].join(" · ")),
      h("h2", { dir: "auto" }, entity.names[0] ?? entity.id),
      entity.names.length > 1 && h("p", { class: "soft" }, `${state.say("otherNames")}: ${entity.names.slice(1).join(", ")}`),
      h("p", { class: "soft" }, h("code", { class: "id" }, entity.id), " · ", state.say("namedIn", { count: entity.articles.length })),
      h("button", { type: "button", class: "tool", on: { click: () => this.showInGraph(entity.number) } }, state.say("showInGraph")),
      groups.filter(({ facts }) => facts.length).map(({ label, facts }) => this.group(label, facts, entity.number)),
      this.list(state.say("articles"), articles, (number) => this.articleLine(number)),
    ];
  }

  private group(label: string, facts: number[], entity: number | null): HTMLElement {
    return this.list(label, facts, (number) => this.card(this.state.news.facts[number]!, entity));
  }

  /** A list under a heading; a long one shows its beginning first. */
  private list(label: string, numbers: number[], draw: (number: number) => HTMLElement): HTMLElement {
    const items = h("ul", { class: "cards" }, numbers.slice(0, FEW).map(draw));
    const left = numbers.length - FEW;
    const more = left > 0 && h("button", { type: "button", class: "tool", on: { click: () => (items.append(...numbers.slice(FEW).map(draw)), (more as HTMLElement).remove()) } }, this.state.say("more", { count: left }));
    return h("section", { hidden: numbers.length === 0 }, h("h3", null, label, " ", h("small", null, numbers.length)), items, more);
  }

  /** A fact in short: what it says, the sentence that says it, where that stands. */
  private card(fact: Fact, but: number | null): HTMLElement {
    const { state } = this;
    return h(
      "li",
      { class: `card f-${fact.type}` },
      link(state, { kind: "fact", id: fact.id }, { class: "says", dir: "auto" }, line(state, fact, but) || state.called(`type.${fact.type}`)),
      fact.type === "Statement" ? null : sentence(state, fact),
      h("p", { class: "from" }, state.news.day(fact.article), " ", this.articleLink(fact.article), this.score(fact)),
    );
  }

  private articleLine(number: number): HTMLElement {
    const { news } = this.state;
    return h("li", { class: "card" }, link(this.state, { kind: "article", id: news.articles[number]!.id }, { class: "says", dir: "auto" }, news.headline(number)), h("p", { class: "from" }, news.day(number), " ", news.articles[number]!.publisher));
  }

  private score(fact: Fact): Child {
    if (fact.score === undefined) return null;
    const label = `${this.state.say("confidence")} ${fact.score.toFixed(2)}`;
    return h("span", { class: "score", title: label }, h("meter", { min: 0, max: 1, value: fact.score, "aria-label": label }), fact.score.toFixed(2));
  }

  private fact(fact: Fact): Child {
    const { state } = this;
    const rule = fact.rule ?? "";
    const meant = state.news.wire.rules[rule];
    const meaning = meant && say(meant, state.language);
    return [
      h("p", { class: "kind" }, fact.type === "Statement" ? icon("Statement", 14) : null, state.called(`type.${fact.type}`)),
      h("h2", { dir: "auto" }, line(state, fact)),
      h("div", { class: "evidence-sentence" }, sentence(state, fact)),
      fact.type === "Statement" && h("p", { class: "notice" }, state.say("said")),
      h(
        "dl",
        { class: "arguments" },
        shown(state, fact).map(({ label, text, entity }) => h("div", null, h("dt", null, label), h("dd", { dir: "auto" }, entity === null ? text : this.entityLink(entity)))),
        fact.type === "EventTime" && fact.args["start"] && h("div", null, h("dt", null, state.say("date")), h("dd", null, period(state, fact))),
        fact.score !== undefined && h("div", null, h("dt", null, state.say("confidence")), h("dd", null, this.score(fact))),
        rule && h("div", null, h("dt", null, state.say("rule")), h("dd", null, h("code", null, rule), meaning && h("p", { class: "soft", lang: "en" }, meaning))),
      ),
      this.article(state.news.articles[fact.article]!, fact.evidence, fact),
    ];
  }

  private entityLink(entity: number): HTMLElement {
    return entityLink(this.state, entity, icon(this.state.news.kind(entity), 10), " ", this.state.news.name(entity));
  }

  private articleLink(number: number): HTMLElement {
    const { news } = this.state;
    return link(this.state, { kind: "article", id: news.articles[number]!.id }, { class: "link" }, news.headline(number));
  }

  private between(id: string): Child {
    const { state } = this;
    const ends = id.split("~").map(Number).filter((number) => state.news.entities[number]);
    const [a, b] = ends;
    if (a === undefined || b === undefined) return this.unknown(id);
    const touching = [...new Set([...state.news.entities[a]!.facts, ...state.news.entities[a]!.about])].sort((x, y) => x - y);
    const facts = touching.filter((n) => state.passes(state.news.facts[n]!) && connections(state.news.facts[n]!).some((ends) => pair(...ends) === pair(a, b)));
    return [h("p", { class: "kind" }, state.say("between")), h("h2", { class: "ends" }, this.entityLink(a), " — ", this.entityLink(b)), this.group(state.say("facts"), facts, null)];
  }

  private article(article: Article, evidence: Fact["evidence"], of: Fact | null, candidate: Aside | null = null): Child {
    const { state } = this;
    const { news } = state;
    const kinds = KINDS.filter((kind) => article.mentions.some(([, , entity]) => news.kind(entity) === kind));
    const visible = new Set(kinds.filter((kind) => !this.hiddenMarks.has(kind)));
    const aside = candidate?.span ? [candidate.span] : [];
    const about = [article.publisher, article.published.slice(0, 16).replace("T", " "), article.authors.join(", ")].filter(Boolean);
    const title = h(of || candidate ? "h3" : "h2", { lang: article.language, dir: "auto" }, of || candidate ? this.articleLink(article.number) : news.headline(article.number));
    return h(
      "section",
      { class: "article" },
      of || candidate ? null : h("p", { class: "kind" }, state.say("article")),
      title,
      h("p", { class: "soft" }, about.join(" · "), " ", this.source(article)),
      kinds.length > 0 && h("div", { class: "toggles", role: "group", "aria-label": state.say("marks") }, kinds.map((kind) => this.toggle(kind))),
      body(state, article, { evidence, kinds: visible, aside }),
      of || candidate ? null : [
        this.group(state.say("factsIn"), article.facts, null),
        this.list(state.say("asideIn"), article.aside, (number) => this.asideCard(number)),
      ],
    );
  }

  private source(article: Article): Child {
    if (!/^https?:\/\//.test(article.url)) return article.url;
    return h("a", { href: article.url, rel: "noopener noreferrer", target: "_blank" }, this.state.say("source"));
  }

  private toggle(kind: Kind): HTMLElement {
    const change = () => {
      if (!this.hiddenMarks.delete(kind)) this.hiddenMarks.add(kind);
      const top = this.element.scrollTop;
      this.update();
      this.element.scrollTop = top;
    };
    return h("label", null, h("input", { type: "checkbox", checked: !this.hiddenMarks.has(kind), on: { change } }), icon(kind), h("span", null, this.state.called(`type.${kind}`)));
  }

  private asideCard(number: number): HTMLElement {
    const one = this.state.news.aside[number]!;
    return h("li", { class: "card f-aside" }, link(this.state, { kind: "aside", id: String(number) }, { class: "says" }, this.state.called(`type.${one.type}`)), h("p", { class: "from" }, one.reason[this.state.language === "ko" ? 0 : 1]));
  }

  private setAside(one: Aside): Child {
    const { state } = this;
    return [
      h("p", { class: "kind aside" }, state.say("aside")),
      h("h2", null, state.called(`type.${one.type}`)),
      h("p", { class: "notice" }, state.say("asideNote")),
      h("dl", { class: "arguments" }, h("div", null, h("dt", null, state.say("reason")), h("dd", null, one.reason[state.language === "ko" ? 0 : 1]))),
      h("details", null, h("summary", null, state.say("candidate")), h("pre", { dir: "auto" }, pretty(one.candidate))),
      this.article(state.news.articles[one.article]!, [], null, one),
    ];
  }
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json;
  }
}
