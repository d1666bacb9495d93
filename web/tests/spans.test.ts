import { describe, expect, it } from "vitest";
import { Text, pieces } from "../src/shared/spans";
import { visible } from "../src/shared/visible";

describe("a text cut at code points", () => {
  it("counts a character outside the basic plane once", () => {
    const text = new Text("가😀나다");
    expect([text.length, text.slice(1, 2), text.slice(2, 4), text.slice(3, 99)]).toEqual([4, "😀", "나다", "다"]);
  });

  it("is cut as any other where there is none", () => expect(new Text("가나다").slice(1, 2)).toBe("나"));

  it.each([
    ["첫 문장이다. 둘째 문장이다. 셋째다.", [8, 10], "둘째 문장이다."],
    ["“그렇다.” 그는 말했다. 끝.", [7, 9], "그는 말했다."],
    ["한 줄\n다른 줄\n또", [4, 6], "다른 줄"],
    ["😀. 오늘 만났다. 내일", [3, 5], "오늘 만났다."],
    ["마침표가 없다", [0, 3], "마침표가 없다"],
  ] as const)("gives the sentence around a span: %s", (whole, span, sentence) => {
    const text = new Text(whole);
    expect(text.slice(...text.around(span))).toBe(sentence);
  });

  it("goes no further than asked around a span", () => {
    const text = new Text("가".repeat(2000));
    expect(text.around([1000, 1001], 100)).toEqual([900, 1101]);
  });
});

describe("pieces", () => {
  it("cover the text without gap, each with what stands there", () => {
    const marks = [
      { start: 1, end: 4, name: "a" },
      { start: 2, end: 6, name: "b" },
      { start: 9, end: 30, name: "c" },
      { start: 3, end: 3, name: "empty" },
    ];
    const found = pieces(marks, 0, 10).map(({ start, end, marks: here }) => [start, end, here.map(({ name }) => name).join("")]);
    expect(found).toEqual([[0, 1, ""], [1, 2, "a"], [2, 4, "ab"], [4, 6, "b"], [6, 9, ""], [9, 10, "c"]]);
  });
});

describe("what steers the screen", () => {
  it("is shown", () => expect(visible("a\x1b[2J\u202eb\ud800\tc\nd")).toBe("a␛[2J⟦U+202E⟧b⟦U+D800⟧\tc\nd"));
  it("leaves everything else", () => expect(visible("이재명 😀 𝕏")).toBe("이재명 😀 𝕏"));
});
