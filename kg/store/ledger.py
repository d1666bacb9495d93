"""The ledger: the facts documents, what could not be read, and the log of the builds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg.errors import Reason
from kg.store.copies import add_sketch, forget_sketch
from kg.store.marks import add_members, forget_members
from kg.store.records import Incoming, MemberRow, Run, Sketch

Outcome = Literal["added", "changed", "unchanged", "duplicate"]
"""What became of a document that was put into the ledger; a duplicate lost to another one of the same id and build."""


class Placed(NamedTuple):
    """What became of a document, and the source that lost to another one of the same id, with the reason."""

    outcome: Outcome
    rejected: tuple[str, Reason] | None


class Ledger:
    """The tables of documents and builds. Every public method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def meta(self, key: str) -> str | None:
        """Return a setting of the store, None if it was never set."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_meta(self, key: str, value: str) -> None:
        """Set a setting of the store."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def begin_run(self, started: str, version: str, settings: Mapping[str, object]) -> int:
        """Open an entry in the log and return its number."""
        text = json.dumps(settings, ensure_ascii=False, sort_keys=True)
        with self._db:
            cursor = self._db.execute(
                "INSERT INTO run (started, version, settings) VALUES (?, ?, ?)", (started, version, text)
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def finish_run(self, number: int, finished: str) -> None:
        """Note in the log that a run came to its end."""
        with self._db:
            self._db.execute("UPDATE run SET finished = ? WHERE number = ?", (finished, number))

    def runs(self) -> list[Run]:
        """Return the log, oldest first."""
        return [Run(*row) for row in self._db.execute("SELECT number, started, finished, version, settings FROM run")]

    def known(self, name: str, input_digest: str, engine: str, run: int) -> bool:
        """Tell whether the article with this id need not be extracted, and note that this run brought it.

        That is so if this very article is in the store, handed in as facts or extracted by this engine.
        """
        row = self._db.execute("SELECT input_digest, origin, engine FROM document WHERE id = ?", (name,)).fetchone()
        if row is None or row[0] != input_digest or (row[1] != "facts" and row[2] != engine):
            return False
        with self._db:
            self._db.execute("UPDATE document SET run = ? WHERE id = ?", (run, name))
        return True

    def put(self, documents: Sequence[Incoming], run: int) -> list[Placed]:
        """Take documents in and return what became of each.

        A document that is there already, unchanged, stays as it is. A changed one replaces what is there. If one build
        brings two different documents of one id, one that was handed in as facts comes before an extracted one, and
        the smaller digest before the larger, so that the order of the input does not decide; the other is noted as
        unread unless both are of the same article.
        """
        with self._db:
            return [self._put(document, run) for document in documents]

    def _put(self, new: Incoming, run: int) -> Placed:
        self._db.execute("DELETE FROM unread WHERE source = ?", (new.source,))
        old = self._db.execute(
            "SELECT digest, origin, run, input_digest, source FROM document WHERE id = ?", (new.id,)
        ).fetchone()
        if old is not None and old[0] == new.digest:
            self._db.execute(
                "UPDATE document SET run = ?, origin = max(origin, ?), engine = ? WHERE id = ?",
                (run, new.origin, new.engine, new.id),
            )
            return Placed("unchanged", None)
        loses, rejected = False, None
        if old is not None and old[2] == run:
            loses = (old[1] != "facts", old[0]) < (new.origin != "facts", new.digest)
            if old[3] != new.input_digest:
                rejected = (new.source if loses else old[4], _duplicate(new.id))
                self._note_unread(*rejected, run)
        if loses:
            return Placed("duplicate", rejected)
        if old is not None:
            forget_members(self._db, new.id)
            forget_sketch(self._db, new.id)
        self._db.execute(
            "INSERT INTO document (id, content, digest, origin, input_digest, engine, source, run, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT (id) DO UPDATE SET content = excluded.content, "
            "digest = excluded.digest, origin = excluded.origin, input_digest = excluded.input_digest, "
            "engine = excluded.engine, source = excluded.source, run = excluded.run, state = 'pending'",
            (new.id, new.content, new.digest, new.origin, new.input_digest, new.engine, new.source, run),
        )
        add_members(self._db, new.id, new.members)
        add_sketch(self._db, new.id, new.sketch)
        return Placed("added" if old is None else "changed", rejected)

    def contents(self, after: str, limit: int) -> list[tuple[str, bytes]]:
        """Return up to `limit` documents (id, JSON) whose id comes after `after`, in the order of their ids."""
        return self._db.execute(
            "SELECT id, content FROM document WHERE id > ? ORDER BY id LIMIT ?", (after, limit)
        ).fetchall()

    def content(self, document: str) -> bytes:
        """Return the facts document of an article as JSON.

        Raises:
            KeyError: there is no such article.
        """
        row = self._db.execute("SELECT content FROM document WHERE id = ?", (document,)).fetchone()
        if row is None:
            raise KeyError(document)
        return bytes(row[0])

    def is_accepted(self, document: str) -> bool:
        """Tell whether the article stands in the graph."""
        row = self._db.execute("SELECT 1 FROM document WHERE id = ? AND state = 'accepted'", (document,)).fetchone()
        return row is not None

    def renew(self, documents: Iterable[tuple[str, Sequence[MemberRow], Sketch]]) -> None:
        """Give documents new members and sketches, as another version sees them, and have them mapped again."""
        with self._db:
            for document, rows, sketch in documents:
                forget_members(self._db, document)
                add_members(self._db, document, rows)
                forget_sketch(self._db, document)
                add_sketch(self._db, document, sketch)
                self._db.execute("UPDATE document SET state = 'pending' WHERE id = ?", (document,))

    def put_unread(self, source: str, reason: Reason, run: int) -> None:
        """Note an input that could not be read."""
        with self._db:
            self._note_unread(source, reason, run)

    def _note_unread(self, source: str, reason: Reason, run: int) -> None:
        self._db.execute("INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?)", (source, reason.en, reason.ko, run))

    def unread(self) -> Iterator[tuple[str, Reason]]:
        """Yield the inputs that could not be read, by source."""
        for source, en, ko in self._db.execute("SELECT source, reason_en, reason_ko FROM unread ORDER BY source"):
            yield source, Reason(en, ko)


def _duplicate(name: str) -> Reason:
    return Reason(
        f"Another article of this build has the same id {name!r}; give each article an id of its own.",
        f"같은 빌드의 다른 기사가 같은 id {name!r}을(를) 씁니다. 기사마다 다른 id를 주세요.",
    )
