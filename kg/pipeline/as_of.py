"""What was known on some day: a store of the articles that were published until then."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg import __version__
from kg.errors import InputError, StoreError
from kg.pipeline.intake import incoming_as
from kg.pipeline.report import Progress, Silent
from kg.pipeline.sequence import complete, cores, prepare
from kg.pipeline.workers import each
from kg.read.documents import read_document
from kg.store import Incoming, Ledger, Store, Stored, Totals, store_faults

_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_PAGE = 256
_PUT = 64
_PART = ".part"
"""Ends the name of a store that is being made."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What was known on a day.

    Attributes:
        articles: number of articles published until then.
        later: number of articles that were published later.
        undated: number of articles without a date, or that cannot be read, which are left out.
        decisions: number of decisions on who is who; all of them were taken over.
        totals: what the store of that day holds.
    """

    articles: int
    later: int
    undated: int
    decisions: int
    totals: Totals


def as_of(
    path: str | Path,
    day: str,
    out: str | Path,
    workers: int | None = None,
    progress: Progress = Silent(),  # noqa: B008 - without state
    now: Callable[[], str] = str,
) -> AsOf:
    """Make a store of what was known from the articles of another one that were published until a day.

    It is what a build of these articles alone, with all decisions on who is who, would make. Corrected articles come
    in as they are now, retracted ones not at all.

    Args:
        path: the store's folder.
        day: the last day (2012-10-31), month (2012-10) or year (2012), in Korean time.
        out: the folder of the store to be made; nothing may be there.
        workers: number of processes; None takes the cores.
        progress: is told how far it has come.
        now: gives the time for the log of the new store.

    Raises:
        InputError: `day` is no day.
        StoreError: the store cannot be read, something is at `out`, or it cannot be written.
    """
    if _DAY.fullmatch(day) is None:
        raise InputError(
            f"{day!r} is no date; give a day (2012-10-31), a month (2012-10) or a year (2012).",
            f"{day!r}: 날짜가 아닙니다. 날(2012-10-31), 달(2012-10), 해(2012) 가운데 하나를 주세요.",
        )
    out = Path(out)
    if out.exists():
        raise StoreError(
            f"{out} is there already; choose another folder or remove it.",
            f"{out}: 이미 있습니다. 다른 폴더를 고르거나 지우세요.",
        )
    part = out.with_name(out.name + _PART)
    shutil.rmtree(part, ignore_errors=True)
    with Store.open(path) as old:
        try:
            with Store.open_to_write(part) as new, store_faults(out):
                found = _fill(new, old, day, workers or cores(), progress, now)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    part.rename(out)
    return found


def _fill(new: Store, old: Store, day: str, workers: int, progress: Progress, now: Callable[[], str]) -> AsOf:
    mapping = prepare(new, old.ledger.meta("base"))
    if joins := old.identities.joins():
        new.identities.choose(joins)
    decisions = old.decisions.log()
    new.decisions.restore(decisions)
    run = new.ledger.begin_run("as-of", now(), __version__, {"base": mapping.base}, day)
    progress.stage("read", None)
    counts = {"later": 0, "undated": 0}
    waiting: list[Incoming] = []
    for _, outcome in each(partial(_incoming, day=day), _documents(old.ledger), workers=workers, prepare=_nothing):
        progress.advance(1)
        if isinstance(outcome, Incoming):
            waiting.append(outcome)
        else:
            counts["later" if outcome == "later" else "undated"] += 1
        if len(waiting) >= _PUT:
            new.ledger.put(waiting, run)
            waiting = []
    new.ledger.put(waiting, run)
    complete(new, mapping, workers, progress)
    new.ledger.finish_run(run, now())
    totals = new.totals()
    return AsOf(totals.articles + totals.refused, counts["later"], counts["undated"], len(decisions), totals)


def _documents(ledger: Ledger) -> Iterator[Stored]:
    after = ""
    while page := ledger.documents(after, _PAGE):
        yield from page
        after = page[-1].id


def _incoming(stored: Stored, day: str) -> Incoming | str:
    """Return a document of that day, or why it is none."""
    document = read_document(stored.content).document
    published = document.article.published
    if published is None:
        return "undated"
    return incoming_as(stored, document) if published[: len(day)] <= day else "later"


def _nothing() -> None:
    """Prepare nothing: documents need no extractor."""
