import { expect, it } from "vitest";
import { placed, type Wish } from "../src/view/graph/labels";

const HEIGHT = 14;
const WIDTH = 400;
const wish = (x: number, y: number, more: Partial<Wish> = {}): Wish => ({ x, y, size: 5, width: 60, first: 0, ...more });

it("writes a label right of its node, left where that is taken, and not at all where neither is free", () => {
  const [right, left, none] = placed([wish(100, 50, { size: 9 }), wish(105, 52, { size: 7 }), wish(102, 51)], HEIGHT, WIDTH);
  expect(right).toBe(113);
  expect(left).toBe(34);
  expect(none).toBeNull();
});

it("gives room to what comes first, then to the larger node", () => {
  expect(placed([wish(30, 50), wish(31, 50, { first: 1 })], HEIGHT, WIDTH)).toEqual([null, 40]);
  expect(placed([wish(30, 50), wish(31, 50, { size: 8 })], HEIGHT, WIDTH)).toEqual([null, 43]);
});

it("never cuts a label off at the edge", () => {
  expect(placed([wish(380, 50)], HEIGHT, WIDTH)).toEqual([311]);
  expect(placed([wish(30, 50)], HEIGHT, 80)).toEqual([null]);
});
