import { EMPTY, parse, write, type Address, type Selection } from "./address";
import { WORDS, type Word } from "./words";
import { say, type Both, type Language } from "../shared/language";
import type { Fact, News } from "./model";

/** What the page shows now. Everything of it stands in the address, so that a link brings it back. */
export class State {
  address: Address;
  private readonly listeners: (() => void)[] = [];
  private steps = 0;

  constructor(
    readonly news: News,
    private readonly opensIn: Language,
  ) {
    this.address = parse(location.hash);
    addEventListener("hashchange", () => {
      if (location.hash !== write(this.address) && decodeURI(location.hash) !== decodeURI(write(this.address))) {
        this.address = parse(location.hash);
        this.steps = Math.max(0, this.steps - 1);
        this.tell();
      }
    });
  }

  /** Whether the browser's Back leads to another selection of this page. */
  get canGoBack(): boolean {
    return this.steps > 1;
  }

  get language(): Language {
    return this.address.language ?? this.opensIn;
  }

  /** Calls `listener` now and whenever something changes. */
  follow(listener: () => void): void {
    this.listeners.push(listener);
    listener();
  }

  /** Changes what is shown. A new selection can be undone by the browser's Back; the rest takes the place of what was. */
  set(change: Partial<Address>): void {
    const selected = "selection" in change && JSON.stringify(change.selection) !== JSON.stringify(this.address.selection);
    this.address = { ...this.address, ...change };
    const hash = write(this.address);
    if (selected) {
      location.hash = hash;
      this.steps++;
    }
    else if (location.hash !== hash) location.replace(hash);
    this.tell();
  }

  /** Returns the link to a selection, everything else as it is. */
  link(selection: Selection): string {
    return write({ ...this.address, selection });
  }

  /** Takes back all filters. */
  unfilter(): void {
    this.set({ hiddenKinds: EMPTY.hiddenKinds, hiddenTypes: EMPTY.hiddenTypes, from: "", to: "" });
  }

  say(word: Word, values?: Record<string, string | number>): string {
    return say(WORDS[word], this.language, values);
  }

  /** Returns what kg calls a type, an argument or a concept. */
  called(key: string): string {
    const both: Both | undefined = this.news.wire.words[key];
    return both ? say(both, this.language) : key.slice(key.indexOf(".") + 1);
  }

  /** Tells whether an article lies in the chosen period. */
  inPeriod(article: number): boolean {
    const { from, to } = this.address;
    if (!from && !to) return true;
    const day = this.news.day(article);
    return day !== "" && (!from || day.slice(0, from.length) >= from) && (!to || day.slice(0, to.length) <= to);
  }

  /** Tells whether a fact passes the filters. */
  passes(fact: Fact): boolean {
    return !this.address.hiddenTypes.has(fact.type) && this.inPeriod(fact.article);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
