"""The store as it stands: a view that is opened anew when a build has changed what lies on disk."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.serve.catalogue import Catalogue
from kg.store import Store

if TYPE_CHECKING:
    from kg.query import Dataset

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
        self._clock = clock
        self._lock = threading.Lock()
        self._making = threading.Lock()
        with self.ledger() as store:
            self.base = store.base
        self._view = self._opened()
        self._catalogue: Catalogue | None = None
        self._listed: Sign | None = None
        self._until = 0.0

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
        view = self.view()
        with self._making:
            made = self._catalogue
            if made is None or (self._listed != view.sign and self._clock() >= self._until):
                begin = self._clock()
                made = self._catalogue = Catalogue(view.dataset, self.base)
                self._listed = view.sign
                end = self._clock()
                self._until = end + _REST * (end - begin)
            return made

    def _opened(self) -> View:
        before = sign(self.path)  # a change from here on makes the view old
        with self.ledger() as store:
            return View(before, store.graph.store)


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
