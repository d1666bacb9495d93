"""Checking a whole store against the shapes, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import KgError, Reason
from kg.gate import Gate, Violation, check_whole
from kg.mapping import entity_graph
from kg.pipeline.sequence import cores
from kg.pipeline.workers import each
from kg.store import Store

if TYPE_CHECKING:
    from pyoxigraph import Quad


def validate(store: Store, workers: int | None = None) -> Iterator[tuple[Violation, ...]]:
    """Yield what is wrong with each article's graph, one tuple an article, in the order of their names.

    Each graph is checked together with what the entity graph says of the entities that it names.

    Raises:
        KgError: a graph could not be checked.
    """
    base = store.ledger.meta("base") or ""
    graphs = store.graph.graphs_with_context(f"{base}graph/article/", entity_graph(base))
    for _, outcome in each(_check, graphs, workers=workers or cores(), prepare=_load_gate):
        if isinstance(outcome, Reason):
            raise KgError(outcome.en, outcome.ko)
        yield outcome


def validate_whole(store: Store) -> list[Violation]:
    """Return what articles say against one another: warnings of the shapes that need the whole store."""
    return check_whole(store.graph.store)


@cache
def _gate() -> Gate:
    return Gate()


def _load_gate() -> None:
    _gate()


def _check(quads: list[Quad]) -> tuple[Violation, ...]:
    return _gate().check_quads(quads)
