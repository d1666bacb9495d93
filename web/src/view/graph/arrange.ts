import iterate from "graphology-layout-forceatlas2/iterate.js";

/** A network to be laid out: nodes are numbered from 0, `edges` holds both ends of one edge after the other. */
export interface Plan {
  nodes: number;
  edges: Uint32Array;
  /** How large each node is drawn; only the proportions count. */
  sizes: Float32Array;
  /** How much wider than high the whole is to be. */
  wide: number;
}

const PER_NODE = 10;
const PER_EDGE = 3;
const [X, Y, MASS, CONVERGENCE, SIZE] = [0, 1, 6, 7, 8];
/** Half of how far nodes of middling size keep from each other; a node has a square of 1 by 1 on the average. */
const APART = 0.42;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const BATCH = 25;
/** Batches after which a component that settles is shown again: each picture takes time that the layout lacks. */
const SHOWN = 4;
/** Nodes from which a component is shown while it settles, and from which forces are approximated. */
const LARGE = 400;

/**
 * Lays a network out: each connected part by ForceAtlas2 from a fixed start and for a fixed number of steps, then the parts
 * around the largest. The same network always comes out the same. Yields x and y of every node; the last ones are final.
 */
export function* arrange(plan: Plan): Generator<Float32Array> {
  const parts = components(plan).map((members) => new Part(plan, members));
  const [large, small] = [parts.filter(({ size }) => size >= LARGE), parts.filter(({ size }) => size < LARGE)];
  for (const part of large) {
    part.advance();
    yield packed(plan, parts);
  }
  for (const part of small) part.settle();
  for (const part of large) for (let step = 1; part.advance(); step++) if (step % SHOWN === 0) yield packed(plan, parts);
  for (const part of parts) part.spread(plan.sizes);
  yield packed(plan, parts);
}

/** Returns the connected parts, the largest first, each in the order of a walk from its best connected node. */
function components({ nodes, edges }: Plan): number[][] {
  const neighbours: number[][] = Array.from({ length: nodes }, () => []);
  for (let i = 0; i < edges.length; i += 2) {
    neighbours[edges[i]!]!.push(edges[i + 1]!);
    neighbours[edges[i + 1]!]!.push(edges[i]!);
  }
  const degree = (node: number) => neighbours[node]!.length;
  const byDegree = (a: number, b: number) => degree(b) - degree(a) || a - b;
  const seen = new Uint8Array(nodes);
  const found: number[][] = [];
  for (const start of Array.from({ length: nodes }, (_, i) => i).sort(byDegree)) {
    if (seen[start]) continue;
    const walk = [start];
    seen[start] = 1;
    for (const node of walk)
      for (const next of [...neighbours[node]!].sort(byDegree))
        if (!seen[next]) {
          seen[next] = 1;
          walk.push(next);
        }
    found.push(walk);
  }
  return found.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
}

/** A connected part and where its nodes are. */
class Part {
  readonly size: number;
  private readonly nodes: Float32Array;
  private readonly edges: Float32Array;
  private readonly settings: Record<string, number | boolean>;
  private left: number;

  constructor(
    plan: Plan,
    readonly members: number[],
  ) {
    this.size = members.length;
    this.left = this.size < 3 ? 0 : this.size < 12 ? 120 : this.size < LARGE ? 350 : 300;
    this.nodes = new Float32Array(this.size * PER_NODE);
    const place = new Map(members.map((node, i) => [node, i]));
    const ends: number[] = [];
    for (let i = 0; i < plan.edges.length; i += 2) {
      const source = place.get(plan.edges[i]!);
      if (source !== undefined) ends.push(source, place.get(plan.edges[i + 1]!)!);
    }
    this.edges = new Float32Array((ends.length / 2) * PER_EDGE);
    members.forEach((_, i) => {
      this.nodes[i * PER_NODE + X] = Math.sqrt(i + 0.5) * Math.cos(i * GOLDEN);
      this.nodes[i * PER_NODE + Y] = Math.sqrt(i + 0.5) * Math.sin(i * GOLDEN);
      this.nodes[i * PER_NODE + MASS] = 1;
      this.nodes[i * PER_NODE + CONVERGENCE] = 1;
      this.nodes[i * PER_NODE + SIZE] = 1;
    });
    for (let i = 0; i < ends.length; i += 2) {
      const at = (i / 2) * PER_EDGE;
      this.edges.set([ends[i]! * PER_NODE, ends[i + 1]! * PER_NODE, 1], at);
      for (const end of [ends[i]!, ends[i + 1]!]) this.nodes[end * PER_NODE + MASS]! += 1;
    }
    this.settings = {
      linLogMode: false,
      outboundAttractionDistribution: false,
      adjustSizes: false,
      edgeWeightInfluence: 0,
      scalingRatio: 6,
      strongGravityMode: true,
      gravity: 0.03,
      slowDown: 1 + Math.log(this.size),
      barnesHutOptimize: this.size >= LARGE,
      barnesHutTheta: 0.8,
    };
  }

