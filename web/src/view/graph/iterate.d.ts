declare module "graphology-layout-forceatlas2/iterate.js" {
  /** One step of ForceAtlas2 over the library's own matrices: 10 numbers a node, 3 an edge. */
  export default function iterate(settings: Record<string, number | boolean>, nodes: Float32Array, edges: Float32Array): object;
}
