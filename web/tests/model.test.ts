import { describe, expect, it } from "vitest";
import { Finder } from "../src/view/find";
import { arrange } from "../src/view/graph/arrange";
import { network } from "../src/view/graph/network";
import { News } from "../src/view/model";
import { WIRE } from "./news";

const news = new News(WIRE);

describe("the news of a page", () => {
  it("leads from an entity to its facts, to what is said of it, to its articles", () => {
    expect(news.entities[0]).toMatchObject({ facts: [0, 1, 3], about: [1], articles: [0] });
    expect(news.articles[1]).toMatchObject({ facts: [], aside: [0] });
  });
  it("finds what an address names, and nothing else", () => {
    expect(news.number("entity", "place/나래시")).toBe(1);
    expect(news.number("fact", "place/나래시")).toBeUndefined();
  });
  it("refuses what another version of kg wrote", () => expect(() => new News({ ...WIRE, format: 0 })).toThrow());
});

describe("finding", () => {
  const finder = new Finder(news);
  it("gives names before headlines before statements, each once", () =>
    expect(finder.search("ㅇㅅㄹ").found.map(({ kind, number }) => [kind, number])).toEqual([["entity", 0], ["entity", 3]]));
  it("finds statements by their words and articles by their headlines", () => {
    expect(finder.search("지지한다").found[0]).toMatchObject({ kind: "fact", number: 1 });
    expect(finder.search("다른 소식").found[0]).toMatchObject({ kind: "article", number: 1 });
  });
  it("finds nothing by nothing", () => expect(finder.search(" ").count).toBe(0));
});

describe("the network", () => {
  const whole = network(news);
  it("has one edge for all facts between two entities, and one from who speaks to whom the words name", () =>
    expect(whole.edges).toEqual([{ source: 0, target: 1, facts: [0, 3] }, { source: 0, target: 2, facts: [1] }]));
  it("leaves out what nothing connects, and says how much", () => expect([whole.nodes, whole.lone]).toEqual([[0, 1, 2], 1]));
  it("keeps the best connected where all are too many", () => expect(network(news, 2)).toMatchObject({ nodes: [0, 1], connected: 3 }));
});

describe("the layout", () => {
  const ring = (from: number, count: number) => Array.from({ length: count }, (_, i) => [from + i, from + ((i + 1) % count)]).flat();
  const plan = () => ({ nodes: 560, edges: Uint32Array.from([...ring(0, 500), ...ring(500, 50), 550, 551]), sizes: new Float32Array(560).fill(5), wide: 1.5 });
  const last = () => [...arrange(plan())].at(-1)!;

  it("puts every node somewhere, and no two in one place", () => {
    const places = last();
    expect(places.every(Number.isFinite)).toBe(true);
    expect(new Set(Array.from({ length: 560 }, (_, i) => `${places[2 * i]} ${places[2 * i + 1]}`)).size).toBe(560);
  });
  it("is the same each time", () => expect(last()).toEqual(last()));
  it("keeps parts that nothing connects apart", () => {
    const places = last();
    const reach = (from: number, to: number) => Math.max(...Array.from({ length: to - from }, (_, i) => Math.hypot(places[2 * (from + i)]! / 1.5, places[2 * (from + i) + 1]!)));
    const near = Math.min(...Array.from({ length: 60 }, (_, i) => Math.hypot(places[2 * (500 + i)]! / 1.5, places[2 * (500 + i) + 1]!)));
    expect(near).toBeGreaterThan(reach(0, 500) * 0.9);
  });
  it("of nothing is nothing", () => expect([...arrange({ nodes: 0, edges: new Uint32Array(), sizes: new Float32Array(), wide: 1 })].at(-1)).toHaveLength(0));
});
