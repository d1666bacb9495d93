"""What the ledger says of itself, for a check of whether it is as it was written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kg.store.faults import store_faults
from kg.store.records import MemberRow

_COMPLAINTS = 20
"""How many faults of the file SQLite lists."""


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """All that the ledger noted of one article.

    Attributes:
        content: its facts document.
        digest: digest of the facts document.
        input_digest: digest of the article in it.
        state: `pending`, `accepted` or `refused`.
        written: digest of the quads that its graphs hold; empty if none were written yet.
        members: its entities by local id, `path` being None throughout.
        accepted: how many of its facts stand in the graph.
        aside: how many of its facts are set aside.
    """

    content: bytes
    digest: str
    input_digest: str
    state: str
    written: str
    members: dict[str, MemberRow]
    accepted: int
    aside: int


class Examination:
    """Reads the ledger row by row. Every method raises a `StoreError` where the file is damaged."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._db = connection

    def complaints(self) -> list[str]:
        """Return what SQLite itself finds wrong with the file."""
        with store_faults(self._path):
            rows = [str(row[0]) for row in self._db.execute(f"PRAGMA integrity_check({_COMPLAINTS})")]
        return [] if rows == ["ok"] else rows

    def articles(self) -> list[str]:
        """Return the ids of all articles in their order."""
        with store_faults(self._path):
            return [row[0] for row in self._db.execute("SELECT id FROM document ORDER BY id")]

    def article(self, name: str) -> Examined:
        """Return all that was noted of one article."""
        with store_faults(self._path):
            row = self._db.execute(
                "SELECT CAST(content AS BLOB), digest, input_digest, state, written FROM document WHERE id = ?", (name,)
            ).fetchone()
            members = self._db.execute(
                "SELECT local, block, data, type, names, gpe FROM member WHERE document = ?", (name,)
            ).fetchall()
            accepted, aside = self._db.execute(
                "SELECT coalesce(sum(accepted), 0), coalesce(sum(set_aside), 0) FROM fact_count WHERE document = ?",
                (name,),
            ).fetchone()
        return Examined(
            **dict(zip(("content", "digest", "input_digest", "state", "written"), row, strict=True)),
            members={member[0]: _member(*member) for member in members},
            accepted=accepted,
            aside=aside,
        )

    def past(self) -> Iterator[tuple[str, bytes]]:
        """Yield the facts documents that were replaced or retracted, with their digests."""
        with store_faults(self._path):
            yield from self._db.execute("SELECT digest, content FROM past ORDER BY digest")

    def decisions(self) -> Iterator[tuple[int, bytes]]:
        """Yield the decisions on who is who as they stand there: number and JSON."""
        with store_faults(self._path):
            yield from self._db.execute("SELECT sequence, data FROM decision ORDER BY sequence")

    def entities(self) -> list[tuple[str, str]]:
        """Return the entities and roles that the entity graph holds: path and digest of what it says of each."""
        with store_faults(self._path):
            return self._db.execute(
                "SELECT path, written FROM entity WHERE written IS NOT NULL AND NOT stale ORDER BY path"
            ).fetchall()

    def copies(self) -> list[tuple[str, str]]:
        """Return the copies that the graph of copies holds: article and original, by their ids."""
        with store_faults(self._path):
            return self._db.execute(
                "SELECT document, original FROM copy WHERE document <> original ORDER BY document"
            ).fetchall()


def _member(local: str, block: str, data: bytes, kind: str, names: bytes, gpe: int) -> MemberRow:
    return MemberRow(
        local=local,
        block=block,
        path=None,
        data=data,
        type=kind,
        names=msgspec.json.decode(names, type=tuple[str, ...]),
        gpe=bool(gpe),
    )
