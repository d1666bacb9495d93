import Graph from "graphology";
import Sigma from "sigma";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";
import { edgeLabel } from "../facts";
import type { State } from "../state";
import { colours, type Kind } from "../../shared/kinds";
import { h } from "../../shared/dom";
import { arranging } from "./arranging";
import { drawHover, Labels, short } from "./labels";
import { connections, network, pair, type Edge, type Network } from "./network";
import { ShapeProgram } from "./shapes";
import { NOWHERE, surroundings } from "./surroundings";

/** Nodes that are drawn unless all are asked for: more are neither fluid everywhere nor readable. */
export const MOST = 3000;

/** Times that the graphics may be lost until the page gives up. */
const MOST_LOST = 5;
/** Neighbours up to which all of them, and what connects them, are named in the picture. */
const FEW = 30;
/** Edges above which software does not draw them while the picture moves. */
const MANY = 1000;

const PALETTE = ["Person", "Organization", "Place", "Event", "Policy", "Statement", "paper", "ink", "soft", "line", "edge", "faint", "card"] as const;

interface NodeData {
  x: number;
  y: number;
  size: number;
  label: string;
  kind: Kind;
  number: number;
}

interface EdgeData {
  facts: number[];
}

/** The network as a picture that can be moved, zoomed and asked. */
export class GraphView {
  readonly element: HTMLElement;
  private readonly stage: HTMLElement;
  private readonly note = h("p", { class: "graph-note" });
  private network: Network;
  private readonly graph = new Graph<NodeData, EdgeData>({ multi: false, type: "undirected" });
  private sigma: Sigma<NodeData, EdgeData> | null = null;
  private palette = {} as Record<(typeof PALETTE)[number], string>;
  /** What the pointer rests on, and what is chosen; all but the latter is faded. */
  private hot = NOWHERE;
  private near = NOWHERE;
  /** What passes the filters: nodes, and the facts of each edge. */
  private shownNodes = new Set<string>();
  private shownEdges = new Map<string, number[]>();
  private arranged = false;
  private lost = 0;

  constructor(private readonly state: State) {
    this.stage = h("div", { class: "stage", tabindex: "0", role: "img", on: { keydown: (event) => this.key(event) } });
    const button = (word: "zoomIn" | "zoomOut" | "whole", sign: string, act: () => unknown) =>
      h("button", { type: "button", class: "zoom", "aria-label": state.say(word), title: state.say(word), on: { click: act } }, sign);
    this.element = h(
      "div",
      { class: "graph" },
      this.stage,
      h(
        "div",
        { class: "zooms" },
        button("zoomIn", "+", () => void this.sigma?.getCamera().animatedZoom({ duration: 200 })),
        button("zoomOut", "−", () => void this.sigma?.getCamera().animatedUnzoom({ duration: 200 })),
        button("whole", "⤢", () => void this.sigma?.getCamera().animatedReset({ duration: 300 })),
      ),
      this.note,
    );
    this.network = network(state.news, MOST);
  }

