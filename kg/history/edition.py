"""A state of a store: as it is, or as one of its runs left it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.store import History, Run, Store


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of a store.

    Attributes:
        path: the store's folder.
        run: number of the run that left it; 0 is the empty store before all runs.
        history: the store's log, open.
        log: what stands in the log of that run, None of 0.
        last: whether no later run has changed anything.
    """

    path: Path
    run: int
    history: History
    log: Run | None
    last: bool


@contextmanager
def edition(path: str | Path, run: int | None = None) -> Iterator[Edition]:
    """Open the state that a run of a store left; without `run`, the last.

    Raises:
        InputError: there was no such run.
        StoreError: there is no store that can be read.
    """
    with Store.open(path) as store:
        last = store.history.last()
        number = last if run is None else run
        if not 0 <= number <= last:
            raise InputError(
                f"{path} has no run {number}; it has runs 1 to {last}, which `kg history {path}` lists.",
                f"{path}: {number}번 실행이 없습니다. 1번부터 {last}번까지 있으며 `kg history {path}`로 봅니다.",
            )
        log = next((each for each in store.ledger.runs() if each.number == number), None)
        yield Edition(store.path, number, store.history, log, number == last)
