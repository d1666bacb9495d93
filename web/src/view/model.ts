import { KINDS, type Kind } from "../shared/kinds";
import type { Both } from "../shared/language";
import { Text, type Span } from "../shared/spans";

// What kg writes into the page: kg/view/news/wire.py.

export const FORMAT = 1;

export interface Wire {
  title: string;
  format: number;
  base: string;
  whole: { articles: number; facts: number };
  words: Record<string, Both>;
  rules: Record<string, Both>;
  articles: WireArticle[];
  entities: WireEntity[];
  facts: Fact[];
  aside: Aside[];
}

export interface WireArticle {
  id: string;
  headline: string;
  published: string;
  publisher: string;
  authors: string[];
  url: string;
  language: string;
  text: string;
  mentions: [start: number, end: number, entity: number][];
}

export interface WireEntity {
  id: string;
  type: Exclude<Kind, "Statement">;
  types: string[];
  names: string[];
}

export interface Fact {
  id: string;
  type: FactType;
  article: number;
  args: Record<string, number | string>;
  evidence: Span[];
  about?: number[];
  score?: number;
  rule?: string;
}

export interface Aside {
  article: number;
  type: string;
  reason: Both;
  span: Span | null;
  candidate: string;
}

export const FACT_TYPES = [
  "Position",
  "EventTime",
  "EventPlace",
  "Participation",
  "Statement",
  "PolicyAction",
  "Relation",
  "Measure",
] as const;
export type FactType = (typeof FACT_TYPES)[number];

/** Arguments that hold entities, by type of fact; the first is who or what the fact is of. */
export const ENTITIES_OF: Record<FactType, readonly string[]> = {
  Position: ["person", "organization"],
  EventTime: ["event"],
  EventPlace: ["event", "place"],
  Participation: ["agent", "event"],
  Statement: ["speaker"],
  PolicyAction: ["agent", "policy"],
  Relation: ["subject", "object"],
  Measure: ["of"],
};

export interface Article extends WireArticle {
  number: number;
  body: Text;
  facts: number[];
  aside: number[];
}

export interface Entity extends WireEntity {
  number: number;
  /** Facts that it has a part in. */
  facts: number[];
  /** Statements whose words name it. */
  about: number[];
  /** Articles that name it. */
  articles: number[];
}

/** What the page knows, with the ways from one thing to another. */
export class News {
  readonly articles: Article[];
  readonly entities: Entity[];
  readonly facts: Fact[];
  readonly aside: Aside[];
  private readonly entityNumbers: Map<string, number>;
  private readonly factNumbers: Map<string, number>;
  private readonly articleNumbers: Map<string, number>;

  constructor(readonly wire: Wire) {
    if (wire.format !== FORMAT) throw new Error(`format ${wire.format}`);
    this.articles = wire.articles.map((article, number) => ({ ...article, number, body: new Text(article.text), facts: [], aside: [] }));
    this.entities = wire.entities.map((entity, number) => ({ ...entity, number, facts: [], about: [], articles: [] }));
    this.facts = wire.facts;
    this.aside = wire.aside;
    this.facts.forEach((fact, number) => {
      this.articles[fact.article]?.facts.push(number);
      for (const entity of new Set(this.entitiesOf(fact))) this.entities[entity]?.facts.push(number);
      for (const entity of fact.about ?? []) this.entities[entity]?.about.push(number);
    });
    this.aside.forEach((one, number) => this.articles[one.article]?.aside.push(number));
    for (const article of this.articles)
      for (const entity of new Set(article.mentions.map(([, , entity]) => entity))) this.entities[entity]?.articles.push(article.number);
    const numbered = (items: { id: string }[]) => new Map(items.map(({ id }, number) => [id, number]));
    this.entityNumbers = numbered(this.entities);
    this.factNumbers = numbered(this.facts);
    this.articleNumbers = numbered(this.articles);
  }

  /** Returns the entities that have a part in a fact. */
  entitiesOf(fact: Fact): number[] {
    return ENTITIES_OF[fact.type].map((name) => fact.args[name]).filter((value) => typeof value === "number");
  }

  /** Returns the number of what an address names, undefined if the page does not hold it. */
  number(kind: "entity" | "fact" | "article", id: string): number | undefined {
    return { entity: this.entityNumbers, fact: this.factNumbers, article: this.articleNumbers }[kind].get(id);
  }

  name(entity: number): string {
    const found = this.entities[entity];
    return found?.names[0] ?? found?.id ?? "";
  }

  headline(article: number): string {
    const found = this.articles[article];
    return found ? found.headline || found.id.replace(/^article\//, "") : "";
  }

  /** Returns the day on which an article was published, empty if unknown. */
  day(article: number): string {
    return this.articles[article]?.published.slice(0, 10) ?? "";
  }

  /** Returns when a fact is: an event's time, else the day of its article. */
  date(fact: Fact): string {
    if (fact.type === "EventTime") return String(fact.args["start"] ?? fact.args["end"] ?? "");
    return this.day(fact.article);
  }

  kind(entity: number): Exclude<Kind, "Statement"> {
    return this.entities[entity]?.type ?? "Person";
  }

  /** Returns the kinds of entities that there are. */
  kinds(): Exclude<Kind, "Statement">[] {
    const found = new Set(this.entities.map(({ type }) => type));
    return KINDS.filter((kind): kind is Exclude<Kind, "Statement"> => kind !== "Statement" && found.has(kind));
  }

  /** Returns the types of facts that there are. */
  factTypes(): FactType[] {
    const found = new Set(this.facts.map(({ type }) => type));
    return FACT_TYPES.filter((type) => found.has(type));
  }
}

/** Reads the values that stand in the page, compressed where there are many. */
export async function read(element: HTMLElement): Promise<Wire> {
  const text = element.textContent ?? "";
  if (element.dataset["coding"] !== "gzip") return JSON.parse(text) as Wire;
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text()) as Wire;
}