  /** Shows the picture for the first time; its element is on the page by now. */
  start(): void {
    if (this.sigma || !this.network.nodes.length) return this.update();
    this.fill();
    this.readColours();
    const font = getComputedStyle(document.body).fontFamily;
    const labels = new Labels(() => this.palette.paper);
    try {
      this.sigma = new Sigma<NodeData, EdgeData>(this.graph, this.stage, {
        nodeProgramClasses: { shape: ShapeProgram as never },
        defaultNodeType: "shape",
        labelFont: font,
        labelSize: 12,
        labelDensity: this.network.nodes.length < 300 ? 2.5 : 1.2,
        labelGridCellSize: 95,
        labelRenderedSizeThreshold: 4.5 * this.small(),
        labelColor: { color: this.palette.ink },
        edgeLabelFont: font,
        edgeLabelSize: 11,
        edgeLabelColor: { color: this.palette.ink },
        renderEdgeLabels: true,
        enableEdgeEvents: true,
        minEdgeThickness: 1.4,
        minCameraRatio: 0.02,
        maxCameraRatio: 2.5,
        stagePadding: this.stage.clientWidth < 600 ? 28 : 56,
        zIndex: true,
        allowInvalidContainer: true, // another view may be open when a frame is due
        hideEdgesOnMove: this.network.edges.length > MANY && isDrawnBySoftware(),
        defaultDrawNodeLabel: labels.take,
        defaultDrawNodeHover: drawHover(() => ({ paper: this.palette.card, line: this.palette.line })),
        nodeReducer: (node, data) => this.node(node, data),
        edgeReducer: (edge) => this.edge(edge),
      });
    } catch {
      this.stage.replaceChildren(h("p", { class: "empty" }, this.state.say("noWebgl")));
      return;
    }
    this.sigma.on("beforeRender", () => labels.begin());
    this.sigma.on("afterRender", () => labels.draw());
    this.listen(this.sigma);
    for (const canvas of Object.values(this.sigma.getCanvases()))
      canvas.addEventListener("webglcontextlost", () => this.restart(), { once: true });
    this.arrange();
    this.update();
  }

  /** Draws anew where the browser took the graphics away, as it may of a page in the background. */
  private restart(): void {
    if (!this.sigma) return; // the other canvases of a picture that is made anew already
    this.sigma.kill();
    this.sigma = null;
    if (this.lost++ < MOST_LOST) setTimeout(() => this.start());
    else this.stage.replaceChildren(h("p", { class: "empty" }, this.state.say("noWebgl")));
  }

  /** Follows filters, selection, language and colours. */
  update(): void {
    this.filter();
    this.tell();
    if (!this.sigma) return;
    this.readColours();
    this.sigma.setSetting("labelColor", { color: this.palette.ink });
    this.sigma.setSetting("edgeLabelColor", { color: this.palette.ink });
    this.graph.forEachNode((node, { number }) => this.graph.setNodeAttribute(node, "label", short(this.state.news.name(number))));
    this.near = surroundings(this.graph, this.shownEdges, this.chosen(), this.chosenEdge());
    this.sigma.refresh();
  }

