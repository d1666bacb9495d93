"""A picture of a network: nodes by type, ties by weight, the foremost nodes labelled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from math import hypot, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.plot.look import BLACK, BLUE, GREY, MARKS, PAPER, VERMILION, drawing
from kg.plot.picture import Picture, clean
from kg.plot.words import Words

if TYPE_CHECKING:
    import networkx
    from matplotlib.axes import Axes

_LABEL = 24
"""Characters of a label."""

_FEW, _MANY = 40, 160


class _Style(NamedTuple):
    """Sizes that depend on how many nodes there are: inches, points, the area of the smallest and largest node."""

    size: tuple[float, float]
    font: float
    least: float
    most: float


def network_picture(graph: networkx.Graph[str], words: Words, top: int, labels: int) -> Picture:
    """Draw `graph`, the `top` nodes by PageRank of it, of which the first `labels` may have labels (0 for any)."""
    import networkx

    from kg.analysis.measures import ranks

    connected = graph.subgraph([node for node in graph if any(other != node for other in _around(graph, node))])
    ranked = list(ranks(connected))
    chosen = _foremost(connected, ranked, top or len(ranked))
    shown = connected.subgraph(chosen)
    ties: networkx.Graph[str] = networkx.Graph()
    ties.add_nodes_from(sorted(shown))
    for source, target, weight in sorted(shown.edges(data="weight", default=1), key=lambda edge: edge[:2]):
        if source != target:
            known = ties.get_edge_data(source, target, {"weight": 0})["weight"]
            ties.add_edge(source, target, weight=known + weight)
    title = words(f"network.{graph.graph['projection']}")
    note = words("network.note", shown=len(chosen), all=len(connected), ties=ties.number_of_edges())
    with drawing() as figure_class:
        style = _style(len(chosen))
        figure = figure_class(figsize=style.size)
        axes = figure.add_axes((0.02, 0.05, 0.96, 0.86))
        _heading(figure, title, note)
        if chosen:
            _draw(axes, shown, ties, chosen, style, labels, words)
        axes.set_axis_off()
    foremost = ", ".join(clean(graph.nodes[node]["label"], _LABEL) for node in chosen[:10])
    return Picture(figure, title, f"{note} {words('network.foremost', names=foremost)}")


def _foremost(graph: networkx.Graph[str], ranked: Sequence[str], top: int) -> list[str]:
    """Return up to `top` nodes: the first, then always the next of those that have a tie with one that is there.

    So what is drawn hangs together. Where nothing more hangs on it, the next that ranks first begins anew.
    """
    rank = {node: number for number, node in enumerate(ranked)}
    chosen: set[int] = set()
    for start in ranked:
        if rank[start] in chosen or len(chosen) + 1 >= top:  # alone it would hang on nothing
            continue
        waiting = [rank[start]]
        while waiting and len(chosen) < top:
            number = heappop(waiting)
            if number not in chosen:
                chosen.add(number)
                for other in _around(graph, ranked[number]) - {ranked[number]}:
                    heappush(waiting, rank[other])
    return [ranked[number] for number in sorted(chosen)]


def _around(graph: networkx.Graph[str], node: str) -> set[str]:
    return {*graph.adj[node], *(graph.pred[node] if graph.is_directed() else ())}  # type: ignore[attr-defined]


def _style(count: int) -> _Style:
    if count <= _FEW:
        return _Style((11, 7.7), 10, 90, 520)
    if count <= _MANY:
        return _Style((14, 10), 8.5, 45, 420)
    return _Style((18, 13), 8, 22, 420)


def _heading(figure: Any, title: str, note: str) -> None:
    height = figure.get_figheight()
    figure.text(0.02, 1 - 0.18 / height, title, fontsize=15, va="top", ha="left")
    figure.text(0.02, 1 - 0.52 / height, note, fontsize=9, color=GREY, va="top", ha="left")


def _draw(
    axes: Axes,
    graph: networkx.Graph[str],
    ties: networkx.Graph[str],
    ranked: Sequence[str],
    style: _Style,
    labels: int,
    words: Words,
) -> None:
    from kg.plot.layout import places, shares

    place = places(ties, style.size[0] * 0.96 / (style.size[1] * 0.86))
    share = shares({node: float(ties.degree[node]) for node in ranked})
    area = {node: style.least + (style.most - style.least) * share[node] for node in ranked}
    xs, ys = zip(*place.values(), strict=True)
    wide = max(xs) - min(xs)
    axes.set_xlim(min(xs) - 0.4 - 0.05 * wide, max(xs) + 0.4 + 0.15 * wide)  # room for the words of the outermost
    axes.set_ylim(min(ys) - 0.5, max(ys) + 0.5)
    _edges(axes, graph, place, area)
    used = Counter(graph.nodes[node]["type"] for node in ranked)
    for kind, mark in MARKS.items():
        nodes = [node for node in ranked if graph.nodes[node]["type"] == kind]
        if nodes:
            axes.scatter(
                [place[node][0] for node in nodes],
                [place[node][1] for node in nodes],
                s=[area[node] for node in nodes],
                c=mark.colour,
                marker=mark.marker,
                edgecolors=PAPER,
                linewidths=0.8,
                zorder=3,
                label=f"{words.kind(kind)} {used[kind]}",
            )
    _legend(axes, graph, words)
    _labels(axes, graph, ranked[: labels or len(ranked)], place, area, style.font)


def _edges(axes: Axes, graph: networkx.Graph[str], place: Mapping[str, Any], area: Mapping[str, float]) -> None:
    """Draw the ties; arrows end where the node begins. Against a policy is red and dashed, for it blue."""
    from matplotlib.collections import LineCollection, PolyCollection

    groups: dict[str, list[tuple[str, str, float]]] = {"": [], "for": [], "against": []}
    for source, target, edge in sorted(graph.edges(data=True), key=lambda item: item[:2]):
        if source != target:
            groups[str(edge.get("side", ""))].append((source, target, float(edge.get("weight", 1))))
    heavy = max((weight for group in groups.values() for *_, weight in group), default=1)
    for side, edges in groups.items():
        if not edges:
            continue
        colour = {"for": BLUE, "against": VERMILION}.get(side, "#9a9a9a")
        widths = [0.7 + 2.6 * sqrt((weight - 1) / max(heavy - 1, 1)) for *_, weight in edges]
        lines = LineCollection(
            [(place[source], place[target]) for source, target, _ in edges],
            linewidths=widths,
            colors=colour,
            alpha=0.75,
            linestyles="dashed" if side == "against" else "solid",
            zorder=1,
        )
        axes.add_collection(lines)
        if graph.is_directed():
            heads = [_head(axes, place[source], place[target], area[target]) for source, target, _ in edges]
            axes.add_collection(PolyCollection(heads, facecolors=colour, edgecolors="none", alpha=0.9, zorder=2))


def _head(axes: Axes, source: Any, target: Any, area: float) -> list[tuple[float, float]]:
    """Return the three corners of the head of an arrow, in data coordinates."""
    transform = axes.transData
    (x0, y0), (x1, y1) = transform.transform(source), transform.transform(target)
    length = hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / length, (y1 - y0) / length
    per_point = axes.figure.dpi / 72
    radius, size = sqrt(area) / 2 * per_point, 5.0 * per_point
    tip = (x1 - ux * radius, y1 - uy * radius)
    base = (tip[0] - ux * size, tip[1] - uy * size)
    corners = [
        tip,
        (base[0] - uy * size / 2.4, base[1] + ux * size / 2.4),
        (base[0] + uy * size / 2.4, base[1] - ux * size / 2.4),
    ]
    return [tuple(corner) for corner in transform.inverted().transform(corners)]


def _legend(axes: Axes, graph: networkx.Graph[str], words: Words) -> None:
    from matplotlib.lines import Line2D

    handles, names = axes.get_legend_handles_labels()
    sides = {edge.get("side") for _, _, edge in graph.edges(data=True)} - {None, ""}
    for side, colour, line in (("for", BLUE, "-"), ("against", VERMILION, "--")):
        if side in sides:
            handles.append(Line2D([], [], color=colour, linestyle=line))
            names.append(words(f"side.{side}"))
    legend: Any = axes.figure.legend(
        handles, names, loc="lower left", bbox_to_anchor=(0.015, 0.005), ncols=len(names), frameon=False, fontsize=9.5
    )
    for handle in legend.legend_handles:
        if hasattr(handle, "set_sizes"):
            handle.set_sizes([70])


def _labels(
    axes: Axes,
    graph: networkx.Graph[str],
    ranked: Sequence[str],
    place: Mapping[str, Any],
    area: Mapping[str, float],
    font: float,
) -> None:
    """Label the foremost nodes first; a label that would cover another, or a node, is left out."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from kg.plot.layout import Box, Labels, square

    renderer = FigureCanvasAgg(axes.figure).get_renderer()
    per_point = axes.figure.dpi / 72
    radius = {node: sqrt(area[node]) / 2 * per_point * _REACH.get(graph.nodes[node]["type"], 1.0) for node in area}
    spots = {node: tuple(axes.transData.transform(place[node])) for node in area}
    window = Box(*axes.get_window_extent(renderer).extents)
    nodes = [square(spots[node], radius[node] * 0.9) for node in area]  # the foremost first
    finder = Labels(window, nodes)
    over = Labels(window, nodes[:_PROMINENT])
    for rank, node in enumerate(ranked):
        label = _lines(clean(graph.nodes[node]["label"], _LABEL))
        text = axes.text(0, 0, label, fontsize=font, color=BLACK, va="bottom", linespacing=1.05, zorder=4)
        box = text.get_window_extent(renderer)
        size = (box.width + 2, box.height)
        around = [spots[other] for other in _around(graph, node) if other in spots]
        corner = finder.place(spots[node], radius[node], size, around)
        if corner is None and rank < _PROMINENT:  # rather over a small node than not at all
            corner = over.place(spots[node], radius[node], size, around)
        if corner is None:
            text.remove()
            continue
        taken = Box(corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
        finder.take(taken)
        over.take(taken)
        x, y = axes.transData.inverted().transform((corner[0] + 1, corner[1]))
        text.set_position((x, y))
        text.set_bbox({"facecolor": PAPER, "alpha": 0.78, "edgecolor": "none", "pad": 0.6})


def _lines(label: str) -> str:
    """Return a long label in two lines, broken at the space nearest to its middle."""
    spaces = [place for place, character in enumerate(label) if character == " "]
    if len(label) <= _LINE or not spaces:
        return label
    place = min(spaces, key=lambda place: (abs(place - len(label) / 2), place))
    return f"{label[:place]}\n{label[place + 1 :]}"


_LINE = 13
"""Characters that stand in one line in any case."""

_PROMINENT = 25
"""Nodes that are labelled even where that covers lesser ones."""

_REACH = {"Event": 1.3, "Place": 1.1}
"""How far a marker reaches beyond the side of its square."""
