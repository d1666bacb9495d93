import { fill, h } from "../shared/dom";
import { icon } from "../shared/icon";
import { Finder, type Found } from "./find";
import type { State } from "./state";

/** The field that finds names, headlines and statements while one types, in the middle of a syllable too. */
export class SearchBox {
  readonly element: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly options = h("ul", { id: "found", role: "listbox", hidden: true });
  private readonly told = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  private readonly finder: Finder;
  private found: Found[] = [];
  private active = -1;

  constructor(
    private readonly state: State,
    private readonly chosen: (found: Found) => void,
  ) {
    this.finder = new Finder(state.news);
    this.input = h("input", {
      type: "search",
      role: "combobox",
      autocomplete: "off",
      spellcheck: "false",
      "aria-expanded": "false",
      "aria-controls": "found",
      "aria-autocomplete": "list",
      on: { input: () => this.search(), keydown: (event) => this.key(event), focus: () => this.search(), blur: () => this.close() },
    });
    this.element = h("div", { class: "search", role: "search" }, this.input, this.options, this.told);
    window.addEventListener("keydown", (event) => {
      const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox], [type=range]), textarea, select");
      if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.isComposing) return;
      this.input.focus();
      event.preventDefault();
    });
  }

  update(): void {
    this.input.placeholder = this.state.say(innerWidth < 700 ? "searchShort" : "search");
    this.input.setAttribute("aria-label", this.state.say("searchShort"));
    this.options.setAttribute("aria-label", this.state.say("searchShort"));
  }

  private search(): void {
    const query = this.input.value;
    if (query.trim() === "") return this.close();
    const { found, count } = this.finder.search(query);
    this.found = found;
    this.active = found.length ? 0 : -1;
    const { state } = this;
    fill(this.told, found.length ? state.say("results", { count }) : state.say("noResults"));
    const rows = found.map((one, i) => h("li", { id: `found-${i}`, role: "option", on: { mousedown: (event) => (event.preventDefault(), this.choose(i)) } }, this.row(one)));
    fill(this.options, rows.length ? rows : h("li", { class: "soft", role: "presentation" }, state.say("noResults")), count > found.length && h("li", { class: "soft", role: "presentation" }, state.say("results", { count })));
    this.options.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  private row({ kind, number, words }: Found) {
    const { news } = this.state;
    if (kind === "entity") {
      const entity = news.entities[number]!;
      const main = entity.names[0] ?? entity.id;
      return [icon(entity.type, 13), h("span", { class: "words", dir: "auto" }, words, words === main ? null : h("small", null, ` = ${main}`)), h("small", null, this.hint(number))];
    }
    if (kind === "article") return [h("span", { class: "words", dir: "auto" }, words), h("small", null, `${this.state.say("article")} ${news.day(number)}`)];
    const fact = news.facts[number]!;
    const speaker = fact.args["speaker"];
    return [icon("Statement", 13), h("span", { class: "words", dir: "auto" }, words), h("small", null, typeof speaker === "number" ? news.name(speaker) : "")];
  }

  /** What tells people of one name apart: their post, or where they are named. */
  private hint(number: number): string {
    const { news } = this.state;
    const entity = news.entities[number]!;
    const post = entity.facts.map((fact) => news.facts[fact]!).find((fact) => fact.type === "Position" && fact.args["person"] === number);
    if (!post) return this.state.called(`type.${entity.type}`);
    const organization = post.args["organization"];
    return [typeof organization === "number" ? news.name(organization) : "", post.args["title"]].filter(Boolean).join(" ");
  }

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return; // the key belongs to the syllable that is being typed
    if (event.key === "Escape") {
      this.close();
      this.input.blur();
    } else if (event.key === "Enter" && this.active >= 0) {
      this.choose(this.active);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.found.length) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.active = (this.active + step + this.found.length) % this.found.length;
      this.mark();
    } else return;
    event.preventDefault();
  }

  private mark(): void {
    this.options.querySelectorAll("[role=option]").forEach((option, i) => {
      option.setAttribute("aria-selected", String(i === this.active));
      if (i === this.active) option.scrollIntoView({ block: "nearest" });
    });
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private choose(i: number): void {
    const found = this.found[i];
    if (!found) return;
    this.input.value = "";
    this.close();
    this.input.blur();
    this.chosen(found);
  }

  private close(): void {
    this.options.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    fill(this.told);
  }
}
