import type { Wire } from "../src/view/model";

/** A small newsroom: one post, one statement about a bill, one event, and a namesake. */
export const WIRE: Wire = {
  title: "small.kg",
  format: 1,
  base: "https://kg.example/data/",
  whole: { articles: 2, facts: 4 },
  words: { "type.Position": ["직위", "Position"] },
  rules: {},
  articles: [
    { id: "article/a", headline: "나래시 소식", published: "2025-03-01T09:00:00+09:00", publisher: "나래일보", authors: [], url: "", language: "ko", text: "오세린 나래시 부시장은 “청년법을 지지한다”고 말했다.", mentions: [[0, 3, 0], [4, 7, 1], [14, 17, 2]] },
    { id: "article/b", headline: "다른 소식", published: "", publisher: "", authors: [], url: "", language: "ko", text: "오세린", mentions: [[0, 3, 3]] },
  ],
  entities: [
    { id: "person/오세린~나래시", type: "Person", types: ["Person"], names: ["오세린", "오 부시장"] },
    { id: "place/나래시", type: "Organization", types: ["Organization", "Place"], names: ["나래시"] },
    { id: "policy/청년법", type: "Policy", types: ["Policy"], names: ["청년법"] },
    { id: "person/오세린~in~b", type: "Person", types: ["Person"], names: ["오세린"] },
  ],
  facts: [
    { id: "article/a/fact/position.0-11", type: "Position", article: 0, args: { person: 0, title: "부시장", organization: 1, status: "current" }, evidence: [[0, 11]], score: 0.9 },
    { id: "article/a/fact/statement.13-22", type: "Statement", article: 0, args: { speaker: 0, manner: "direct", content: "청년법을 지지한다" }, evidence: [[0, 30]], about: [2, 0] },
    { id: "article/a/fact/measure.0-1", type: "Measure", article: 0, args: { of: 1, value: "3", unit: "명" }, evidence: [[0, 1]] },
    { id: "article/a/fact/relation.0-1", type: "Relation", article: 0, args: { subject: 0, predicate: "member_of", object: 1 }, evidence: [[0, 1]] },
  ],
  aside: [{ article: 1, type: "Position", reason: ["이유", "reason"], span: [0, 3], candidate: "{}" }],
};
