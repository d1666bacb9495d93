import type Graph from "graphology";

/** What stands out together: a node with its neighbours, or an edge with its ends. */
export interface Surroundings {
  centre: string | null;
  nodes: ReadonlySet<string>;
  edges: ReadonlySet<string>;
}

export const NOWHERE: Surroundings = { centre: null, nodes: new Set(), edges: new Set() };

/** Returns what surrounds a node, or an edge if there is none; of edges only those that `shown` has. */
export function surroundings(graph: Graph, shown: ReadonlyMap<string, unknown>, node: string | null, edge: string | null): Surroundings {
  if (node !== null && graph.hasNode(node)) {
    const edges = graph.edges(node).filter((key) => shown.has(key));
    return { centre: node, nodes: new Set([node, ...edges.flatMap((key) => graph.extremities(key))]), edges: new Set(edges) };
  }
  if (edge !== null && graph.hasEdge(edge)) return { centre: null, nodes: new Set(graph.extremities(edge)), edges: new Set([edge]) };
  return NOWHERE;
}
