"""A store: the folder that `kg build` makes.

`store.sqlite` is the truth: documents, decisions, verdicts; `graph/` holds the quads that follow from it. One process
writes at a time, others read beside it. A run that is killed between two transactions leaves work marked as pending or
stale, which the next run finishes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store import disk, inventory
from kg.store.canonical import dataset_hash
from kg.store.copies import Copies
from kg.store.decisions import Decisions
from kg.store.examination import Examination
from kg.store.faults import fault_of, is_of_databases, store_faults
from kg.store.graph import Graph
from kg.store.history import History
from kg.store.identities import Identities
from kg.store.ledger import Ledger
from kg.store.records import Finding, Held, Totals
from kg.store.verdicts import Verdicts
from kg.vocab import DEFAULT_BASE

_TABLES = "tables"
"""Under what the ledger keeps the SHA-256 of each file with quads (JSON)."""


class Store:
    """A store that is open, for reading or for writing. Use it in a `with` statement.

    Attributes:
        path: the store's folder.
        ledger: the documents, and the log.
        decisions: the log of decisions on who is who.
        identities: who is who.
        copies: which articles print one text.
        history: the earlier states.
        verdicts: what became of the documents in mapping and gate.
        writable: whether this process may write.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self.ledger = Ledger(database)
        self.decisions = Decisions(database)
        self.identities = Identities(database)
        self.copies = Copies(database)
        self.history = History(database)
        self.verdicts = Verdicts(database)
        self.writable = lock is not None
        self._database = database
        self._lock = lock
        self._graph: Graph | None = None

    @classmethod
    def open(cls, path: str | Path) -> Store:
        """Open a store for reading; another process may be writing it.

        Raises:
            StoreError: there is no store, it is damaged, or it has another format.
        """
        path = Path(path)
        with store_faults(path):
            return cls(path, disk.open_database(path), None)

    @classmethod
    def open_to_write(cls, path: str | Path) -> Store:
        """Open a store for writing, and make it if nothing is at `path`.

        Args:
            path: the store's folder.

        Raises:
            StoreError: something else is at `path`, another process writes it, it has another format, or it cannot be
                written.
        """
        path = Path(path)
        with store_faults(path):
            lock = disk.lock(path)
            try:
                store = cls(path, disk.open_database_to_write(path), lock)
                if not disk.has_graph(path):  # it was removed: what it held is derived and can be written again
                    store.verdicts.forget_graph()
                    store.ledger.set_meta(_TABLES, "{}")
            except BaseException:
                lock.close()
                raise
            return store

    @property
    def graph(self) -> Graph:
        """The quads, opened on first use, for writing if the store is."""
        if self._graph is None:
            with store_faults(self.path):
                self._graph = Graph((disk.open_graph_to_write if self.writable else disk.open_graph)(self.path))
        return self._graph

    @property
    def base(self) -> str:
        """What the IRIs of the data begin with."""
        return self.ledger.meta("base") or DEFAULT_BASE

    def is_being_written(self) -> bool:
        """Tell whether some process has the store open for writing."""
        return disk.is_being_written(self.path)

    def is_whole(self) -> bool:
        """Tell whether the last build was finished: nothing pending, undecided or unwritten, the quads there."""
        with store_faults(self.path):
            whole = inventory.is_whole(self._database)
            return whole and (disk.has_graph(self.path) or not inventory.is_written(self._database))

    def totals(self) -> Totals:
        """Count what is in the store."""
        with store_faults(self.path):
            return inventory.totals(self._database)

    def set_aside(self) -> Iterator[Finding]:
        """Yield what the reader and the gate set aside, in the order of articles and their facts."""
        with store_faults(self.path):
            yield from inventory.findings(self._database, "violation")

    def warnings(self) -> Iterator[Finding]:
        """Yield what the gate remarked on, in the order of articles and their facts."""
        with store_faults(self.path):
            yield from inventory.findings(self._database, "warning")

    def held(self, document: str) -> Held | None:
        """Return all that is held of the article with this id, None if there is none."""
        with store_faults(self.path):
            return inventory.held(self._database, document)

    def occurrences(self, path: str) -> list[tuple[str, str]]:
        """Return where the entity of an IRI path occurs: accepted article and the entity's local id there."""
        with store_faults(self.path):
            return inventory.occurrences(self._database, path)

    def hash(self) -> str:
        """Return the SHA-256 (hex) over the canonical dataset (RDFC-1.0)."""
        with store_faults(self.path):
            return dataset_hash(self.graph.store)

    def examination(self) -> Examination:
        """Return what reads the ledger as it stands there."""
        return Examination(self.path, self._database)

    def changed_tables(self) -> Iterator[str]:
        """Yield the names of files in `graph/` that are not as they were when a writer closed the store."""
        with store_faults(self.path):
            yield from disk.changed_tables(self.path, self._noted_tables())

    def _note_tables(self) -> None:
        noted = self._noted_tables()
        tables = disk.tables(self.path, noted)
        if tables != noted:
            self.ledger.set_meta(_TABLES, json.dumps(tables, sort_keys=True))

    def _noted_tables(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.ledger.meta(_TABLES) or "{}")
        return found

    def discard_graph(self) -> None:
        """Remove the quads of a store that is open for writing, and all else that follows from the documents.

        What is left are documents, decisions and the log, from which the next steps make the rest again.
        """
        with store_faults(self.path):
            self._graph = None
            self.ledger.set_meta(_TABLES, "{}")  # first: names recur in a new graph
            disk.discard_graph(self.path)
            self.verdicts.forget_all()

    def close(self, failed: bool = False) -> None:
        """Write everything to disk and give up the lock.

        Args:
            failed: an error is on its way, which may still hold the graph open: its files are not noted then.
        """
        if self._graph is not None and self.writable:
            with store_faults(self.path):
                self._graph.flush()
                self._graph = None  # closed, so that none of its files is written any more
                if not failed:
                    self._note_tables()
        self._graph = None
        self._database.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store. A fault of its databases while it was open is raised as a `StoreError` that names it."""
        if error is not None and is_of_databases(error):
            with suppress(sqlite3.Error, OSError, StoreError):
                self.close(failed=True)
            raise fault_of(self.path, error) from error
        self.close(failed=error is not None)


def open_read_only(path: str | Path) -> ox.Store:
    """Open the quads of a store for reading.

    Raises:
        StoreError: there is no store, it is damaged, or it has another format.
    """
    with Store.open(path) as store:
        return store.graph.store
