"""Checking a whole store against the shapes, article by article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox

from kg.errors import KgError, Reason
from kg.gate import Gate, Violation
from kg.mapping import entity_graph
from kg.pipeline.sequence import cores
from kg.pipeline.workers import each
from kg.store import Store


def validate(store: Store, workers: int | None = None) -> Iterator[tuple[Violation, ...]]:
    """Yield what is wrong with each article's graph, one tuple an article, in the order of their names.

    Each graph is checked together with what the entity graph says of the entities that it names.

    Raises:
        KgError: a graph could not be checked.
    """
    base = store.ledger.meta("base") or ""
    for _, outcome in each(_check, _graphs(store.graph.store, base), workers=workers or cores(), prepare=_prepare):
        if isinstance(outcome, Reason):
            raise KgError(outcome.en, outcome.ko)
        yield outcome


@cache
def _gate() -> Gate:
    return Gate()


def _prepare() -> None:
    _gate()


def _check(nquads: bytes) -> tuple[Violation, ...]:
    return _gate().check(ox.parse(nquads, format=ox.RdfFormat.N_QUADS))


def _graphs(graph: ox.Store, base: str) -> Iterator[bytes]:
    names = sorted(
        name.value
        for name in graph.named_graphs()
        if isinstance(name, ox.NamedNode) and name.value.startswith(f"{base}graph/article/")
    )
    entities = entity_graph(base)
    for name in names:
        quads = list(graph.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        named = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}
        for thing in sorted(named, key=str):
            quads += graph.quads_for_pattern(thing, None, None, entities)
        yield ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""
