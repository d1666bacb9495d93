"""The files of a store: making them so that they are whole or not there, opening them, the writer's lock."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.faults import absent, damaged_graph, in_use, is_damage, not_a_store, other_format
from kg.store.schema import APPLICATION_ID, FORMAT, SCHEMA

_LEDGER = "store.sqlite"
_GRAPH = "graph"
_LOCK = "lock"
_TABLE = ".sst"
"""Ends the names of the files in which Oxigraph keeps quads; each is written once and never changed."""
_OLD = ".old"
"""Ends the name of what is being removed."""
_NEW = ".new"
"""Ends the names of what is being made and is not yet whole."""

_BUSY_SECONDS = 30.0
_CACHE_KIBIBYTES = 65_536
"""Memory for pages of the ledger while it is written; SQLite's own 2 MB hold the facts documents of 300 articles."""
_PATIENCE = 2.0
"""Seconds that a writer waits for the lock: whoever only looks whether somebody writes holds it for a moment."""

_UNREACHABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


def lock(path: Path) -> sqlite3.Connection:
    """Make the folder `path` if need be and take its writer's lock.

    The lock is an exclusive transaction on a file of its own, which ends with the process, however it ends.

    Raises:
        StoreError: something else is at `path`, or another process holds the lock.
    """
    if path.exists() and not (path.is_dir() and (_has(path, _LEDGER) or _holds_only_ours(path))):
        raise not_a_store(path)
    path.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path / _LOCK, timeout=_PATIENCE, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        connection.close()
        raise (in_use(path) if _code(error) == sqlite3.SQLITE_BUSY else error) from error
    return connection


def is_being_written(path: Path) -> bool:
    """Tell whether some process holds the writer's lock of the store at `path`."""
    if not _has(path, _LOCK):
        return False
    connection = sqlite3.connect(f"{(path / _LOCK).resolve().as_uri()}?mode=ro", uri=True, timeout=0)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.OperationalError as error:
        return _code(error) == sqlite3.SQLITE_BUSY
    finally:
        connection.close()
    return False


def open_database(path: Path) -> sqlite3.Connection:
    """Open the database for reading.

    Raises:
        StoreError: there is none, or not one of this format.
    """
    if not _has(path, _LEDGER):
        if is_being_written(path):
            raise in_use(path)
        raise not_a_store(path) if path.exists() else absent(path)
    return _checked(path, _connected_to_read(path / _LEDGER))


def open_database_to_write(path: Path) -> sqlite3.Connection:
    """Open the database for writing, and make it if there is none; the caller holds the lock.

    Raises:
        StoreError: it is not one of this format.
    """
    if not _has(path, _LEDGER):
        _make_database(path)
    database = _checked(path, sqlite3.connect(path / _LEDGER, timeout=_BUSY_SECONDS))
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
    return database


def has_graph(path: Path) -> bool:
    """Tell whether quads were ever written."""
    return _has(path, _GRAPH)


def open_graph(path: Path) -> ox.Store:
    """Open the quads for reading; none where nothing was written yet.

    Raises:
        StoreError: they are damaged.
    """
    if not has_graph(path):
        return ox.Store()
    with _damage(path):
        return ox.Store.read_only(str(path / _GRAPH))


def open_graph_to_write(path: Path) -> ox.Store:
    """Open the quads for writing, and make an empty graph if there is none; the caller holds the lock.

    Raises:
        StoreError: they are damaged.
    """
    if not has_graph(path):
        new = path / (_GRAPH + _NEW)
        shutil.rmtree(new, ignore_errors=True)
        ox.Store(str(new)).flush()  # closed again at once, for nothing refers to it
        new.rename(path / _GRAPH)
    with _damage(path):
        return ox.Store(str(path / _GRAPH))


def tables(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Return the SHA-256 (hex) of each file that holds quads, by name; of those in `known` what stands there."""
    files = sorted((path / _GRAPH).glob(f"*{_TABLE}"))
    return {file.name: known.get(file.name) or _digest(file) for file in files}


def changed_tables(path: Path, known: Mapping[str, str]) -> Iterator[str]:
    """Yield the names of files with quads that are not as their SHA-256 says; what is gone was replaced by others."""
    for name, digest in sorted(known.items()):
        with suppress(FileNotFoundError):
            if _digest(path / _GRAPH / name) != digest:
                yield name


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def discard_graph(path: Path) -> None:
    """Remove the quads; the caller holds the lock and has nothing of them open."""
    old = path / (_GRAPH + _OLD)
    shutil.rmtree(old, ignore_errors=True)
    if has_graph(path):
        (path / _GRAPH).rename(old)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Tell damage to the quads from what is wrong with the disk."""
    try:
        yield
    except RuntimeError as error:
        raise damaged_graph(path, error) from error
    except OSError as error:
        if is_damage(error):
            raise damaged_graph(path, error) from error
        raise


def _make_database(path: Path) -> None:
    new = path / (_LEDGER + _NEW)
    new.unlink(missing_ok=True)
    database = sqlite3.connect(new)
    try:
        database.executescript(
            f"BEGIN; PRAGMA application_id = {APPLICATION_ID}; {SCHEMA} "
            f"INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT;"
        )
    finally:
        database.close()
    new.rename(path / _LEDGER)


def _connected_to_read(ledger: Path) -> sqlite3.Connection:
    """A connection that only reads; on a medium where nothing can be written, the file is taken as unchanging."""
    uri = ledger.resolve().as_uri()
    database = sqlite3.connect(f"{uri}?mode=ro", uri=True, timeout=_BUSY_SECONDS)
    try:
        database.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.Error as error:
        database.close()
        if _code(error) not in _UNREACHABLE:
            raise
        return sqlite3.connect(f"{uri}?mode=ro&immutable=1", uri=True)
    return database


def _checked(path: Path, database: sqlite3.Connection) -> sqlite3.Connection:
    """Return `database` if it is one of this format; else close it and raise."""
    try:
        _check_format(path, database)
    except (StoreError, sqlite3.Error):
        database.close()
        raise
    return database


def _check_format(path: Path, database: sqlite3.Connection) -> None:
    if database.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise not_a_store(path)
    row = database.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    if row is None or row[0] != str(FORMAT):
        raise other_format(path, "?" if row is None else row[0], FORMAT)


def _holds_only_ours(path: Path) -> bool:
    """Tell whether a folder without a database holds nothing but what a run leaves that is stopped at its start."""
    return all(entry.name in {_LOCK, _LEDGER + _NEW} for entry in path.iterdir())


def _has(path: Path, name: str) -> bool:
    return (path / name).exists()


def _code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
