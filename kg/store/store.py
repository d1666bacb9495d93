"""A store: the folder that `kg build` makes.

`store.sqlite` is the truth: documents, decisions, verdicts; `graph/` holds the quads that follow from it. One process
writes at a time, others read beside it. A run that is killed between two transactions leaves work marked as pending or
stale, which the next run finishes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.store import inventory
from kg.store.canonical import dataset_hash
from kg.store.faults import absent, in_use, not_a_store, other_format, store_faults
from kg.store.graph import Graph
from kg.store.identities import Identities
from kg.store.ledger import Ledger
from kg.store.records import Finding, Totals
from kg.store.schema import APPLICATION_ID, FORMAT, SCHEMA
from kg.store.verdicts import Verdicts

_LEDGER = "store.sqlite"
_GRAPH = "graph"
_LOCK = "lock"
_BUSY_SECONDS = 30.0


class Store:
    """A store that is open, for reading or for writing. Use it in a `with` statement.

    Attributes:
        path: the store's folder.
        ledger: the documents, and the log.
        identities: who is who.
        verdicts: what became of the documents in mapping and gate.
        writable: whether this process may write.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, lock: sqlite3.Connection | None) -> None:
        self.path = path
        self.ledger = Ledger(database)
        self.identities = Identities(database)
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
            return cls(path, _opened(path, writable=False), None)

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
            if path.exists() and not path.is_dir():
                raise not_a_store(path)
            if path.exists() and not (path / _LEDGER).exists() and _has_foreign_files(path):
                raise not_a_store(path)
            path.mkdir(parents=True, exist_ok=True)
            lock = _locked(path)
            try:
                store = cls(path, _opened(path, writable=True), lock)
            except BaseException:
                lock.close()
                raise
            return store

    @property
    def graph(self) -> Graph:
        """The quads, opened on first use, for writing if the store is."""
        if self._graph is None:
            with store_faults(self.path):
                self._graph = Graph(_graph_to_write(self.path) if self.writable else _graph_to_read(self.path))
        return self._graph

    def is_whole(self) -> bool:
        """Tell whether the last build was finished: nothing pending, undecided or unwritten."""
        with store_faults(self.path):
            return inventory.is_whole(self._database)

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

    def hash(self) -> str:
        """Return the SHA-256 (hex) over the canonical dataset (RDFC-1.0)."""
        with store_faults(self.path):
            return dataset_hash(self.graph.store)

    def close(self) -> None:
        """Write everything to disk and give up the lock."""
        if self._graph is not None and self.writable:
            with store_faults(self.path):
                self._graph.flush()
        self._graph = None
        self._database.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_read_only(path: str | Path) -> ox.Store:
    """Open the quads of a store for reading.

    Raises:
        StoreError: there is no store, it is damaged, or it has another format.
    """
    with Store.open(path) as store:
        return store.graph.store


def _opened(path: Path, *, writable: bool) -> sqlite3.Connection:
    ledger = path / _LEDGER
    if not ledger.exists() and not writable:
        raise not_a_store(path) if path.exists() else absent(path)
    database = sqlite3.connect(ledger, timeout=_BUSY_SECONDS) if writable else _connected_to_read(ledger)
    try:
        if writable:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
            _create_tables(database)
        _check_format(path, database)
    except BaseException:
        database.close()
        raise
    return database


def _connected_to_read(ledger: Path) -> sqlite3.Connection:
    """A connection that only reads; on a medium where nothing can be written, the file is taken as unchanging."""
    uri = ledger.resolve().as_uri()
    for options in ("mode=ro", "mode=ro&immutable=1"):
        database = sqlite3.connect(f"{uri}?{options}", uri=True, timeout=_BUSY_SECONDS)
        try:
            database.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError:
            database.close()
            continue
        return database
    return sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=_BUSY_SECONDS)


def _create_tables(database: sqlite3.Connection) -> None:
    if database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    database.executescript(
        f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; {SCHEMA} "
        f"INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;"
    )


def _check_format(path: Path, database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise not_a_store(path)
    row = database.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    if row is None or row[0] != str(FORMAT):
        raise other_format(path, "?" if row is None else row[0], FORMAT)


def _has_foreign_files(path: Path) -> bool:
    return any(entry.name not in {_LOCK, _GRAPH} for entry in path.iterdir())


def _locked(path: Path) -> sqlite3.Connection:
    """Take the writer's lock: an exclusive transaction on a file of its own, which ends with the process."""
    lock = sqlite3.connect(path / _LOCK, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        lock.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise in_use(path) from error
        raise
    return lock


def _graph_to_write(path: Path) -> ox.Store:
    return ox.Store(str(path / _GRAPH))


def _graph_to_read(path: Path) -> ox.Store:
    """The quads on disk; none where nothing was written yet."""
    folder = path / _GRAPH
    return ox.Store.read_only(str(folder)) if folder.exists() else ox.Store()
