import { h, type Child, type Properties } from "../shared/dom";
import type { Kind } from "../shared/kinds";
import { pieces, type Span } from "../shared/spans";
import type { Article, Fact } from "./model";
import type { Selection } from "./address";
import type { State } from "./state";

interface Mark {
  start: number;
  end: number;
  entity: number | null;
  kind: "mention" | "evidence" | "aside";
}

/** Returns the sentence of a fact with the words that say it marked. */
export function sentence(state: State, fact: Fact): HTMLElement {
  const article = state.news.articles[fact.article]!;
  const [first] = fact.evidence;
  if (!first) return h("blockquote", null);
  const last = fact.evidence.reduce((end, span) => Math.max(end, span[1]), first[1]);
  const whole: Span = last - first[0] <= 600 ? article.body.around([first[0], last]) : article.body.around(first);
  const marks = fact.evidence.map(([start, end]): Mark => ({ start, end, entity: null, kind: "evidence" }));
  const words = pieces(marks, ...whole).map(({ start, end, marks: here }) => {
    const text = article.body.slice(start, end);
    return here.length ? h("mark", { class: "evidence" }, text) : text;
  });
  const cut = (at: boolean) => (at ? "… " : "");
  return h("blockquote", { lang: article.language || "ko", dir: "auto" }, cut(startsInside(article, whole[0])), words, endsInside(article, whole[1]) ? " …" : "");
}

const startsInside = (article: Article, at: number) => at > 0 && !/[\s.?!"'”’)\]]$/.test(article.body.slice(at - 1, at));
const endsInside = (article: Article, at: number) => at < article.body.length && !/[.?!"'”’)\]]$/.test(article.body.slice(at - 1, at)) && !/^\s/.test(article.body.slice(at, at + 1));

/** What is marked in an article. */
export interface Marked {
  /** Spans that stand out, of the fact or candidate that is looked at. */
  evidence: readonly Span[];
  kinds: ReadonlySet<Kind>;
  aside: readonly Span[];
}

/** Returns the whole text of an article, entities underlined in their colours, evidence highlighted. */
export function body(state: State, article: Article, marked: Marked): HTMLElement {
  const marks: Mark[] = [
    ...article.mentions.map(([start, end, entity]): Mark => ({ start, end, entity, kind: "mention" })),
    ...marked.evidence.map(([start, end]): Mark => ({ start, end, entity: null, kind: "evidence" })),
    ...marked.aside.map(([start, end]): Mark => ({ start, end, entity: null, kind: "aside" })),
  ];
  const words = pieces(marks, 0, article.body.length).map(({ start, end, marks: here }) => {
    const text = article.body.slice(start, end);
    const mention = here
      .filter(({ entity }) => entity !== null && marked.kinds.has(state.news.kind(entity)))
      .reduce<Mark | null>((longest, mark) => (longest && longest.end - longest.start >= mark.end - mark.start ? longest : mark), null);
    let piece: Node | string = text;
    if (mention) {
      const entity = mention.entity!;
      piece = entityLink(state, entity, text);
    }
    if (here.some(({ kind }) => kind === "aside")) piece = h("s", { class: "set-aside" }, piece);
    return here.some(({ kind }) => kind === "evidence") ? h("mark", { class: "evidence" }, piece) : piece;
  });
  return h("div", { class: "body", lang: article.language || "ko", dir: "auto" }, words);
}

/** Returns a link to an entity, underlined in the colour of its kind. */
export function entityLink(state: State, entity: number, ...children: Child[]): HTMLElement {
  const { id } = state.news.entities[entity]!;
  const kind = state.news.kind(entity);
  const title = `${state.called(`type.${kind}`)}: ${state.news.name(entity)}`;
  return link(state, { kind: "entity", id }, { class: `m t-${kind}`, title }, ...children);
}

/** Returns a link to something of this page. */
export function link(state: State, selection: Selection, properties: Properties, ...children: Child[]): HTMLElement {
  const click = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the browser opens another tab
    event.preventDefault();
    state.set({ selection });
  };
  return h("a", { ...properties, href: state.link(selection), on: { click } }, ...children);
}
