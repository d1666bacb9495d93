import { find, folded } from "../shared/korean";
import type { News } from "./model";

/** Something that can be found: an entity, an article or a statement, by its number. */
export interface Found {
  kind: "entity" | "article" | "fact";
  number: number;
  /** The words that were found. */
  words: string;
}

interface Entry extends Found {
  text: string;
  weight: number;
}

const SHOWN = 40;

/** Finds names, headlines and statements; the closest first. */
export class Finder {
  private readonly entries: Entry[];

  constructor(news: News) {
    const entry = (kind: Found["kind"], number: number, words: string, weight: number): Entry => ({ kind, number, words, text: folded(words), weight });
    this.entries = [
      ...news.entities.flatMap((entity) =>
        entity.names.map((name, i) => entry("entity", entity.number, name, entity.articles.length + entity.facts.length / 8 - (i ? 0.5 : 0))),
      ),
      ...news.articles.map((article) => entry("article", article.number, news.headline(article.number), 0)),
      ...news.facts.flatMap((fact, number) => (fact.type === "Statement" ? [entry("fact", number, String(fact.args["content"] ?? ""), 0)] : [])),
    ].filter(({ text }) => text !== "");
  }

  /** Returns what matches, each thing once, and how many things there are in all. */
  search(query: string): { found: Found[]; count: number } {
    const wanted = folded(query);
    if (wanted === "") return { found: [], count: 0 };
    const best = new Map<string, { entry: Entry; rank: number }>();
    for (const entry of this.entries) {
      const at = find(entry.text, wanted);
      if (at < 0) continue;
      const rank = rankOf(entry, at, wanted);
      const key = `${entry.kind}${entry.number}`;
      const known = best.get(key);
      if (!known || rank < known.rank) best.set(key, { entry, rank });
    }
    const ranked = [...best.values()].sort((a, b) => a.rank - b.rank || b.entry.weight - a.entry.weight || a.entry.number - b.entry.number);
    return { found: ranked.slice(0, SHOWN).map(({ entry }) => entry), count: ranked.length };
  }
}

/** Names before headlines before statements; the whole before its beginning before its middle. */
function rankOf(entry: Entry, at: number, query: string): number {
  const kind = { entity: 0, article: 4, fact: 8 }[entry.kind];
  if (at > 0) return kind + 2;
  return kind + (entry.text.length === query.length ? 0 : 1);
}
