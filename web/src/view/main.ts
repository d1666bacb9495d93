import "../shared/theme.css";
import "./view.css";
import { Filters } from "./filters";
import { GraphView } from "./graph/view";
import { News, read } from "./model";
import { Panel } from "./panel";
import { Period } from "./period";
import { SearchBox } from "./searchbox";
import { State } from "./state";
import { Tables } from "./tables";
import { Timeline } from "./timeline";
import { WORDS } from "./words";
import type { Tab } from "./address";
import { fill, h } from "../shared/dom";
import type { Language } from "../shared/language";

const TABS: readonly Tab[] = ["graph", "timeline", "tables"];

async function start(): Promise<void> {
  const language: Language = document.documentElement.lang === "en" ? "en" : "ko";
  const news = await load(language);
  if (news) new Page(new State(news, language));
}

async function load(language: Language): Promise<News | null> {
  try {
    return new News(await read(document.getElementById("data")!));
  } catch (error) {
    const words = WORDS.broken[language === "ko" ? 0 : 1].replace("{cause}", String(error));
    document.body.append(h("p", { class: "empty", role: "alert" }, words));
    return null;
  }
}

/** The page: a head, filters, one of three views, and what is known of what is chosen. */
class Page {
  private readonly graph: GraphView;
  private readonly views: Record<Tab, { element: HTMLElement; update(): void }>;
  private readonly buttons: Record<Tab, HTMLButtonElement>;

  constructor(private readonly state: State) {
    this.graph = new GraphView(state);
    const timeline = new Timeline(state);
    const tables = new Tables(state);
    const filters = new Filters(state);
    const period = new Period(state);
    const panel = new Panel(state, (entity) => this.toGraph(entity));
    const search = new SearchBox(state, ({ kind, number }) => {
      const { news } = state;
      const id = { entity: news.entities, article: news.articles, fact: news.facts }[kind][number]!.id;
      state.set({ selection: { kind, id } });
      if (kind === "entity" && state.address.tab === "graph") this.graph.show(number);
      panel.element.focus({ preventScroll: true });
    });
    this.views = { graph: this.graph, timeline, tables };
    this.buttons = Object.fromEntries(TABS.map((tab) => [tab, this.button(tab)])) as Record<Tab, HTMLButtonElement>;
    const counts = h("p", { class: "counts" });
    const banner = h("p", { class: "banner", role: "note", hidden: true });
    const language = h("button", { type: "button", class: "tool", on: { click: () => state.set({ language: state.language === "ko" ? "en" : "ko" }) } });
    const theme = h("button", { type: "button", class: "tool", on: { click: () => this.theme() } }, "◐");
    const tabs = h("nav", { class: "views", role: "tablist" }, TABS.map((tab) => this.buttons[tab]));
    document.body.append(
      h("header", null, h("div", { class: "title" }, h("h1", null, state.news.wire.title), counts), search.element, tabs, h("div", { class: "tools" }, language, theme)),
      banner,
      h("div", { class: "columns" }, filters.element, h("main", null, period.element, TABS.map((tab) => this.views[tab].element)), panel.element),
    );
    this.keys();
    state.follow(() => {
      document.documentElement.lang = state.language;
      this.head(counts, banner, language, theme, tabs);
      for (const part of [search, filters, period, panel]) part.update();
      const { tab } = state.address;
      for (const other of TABS) this.views[other].element.hidden = other !== tab; // all before one measures its room
      if (tab === "graph") this.graph.start();
      else this.views[tab].update();
    });
  }

  private head(counts: HTMLElement, banner: HTMLElement, language: HTMLElement, theme: HTMLElement, tabs: HTMLElement): void {
    const { state } = this;
    const { news } = state;
    fill(counts, state.say("counts", { articles: news.articles.length, entities: news.entities.length, facts: news.facts.length }));
    banner.hidden = news.facts.length >= news.wire.whole.facts;
    fill(banner, state.say("partly", { all: news.wire.whole.facts, facts: news.facts.length, articles: news.articles.length }));
    fill(language, state.say("language"));
    language.setAttribute("lang", state.language === "ko" ? "en" : "ko");
    const word = state.say(isDark() ? "themeLight" : "themeDark");
    theme.setAttribute("aria-label", word);
    theme.title = word;
    tabs.setAttribute("aria-label", state.say("views"));
    for (const tab of TABS) {
      fill(this.buttons[tab], state.say(tab));
      this.buttons[tab].setAttribute("aria-selected", String(tab === state.address.tab));
    }
  }

  private button(tab: Tab): HTMLButtonElement {
    return h("button", { type: "button", role: "tab", on: { click: () => this.state.set({ tab }) } });
  }

  private toGraph(entity: number): void {
    this.state.set({ tab: "graph" });
    this.graph.show(entity);
    if (innerWidth < 900) this.state.set({ selection: null });
  }

  private theme(): void {
    document.documentElement.dataset["theme"] = isDark() ? "light" : "dark";
    this.state.set({});
  }

  private keys(): void {
    window.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && this.state.address.selection) this.state.set({ selection: null });
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.state.set({}));
  }
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

void start();
