import { describe, expect, it } from "vitest";
import { EMPTY, parse, write, type Address } from "../src/view/address";
import { bins } from "../src/view/period";

const FULL: Address = {
  selection: { kind: "fact", id: "article/a%b&c=#한글 d/fact/position.1-2" },
  tab: "timeline",
  table: "Statement",
  hiddenKinds: new Set(["Place", "Event"]),
  hiddenTypes: new Set(["Measure"]),
  from: "2025-03",
  to: "2026",
  language: "en",
};

describe("an address", () => {
  it.each([["empty", EMPTY], ["full", FULL]])("comes back as it was: %s", (_, address) => expect(parse(write(address))).toEqual(address));
  it("comes back after a browser encoded it", () => expect(parse(encodeURI(write({ ...EMPTY, selection: { kind: "entity", id: "person/이재명~성남시" } }))).selection?.id).toBe("person/이재명~성남시"));
  it("keeps Korean readable", () => expect(write({ ...EMPTY, selection: { kind: "entity", id: "person/이재명" } })).toBe("#entity=person/이재명"));
  it.each(["#", "", "#%", "#entity", "#tab=<script>&lang=xx&from=gestern&without=<b>", "#&&==&"])("that makes no sense is passed over: %s", (hash) => {
    expect({ ...parse(hash), selection: null }).toEqual(EMPTY);
  });
});

describe("time in bins", () => {
  it("has days where they are few, empty ones among them", () =>
    expect(bins(["2025-02-27", "2025-03-01", "2025-03-01"])).toEqual([
      { name: "2025-02-27", count: 1 },
      { name: "2025-02-28", count: 0 },
      { name: "2025-03-01", count: 2 },
    ]));
  it("has months, then years, where days are many", () => {
    expect(bins(["2024-01-31", "2025-02-01"]).map(({ name }) => name).at(-1)).toBe("2025-02");
    expect(bins(["1999-05-01", "2025-02-01"])).toHaveLength(27);
  });
  it("passes over what is no day", () => expect(bins(["", "2025", "gestern"])).toEqual([]));
});
