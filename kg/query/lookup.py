"""Look single things up in a dataset: what they are called, where they stand, what is linked with them.

These are lookups by one term, which an index answers; questions are asked in SPARQL (`kg.query.run`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.query.dataset import Dataset
from kg.vocab import node

_NAMES = ("schema:name", "skos:prefLabel", "schema:headline")


class Dated(NamedTuple):
    """An article: its IRI, its headline and the day or time it appeared; what is not known is empty."""

    iri: str
    headline: str
    published: str


def exists(dataset: Dataset, iri: str) -> bool:
    """Tell whether anything is said of `iri`."""
    return next(iter(dataset.quads_for_pattern(NamedNode(iri), None, None, None)), None) is not None


def name(dataset: Dataset, iri: str) -> str:
    """Return what the thing is called: its name, label or headline; empty if it has none."""
    for curie in _NAMES:
        if found := texts(dataset, iri, curie):
            return found[0]
    return ""


def texts(dataset: Dataset, iri: str, curie: str) -> list[str]:
    """Return the literals that a property has for `iri`, sorted, each once."""
    quads = dataset.quads_for_pattern(NamedNode(iri), node(curie), None, None)
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal)})


def links(dataset: Dataset, iri: str, curie: str) -> list[str]:
    """Return the IRIs that a property has for `iri`, sorted, each once."""
    quads = dataset.quads_for_pattern(NamedNode(iri), node(curie), None, None)
    return sorted({quad.object.value for quad in quads if isinstance(quad.object, NamedNode)})


def names(dataset: Dataset) -> Iterator[tuple[str, str, bool]]:
    """Yield every name of every entity: the name, the entity's IRI, whether it is its main one."""
    for curie in ("schema:name", "skos:altLabel"):
        for quad in dataset.quads_for_pattern(None, node(curie), None, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                yield quad.object.value, quad.subject.value, curie == "schema:name"


def articles(dataset: Dataset) -> Iterator[Dated]:
    """Yield every article."""
    for quad in dataset.quads_for_pattern(None, node("rdf:type"), node("schema:NewsArticle"), None):
        if isinstance(quad.subject, NamedNode):
            iri = quad.subject.value
            headline, published = texts(dataset, iri, "schema:headline"), texts(dataset, iri, "schema:datePublished")
            yield Dated(iri, headline[0] if headline else "", published[0] if published else "")


def edges(dataset: Dataset, iri: str, most: int) -> list[tuple[str, str, bool]]:
    """Return the direct edges at an entity, sorted: the predicate, the other end, whether the edge leads away from it.

    Args:
        dataset: what to look in.
        iri: the entity.
        most: edges that are looked at in each direction.
    """
    this = NamedNode(iri)
    found = set(_away(dataset, this, most)) | set(_towards(dataset, this, most))
    return sorted(found)


def _away(dataset: Dataset, this: NamedNode, most: int) -> Iterator[tuple[str, str, bool]]:
    for quad in islice(dataset.quads_for_pattern(this, None, None, None), most):
        if quad.predicate != node("rdf:type") and isinstance(quad.object, NamedNode):
            yield quad.predicate.value, quad.object.value, True


def _towards(dataset: Dataset, this: NamedNode, most: int) -> Iterator[tuple[str, str, bool]]:
    """The edges that lead to `this`: each has a fact that names it by `rdf:object`."""
    for quad in islice(dataset.quads_for_pattern(None, node("rdf:object"), this, None), most):
        if isinstance(quad.subject, NamedNode):
            for subject in links(dataset, quad.subject.value, "rdf:subject"):
                for predicate in links(dataset, quad.subject.value, "rdf:predicate"):
                    yield predicate, subject, False
