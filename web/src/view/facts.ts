import { ENTITIES_OF, type Fact } from "./model";
import type { State } from "./state";

/** An argument of a fact: what it is called, what stands there, and the entity if it is one. */
export interface Shown {
  name: string;
  label: string;
  text: string;
  entity: number | null;
}

const CONCEPTS = new Set(["status", "role", "manner", "action", "predicate"]);

/** Returns the arguments of a fact as they are shown. */
export function shown(state: State, fact: Fact): Shown[] {
  return Object.entries(fact.args).map(([name, value]) => {
    const entity = typeof value === "number" && ENTITIES_OF[fact.type].includes(name) ? value : null;
    return { name, label: state.called(`argument.${name}`), text: argument(state, name, value, entity), entity };
  });
}

function argument(state: State, name: string, value: number | string, entity: number | null): string {
  if (entity !== null) return state.news.name(entity);
  if (CONCEPTS.has(name)) return state.called(`concept.${value}`);
  return name === "value" ? Number(value).toLocaleString("en-US", { maximumFractionDigits: 12 }) : String(value);
}

/** Returns a fact in one line, without the entity `but` that it is read from. */
export function line(state: State, fact: Fact, but: number | null = null): string {
  const of = (name: string) => {
    const value = fact.args[name];
    return value === undefined ? "" : argument(state, name, value, ENTITIES_OF[fact.type].includes(name) ? Number(value) : null);
  };
  const other = (name: string) => (fact.args[name] === but && but !== null ? "" : of(name));
  const joined = (...parts: string[]) => parts.filter(Boolean).join(" · ");
  switch (fact.type) {
    case "Position":
      return joined(other("person"), [other("organization"), of("title")].filter(Boolean).join(" "), fact.args["status"] === "current" ? "" : of("status"));
    case "EventTime":
      return joined(other("event"), period(state, fact));
    case "EventPlace":
      return joined(other("event"), other("place"));
    case "Participation":
      return joined(other("agent"), other("event"), of("role"));
    case "Statement":
      return fact.args["manner"] === "direct" ? joined(other("speaker"), `“${of("content")}”`) : joined(other("speaker"), of("content"));
    case "PolicyAction":
      return joined(other("agent"), other("policy"), of("action"));
    case "Relation":
      return joined(other("subject"), of("predicate"), other("object"));
    case "Measure":
      return joined(other("of"), [of("qualifier"), of("value"), of("unit")].filter(Boolean).join(" "));
  }
}

/** Returns when an event is, as precisely as stated. */
export function period(state: State, fact: Fact): string {
  const start = time(fact.args["start"]);
  const end = time(fact.args["end"]);
  if (!start) return end ? state.say("until", { date: end }) : "";
  return end && end !== start ? `${start} – ${end}` : start;
}

function time(value: number | string | undefined): string {
  return String(value ?? "")
    .replace("T", " ")
    .replace(/(\d{2}:\d{2}):00/, "$1")
    .replace(/(Z|[+-]\d{2}:\d{2})$/, "");
}

/** Returns what an edge of the graph says: what one fact makes of its two ends. */
export function edgeLabel(state: State, fact: Fact): string {
  const name = { Position: "title", Participation: "role", PolicyAction: "action", Relation: "predicate" }[fact.type as string];
  const value = name === undefined ? undefined : fact.args[name];
  return value === undefined ? state.called(`type.${fact.type}`) : argument(state, name!, value, null);
}
