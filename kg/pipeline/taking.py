"""Taking inputs into the store: what is new is extracted and put, what is known is passed over."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.errors import Reason
from kg.extract.llm import BudgetError
from kg.pipeline.engines import Extraction
from kg.pipeline.intake import article_digest, incoming
from kg.pipeline.report import Progress
from kg.read import Extent, RawDocument, Record, Unread
from kg.store import Incoming, Ledger, Outcome

_EXAMPLES = 20
_PUT = 64
_PUT_SECONDS = 0.25
"""A document waits for others this long at most, which is what a killed build loses. A commit takes a millisecond or
two, as much as all else that is done to put a document into the ledger."""


@dataclass(slots=True)
class Taking:
    """What came in so far; the numbers of `Summary`."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    retracted: int = 0
    unread: int = 0
    examples: list[tuple[str, Reason]] = field(default_factory=list)
    stopped: Reason | None = None


def take(items: Iterable[Record | RawDocument | Unread], desk: Desk, workers: int, extraction: Extraction) -> Taking:
    """Take `items` in at `desk`, and return what became of them."""
    unknown = desk.unknown(items, extraction.name)
    try:
        for item, outcome in incoming(unknown, workers, extraction, desk.progress):
            if isinstance(outcome, Reason):
                desk.reject(item.source, outcome)
            else:
                desk.put(outcome)
    except BudgetError as error:  # what came in before it goes on
        desk.taken.stopped = error.reason
    finally:  # who stops a build keeps what was extracted
        desk.flush()
    return desk.taken


class Desk:
    """Sorts what comes in and puts it into the ledger as documents of one run, many at a time."""

    def __init__(self, ledger: Ledger, run: int, progress: Progress, extent: Extent) -> None:
        self.taken = Taking()
        self._extent = extent
        self._ledger = ledger
        self._run = run
        self.progress = progress
        self._waiting: list[Incoming] = []
        self._flushed = time.monotonic()

    def unknown(self, items: Iterable[Record | RawDocument | Unread], engine: str) -> Iterator[Record | RawDocument]:
        """Yield what has to be worked on, as far as `engine` has not worked on it before."""
        for item in items:
            if isinstance(item, Unread):
                self.reject(item.source, item.reason)
            elif not isinstance(item, Record) or not self._knows(item, engine):
                yield item

    def _knows(self, item: Record, engine: str) -> bool:
        outcome = self._ledger.known(item.id, article_digest(item.article), engine, self._run)
        if outcome is None:
            return False
        self._count(outcome)
        self.progress.advance(1)
        return True

    def reject(self, source: str, reason: Reason) -> None:
        """Note what cannot be read."""
        self._ledger.put_unread(source, reason, self._run)
        self._count_unread(source, reason)
        self.progress.advance(1)

    def put(self, document: Incoming) -> None:
        """Put a document into the ledger, at the latest with the next flush."""
        self._waiting.append(document)
        if len(self._waiting) >= _PUT or time.monotonic() >= self._flushed + _PUT_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Put all that waits into the ledger."""
        for placed in self._ledger.put(self._waiting, self._run):
            self._count(placed.outcome)
            if placed.rejected is not None:
                self._count_unread(*placed.rejected)
        self.progress.advance(len(self._waiting))
        if self._extent.expected:
            self.progress.expect(self._extent.expected)
        self._waiting = []
        self._flushed = time.monotonic()

    def _count(self, outcome: Outcome) -> None:
        if outcome == "added":
            self.taken.added += 1
        elif outcome == "changed":
            self.taken.changed += 1
        elif outcome == "unchanged":
            self.taken.unchanged += 1
        elif outcome == "retracted":
            self.taken.retracted += 1

    def _count_unread(self, source: str, reason: Reason) -> None:
        self.taken.unread += 1
        if len(self.taken.examples) < _EXAMPLES:
            self.taken.examples.append((source, reason))
