import { visible } from "./visible";

export type Child = Node | string | number | null | undefined | false | readonly Child[];

type Handlers = { [Name in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[Name]) => void };

export interface Properties {
  class?: string;
  on?: Handlers;
  data?: Record<string, string | number>;
  [attribute: string]: unknown;
}

/** Returns an element. Strings, those of attributes too, are only ever text: nothing here reads markup. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties?: Properties | null,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  decorate(element, properties ?? {});
  append(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Returns an element of a drawing. */
export function svg(name: string, properties: Properties, ...children: Child[]): SVGElement {
  const element = document.createElementNS(SVG, name);
  decorate(element, properties);
  append(element, children);
  return element;
}

/** Puts `children` in the place of what `element` holds. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  append(element, children);
}

function decorate(element: Element, properties: Properties): void {
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on")
      for (const [event, handler] of Object.entries(value as Handlers)) element.addEventListener(event, handler as EventListener);
    else if (name === "data")
      for (const [key, text] of Object.entries(value as object)) element.setAttribute(`data-${key}`, String(text));
    else if (name.startsWith("aria-") && value !== null && value !== undefined) element.setAttribute(name, visible(String(value)));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, visible(String(value)));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(element, child);
    else if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== false) element.append(visible(String(child)));
  }
}
