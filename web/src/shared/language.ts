/** The languages of the interface. */
export type Language = "ko" | "en";

/** A text in both: Korean, English. */
export type Both = readonly [ko: string, en: string];

/** Returns the text of `both` in `language`, its `{…}` filled in. */
export function say(both: Both, language: Language, values: Record<string, string | number> = {}): string {
  return both[language === "ko" ? 0 : 1].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? value.toLocaleString("en-US") : value;
  });
}
