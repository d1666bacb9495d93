"""What changed in a network from one period to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from kg.analysis.measures import Analysis, Measured

if TYPE_CHECKING:
    import networkx


class Change(NamedTuple):
    """What became of one node.

    Attributes:
        iri: the node.
        label: its name.
        type: its type.
        state: `new`, `gone` or `stays`.
        degree: with how many nodes it has a tie, before and after.
        rank: its place by PageRank, the first 1, before and after; None where it is not there.
        won: nodes that it has a tie with only after.
        lost: nodes that it has a tie with only before.
    """

    iri: str
    label: str
    type: str
    state: str
    degree: tuple[int, int]
    rank: tuple[int | None, int | None]
    won: int
    lost: int


def changes(before: tuple[networkx.Graph[str], Analysis], after: tuple[networkx.Graph[str], Analysis]) -> list[Change]:
    """Return what became of each node that has ties in one of the periods, those with most new and lost ties first.

    Args:
        before: the network of the earlier period and what was measured of it.
        after: the same of the later period.
    """
    ranks = [_ranks(analysis) for _, analysis in (before, after)]
    found = []
    for iri in sorted({*ranks[0], *ranks[1]}):
        old, new = before[1].nodes.get(iri), after[1].nodes.get(iri)
        ties = [_neighbours(graph, iri) for graph, _ in (before, after)]
        shown = _either(new, old)
        state = "stays" if iri in ranks[0] and iri in ranks[1] else "new" if iri in ranks[1] else "gone"
        found.append(
            Change(
                iri,
                shown.label,
                shown.type,
                state,
                (len(ties[0]), len(ties[1])),
                (ranks[0].get(iri), ranks[1].get(iri)),
                len(ties[1] - ties[0]),
                len(ties[0] - ties[1]),
            )
        )
    return sorted(found, key=lambda change: (-(change.won + change.lost), change.iri))


def _either(one: Measured | None, other: Measured | None) -> Measured:
    chosen = one or other
    assert chosen is not None  # it has a rank in one of the periods
    return chosen


def _ranks(analysis: Analysis) -> Mapping[str, int]:
    ranked = (node for node in analysis.top(lambda node: node.pagerank) if node.degree)
    return {node.iri: rank for rank, node in enumerate(ranked, start=1)}


def _neighbours(graph: networkx.Graph[str], iri: str) -> set[str]:
    import networkx

    return {str(other) for other in networkx.all_neighbors(graph, iri)} - {iri} if iri in graph else set()
