"""The kinds of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.analysis import networkx_graph
from kg.errors import SetupError
from kg.plot.network import network_picture
from kg.plot.picture import Picture
from kg.plot.positions import positions_picture
from kg.plot.statements import statements_picture
from kg.plot.timeline import timeline_picture
from kg.plot.words import Words
from kg.query import Dataset

if TYPE_CHECKING:
    import networkx


class Kind(NamedTuple):
    """A kind of picture of the whole network: what draws it, and how many things it shows unless it is told."""

    draw: Callable[[networkx.MultiDiGraph[str], Words, int], Picture]
    top: int


NETWORK = "network"
KINDS: Mapping[str, Kind] = {
    "timeline": Kind(timeline_picture, 60),
    "statements": Kind(statements_picture, 40),
    "positions": Kind(positions_picture, 40),
}
"""By name; `network` is the one that is drawn of a projection."""

_NODES, _LABELS = 60, 120


def picture(
    dataset: Dataset,
    kind: str,
    *,
    top: int | None = None,
    labels: int = _LABELS,
    projection: str = "entities",
    period: str | None = None,
    language: str = "ko",
) -> Picture:
    """Draw `dataset`.

    Args:
        dataset: what to draw; see `kg.query.open_dataset`.
        kind: `network`, `timeline`, `statements` (who said what) or `positions`.
        top: how many nodes, events, statements or posts, the foremost first; 0 for all, None for as many as read well.
        labels: of a network, how many nodes may have labels; 0 for all that have room.
        projection: of a network, which; see `kg.analysis.PROJECTIONS`.
        period: only what articles of these dates say (`2025`, `2025-01..2025-06`).
        language: of title and legend, `ko` or `en`.

    Raises:
        SetupError: there is no such kind or projection, the period is none, or the extra `plot` is not installed.
    """
    words = Words(language)
    if kind == NETWORK:
        graph = networkx_graph(dataset, projection, period=period, evidence=False)
        return network_picture(graph, words, _NODES if top is None else top, labels)
    if kind not in KINDS:
        known = ", ".join((NETWORK, *KINDS))
        raise SetupError(
            f"Unknown picture {kind!r}; known: {known}.", f"알 수 없는 그림 {kind!r}. 쓸 수 있는 것: {known}."
        )
    chosen = KINDS[kind]
    return chosen.draw(networkx_graph(dataset, period=period), words, chosen.top if top is None else top)
