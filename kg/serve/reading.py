"""What pages tell: the accepted facts of an article or about an entity, each with the words that say it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from kg.extract import rule_meanings
from kg.extract.explanation import Dropped, Explanation
from kg.mapping import article_iri
from kg.messages import Say
from kg.model import AnyFact, FactsDocument, Span, fact_type
from kg.read.documents import read_document
from kg.serve.catalogue import Catalogue
from kg.serve.paths import path_of
from kg.store import Held, Store
from kg.view.labels import arguments, entity_name

_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\s|\n")
_STOPS = re.compile(r"[.!?…][\"'”’)\]]*(?=\s|$)|\n")
_MOST = 200
"""Characters of a sentence that are shown on each side of the evidence."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a fact: what it is called, its value; of an entity also its kind and the path of its page."""

    label: str
    value: str
    kind: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words that say a fact, with the rest of their sentence, and where they begin in the text."""

    before: str
    words: str
    after: str
    start: int


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as a page tells it.

    Attributes:
        kind: its type.
        arguments: all but the entity that the page is about.
        quotes: the words that say it.
        article: path of the article's page.
        headline: the article's headline, its id if it has none.
        published: the day it appeared, as far as that is known.
        number: of the fact in the article's page.
        score: the writer's confidence.
    """

    kind: str
    arguments: tuple[Argument, ...]
    quotes: tuple[Quoted, ...]
    article: str
    headline: str
    published: str
    number: int
    score: float | None


@dataclass(frozen=True, slots=True)
class Page:
    """Facts about one entity, those of some of its articles.

    Attributes:
        facts: the newest article's first, by their types in the order of the model.
        number: of this page, from 1.
        pages: how many there are.
        articles: how many articles name the entity.
    """

    facts: tuple[Told, ...]
    number: int
    pages: int
    articles: int


def accepted(held: Held) -> Explanation:
    """Return what was accepted of an article, and as dropped what was set aside and has a place in the text."""
    reading = read_document(held.content)
    aside = [finding for finding in held.findings if finding.severity == "violation"]
    refused = {finding.number for finding in aside if finding.element == "fact"}
    facts = tuple(
        fact
        for fact, number in zip(reading.document.facts, reading.numbers, strict=True)
        if number not in refused and held.state == "accepted"
    )
    dropped = tuple(
        Dropped(*finding.span, finding.type or finding.element, finding.reason) for finding in aside if finding.span
    )
    rules = rule_meanings({fact.rule for fact in facts if fact.rule})
    return Explanation(msgspec.structs.replace(reading.document, facts=facts), dropped=dropped, rules=rules)


def about(store: Store, catalogue: Catalogue, say: Say, path: str, number: int, size: int) -> Page:
    """Return the facts that name an entity, page by page, `size` articles a page.

    Args:
        store: open.
        catalogue: knows when the articles appeared.
        say: the language of labels.
        path: of the entity's IRI below the base.
        number: the page, from 1.
        size: articles a page.
    """
    base = store.base
    places: dict[str, list[str]] = {}
    for document, local in store.occurrences(path):
        places.setdefault(document, []).append(local)

    def newest(document: str) -> tuple[str, str]:
        known = catalogue.dates.get(article_iri(base, document))
        return (known.published if known else "", document)

    documents = sorted(places, key=newest, reverse=True)
    pages = max(1, -(-len(documents) // size))
    number = min(max(number, 1), pages)
    told: list[Told] = []
    for document in documents[(number - 1) * size : number * size]:
        held = store.held(document)
        if held is not None:
            told += _told(held, say, base, frozenset(places[document]))
    order = {kind: rank for rank, kind in enumerate(dict.fromkeys(fact.kind for fact in _ordered(told)))}
    told.sort(key=lambda fact: order[fact.kind])
    return Page(tuple(told), number, pages, len(documents))


def _ordered(told: Iterable[Told]) -> list[Told]:
    return sorted(told, key=lambda fact: _ORDER.index(fact.kind))


_ORDER = (
    *("position", "statement", "policy_action", "participation", "relation"),
    *("event_time", "event_place", "measure"),
)
"""The order in which a page tells facts: who somebody is before what somebody does."""


def _told(held: Held, say: Say, base: str, locals_: frozenset[str]) -> list[Told]:
    document = accepted(held).document
    article = document.article
    where = path_of(article_iri(base, document.id), base) or ""
    return [
        Told(
            kind=fact_type(fact),
            arguments=tuple(told_arguments(say, document, fact, held.paths, base, locals_)),
            quotes=tuple(quoted(article.text, span) for span in fact.evidence),
            article=where,
            headline=article.headline or document.id,
            published=(article.published or "")[:10],
            number=number,
            score=fact.score,
        )
        for number, fact in enumerate(document.facts)
        if any(getattr(fact, name) in locals_ for name in fact.entity_arguments)
    ]


def told_arguments(
    say: Say, document: FactsDocument, fact: AnyFact, paths: Mapping[str, str], base: str, without: frozenset[str]
) -> Iterable[Argument]:
    """Yield the arguments of a fact but the entities of `without`, each other entity with the path of its page."""
    for label, value, entity in arguments(say, fact):
        if not entity:
            yield Argument(label, value)
        elif entity not in without:
            found = document.entities.get(entity)
            path = path_of(base + paths[entity], base) if entity in paths else None
            yield Argument(label, entity_name(document, entity), found.type if found else "", path or "")


def quoted(text: str, span: Span) -> Quoted:
    """Return the words of a span within their sentence."""
    start, end = span
    begin = max((found.end() for found in _ENDS.finditer(text, max(0, start - _MOST), start)), default=0)
    begin = max(begin, start - _MOST)
    if _STOPS.search(text[max(start, end - 3) : end]):
        stop = end
    else:
        found = _STOPS.search(text, end, min(len(text), end + _MOST))
        stop = found.end() if found else min(len(text), end + _MOST)
    return Quoted(text[max(0, begin) : start].lstrip(), text[start:end], text[end:stop].rstrip(), start)
