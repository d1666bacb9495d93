"""One thing of a graph with all that is said of it, written as the export of the whole graph writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO

from pyoxigraph import NamedNode, Quad, Store

from kg.export.formats import write
from kg.query import Dataset
from kg.vocab import node

ARGUMENTS = (
    *("org:member", "org:organization", "org:role", "kg:event", "kg:place", "kg:agent", "kg:speaker"),
    *("kg:policy", "kg:subject", "kg:object", "kg:of"),
)
"""The properties by which a fact names what it is about."""


def write_resource(dataset: Dataset, iri: str, format_name: str, stream: BinaryIO, most: int) -> bool:
    """Write what the dataset says of `iri`; return whether it says anything.

    Of an article and of a graph that is all that its graph holds, and what was set aside of it where the format holds
    that. Of anything else it is what is said of it, the facts that name it, and the spans of text that say them.
    Every node is written just as `write` writes it for the whole dataset.

    Args:
        dataset: what to look in.
        iri: the thing.
        format_name: one of `FORMATS`.
        stream: open for bytes.
        most: facts that are written at most.

    Raises:
        SetupError: there is no such format.
    """
    quads = list(_quads(dataset, NamedNode(iri), most))
    if not quads:
        return False
    part = Store()
    part.extend(quads)
    write(part, format_name, stream)
    return True


def _quads(dataset: Dataset, this: NamedNode, most: int) -> Iterator[Quad]:
    own = list(dataset.quads_for_pattern(this, None, None, None))
    whole = _whole(this, own)
    if whole:
        for graph in whole:
            yield from dataset.quads_for_pattern(None, None, None, NamedNode(graph))
        return
    yield from own
    facts = islice(dict.fromkeys(_facts_of(dataset, this)), most)
    for fact in (this, *facts):
        yield from _with_parts(dataset, fact)


def _whole(this: NamedNode, own: Iterable[Quad]) -> tuple[str, ...]:
    """The graphs that are one article's, if `this` is the article or such a graph."""
    kinds = {quad.object for quad in own if quad.predicate == node("rdf:type")}
    if node("schema:NewsArticle") in kinds:
        base, _, name = this.value.rpartition("article/")
        return f"{base}graph/article/{name}", f"{base}graph/set-aside/{name}"
    return (this.value,) if node("prov:Bundle") in kinds else ()


def _facts_of(dataset: Dataset, this: NamedNode) -> Iterator[NamedNode]:
    for curie in ARGUMENTS:
        for quad in dataset.quads_for_pattern(None, node(curie), this, None):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject


def _with_parts(dataset: Dataset, this: NamedNode) -> Iterator[Quad]:
    """What is said of `this`, of the nodes that belong to it alone, and of its evidence."""
    seen = {this}
    waiting = [this]
    while waiting:
        for quad in dataset.quads_for_pattern(waiting.pop(), None, None, None):
            yield quad
            value = quad.object
            if isinstance(value, NamedNode) and value not in seen and _belongs(quad, value):
                seen.add(value)
                waiting.append(value)


def _belongs(quad: Quad, value: NamedNode) -> bool:
    whole = quad.subject.value.partition("#")[0] if isinstance(quad.subject, NamedNode) else ""
    return quad.predicate == node("kg:evidence") or value.value.startswith(f"{whole}#")
