"""Read the facts of a dataset, graph by graph, as plain Python values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode

from kg.query.dataset import Dataset
from kg.vocab import PREFIXES, node

Evidence = dict[str, str | int]
"""Where something stands: `article` (IRI), `start`, `end` (code points, half open) and `quote`."""

Values = dict[str, list[str]]
"""Values by predicate, IRIs and literals alike as text."""

_KG, _OA, _SCHEMA = PREFIXES["kg"], PREFIXES["oa"], PREFIXES["schema"]
_TYPE = PREFIXES["rdf"] + "type"
_PUBLISHED = _SCHEMA + "datePublished"
_LABELS = (_SCHEMA + "name", PREFIXES["skos"] + "prefLabel")

_CLASSES = (
    ("Person", "schema:Person"),
    ("Organization", "org:Organization"),
    ("Place", "schema:Place"),
    ("Event", "schema:Event"),
    ("Policy", "kg:Policy"),
)


class Entity(NamedTuple):
    """An entity: its types (the first decides where it is one thing and another), its names (the main one first)."""

    types: list[str]
    names: list[str]


class Fact(NamedTuple):
    """A fact: its IRI, its class (`Position`), its values, the spans that say it, the date of its article."""

    iri: str
    kind: str
    values: Values
    evidence: list[Evidence]
    published: str

    def one(self, curie: str) -> str:
        """Return the value of a predicate; empty if there is none."""
        return next(iter(self.values.get(node(curie).value, ())), "")


class Article(NamedTuple):
    """What one graph says: facts, where each of its articles names each entity first, the dates of its articles."""

    facts: list[Fact]
    mentions: dict[str, list[Evidence]]
    published: dict[str, str]


def labels(dataset: Dataset) -> dict[str, str]:
    """Return the names of entities and roles by IRI; of several the first in code point order."""
    named = [
        (quad.subject.value, quad.object.value)
        for label in _LABELS
        for quad in dataset.quads_for_pattern(None, NamedNode(label), None, None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]
    return dict(sorted(named, reverse=True))


def entities(dataset: Dataset) -> dict[str, Entity]:
    """Return the entities by IRI, in the order of their IRIs."""
    found: defaultdict[str, Entity] = defaultdict(lambda: Entity([], []))
    for name, curie in _CLASSES:
        for quad in dataset.quads_for_pattern(None, node("rdf:type"), node(curie), None):
            if isinstance(quad.subject, NamedNode) and name not in found[quad.subject.value].types:
                found[quad.subject.value].types.append(name)
    for iri, entity in found.items():
        for curie in ("schema:name", "skos:altLabel"):
            quads = dataset.quads_for_pattern(NamedNode(iri), node(curie), None, None)
            entity.names.extend(sorted({quad.object.value for quad in quads if isinstance(quad.object, Literal)}))
    return dict(sorted(found.items()))


def articles(dataset: Dataset) -> Iterator[Article]:
    """Yield what each graph says, in the order of the graphs' names; memory holds one graph at a time."""
    named = sorted((graph for graph in dataset.named_graphs() if isinstance(graph, NamedNode)), key=str)
    graphs: list[NamedNode | DefaultGraph] = [DefaultGraph(), *named]
    for graph in graphs:
        subjects: defaultdict[str, Values] = defaultdict(dict)
        for quad in dataset.quads_for_pattern(None, None, None, graph):
            value = quad.object
            if isinstance(quad.subject, NamedNode) and isinstance(value, NamedNode | Literal):
                subjects[quad.subject.value].setdefault(quad.predicate.value, []).append(value.value)
        yield _article(subjects)


def _article(subjects: defaultdict[str, Values]) -> Article:
    facts, mentions, dates = [], defaultdict(list), {}
    for iri in sorted(subjects):
        values = subjects[iri]
        spans = values.get(_KG + "evidence")
        if spans:
            kinds = [kind[len(_KG) :] for kind in values.get(_TYPE, ()) if kind.startswith(_KG)]
            evidence = sorted((_span(span, subjects) for span in spans), key=_position)
            published = subjects[str(evidence[0]["article"])].get(_PUBLISHED, [""])[0]
            facts.append(Fact(iri, min(kinds, default=""), values, evidence, published))
        for entity in values.get(_KG + "refersTo", ()):
            mentions[entity].append(_span(iri, subjects))
        if _PUBLISHED in values:
            dates[iri] = values[_PUBLISHED][0]
    return Article(facts, {entity: sorted(spans, key=_position) for entity, spans in mentions.items()}, dates)


def _span(iri: str, subjects: defaultdict[str, Values]) -> Evidence:
    span = subjects[iri]
    selector = subjects[span.get(_OA + "hasSelector", [""])[0]]
    return {
        "article": span.get(_OA + "hasSource", [""])[0],
        "start": int(selector.get(_OA + "start", ["0"])[0]),
        "end": int(selector.get(_OA + "end", ["0"])[0]),
        "quote": selector.get(_OA + "exact", [""])[0],
    }


def _position(evidence: Evidence) -> tuple[str, int, int]:
    return str(evidence["article"]), int(evidence["start"]), int(evidence["end"])
