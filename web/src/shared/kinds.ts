/** What can stand in the graph, in the order in which it is listed. */
export const KINDS = ["Person", "Organization", "Place", "Event", "Policy", "Statement"] as const;
export type Kind = (typeof KINDS)[number];

/** Every kind has a shape of its own, so that nobody needs to tell colours apart. Corners: 0 is a circle. */
export const SHAPES: Record<Kind, { corners: number; turn: number; hollow: boolean }> = {
  Person: { corners: 0, turn: 0, hollow: false },
  Organization: { corners: 4, turn: 0.125, hollow: false },
  Place: { corners: 3, turn: 0, hollow: false },
  Event: { corners: 4, turn: 0, hollow: false },
  Policy: { corners: 6, turn: 0, hollow: false },
  Statement: { corners: 0, turn: 0, hollow: true },
};

/** Returns how far the corners of a shape stand out, so that all shapes look equally large. */
export function reach(corners: number): number {
  return corners === 3 ? 1.25 : corners === 4 ? 1.15 : 1.08;
}

/** Returns the path of a kind's shape around the origin, for a drawing. */
export function outline(kind: Kind, radius: number): string {
  const { corners, turn } = SHAPES[kind];
  if (corners === 0) return `M${radius} 0A${radius} ${radius} 0 1 1 ${-radius} 0A${radius} ${radius} 0 1 1 ${radius} 0Z`;
  const points = Array.from({ length: corners }, (_, i) => {
    const angle = (i / corners + turn - 0.25) * 2 * Math.PI;
    const far = radius * reach(corners);
    return `${(Math.cos(angle) * far).toFixed(2)} ${(Math.sin(angle) * far).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

/** Reads the colours of a theme as the browser resolves them: `light-dark()` is not told apart in a variable. */
export function colours<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const probe = document.createElement("i");
  document.body.append(probe);
  const found = {} as Record<Name, string>;
  for (const name of names) {
    probe.style.color = `var(--${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}
