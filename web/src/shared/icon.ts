import { svg } from "./dom";
import { SHAPES, outline, type Kind } from "./kinds";

/** Returns the shape of a kind as a small picture beside its name. */
export function icon(kind: Kind, size = 12): SVGElement {
  const path = svg("path", { d: outline(kind, SHAPES[kind].hollow ? 4.6 : 5), class: SHAPES[kind].hollow ? "hollow" : "solid" });
  return svg("svg", { class: `icon t-${kind}`, viewBox: "-7 -7 14 14", width: size, height: size, "aria-hidden": "true" }, path);
}