  /** Brings an entity into the middle. */
  show(entity: number): void {
    const node = String(entity);
    if (!this.sigma || !this.graph.hasNode(node)) return;
    const place = this.sigma.getNodeDisplayData(node);
    const camera = this.sigma.getCamera();
    if (place) void camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.4) }, { duration: still() ? 0 : 400 });
  }

  private filter(): void {
    const { news, address } = this.state;
    const passing = (facts: number[]) => facts.filter((number) => this.state.passes(news.facts[number]!));
    this.shownNodes = new Set(
      this.graph.filterNodes((_, { kind, number }) => !address.hiddenKinds.has(kind) && [...news.entities[number]!.facts, ...news.entities[number]!.about].some((fact) => this.state.passes(news.facts[fact]!))),
    );
    this.shownEdges = new Map();
    this.graph.forEachEdge((edge, { facts }, source, target) => {
      const shown = this.shownNodes.has(source) && this.shownNodes.has(target) ? passing(facts) : [];
      if (shown.length) this.shownEdges.set(edge, shown);
    });
  }

  private fill(): void {
    const { news } = this.state;
    this.graph.clear();
    const crowd = this.network.nodes.length > 1500 ? 0.62 : this.network.nodes.length > 400 ? 0.8 : 1.15;
    const scale = crowd * this.small();
    for (const number of this.network.nodes) {
      const size = Math.min(17, 3.4 + 1.7 * Math.sqrt(Math.max(0, news.entities[number]!.articles.length - 1) + news.entities[number]!.facts.length / 3)) * scale;
      this.graph.addNode(String(number), { x: 0, y: 0, size, label: "", kind: news.kind(number), number });
    }
    for (const { source, target, facts } of this.network.edges)
      this.graph.addEdgeWithKey(pair(source, target), String(source), String(target), { facts });
  }

  /** Returns how much smaller nodes are drawn than on a wide screen. */
  private small(): number {
    return Math.min(1, Math.max(0.5, this.stage.clientWidth / 900));
  }

  private arrange(): void {
    const numbers = new Map(this.network.nodes.map((entity, i) => [entity, i]));
    const ends = (edge: Edge) => [numbers.get(edge.source)!, numbers.get(edge.target)!];
    const plan = {
      nodes: this.network.nodes.length,
      edges: Uint32Array.from(this.network.edges.flatMap(ends)),
      sizes: Float32Array.from(this.network.nodes, (entity) => this.graph.getNodeAttribute(String(entity), "size")),
      wide: Math.min(1.6, Math.max(0.7, this.stage.clientWidth / Math.max(1, this.stage.clientHeight))),
    };
    this.arranged = false;
    this.stage.classList.remove("arranged", "settled");
    this.stage.classList.add("arranging");
    arranging(plan, (places, final) => {
      this.graph.updateEachNodeAttributes((_, data) => {
        const i = numbers.get(data.number)!;
        return { ...data, x: places[2 * i]!, y: places[2 * i + 1]! };
      }, { attributes: ["x", "y"] });
      if (this.stage.classList.replace("arranging", "arranged")) this.sigma?.once("afterRender", () => performance.mark("kg:first-picture"));
      if (!final) return;
      this.arranged = true;
      this.stage.classList.add("settled");
      this.tell();
      this.sigma?.once("afterRender", () => performance.mark("kg:arranged"));
      this.sigma?.refresh();
      const { selection } = this.state.address;
      const chosen = selection?.kind === "entity" ? this.state.news.number("entity", selection.id) : undefined;
      if (chosen !== undefined) this.show(chosen);
    });
  }

  private listen(sigma: Sigma<NodeData, EdgeData>): void {
    const { state } = this;
    sigma.on("clickNode", ({ node }) => state.set({ selection: { kind: "entity", id: state.news.entities[Number(node)]!.id } }));
    sigma.on("clickEdge", ({ edge }) => {
      const facts = this.shownEdges.get(edge) ?? [];
      const only = facts.length === 1 ? state.news.facts[facts[0]!] : undefined;
      state.set({ selection: only ? { kind: "fact", id: only.id } : { kind: "pair", id: edge } });
    });
    sigma.on("clickStage", () => state.set({ selection: null }));
    const hover = (node: string | null, edge: string | null) => {
      this.stage.dataset["under"] = node !== null ? "node" : edge !== null ? "edge" : "";
      const before = this.hot;
      this.hot = surroundings(this.graph, this.shownEdges, node, edge);
      const changed = (name: "nodes" | "edges") => [...before[name], ...this.hot[name]];
      sigma.refresh({ partialGraph: { nodes: changed("nodes"), edges: changed("edges") }, skipIndexation: true });
    };
    sigma.on("enterNode", ({ node }) => hover(node, null));
    sigma.on("leaveNode", () => hover(null, null));
    sigma.on("enterEdge", ({ edge }) => hover(null, edge));
    sigma.on("leaveEdge", () => hover(null, null));
  }

  private chosen(): string | null {
    const { selection } = this.state.address;
    const number = selection?.kind === "entity" ? this.state.news.number("entity", selection.id) : undefined;
    return number !== undefined && this.graph.hasNode(String(number)) ? String(number) : null;
  }

  private chosenEdge(): string | null {
    const { selection } = this.state.address;
    if (selection?.kind === "pair") return selection.id;
    const number = selection?.kind === "fact" ? this.state.news.number("fact", selection.id) : undefined;
    if (number === undefined) return null;
    const [first] = connections(this.state.news.facts[number]!);
    return first ? pair(...first) : null;
  }

  private node(node: string, data: NodeData): Partial<NodeDisplayData> {
    if (!this.shownNodes.has(node)) return { ...data, hidden: true };
    const [near, hot] = [this.near.nodes.has(node), this.hot.nodes.has(node)];
    const shown = { ...data, color: this.palette[data.kind], type: "shape" };
    if (hot) return { ...shown, forceLabel: this.hot.nodes.size <= FEW, zIndex: 2 };
    if (!this.near.nodes.size) return shown;
    if (!near) return { ...shown, color: this.palette.faint, label: "", zIndex: 0 };
    const centre = node === this.near.centre;
    return { ...shown, forceLabel: centre || this.near.nodes.size <= FEW, highlighted: centre, zIndex: 2 };
  }

  private edge(edge: string): Partial<EdgeDisplayData> {
    const facts = this.shownEdges.get(edge);
    if (!facts) return { hidden: true };
    const [near, hot] = [this.near.edges.has(edge), this.hot.edges.has(edge)];
    const size = Math.min(6, 1.4 + 0.7 * Math.sqrt(facts.length - 1));
    if (near || hot) {
      const label = (hot ? this.hot : this.near).edges.size <= FEW ? this.label(facts) : "";
      return { size: size + 0.8, color: this.palette.soft, label, forceLabel: true, zIndex: 1 };
    }
    if (this.near.nodes.size) return { size: 0.5, color: this.palette.line, zIndex: 0 };
    const spoken = facts.every((number) => this.state.news.facts[number]!.type === "Statement");
    return { size: spoken ? size * 0.8 : size, color: spoken ? this.palette.faint : this.palette.edge };
  }

  private label(facts: number[]): string {
    const labels = [...new Set(facts.map((number) => edgeLabel(this.state, this.state.news.facts[number]!)))];
    return short(labels.length > 2 ? `${labels[0]} +${labels.length - 1}` : labels.join(", "));
  }

  private tell(): void {
    const { state } = this;
    const [nodes, edges] = [this.shownNodes.size, this.shownEdges.size];
    this.stage.setAttribute("aria-label", state.say("graphLabel", { nodes, edges }));
    const { nodes: { length: total }, connected } = this.network;
    this.note.replaceChildren(
      [
        this.arranged ? state.say("graphNote", { nodes, edges }) : state.say("arranging"),
        connected > total && state.say("graphCut", { shown: total, all: connected }),
        this.network.lone > 0 && state.say("graphLone", { count: this.network.lone }),
      ]
        .filter(Boolean)
        .join(" · "),
      connected > total ? h("button", { type: "button", class: "link", on: { click: () => this.drawAll() } }, state.say("graphAll")) : "",
    );
  }

  private drawAll(): void {
    this.network = network(this.state.news);
    this.fill();
    this.arrange();
    this.update();
  }

  private readColours(): void {
    this.palette = colours(PALETTE);
  }

  private key(event: KeyboardEvent): void {
    const camera = this.sigma?.getCamera();
    if (!camera) return;
    const step = 0.12 * camera.ratio;
    const moves: Record<string, () => void> = {
      ArrowLeft: () => camera.setState({ x: camera.x - step }),
      ArrowRight: () => camera.setState({ x: camera.x + step }),
      ArrowUp: () => camera.setState({ y: camera.y + step }),
      ArrowDown: () => camera.setState({ y: camera.y - step }),
      "+": () => void camera.animatedZoom({ duration: 150 }),
      "=": () => void camera.animatedZoom({ duration: 150 }),
      "-": () => void camera.animatedUnzoom({ duration: 150 }),
      "0": () => void camera.animatedReset({ duration: 200 }),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey) return;
    move();
    event.preventDefault();
  }
}

/** Tells whether this machine draws without a graphics processor, where thousands of edges take too long for a frame. */
function isDrawnBySoftware(): boolean {
  const gl = document.createElement("canvas").getContext("webgl");
  const details = gl?.getExtension("WEBGL_debug_renderer_info");
  const name = String(gl?.getParameter(details?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER) ?? "");
  gl?.getExtension("WEBGL_lose_context")?.loseContext();
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

/** Tells whether the reader asked for less motion. */
function still(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
