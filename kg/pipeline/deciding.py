"""Sitting down to decide: a store is opened for writing, decisions go into its log, and what follows is carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kg import __version__
from kg.decision import AuthorityRef, EntityRef, Side
from kg.errors import InputError, Reason
from kg.pipeline.report import Progress, Silent
from kg.pipeline.sequence import complete, cores, prepare
from kg.resolve import KINDS, Member, grounds, normalized
from kg.store import Store, store_faults

_decoder = msgspec.json.Decoder(Member)
_AT = "@"
_NUMBER = "#"
_LISTED = 8


@contextmanager
def deciding(
    path: str | Path,
    progress: Progress = Silent(),  # noqa: B008 - without state
    now: Callable[[], str] = str,
) -> Iterator[Store]:
    """Open a store to decide in it; when this ends, the graph is brought to where the decisions are.

    Each decision is safe in the log as soon as it is made. If the process dies, the next build carries it out.

    Args:
        path: the store's folder.
        progress: is told how far the carrying out has come.
        now: gives the time for the store's log.

    Raises:
        StoreError: there is no store, or it cannot be written.
    """
    Store.open(path).close()  # of a store that is not there, say so rather than make one
    with Store.open_to_write(path) as store, store_faults(store.path):
        mapping = prepare(store)
        before = len(store.decisions.log())
        yield store
        if len(store.decisions.log()) > before:
            run = store.ledger.begin_run("decide", now(), __version__, {"base": mapping.base})
            complete(store, mapping, cores(), progress)
            store.ledger.finish_run(run, now())


def find_side(store: Store, text: str) -> Side:
    """Return the side that somebody means.

    Args:
        store: the store.
        text: `NAME@ARTICLE`, the entity of that name in that article (`KIND/NAME@ARTICLE` or `NAME@ARTICLE#2` where the
            article has several); the IRI of an entity or its path below the base, which means the article that shows
            it best; a name that one entity alone has; or the IRI of a record of an authority.

    Raises:
        InputError: it means nothing, or several.
    """
    base = store.ledger.meta("base") or ""
    path = text.removeprefix(base) if base else text
    known = _members_of(store, path)
    if known:
        return best_shown(known)
    if text.startswith(("http://", "https://")) and not (base and text.startswith(base)):
        return AuthorityRef(iri=text)
    name, at, article = path.rpartition(_AT)
    return _in_article(store, name, article) if at else _by_name(store, text)


def same_as(store: Store, side: EntityRef) -> tuple[str, list[EntityRef]]:
    """Return the path of the IRI of what `side` is, and every entity of an article that is the same.

    Raises:
        InputError: the store has no such entity.
    """
    local = next((m.local for m in _block(store, side.block) if m.ref == side), None)
    if local is None:
        raise InputError(
            f"Article {side.article!r} has no {side.kind} named {side.name!r}.",
            f"기사 {side.article!r}에 이름이 {side.name!r}인 {side.kind}이(가) 없습니다.",
        )
    path = store.identities.path(side.article, local)
    return path, [member.ref for member in _members_of(store, path)]


def grounds_of(store: Store, path: str) -> tuple[Reason, ...]:
    """Return in words what the articles of the person with this path share of what joins people."""
    return grounds(_members_of(store, path))


def best_shown(members: list[Member]) -> EntityRef:
    """Return the one of several entities of one identity that its article says most of."""
    ordered = sorted(members, key=lambda m: (-len(m.posts), not (m.seat or m.spelling), m.document, m.number))
    return ordered[0].ref


def _members_of(store: Store, path: str) -> list[Member]:
    return [_decoder.decode(data) for data in store.identities.of(path)]


def _in_article(store: Store, name: str, article: str) -> EntityRef:
    article, _, number = article.partition(_NUMBER) if article.rpartition(_NUMBER)[2].isdigit() else (article, "", "")
    kind, slash, rest = name.partition("/")
    kinds = (kind,) if slash and kind in KINDS.values() else tuple(KINDS.values())
    wanted = normalized(rest if slash and kind in KINDS.values() else name)
    rows = [m for k in kinds for m in _block(store, f"{k}/{wanted}") if m.document == article]
    rows = [m for m in rows if not number or m.number == int(number)]
    if len(rows) == 1:
        return rows[0].ref
    if not rows:
        raise InputError(
            f"Article {article!r} names nobody and nothing {name!r}; `kg identity show` tells what there is.",
            f"기사 {article!r}에 {name!r}(이)라는 개체가 없습니다. `kg identity show`로 찾아보세요.",
        )
    raise _several(name, [f"{m.kind}/{m.name}{_AT}{m.document}{_NUMBER}{m.number}" for m in rows])


def _by_name(store: Store, text: str) -> EntityRef:
    found: dict[str, list[Member]] = {}
    for kind in KINDS.values():
        for data, path in store.identities.block_with_paths(f"{kind}/{normalized(text)}"):
            found.setdefault(path, []).append(_decoder.decode(data))
    if len(found) == 1:
        return best_shown(next(iter(found.values())))
    if not found:
        raise InputError(
            f"Nobody and nothing is called {text!r} in this store.",
            f"이 저장소에 {text!r}(이)라는 개체가 없습니다.",
        )
    raise _several(text, sorted(found))


def _block(store: Store, block: str) -> list[Member]:
    return [_decoder.decode(data) for data in store.identities.block(block)]


def _several(text: str, choices: list[str]) -> InputError:
    shown = ", ".join(choices[:_LISTED]) + (" …" if len(choices) > _LISTED else "")
    return InputError(
        f"{text!r} can mean several; name one of them: {shown}",
        f"{text!r}에 해당하는 것이 여럿입니다. 하나를 고르세요: {shown}",
    )
