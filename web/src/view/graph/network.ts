import { ENTITIES_OF, type Fact, type FactType, type News } from "../model";

/** Types of facts that connect two entities. */
const CONNECTING: readonly FactType[] = ["Position", "EventPlace", "Participation", "PolicyAction", "Relation"];

/** What connects two entities: all facts between them, and what one of them said of the other. */
export interface Edge {
  source: number;
  target: number;
  facts: number[];
}

/** The entities that something connects, the most connected first, and their edges. */
export interface Network {
  nodes: number[];
  edges: Edge[];
  /** How many entities something connects, drawn or not. */
  connected: number;
  /** How many nothing connects. */
  lone: number;
}

/** Returns the network of all facts; `most` nodes of it, those with the most facts. */
export function network(news: News, most = Infinity): Network {
  const edges = new Map<string, Edge>();
  news.facts.forEach((fact, number) => {
    for (const [source, target] of connections(fact)) {
      const key = pair(source, target);
      const edge = edges.get(key);
      if (edge) edge.facts.push(number);
      else edges.set(key, { source, target, facts: [number] });
    }
  });
  const weight = new Map<number, number>();
  for (const { source, target, facts } of edges.values())
    for (const end of [source, target]) weight.set(end, (weight.get(end) ?? 0) + facts.length);
  const ranked = [...weight.keys()].sort((a, b) => weight.get(b)! - weight.get(a)! || a - b);
  const nodes = ranked.slice(0, most);
  const drawn = new Set(nodes);
  return {
    nodes,
    edges: [...edges.values()].filter(({ source, target }) => drawn.has(source) && drawn.has(target)),
    connected: ranked.length,
    lone: news.entities.length - ranked.length,
  };
}

/** Returns the pairs of entities that a fact connects; a statement those who speak with those whom their words name. */
export function connections(fact: Fact): [number, number][] {
  const [source, target] = ENTITIES_OF[fact.type].map((name) => fact.args[name]);
  if (typeof source !== "number") return [];
  const ends = fact.type === "Statement" ? (fact.about ?? []) : CONNECTING.includes(fact.type) ? [target] : [];
  return ends.filter((end): end is number => typeof end === "number" && end !== source).map((end) => [source, end]);
}

/** Returns the one name of an edge, whichever end comes first. */
export function pair(a: number, b: number): string {
  return a < b ? `${a}~${b}` : `${b}~${a}`;
}
