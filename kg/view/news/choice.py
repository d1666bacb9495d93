"""Which articles a page holds: those that were asked for, and of too many the ones that others connect to most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import InputError
from kg.view.news.content import Content

LIMIT = 20_000
"""Facts that a page holds unless told otherwise: a file of 5 to 7 MB."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to choose; a page always holds whole articles.

    Attributes:
        since: the first day, ISO 8601 (a year or a month will do); empty for no bound.
        until: the last day; empty for no bound.
        names: only articles that name every entity of these names.
        iris: only the articles of this set, or where it has none those of its facts, or else those that name its
            entities; None for all.
    """

    since: str = ""
    until: str = ""
    names: tuple[str, ...] = ()
    iris: frozenset[str] | None = None


def chosen(whole: Content, choice: Choice) -> Content:
    """Return what of `whole` was asked for.

    Raises:
        InputError: no article is left, or there is no entity of a name.
    """
    wanted = {iri for iri, text in whole.texts.items() if _in_time(text.published, choice)}
    for name in choice.names:
        wanted &= _naming(whole, name)
    if choice.iris is not None:
        wanted &= _of(whole, choice.iris)
    if whole.texts and not wanted:
        raise InputError(
            "No article is left by --since, --until, --entity and --query; the page would be empty.",
            "--since, --until, --entity, --query에 맞는 기사가 없어 페이지가 비게 됩니다.",
        )
    return whole if len(wanted) == len(whole.texts) else whole.only(wanted)


def fitting(content: Content, limit: int = LIMIT) -> Content:
    """Return of `content`, if it has more than `limit` facts, the articles that others connect to most."""
    return content if len(content.facts) <= limit else content.only(_most_connected(content, limit))


def _in_time(published: str, choice: Choice) -> bool:
    """Compare as many characters as a bound has: `2025-03` is the whole of March."""
    if not (choice.since or choice.until):
        return True
    after = not choice.since or published[: len(choice.since)] >= choice.since
    before = not choice.until or published[: len(choice.until)] <= choice.until
    return bool(published) and after and before


def _naming(whole: Content, name: str) -> set[str]:
    entities = frozenset(iri for iri, entity in whole.entities.items() if name in entity.names)
    if not entities:
        raise InputError(
            f"No entity is called {name!r}; `kg query NEWS.kg facts-of --param name=…` finds names.",
            f"{name!r}(이)라는 개체가 없습니다. 이름은 `kg query NEWS.kg facts-of --param name=…`로 찾을 수 있습니다.",
        )
    return _with_entities(whole, entities)


def _of(whole: Content, iris: frozenset[str]) -> set[str]:
    articles = iris & whole.texts.keys()
    if articles:
        return set(articles)
    facts = {fact.article for fact in whole.facts if fact.iri in iris}
    return facts or _with_entities(whole, iris)


def _with_entities(whole: Content, iris: frozenset[str]) -> set[str]:
    return {
        *(article for article, spans in whole.mentions.items() if any(iri in iris for *_, iri in spans)),
        *(fact.article for fact in whole.facts if not iris.isdisjoint(fact.entities)),
    }


def _most_connected(content: Content, limit: int) -> set[str]:
    """Return the articles whose entities most other articles name too, up to `limit` facts together."""
    named: dict[str, set[str]] = {iri: {entity for *_, entity in spans} for iri, spans in content.mentions.items()}
    articles_of = Counter(entity for entities in named.values() for entity in entities)
    facts_of = Counter(fact.article for fact in content.facts)

    def connections(article: str) -> tuple[float, str]:
        shared = sum(articles_of[entity] - 1 for entity in named.get(article, ()))
        return -shared / max(1, facts_of[article]), article

    return _filled(sorted(content.texts, key=connections), facts_of, limit)


def _filled(ranked: Iterable[str], facts_of: Counter[str], limit: int) -> set[str]:
    taken: set[str] = set()
    room = limit
    for article in ranked:
        if facts_of[article] <= room:
            taken.add(article)
            room -= facts_of[article]
    return taken
