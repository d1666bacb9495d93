"""What editors do to a store. Each edit takes the writer's lock, so it never mixes with a build."""

from __future__ import annotations

import hashlib
import json
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kg.api import build
from kg.decision import Judgement
from kg.errors import InputError, Reason, StoreError
from kg.pipeline import decide, undo
from kg.serve.live import Live
from kg.store import Finding, Held, Store

_ONE = threading.Lock()
"""One edit of this server at a time; the lock of the store keeps other processes away."""

_CHANGED = (
    "The article has changed since the page was made; look at it again.",
    "쪽을 만든 뒤에 기사가 바뀌었습니다. 다시 확인하세요.",
)


def version(held: Held) -> str:
    """Return what tells this state of an article from others."""
    return hashlib.sha256(held.content).hexdigest()[:32]


def set_aside(held: Held, number: int) -> Finding | None:
    """Return why a fact of an article was set aside, None if it was not."""
    return next(
        (f for f in held.findings if f.element == "fact" and f.number == number and f.severity == "violation"), None
    )


def accept(live: Live, document: str, known: str, number: int, fact: dict[str, Any]) -> Reason | None:
    """Put `fact` in the place of a fact that was set aside, and have it checked again.

    Args:
        live: the store.
        document: the article's id.
        known: the `version` of the article that the editor saw.
        number: of the fact, as it stands in the facts document.
        fact: what the editor made of it.

    Returns:
        None if it passed, else why it was set aside again.

    Raises:
        InputError: the article or the fact is not as the editor saw it.
        StoreError: the store is being written, or cannot be.
    """

    def change(facts: list[Any]) -> None:
        facts[number] = fact

    _rewrite(live, document, known, number, change)
    with live.ledger() as store:
        held = store.held(document)
    finding = set_aside(held, number) if held else None
    return finding.reason if finding else None


def drop(live: Live, document: str, known: str, number: int) -> None:
    """Remove a fact that was set aside from its facts document; the store's history keeps it.

    The arguments and errors are those of `accept`.
    """

    def change(facts: list[Any]) -> None:
        del facts[number]

    _rewrite(live, document, known, number, change)


def _rewrite(live: Live, document: str, known: str, number: int, change: Callable[[list[Any]], None]) -> None:
    with _ONE:
        with live.ledger() as store:
            held = store.held(document)
        if held is None or version(held) != known or set_aside(held, number) is None:
            raise InputError(*_CHANGED)
        content = json.loads(held.content)
        change(content["facts"])
        _build(live, json.dumps(content, ensure_ascii=False))


def judge(live: Live, judgement: Judgement) -> None:
    """Add a decision on who is who, and have the graph follow from it.

    Raises:
        InputError: the sides cannot be compared, or are not in the store.
        StoreError: the store is being written, or cannot be.
    """
    with _ONE:
        with Store.open_to_write(live.path) as store:
            decide(store, judgement)
        _build(live, None)


def take_back(live: Live, sequence: int, by: str) -> None:
    """Take a decision back, and have the graph follow from that.

    Raises:
        InputError: there is no such decision, or it cannot be taken back.
        StoreError: the store is being written, or cannot be.
    """
    with _ONE:
        with Store.open_to_write(live.path) as store:
            undo(store, sequence, by=by)
        _build(live, None)


def _build(live: Live, line: str | None) -> None:
    with tempfile.TemporaryDirectory(prefix="kg-serve-") as folder:
        sources = []
        if line is not None:
            sources = [Path(folder) / "edited.jsonl"]
            sources[0].write_text(line + "\n", encoding="utf-8")
        summary = build(*sources, out=live.path, workers=1)
    live.renew()
    if summary.unread:
        _, reason = summary.examples[0]
        raise StoreError(reason.en, reason.ko)