  /** Goes some steps further; tells whether that was of use. */
  advance(): boolean {
    if (this.left <= 0) return false;
    for (let i = 0; i < BATCH && this.left > 0; i++, this.left--) iterate(this.settings, this.nodes, this.edges);
    return true;
  }

  settle(): void {
    while (this.advance());
  }

  /** Pushes apart what lies on top of each other; larger nodes get more room. */
  spread(sizes: Float32Array): void {
    const { points } = this.points();
    const mean = this.members.reduce((sum, node) => sum + sizes[node]!, 0) / this.size;
    const reach = this.members.map((node) => (sizes[node]! / mean) * APART);
    const cell = Math.max(...reach) * 2;
    for (let pass = 0; pass < 12; pass++) {
      const grid = new Map<string, number[]>();
      for (let i = 0; i < this.size; i++) {
        const key = `${Math.floor(points[2 * i]! / cell)},${Math.floor(points[2 * i + 1]! / cell)}`;
        (grid.get(key) ?? grid.set(key, []).get(key)!).push(i);
      }
      for (let i = 0; i < this.size; i++) {
        const column = Math.floor(points[2 * i]! / cell);
        const line = Math.floor(points[2 * i + 1]! / cell);
        for (let c = column - 1; c <= column + 1; c++)
          for (let l = line - 1; l <= line + 1; l++) for (const j of grid.get(`${c},${l}`) ?? []) if (j > i) apart(points, i, j, reach[i]! + reach[j]!);
      }
    }
    for (let i = 0; i < this.size; i++) {
      this.nodes[i * PER_NODE + X] = points[2 * i]!;
      this.nodes[i * PER_NODE + Y] = points[2 * i + 1]!;
    }
  }

  /** Returns where the nodes are around their middle, in a scale that gives each the same room, and how far they reach. */
  points(): { points: Float32Array; radius: number } {
    const points = new Float32Array(2 * this.size);
    let [x, y] = [0, 0];
    for (let i = 0; i < this.size; i++) {
      x += this.nodes[i * PER_NODE + X]! / this.size;
      y += this.nodes[i * PER_NODE + Y]! / this.size;
    }
    let square = 0;
    for (let i = 0; i < this.size; i++) {
      points[2 * i] = this.nodes[i * PER_NODE + X]! - x;
      points[2 * i + 1] = this.nodes[i * PER_NODE + Y]! - y;
      square += (points[2 * i]! ** 2 + points[2 * i + 1]! ** 2) / this.size;
    }
    const scale = this.size > 1 && square > 0 ? Math.sqrt(this.size / 2 / square) : 1;
    let radius = 0.6;
    for (let i = 0; i < this.size; i++) {
      points[2 * i]! *= scale;
      points[2 * i + 1]! *= scale;
      radius = Math.max(radius, Math.hypot(points[2 * i]!, points[2 * i + 1]!) + 0.6);
    }
    return { points, radius };
  }
}

function apart(points: Float32Array, i: number, j: number, wanted: number): void {
  const dx = points[2 * j]! - points[2 * i]!;
  const dy = points[2 * j + 1]! - points[2 * i + 1]!;
  const far = Math.hypot(dx, dy);
  if (far >= wanted) return;
  const push = (wanted - far) / 2;
  const [ux, uy] = far > 1e-6 ? [dx / far, dy / far] : [Math.cos(i * GOLDEN), Math.sin(i * GOLDEN)];
  points[2 * i]! -= ux * push;
  points[2 * i + 1]! -= uy * push;
  points[2 * j]! += ux * push;
  points[2 * j + 1]! += uy * push;
}

const GAP = 0.6;

/** Returns the places of all nodes: the largest part in the middle, the others in rings around it. */
function packed({ nodes, wide }: Plan, parts: Part[]): Float32Array {
  const places = new Float32Array(2 * nodes);
  const laid = parts.map((part) => part.points());
  const put = (i: number, x: number, y: number, stretch: number) =>
    parts[i]!.members.forEach((node, j) => {
      places[2 * node] = x + laid[i]!.points[2 * j]! * stretch;
      places[2 * node + 1] = y + laid[i]!.points[2 * j + 1]!;
    });
  if (parts.length) put(0, 0, 0, wide);
  let ring = (laid[0]?.radius ?? 0) + GAP;
  for (let first = 1; first < parts.length; ) {
    const thick = laid[first]!.radius;
    const turns: number[] = [];
    let sum = 0;
    for (let i = first; i < parts.length; i++) {
      const turn = 2 * Math.asin(Math.min(1, (laid[i]!.radius + GAP / 4) / (ring + thick)));
      if (turns.length && sum + turn > 2 * Math.PI) break;
      turns.push(turn);
      sum += turn;
    }
    const gap = Math.max(0, 2 * Math.PI - sum) / turns.length;
    let angle = -turns[0]! / 2;
    turns.forEach((turn, i) => {
      put(first + i, (ring + thick) * Math.cos(angle + turn / 2) * wide, (ring + thick) * Math.sin(angle + turn / 2), 1);
      angle += turn + gap;
    });
    first += turns.length;
    ring += 2 * thick;
  }
  return places;
}
