import type { FactType } from "./model";
import type { Kind } from "../shared/kinds";
import type { Language } from "../shared/language";

/** What is chosen: an entity, a fact, an article by their ids, what connects two entities, or what was set aside. */
export interface Selection {
  kind: "entity" | "fact" | "article" | "pair" | "aside";
  id: string;
}

export type Tab = "graph" | "timeline" | "tables";

/** Everything that a link to the page can say. */
export interface Address {
  selection: Selection | null;
  tab: Tab;
  table: string;
  hiddenKinds: ReadonlySet<Kind>;
  hiddenTypes: ReadonlySet<FactType>;
  from: string;
  to: string;
  language: Language | null;
}

export const EMPTY: Address = {
  selection: null,
  tab: "graph",
  table: "entities",
  hiddenKinds: new Set(),
  hiddenTypes: new Set(),
  from: "",
  to: "",
  language: null,
};

const SELECTIONS: readonly Selection["kind"][] = ["entity", "fact", "article", "pair", "aside"];
const TABS: readonly Tab[] = ["graph", "timeline", "tables"];
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;

/** Reads the part of an address after `#`; what makes no sense in it is passed over. */
export function parse(hash: string): Address {
  const values = new Map<string, string>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const [name = "", ...rest] = part.split("=");
    values.set(name, decoded(rest.join("=")));
  }
  const kind = SELECTIONS.find((one) => values.get(one));
  const list = (name: string) => (values.get(name) ?? "").split(",").filter((word) => /^[A-Za-z]+$/.test(word));
  const date = (name: string) => (DATE.test(values.get(name) ?? "") ? values.get(name)! : "");
  const language = values.get("lang");
  return {
    selection: kind ? { kind, id: values.get(kind)! } : null,
    tab: TABS.find((one) => one === values.get("tab")) ?? "graph",
    table: /^[A-Za-z]+$/.test(values.get("table") ?? "") ? values.get("table")! : EMPTY.table,
    hiddenKinds: new Set(list("without") as Kind[]),
    hiddenTypes: new Set(list("without-facts") as FactType[]),
    from: date("from"),
    to: date("to"),
    language: language === "ko" || language === "en" ? language : null,
  };
}

/** Writes an address, Korean as it is; `parse` reads it back. */
export function write(address: Address): string {
  const parts: string[] = [];
  const add = (name: string, value: string) => value && parts.push(`${name}=${encoded(value)}`);
  if (address.selection) add(address.selection.kind, address.selection.id);
  if (address.tab !== EMPTY.tab) add("tab", address.tab);
  if (address.table !== EMPTY.table) add("table", address.table);
  add("without", [...address.hiddenKinds].join(","));
  add("without-facts", [...address.hiddenTypes].join(","));
  add("from", address.from);
  add("to", address.to);
  add("lang", address.language ?? "");
  return `#${parts.join("&")}`;
}

function encoded(text: string): string {
  return text.replace(/[%&#\s"<>`\\^{|}\u0000-\u001f]/g, (character) => encodeURIComponent(character));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
