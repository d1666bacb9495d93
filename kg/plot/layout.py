"""Where nodes and their labels go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import networkx
import numpy

if TYPE_CHECKING:
    Point = tuple[float, float]

_SEED = 1
_GAP = 0.9
"""Between the boxes of two components, in the distance of two neighbours."""


def places(graph: networkx.Graph[str], aspect: float) -> dict[str, Point]:
    """Return the place of each node; each component by itself, the components side by side, the largest first.

    Args:
        graph: undirected, its edges with `weight`.
        aspect: width by height of the room that there is.
    """
    parts = sorted(networkx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    boxes = [_component(graph, sorted(part), aspect) for part in parts]
    total = sum((width + _GAP) * (height + _GAP) for _, (width, height) in boxes)
    room = max(sqrt(total * aspect) * 1.05, *(width for _, (width, _) in boxes)) if boxes else 0
    placed: dict[str, Point] = {}
    x = y = row = 0.0
    for inside, (width, height) in boxes:
        if x and x + width > room:
            x, y, row = 0.0, y - row - _GAP, 0.0
        for node, (left, top) in inside.items():
            placed[node] = (x + left, y - top)
        x, row = x + width + _GAP, max(row, height)
    return placed


def _component(graph: networkx.Graph[str], nodes: Sequence[str], aspect: float) -> tuple[dict[str, Point], Point]:
    """Return the places within one component, and the size of its box; neighbours are about 1 apart."""
    if len(nodes) == 1:
        return {nodes[0]: (0.0, 0.0)}, (0.0, 0.0)
    part: networkx.Graph[str] = networkx.Graph()
    part.add_nodes_from(nodes)
    for one, other, edge in sorted(graph.subgraph(nodes).edges(data=True), key=lambda item: item[:2]):
        part.add_edge(one, other, weight=1 + sqrt(edge["weight"]))
    stress = len(nodes) <= _MOST_STRESS
    found = networkx.forceatlas2_layout(
        part, max_iter=30 if stress else 100, gravity=1.5, scaling_ratio=4.0, seed=_SEED, weight="weight"
    )
    points = numpy.array([found[node] for node in nodes], dtype=float)
    if stress:
        points = _stressed(part, nodes, points)
    points = _spread(_turned(points), aspect)
    points -= points.min(axis=0)
    width, height = points.max(axis=0)
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, points, strict=True)}, (
        float(width),
        float(height),
    )


_MOST_STRESS = 700
"""Nodes up to which the distances between all pairs are worth their time."""

_STEPS = 200


def _stressed(
    graph: networkx.Graph[str], nodes: Sequence[str], points: numpy.ndarray[tuple[int, int]]
) -> numpy.ndarray[tuple[int, int]]:
    """Move the points until they are as far apart as the steps between them (Gansner, Koren, North 2004)."""
    lengths = dict(networkx.all_pairs_shortest_path_length(graph))
    wanted = numpy.array([[lengths[one][other] for other in nodes] for one in nodes], dtype=float)
    weights = 1 / numpy.maximum(wanted, 1) ** 2
    numpy.fill_diagonal(weights, 0)
    points = points / max(numpy.abs(points).max(), 1e-9) * wanted.max() / 2
    for _ in range(_STEPS):
        apart = points[:, None, :] - points[None, :, :]
        distance = numpy.maximum(numpy.hypot(apart[..., 0], apart[..., 1]), 1e-6)
        pull = points[None, :, :] + apart * (wanted / distance)[..., None]
        points = (weights[..., None] * pull).sum(axis=1) / weights.sum(axis=1)[:, None]
    return points


def _turned(points: numpy.ndarray[tuple[int, int]]) -> numpy.ndarray[tuple[int, int]]:
    """Turn the points so that they are as wide as they can be; of two ways the one whose first point is on the left."""
    centred = points - points.mean(axis=0)
    _, axes = numpy.linalg.eigh(centred.T @ centred)
    turned: numpy.ndarray[tuple[int, int]] = centred @ axes[:, ::-1]
    turned *= numpy.where(turned[0] > 0, -1, 1)
    return turned


def _spread(points: numpy.ndarray[tuple[int, int]], aspect: float) -> numpy.ndarray[tuple[int, int]]:
    """Scale the points so that each has about a unit of room, and push apart those that are closer than half of it."""
    count = len(points)
    size = numpy.maximum(points.max(axis=0) - points.min(axis=0), 1e-9)
    wanted = numpy.array([sqrt(count * aspect), sqrt(count / aspect)]) if count > len("abcd") else size / size.max()
    points = points / size * wanted * (_ROOM if count > len("abcd") else 1.2)
    for _ in range(_PUSHES):
        apart = points[:, None, :] - points[None, :, :]
        distance = numpy.hypot(apart[..., 0], apart[..., 1])
        numpy.fill_diagonal(distance, _NEAR)
        short = numpy.clip(_NEAR - distance, 0, None)
        if not short.any():
            break
        away = apart / numpy.maximum(distance, 1e-6)[..., None]
        points = points + (away * (short / 2)[..., None]).sum(axis=1).clip(-_NEAR, _NEAR)
    return points


_ROOM, _NEAR, _PUSHES = 1.15, 0.62, 60


class Box(NamedTuple):
    """A rectangle of the picture, in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes overlap."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Tell whether a line runs through the box (Liang, Barsky 1984)."""
        first, last = 0.0, 1.0
        for low, high, begin, step in (
            (self.left, self.right, start[0], end[0] - start[0]),
            (self.bottom, self.top, start[1], end[1] - start[1]),
        ):
            if step == 0:
                if not low <= begin <= high:
                    return False
                continue
            enter, leave = sorted(((low - begin) / step, (high - begin) / step))
            first, last = max(first, enter), min(last, leave)
        return first <= last


