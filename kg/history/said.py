"""What one state of an article says: its facts with the names of those in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from kg.errors import InputError
from kg.history.records import FactChange
from kg.model import AnyFact, Article, FactsDocument, fact_type
from kg.read.documents import read_document
from kg.store import ArticleState, History

Key = tuple[object, ...]
"""What makes two facts one: type and arguments, entities by their names; not where it stands in the text."""

_BESIDE = frozenset({"evidence", "quote", "score", "rule"})
_EMPTY = Article(text="")


class Telling(NamedTuple):
    """An article in one state.

    Attributes:
        article: the article itself.
        facts: those that stand in the graph, by what makes them one; equal ones are numbered.
        document: the facts document.
    """

    article: Article
    facts: dict[tuple[Key, int], AnyFact]
    document: FactsDocument


def telling(history: History, state: ArticleState | None) -> Telling:
    """Return what an article says in a state; of one that is not there or cannot be read any more, nothing."""
    nothing = Telling(_EMPTY, {}, FactsDocument(id="", article=_EMPTY))
    if state is None:
        return nothing
    try:
        reading = read_document(history.content(state))
    except (InputError, KeyError):
        return nothing
    document = reading.document
    kept = [
        fact
        for fact, number in zip(document.facts, reading.numbers, strict=True)
        if state.accepted and number not in state.aside
    ]
    return Telling(document.article, dict(_numbered(document, kept)), document)


def change(what: str, name: str, source: Telling, fact: AnyFact) -> FactChange:
    """Return a fact of `source`, the article with id `name`, as a change."""
    start, end = fact.evidence[0] if fact.evidence else (0, 0)
    return FactChange(
        what="new" if what == "new" else "gone",
        article=name,
        fact=fact,
        names={local: _name(source.document, local) for local in _locals(fact)},
        quote=source.article.text[start:end],
    )


def _numbered(document: FactsDocument, facts: list[AnyFact]) -> Iterator[tuple[tuple[Key, int], AnyFact]]:
    seen: dict[Key, int] = {}
    for fact in facts:
        key = _key(document, fact)
        seen[key] = seen.get(key, 0) + 1
        yield (key, seen[key]), fact


def _key(document: FactsDocument, fact: AnyFact) -> Key:
    values = (
        _name(document, value) if name in fact.entity_arguments and value is not None else value
        for name, value in msgspec.structs.asdict(fact).items()
        if name not in _BESIDE
    )
    return (fact_type(fact), *values)


def _locals(fact: AnyFact) -> Iterator[str]:
    for name in fact.entity_arguments:
        local = getattr(fact, name)
        if local is not None:
            yield local


def _name(document: FactsDocument, local: str) -> str:
    entity = document.entities.get(local)
    return entity.names[0] if entity is not None else local
