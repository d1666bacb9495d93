"""Comparing two states. Where both are of one store, only what its log says was touched is looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from kg.history.edition import Edition
from kg.history.records import ArticleChange, Difference, EntityChange, FactChange, Move
from kg.history.said import Telling, change, telling
from kg.store import ArticleState, Said
from kg.vocab import iri

Item = TypeVar("Item")


def difference(old: Edition, new: Edition) -> Difference:
    """Return what changed from `old` to `new`, which may be states of one store or of two."""
    articles: list[ArticleChange] = []
    facts: list[FactChange] = []
    for name, before, after in _articles(old, new):
        change_, changed_facts = _article(name, before, after, old, new)
        articles.append(change_)
        facts += changed_facts
    entities = [_entity(path, before, after) for path, before, after in _entities(old, new)]
    was, now = old.history.decisions(old.run), new.history.decisions(new.run)
    return Difference(
        articles=tuple(articles),
        entities=tuple(entities),
        moves=tuple(_moves(old, new)),
        facts=tuple(facts),
        decisions=tuple(each for each in now if each not in was),
        dropped=tuple(each for each in was if each not in now),
    )


def _articles(old: Edition, new: Edition) -> Iterator[tuple[str, ArticleState | None, ArticleState | None]]:
    if old.path == new.path:
        low, high = sorted((old.run, new.run))
        for name in old.history.touched_articles(low, high):
            before, after = old.history.article(name, old.run), new.history.article(name, new.run)
            if before != after:
                yield name, before, after
        return
    for name, was, now in _joined(old.history.articles(old.run), new.history.articles(new.run), _document):
        if was != now:
            yield name, was, now


def _entities(old: Edition, new: Edition) -> Iterator[tuple[str, Said | None, Said | None]]:
    if old.path == new.path:
        low, high = sorted((old.run, new.run))
        for path in old.history.touched_entities(low, high):
            before, after = old.history.entity(path, old.run), new.history.entity(path, new.run)
            if before != after:
                yield path, before, after
        return
    for path, was, now in _joined(old.history.entities(old.run), new.history.entities(new.run), lambda row: row[0]):
        if was != now:
            yield path, was and was[1], now and now[1]


def _document(state: ArticleState) -> str:
    return state.document


def _joined(
    olds: Iterable[Item], news: Iterable[Item], key: Callable[[Item], str]
) -> Iterator[tuple[str, Item | None, Item | None]]:
    """Pair what has the same key; both come in the order of their keys."""
    left, right = iter(olds), iter(news)
    old, new = next(left, None), next(right, None)
    while old is not None or new is not None:
        name = min(key(each) for each in (old, new) if each is not None)
        before = old if old is not None and key(old) == name else None
        after = new if new is not None and key(new) == name else None
        yield name, before, after
        old = next(left, None) if before is not None else old
        new = next(right, None) if after is not None else new


def _article(
    name: str, before: ArticleState | None, after: ArticleState | None, old: Edition, new: Edition
) -> tuple[ArticleChange, list[FactChange]]:
    was, now = telling(old.history, before), telling(new.history, after)
    shown = now if after is not None else was
    gone = _without(was, now, "gone", name)
    come = _without(now, was, "new", name)
    return ArticleChange(
        what="new" if before is None else "gone" if after is None else "changed",
        id=name,
        headline=shown.article.headline,
        published=shown.article.published,
        publisher=shown.article.publisher,
        text=before is not None and after is not None and was.article.text != now.article.text,
        set_aside=after is not None and not after.accepted,
        new_facts=len(come),
        gone_facts=len(gone),
    ), [*gone, *come]


def _without(these: Telling, those: Telling, what: str, name: str) -> list[FactChange]:
    return [change(what, name, these, fact) for key, fact in these.facts.items() if key not in those.facts]


def _entity(path: str, before: Said | None, after: Said | None) -> EntityChange:
    was, now = before or (), after or ()
    if before is None or after is None:
        return EntityChange(what="new" if before is None else "gone", path=path, name=_name(now or was, path))
    return EntityChange(
        what="changed",
        path=path,
        name=_name(now, path),
        said=tuple(pair for pair in now if pair not in was),
        unsaid=tuple(pair for pair in was if pair not in now),
    )


def _name(said: Said, path: str) -> str:
    return dict(said).get(iri("schema:name"), path)


def _moves(old: Edition, new: Edition) -> Iterator[Move]:
    articles: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for document, before, after in _steps(old, new):
        was, now = old.history.article(document, old.run), new.history.article(document, new.run)
        if before != after and was is not None and now is not None and was.digest == now.digest:
            articles[before, after][document] = None
    for (before, after), documents in sorted(articles.items()):
        yield Move(old=before, new=after, articles=tuple(sorted(documents)))


def _steps(old: Edition, new: Edition) -> Iterator[tuple[str, str, str]]:
    """Each entity of an article that is taken for another: article, path before, path after."""
    if old.path != new.path:
        paths = _joined(old.history.paths(), new.history.paths(), lambda row: f"{row[0]}\0{row[1]}")
        yield from ((was[0], was[2], now[2]) for _, was, now in paths if was is not None and now is not None)
        return
    forward = old.run <= new.run
    low, high = sorted((old.run, new.run))
    ends: dict[tuple[str, str], tuple[str, str]] = {}
    for document, local, before, after in old.history.moves(low, high):
        first = ends.get((document, local), (before, after))[0]
        ends[document, local] = (first, after)
    for (document, _), (first, last) in ends.items():
        yield (document, first, last) if forward else (document, last, first)