class Labels:
    """Finds room for labels: those that come first are placed first, one that has no room is left out.

    Args:
        room: where labels may stand.
        taken: what they must not cover.
    """

    def __init__(self, room: Box, taken: Iterable[Box]) -> None:
        self._room = room
        self._cells: dict[tuple[int, int], list[Box]] = {}
        for box in taken:
            self.take(box)

    def place(
        self, anchor: Point, radius: float, size: tuple[float, float], others: Sequence[Point] = ()
    ) -> Point | None:
        """Return the lower left corner of a label of `size` beside the node at `anchor`, None if there is no room.

        Of the places that are free it is the first that fewest lines from the node to `others` cross.
        """
        width, height = size
        best: tuple[int, Box] | None = None
        x, y = anchor
        slack = radius + _BESIDE
        for dx, dy in (
            *((slack, -height / 2), (-width / 2, slack), (-width / 2, -slack - height), (-slack - width, -height / 2)),
            *((slack * 0.7, slack * 0.5), (slack * 0.7, -slack * 0.5 - height)),
            *((-slack * 0.7 - width, slack * 0.5), (-slack * 0.7 - width, -slack * 0.5 - height)),
            *((-radius, slack), (-radius, -slack - height), (radius - width, slack), (radius - width, -slack - height)),
        ):
            box = Box(x + dx, y + dy, x + dx + width, y + dy + height)
            if (best is None or best[0]) and self._free(box):
                crossing = sum(box.is_crossed(anchor, other) for other in others)
                if best is None or crossing < best[0]:
                    best = crossing, box
        if best is None:
            return None
        self.take(best[1])
        return best[1].left, best[1].bottom

    def _free(self, box: Box) -> bool:
        room = self._room
        if box.left < room.left or box.right > room.right or box.bottom < room.bottom or box.top > room.top:
            return False
        return not any(box.meets(other) for cell in _cells(box) for other in self._cells.get(cell, ()))

    def take(self, box: Box) -> None:
        """Note that something stands here."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(box)


_BESIDE = 2.0
_CELL = 64


def _cells(box: Box) -> list[tuple[int, int]]:
    columns = range(int(box.left // _CELL), int(box.right // _CELL) + 1)
    rows = range(int(box.bottom // _CELL), int(box.top // _CELL) + 1)
    return [(column, row) for column in columns for row in rows]


def square(anchor: Point, radius: float) -> Box:
    """Return the box around a node."""
    x, y = anchor
    return Box(x - radius, y - radius, x + radius, y + radius)


def shares(values: Mapping[str, float]) -> dict[str, float]:
    """Return each value as a share of the largest."""
    largest = max(values.values(), default=0) or 1
    return {key: value / largest for key, value in values.items()}
