"""Read the articles of a dataset, with their texts, and what was set aside of them."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kg.errors import Reason
from kg.query.dataset import Dataset
from kg.vocab import node

_NAMES = {
    "headline": "schema:headline",
    "text": "schema:articleBody",
    "published": "schema:datePublished",
    "publisher": "schema:publisher",
    "url": "schema:url",
    "language": "schema:inLanguage",
}


class Text(NamedTuple):
    """An article as it stands in the graph; what is not known of it is empty.

    Attributes:
        iri: its IRI.
        text: its body, in which all offsets count.
        headline: its headline.
        published: ISO 8601 date, or date and time.
        publisher: the publisher.
        authors: in code point order.
        url: where it stands.
        language: BCP 47 tag.
    """

    iri: str
    text: str = ""
    headline: str = ""
    published: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    url: str = ""
    language: str = ""


class Refused(NamedTuple):
    """A candidate that was set aside.

    Attributes:
        article: IRI of its article.
        fact_type: its type by its name in the facts document.
        reason: why.
        span: where it stands in the text, None if nowhere.
        shape: IRI of the shape that it violates; empty if it was refused before the gate.
        candidate: it, as JSON.
    """

    article: str
    fact_type: str
    reason: Reason
    span: tuple[int, int] | None
    shape: str
    candidate: str


def texts(dataset: Dataset) -> dict[str, Text]:
    """Return the articles by IRI, in the order of their IRIs."""
    values = {name: _values(dataset, curie) for name, curie in _NAMES.items()}
    authors = _values(dataset, "schema:author")
    found = {
        quad.subject.value
        for quad in dataset.quads_for_pattern(None, node("rdf:type"), node("schema:NewsArticle"), None)
        if isinstance(quad.subject, NamedNode)
    }
    return {
        iri: Text(iri, authors=tuple(authors.get(iri, ())), **{name: _first(of, iri) for name, of in values.items()})
        for iri in sorted(found)
    }


def refused(dataset: Dataset) -> list[Refused]:
    """Return what was set aside, in the order of its IRIs."""
    aside = sorted(
        quad.subject.value
        for quad in dataset.quads_for_pattern(None, node("rdf:type"), node("kg:SetAside"), None)
        if isinstance(quad.subject, NamedNode)
    )
    return [_refused(dataset, NamedNode(iri)) for iri in aside]


def _refused(dataset: Dataset, this: NamedNode) -> Refused:
    values: dict[str, str] = {}
    reasons: dict[str, str] = {}
    for quad in dataset.quads_for_pattern(this, None, None, None):
        if quad.predicate == node("kg:reason") and isinstance(quad.object, Literal):
            reasons[quad.object.language or ""] = quad.object.value
        elif isinstance(quad.object, Literal | NamedNode):
            values[quad.predicate.value] = quad.object.value
    known = {curie: values.get(node(curie).value, "") for curie in _ASIDE}
    start, end = known["oa:start"], known["oa:end"]
    any_reason = next(iter(reasons.values()), "")
    return Refused(
        article=known["kg:article"],
        fact_type=known["kg:factType"],
        reason=Reason(reasons.get("en", any_reason), reasons.get("ko", any_reason)),
        span=(int(start), int(end)) if start and end else None,
        shape=known["kg:shape"],
        candidate=known["kg:candidate"],
    )


_ASIDE = ("kg:article", "kg:factType", "kg:shape", "kg:candidate", "oa:start", "oa:end")


def _values(dataset: Dataset, curie: str) -> dict[str, list[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for quad in dataset.quads_for_pattern(None, node(curie), None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal | NamedNode):
            found[quad.subject.value].add(quad.object.value)
    return {iri: sorted(values) for iri, values in found.items()}


def _first(values: dict[str, list[str]], iri: str) -> str:
    return next(iter(values.get(iri, ())), "")
