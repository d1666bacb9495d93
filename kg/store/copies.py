"""Which articles print one text: their sketches, which of them were compared, and what the graph says of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from kg.store.records import Sketch

_OTHER, _SAME, _FIRST = 0, 1, 2
"""What `shingle.same` says."""


def add_sketch(db: sqlite3.Connection, document: str, sketch: Sketch) -> None:
    """Add the sketch of an article, which has to be compared."""
    for value in sketch.hashes:
        first = _first(db, value)
        if first is not None and (sketch.rank, document) < first:
            _compare_again(db, value)
        db.execute("INSERT INTO shingle VALUES (?, ?, ?, NULL)", (value, sketch.rank, document))
    mark_copies(db, document)


def forget_sketch(db: sqlite3.Connection, document: str) -> None:
    """Remove the sketch of an article; those that it stood for have to be compared anew."""
    mark_copies(db, document)
    rows = db.execute("SELECT hash, rank FROM shingle WHERE document = ?", (document,)).fetchall()
    for value, rank in rows:
        if _first(db, value) == (rank, document):
            _compare_again(db, value)
    db.execute("DELETE FROM shingle WHERE document = ?", (document,))


def mark_copies(db: sqlite3.Connection, document: str) -> None:
    """Mark an article, and those that it is one source with, to be looked at again."""
    db.execute(
        "INSERT OR IGNORE INTO stale_copy SELECT ?1 UNION SELECT o.document FROM copy AS d "
        "JOIN copy AS o ON o.original = d.original WHERE d.document = ?1",
        (document,),
    )


def forget_copies_written(db: sqlite3.Connection) -> None:
    """Have everything about copies written again, because the graph holds nothing any more."""
    db.execute("INSERT OR IGNORE INTO stale_copy SELECT document FROM copy")
    db.execute("DELETE FROM copy")


def _first(db: sqlite3.Connection, value: int) -> tuple[int, str] | None:
    """Rank and id of the article that stands for those with this hash."""
    row = db.execute(
        "SELECT rank, document FROM shingle WHERE hash = ? ORDER BY rank, document LIMIT 1", (value,)
    ).fetchone()
    return None if row is None else (row[0], row[1])


def _compare_again(db: sqlite3.Connection, value: int) -> None:
    """Have the articles of one hash compared with another first one."""
    db.execute(
        "INSERT OR IGNORE INTO stale_copy SELECT document FROM shingle WHERE hash = ? AND same IN (?, ?)",
        (value, _SAME, _FIRST),
    )
    db.execute("UPDATE shingle SET same = NULL WHERE hash = ?", (value,))


class Copies:
    """The tables of sketches and copies. Every public method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def undecided_count(self) -> int:
        """Return how many articles have to be compared."""
        return int(self._db.execute("SELECT count(DISTINCT document) FROM shingle WHERE same IS NULL").fetchone()[0])

    def undecided(self, limit: int) -> list[str]:
        """Return up to `limit` articles that have to be compared."""
        rows = self._db.execute("SELECT DISTINCT document FROM shingle WHERE same IS NULL LIMIT ?", (limit,))
        return [row[0] for row in rows]

    def firsts(self, document: str) -> dict[int, str]:
        """Return, for each hash by which `document` has to be compared, the article to compare it with.

        That may be the article itself.
        """
        rows = self._db.execute(
            "SELECT hash, (SELECT f.document FROM shingle AS f WHERE f.hash = s.hash ORDER BY f.rank, f.document "
            "LIMIT 1) FROM shingle AS s WHERE document = ? AND same IS NULL",
            (document,),
        )
        return dict(rows.fetchall())

    def decide(self, compared: Mapping[str, Mapping[int, tuple[str, bool]]]) -> None:
        """Note, for each article, by hash, the article that it was compared with and whether they are one text."""
        with self._db:
            for document, hashes in compared.items():
                marks = set()
                for value, (first, same) in hashes.items():
                    state = _FIRST if first == document else _SAME if same else _OTHER
                    self._db.execute(
                        "UPDATE shingle SET same = ? WHERE hash = ? AND document = ?", (state, value, document)
                    )
                    if state == _SAME:
                        marks |= {first, document}
                self._db.executemany("INSERT OR IGNORE INTO stale_copy VALUES (?)", [(name,) for name in marks])

    def stale_count(self) -> int:
        """Return how many articles have to be looked at again."""
        return int(self._db.execute("SELECT count(*) FROM stale_copy").fetchone()[0])

    def stale(self, limit: int) -> list[str]:
        """Return up to `limit` articles that have to be looked at again."""
        return [
            row[0] for row in self._db.execute("SELECT document FROM stale_copy ORDER BY document LIMIT ?", (limit,))
        ]

    def group(self, document: str) -> set[str]:
        """Return all articles that are linked to `document` by what was compared, itself among them."""
        found, waiting = {document}, [document]
        while waiting:
            new = self._linked(waiting.pop()) - found
            found |= new
            waiting += new
        return found

    def _linked(self, document: str) -> set[str]:
        rows = self._db.execute(
            "SELECT o.document FROM shingle AS d JOIN shingle AS o ON o.hash = d.hash AND o.same = 1 "
            "WHERE d.document = ?1 AND d.same = 2 UNION "
            "SELECT (SELECT f.document FROM shingle AS f WHERE f.hash = d.hash ORDER BY f.rank, f.document LIMIT 1) "
            "FROM shingle AS d WHERE d.document = ?1 AND d.same = 1",
            (document,),
        )
        return {row[0] for row in rows}

    def written(self, document: str) -> set[str]:
        """Return the articles that were last noted to be one source with `document`."""
        rows = self._db.execute(
            "SELECT o.document FROM copy AS d JOIN copy AS o ON o.original = d.original WHERE d.document = ?",
            (document,),
        )
        return {row[0] for row in rows}

    def original(self, document: str) -> str | None:
        """Return the article that counts as the source of `document`; None if no other article has its text."""
        row = self._db.execute("SELECT original FROM copy WHERE document = ?", (document,)).fetchone()
        return None if row is None else str(row[0])

    def settle(self, originals: Mapping[str, str | None]) -> None:
        """Note the source of each of these articles as the graph now has it, None for those without copies."""
        with self._db:
            for document, original in originals.items():
                self._db.execute("DELETE FROM copy WHERE document = ?", (document,))
                if original is not None:
                    self._db.execute("INSERT INTO copy VALUES (?, ?)", (document, original))
                self._db.execute("DELETE FROM stale_copy WHERE document = ?", (document,))
