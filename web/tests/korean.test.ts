import { describe, expect, it } from "vitest";
import { find, folded, letters } from "../src/shared/korean";

const at = (text: string, query: string) => find(folded(text), folded(query));

describe("search in Korean", () => {
  it.each([
    ["이재명", "이재명", 0],
    ["한국생산기술연구원", "생산", 2],
    ["이재명", "ㅇㅈㅁ", 0],
    ["더불어민주당", "ㅁㅈㄷ", 3],
    ["이재명", "이ㅈㅁ", 0],
    ["과학기술정보통신부", "ㄱㅅ", 2],
    ["Seoul 서울", "seoul", 0],
    ["2012 성남산업융합전략 컨퍼런스", "성남 산업", 4],
  ])("finds %s by %s at %i", (text, query, place) => expect(at(text, query)).toBe(place));

  it.each(["ㅇ", "이", "잊", "이ㅈ", "이재", "이잼", "이재며", "이재명"])("finds 이재명 while %s is being typed", (typed) => {
    expect(at("이재명", typed)).toBe(0);
  });

  it.each(["ㄱ", "가", "갑", "가보"])("finds 가보 while %s is being typed", (typed) => expect(at("가보", typed)).toBe(0));

  it.each([
    ["이재명", "이제명"],
    ["이재명", "ㅈㅇ"],
    ["강", "가나"],
    ["나래시", "날개"],
    ["나", "ㅏ"],
  ])("does not find %s by %s", (text, query) => expect(at(text, query)).toBe(-1));

  it("takes consonants that the keyboard joined apart", () => expect(at("과학기술", "ㄳ")).toBe(at("과학기술", "ㄱㅅ")));
  it("knows a syllable as it is typed", () => expect([letters("값"), letters("과"), letters("가"), letters("x")]).toEqual(["ㄱㅏㅂㅅ", "ㄱㅗㅏ", "ㄱㅏ", "x"]));
  it("finds composed and decomposed spellings alike", () => expect(at("나래시".normalize("NFD"), "나래")).toBe(0));
});
