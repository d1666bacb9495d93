import { expect, it } from "vitest";
import { say } from "../src/shared/language";

it.each([
  ["in {n:article}", 1, "in 1 article"],
  ["in {n:article}", 1200, "in 1,200 articles"],
  ["{n:entity/entities}", 0, "0 entities"],
  ["{n:entity/entities}", "1", "1 entity"],
  ["{n} {m}", 2, "2 {m}"],
])("says %s of %s", (text, n, said) => expect(say(["", text], "en", { n })).toBe(said));
