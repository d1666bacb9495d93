"""The order in which a graph reads well: entities, then article by article what each says, in the order of its text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from kg.export.terms import Node, Term
from kg.query import Dataset
from kg.vocab import node, terms

GraphName = NamedNode | BlankNode | DefaultGraph
Described = dict[Node, list[tuple[NamedNode, Term]]]
"""Predicates and objects by subject."""

_KINDS = ("schema:Person", "org:Organization", "schema:Place", "schema:Event", "kg:Policy", "org:Role")


class Graphs(NamedTuple):
    """The graphs of a dataset by what they hold, each group in the order of its names.

    Attributes:
        shared: names and types of entities, and whatever is no article's.
        articles: what one article says each.
        set_aside: what was set aside of one article each.
    """

    shared: tuple[GraphName, ...]
    articles: tuple[GraphName, ...]
    set_aside: tuple[GraphName, ...]


def graphs_of(dataset: Dataset) -> Graphs:
    """Sort the graphs of `dataset`, the default graph among them, by what stands in them."""
    aside = _graphs_with(dataset, "kg:SetAside")
    articles = _graphs_with(dataset, "prov:Bundle") - aside
    others = {DefaultGraph(), *dataset.named_graphs()} - aside - articles
    return Graphs(*(tuple(sorted(group, key=_name)) for group in (others, articles, aside)))


def _graphs_with(dataset: Dataset, kind: str) -> set[GraphName]:
    return {quad.graph_name for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(kind), None)}


def _name(graph: GraphName) -> str:
    return "" if isinstance(graph, DefaultGraph) else graph.value


def described(quads: Iterable[Quad]) -> Described:
    """Gather `quads` by subject."""
    result: Described = defaultdict(list)
    for quad in quads:
        result[quad.subject].append((quad.predicate, quad.object))
    return result


def is_of_article(subject: Node, values: Iterable[tuple[NamedNode, Term]]) -> bool:
    """Tell whether `subject` is an article, its graph, or a fact, span or candidate of it."""
    if isinstance(subject, NamedNode) and _PART.fullmatch(subject.value):
        return True
    return any(p == node("rdf:type") and o in (node("schema:NewsArticle"), node("prov:Bundle")) for p, o in values)


def shared_order(subjects: Described) -> list[Node]:
    """Return the subjects that are no part of an article: people, the other kinds of entities, the rest."""
    ranks = {node(kind): rank for rank, kind in enumerate(_KINDS)}

    def rank(subject: Node) -> tuple[int, str]:
        kinds = [
            ranks[o] for p, o in subjects[subject] if p == node("rdf:type") and isinstance(o, NamedNode) and o in ranks
        ]
        return min(kinds, default=len(ranks)), str(subject)

    return sorted(subjects, key=rank)


def article_order(subjects: Described) -> list[Node]:
    """Return the subjects of articles: each article, its facts in text order with their evidence, its other spans."""
    home: dict[str, _Place] = {}
    facts = [(place, subject) for subject in subjects if (place := _place(_iri(subject))).part == _PARTS.index("fact")]
    for place, fact in sorted(facts):
        for predicate, value in subjects[fact]:
            if predicate == node("kg:evidence") and isinstance(value, NamedNode):
                home.setdefault(value.value, place)

    def key(subject: Node) -> tuple[_Place, bool, _Place, str]:
        whole, _, fragment = _iri(subject).partition("#")
        place = _place(whole)
        return home.get(whole, place), whole in home, place, fragment

    return sorted(subjects, key=key)


_PARTS = ("", "fact", "set-aside", "text")
_PART = re.compile(r"(.*?)/(fact|set-aside|text)/(?:[a-z_]+\.)?([0-9]+)(?:-([0-9]+))?.*")


class _Place(NamedTuple):
    """Where a subject stands among those of its article."""

    article: str
    part: int
    start: int
    end: int
    iri: str


def _place(iri: str) -> _Place:
    match = _PART.fullmatch(iri)
    if match is None:
        return _Place(iri, 0, 0, 0, iri)
    article, part, start, end = match.groups()
    return _Place(article, _PARTS.index(part), int(start), int(end or 0), iri)


def _iri(subject: Node) -> str:
    return subject.value if isinstance(subject, NamedNode) else str(subject)


@cache
def predicate_ranks() -> Mapping[str, int]:
    """Return the place of each predicate: `_FIRST`, then the order of the ontology file, then `_LAST`."""
    first, last = ([node(curie).value for curie in group] for group in (_FIRST, _LAST))
    order = [*first, *(iri for iri in terms() if iri not in last), *last]
    return {iri: rank for rank, iri in reversed(list(enumerate(order)))}


_FIRST = ("rdf:type", "schema:name", "skos:prefLabel", "skos:altLabel", "schema:headline")
"""Predicates that say what something is."""

_LAST = (
    *("rdf:subject", "rdf:predicate", "rdf:object", "kg:evidence", "kg:confidence", "kg:rule"),
    *("schema:articleBody", "kg:textLength", "kg:textHash", "schema:mentions"),
)
"""Predicates that say where something comes from; long values after short ones."""
