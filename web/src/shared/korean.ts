// Search as Korean readers expect it: by initial consonants (ㅇㅈㅁ), and while a syllable is still being typed.

const INITIALS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const FINALS = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
const VOWELS = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
/** Finals of two letters, and vowels of two, as they are typed. */
const TYPED: Record<string, string> = {
  ㄳ: "ㄱㅅ", ㄵ: "ㄴㅈ", ㄶ: "ㄴㅎ", ㄺ: "ㄹㄱ", ㄻ: "ㄹㅁ", ㄼ: "ㄹㅂ", ㄽ: "ㄹㅅ", ㄾ: "ㄹㅌ", ㄿ: "ㄹㅍ", ㅀ: "ㄹㅎ", ㅄ: "ㅂㅅ",
  ㅘ: "ㅗㅏ", ㅙ: "ㅗㅐ", ㅚ: "ㅗㅣ", ㅝ: "ㅜㅓ", ㅞ: "ㅜㅔ", ㅟ: "ㅜㅣ", ㅢ: "ㅡㅣ",
};
const FIRST = 0xac00;
const LAST = 0xd7a3;

const isSyllable = (code: number): boolean => code >= FIRST && code <= LAST;
const typed = (letter: string): string => TYPED[letter] ?? letter;

/** Returns a text in the form that is compared: NFC, lower case, without spaces, quotation marks and brackets. */
export function folded(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[^\u3131-\u318e]+/g, (part) => part.normalize("NFKC")) // letters that stand alone would become parts of syllables
    .toLowerCase()
    .replace(/[\s"'`“”‘’「」『』《》〈〉()\[\]·]/g, "");
}

/** Returns the letters of a syllable in the order in which they are typed; of anything else itself. */
export function letters(character: string): string {
  const code = character.charCodeAt(0);
  if (!isSyllable(code)) return character;
  const number = code - FIRST;
  const final = FINALS[number % 28]!;
  const vowel = VOWELS[Math.floor(number / 28) % 21]!;
  return INITIALS[Math.floor(number / 588)]! + typed(vowel) + (final && typed(final));
}

/** Returns the initial consonant of a syllable; of anything else itself. */
export function initial(character: string): string {
  const code = character.charCodeAt(0);
  return isSyllable(code) ? INITIALS[Math.floor((code - FIRST) / 588)]! : character;
}

/**
 * Finds a folded query in a folded text: where it begins, or -1.
 *
 * A consonant stands for any syllable that begins with it. The last syllable of the query may be unfinished: `이재며`
 * finds 이재명, and `갑` finds 가보 because the ㅂ may belong to the next syllable.
 */
export function find(text: string, query: string): number {
  if (query === "") return 0;
  const plain = text.indexOf(query);
  if (plain >= 0 || !/[\u3131-\u318e\uac00-\ud7a3]/.test(query)) return plain;
  const wanted = splitClusters(query);
  for (let start = 0; start < text.length; start++) if (matches(text, start, wanted)) return start;
  return -1;
}

/** Consonants typed one after the other become one cluster letter (ㄱㅅ as ㄳ): take them apart again. */
function splitClusters(query: string): string {
  return query.replace(/[\u3133\u3135\u3136\u313a-\u3140\u3144]/g, typed);
}

function matches(text: string, start: number, query: string): boolean {
  const last = query.length - 1;
  for (let i = 0; i <= last; i++) {
    const here = text[start + i];
    const wanted = query[i]!;
    if (here === undefined) return false;
    if (here === wanted || (INITIALS.includes(wanted) && initial(here) === wanted)) continue;
    return i === last && isSyllable(wanted.charCodeAt(0)) && unfinished(here, text[start + i + 1], wanted);
  }
  return true;
}

/** Tells whether `wanted` is on the way to `here`, or to `here` and the beginning of `next`. */
function unfinished(here: string, next: string | undefined, wanted: string): boolean {
  const letter = letters(wanted);
  if (!isSyllable(here.charCodeAt(0))) return false;
  if (letters(here).startsWith(letter)) return true;
  return next !== undefined && letters(here) + initial(next) === letter;
}
