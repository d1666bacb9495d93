/** The languages of the interface. */
export type Language = "ko" | "en";

/** A text in both: Korean, English. */
export type Both = readonly [ko: string, en: string];

/**
 * Returns the text of `both` in `language`, its `{…}` filled in. English tells one from many: `{count:article}` is
 * `1 article` or `2 articles`; where an s is not enough both forms are written, `{count:entity/entities}`.
 */
export function say(both: Both, language: Language, values: Record<string, string | number> = {}): string {
  return both[language === "ko" ? 0 : 1].replace(/\{(\w+)(?::([^}]+))?\}/g, (whole, name: string, noun?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const number = typeof value === "number" ? value.toLocaleString("en-US") : value;
    if (!noun) return number;
    const [one, many = `${one}s`] = noun.split("/");
    return `${number} ${number === "1" ? one : many}`;
  });
}
