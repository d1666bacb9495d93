"""Pages of people, organizations, events, policies and places, and of what else has an IRI."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from kg.messages import Say
from kg.query.lookup import edges, links, name, texts
from kg.query.terms import short
from kg.serve.paths import path_of
from kg.serve.reading import about
from kg.serve.web import Site, page, page_number, speech
from kg.vocab import terms

_ARTICLES = 20
"""Articles whose facts one page tells."""
_EDGES = 2_000
"""Edges that are looked at in each direction."""
_SHOWN = 24
"""Neighbours by one kind of edge that are shown."""


class Neighbour(NamedTuple):
    """Something that an edge leads to or comes from."""

    name: str
    path: str


class Linked(NamedTuple):
    """Neighbours by one kind of edge: what it is called, whether it leads away, some of them, how many more."""

    label: str
    away: bool
    neighbours: list[Neighbour]
    more: int


def entity(request: Request, where: Site, iri: str, kind: str) -> Response:
    """Return the page of an entity: its names, what it is connected with, what the articles say of it."""
    say = speech(request)
    dataset = where.live.view().dataset
    catalogue = where.live.catalogue()
    called = name(dataset, iri) or short(iri)
    with where.live.ledger() as store:
        told = about(store, catalogue, say, iri.removeprefix(where.live.base), page_number(request), _ARTICLES)
    articles = {fact.article: fact for fact in told.facts}
    same = [row for row in catalogue.kinds[kind] if row.name == called and row.iri != iri]
    values = {
        "title": called,
        "iri": iri,
        "kind": kind,
        "types": list(dict.fromkeys(_label(say, found) for found in links(dataset, iri, "rdf:type"))),
        "others": texts(dataset, iri, "skos:altLabel"),
        "linked": _linked(where, say, iri),
        "groups": [(kind, list(facts)) for kind, facts in groupby(told.facts, key=lambda fact: fact.kind)],
        "told": told,
        "articles": sorted(articles.values(), key=lambda fact: (fact.published, fact.article), reverse=True),
        "same": [
            Neighbour(catalogue.told_apart(row.iri), path_of(row.iri, where.live.base) or "") for row in same[:_SHOWN]
        ],
    }
    return page(request, "entity.html", values)


def other(request: Request, where: Site, iri: str) -> Response:
    """Return the page of anything else: its properties as they stand in the graph."""
    say = speech(request)
    dataset = where.live.view().dataset
    rows = [(_label(say, p), _neighbour(where, end)) for p, end, away in edges(dataset, iri, _EDGES) if away]
    values = {
        "title": name(dataset, iri) or short(iri),
        "iri": iri,
        "rows": rows,
    }
    return page(request, "other.html", values)


def _linked(where: Site, say: Say, iri: str) -> list[Linked]:
    found = edges(where.live.view().dataset, iri, _EDGES)
    groups = []
    for (predicate, away), ends in groupby(sorted(found, key=lambda e: (e[0], not e[2])), key=lambda e: (e[0], e[2])):
        others = [end for _, end, _ in ends if path_of(end, where.live.base)]
        if others:
            shown = _told_apart(where, others[:_SHOWN])
            groups.append(Linked(_label(say, predicate), away, shown, len(others) - len(shown)))
    return groups


def _told_apart(where: Site, iris: list[str]) -> list[Neighbour]:
    """Return things by their names; those of one name with what tells them apart."""
    catalogue = where.live.catalogue()
    found = [(_neighbour(where, iri), catalogue.told_apart(iri)) for iri in iris]
    count = Counter(one.name for one, _ in found)
    return [
        Neighbour(f"{one.name} ({detail})", one.path) if count[one.name] > 1 and detail else one
        for one, detail in found
    ]


def _neighbour(where: Site, iri: str) -> Neighbour:
    return Neighbour(name(where.live.view().dataset, iri) or short(iri), path_of(iri, where.live.base) or "")


def _label(say: Say, iri: str) -> str:
    term = terms().get(iri)
    return term.labels.get(say.language) or term.curie if term else short(iri)
