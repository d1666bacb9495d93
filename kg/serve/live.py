"""The store as it stands: a view that is opened anew when a build has changed what lies on disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from kg.pipeline import candidates
from kg.resolve import Candidate
from kg.serve.catalogue import Catalogue
from kg.store import Store

if TYPE_CHECKING:
    from kg.query import Dataset

Made = TypeVar("Made")
Sign = tuple[tuple[int, int, int], ...]
"""What changes whenever the store does: place, time and size of the files that a writer touches."""

_WATCHED = ("store.sqlite", "store.sqlite-wal", "graph/CURRENT")
_REST = 20
"""A catalogue that took a second to make is used for so many seconds while a build goes on."""


class View:
    """The quads as they were at one moment.

    Attributes:
        sign: of the store at that moment.
        dataset: the quads.
    """

    def __init__(self, sign: Sign, dataset: Dataset) -> None:
        self.sign = sign
        self.dataset = dataset


class Kept(Generic[Made]):
    """Something that takes a while to make of the store, kept until the store changes.

    While a build goes on the store changes all the time; then what was made in a second is kept for `_REST` seconds.
    """

    def __init__(self, make: Callable[[], Made], clock: Callable[[], float]) -> None:
        self._make = make
        self._clock = clock
        self._lock = threading.Lock()
        self._made: tuple[Sign, Made] | None = None
        self._until = 0.0

    def get(self, now: Sign) -> Made:
        """Return what was made of the store when its sign was `now`, or a little before."""
        with self._lock:
            if self._made is None or (self._made[0] != now and self._clock() >= self._until):
                begin = self._clock()
                self._made = now, self._make()
                end = self._clock()
                self._until = end + _REST * (end - begin)
            return self._made[1]

    def renew(self) -> None:
        """Have it made anew if the store has changed, however long that took the last time."""
        self._until = 0.0


class Live:
    """A store that others may write while it is looked at.

    Attributes:
        path: the store's folder.
        base: what its IRIs begin with.
    """

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        """Open the store at `path`.

        Raises:
            StoreError: there is none that can be read.
        """
        self.path = path
        with self.ledger() as store:
            self.base = store.base
        self._lock = threading.Lock()
        self._view = self._opened()
        self._catalogue = Kept(lambda: Catalogue(self.view().dataset, self.base), clock)
        self._candidates = Kept(self._compared, clock)

    def ledger(self) -> Store:
        """Open the store for this thread; to be used in a `with` statement.

        Raises:
            StoreError: it cannot be read.
        """
        return Store.open(self.path)

    def view(self) -> View:
        """Return the quads as they are now.

        Raises:
            StoreError: they cannot be read.
        """
        with self._lock:
            if self._view.sign != sign(self.path):
                self._view = self._opened()
            return self._view

    def catalogue(self) -> Catalogue:
        """Return the names and headlines; while a build goes on they may be some seconds old.

        Raises:
            StoreError: the quads cannot be read.
        """
        return self._catalogue.get(sign(self.path))

    def candidates(self) -> list[Candidate]:
        """Return pairs of entities that may be one, the likeliest first; as old as names may be.

        Raises:
            StoreError: the store cannot be read.
        """
        return self._candidates.get(sign(self.path))

    def renew(self) -> None:
        """Have names and candidates made anew when they are next asked for: this server has changed the store."""
        self._catalogue.renew()
        self._candidates.renew()

    def _opened(self) -> View:
        before = sign(self.path)  # a change from here on makes the view old
        with self.ledger() as store:
            return View(before, store.graph.store)

    def _compared(self) -> list[Candidate]:
        with self.ledger() as store:
            return candidates(store)


def sign(path: Path) -> Sign:
    """Return what changes whenever the store at `path` does."""
    found = []
    for name in _WATCHED:
        try:
            status = (path / name).stat()
        except OSError:
            found.append((0, 0, 0))
        else:
            found.append((status.st_ino, status.st_mtime_ns, status.st_size))
    return tuple(found)
