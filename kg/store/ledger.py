"""The ledger: the facts documents, what could not be read, and the log of the builds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from kg.errors import Reason
from kg.store.copies import add_sketch, forget_sketch
from kg.store.log import keep_content, log_gone
from kg.store.marks import add_members, forget_members, forget_verdict
from kg.store.records import Incoming, MemberRow, Run, Sketch, Stored

Outcome = Literal["added", "changed", "unchanged", "duplicate", "retracted"]
"""What became of a document that was put into the ledger. A duplicate lost to another one of the same id and build; one
that was retracted before stays out."""

_RUN = "number, started, finished, version, settings, command, note, decisions"


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

    def begin_run(
        self, command: str, started: str, version: str, settings: Mapping[str, object], note: str = ""
    ) -> int:
        """Open an entry in the log and return its number; what is changed from now on is of this run."""
        text = json.dumps(settings, ensure_ascii=False, sort_keys=True)
        with self._db:
            cursor = self._db.execute(
                "INSERT INTO run (started, version, settings, command, note, decisions) VALUES (?, ?, ?, ?, ?, "
                "(SELECT coalesce(max(sequence), 0) FROM decision))",
                (started, version, text, command, note),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def finish_run(self, number: int, finished: str) -> None:
        """Note in the log that a run came to its end."""
        with self._db:
            self._db.execute("UPDATE run SET finished = ? WHERE number = ?", (finished, number))

    def runs(self) -> list[Run]:
        """Return the log, oldest first."""
        return [Run(*row) for row in self._db.execute(f"SELECT {_RUN} FROM run ORDER BY number")]

    def known(self, name: str, input_digest: str, engine: str, run: int) -> Literal["unchanged", "retracted"] | None:
        """Tell what becomes of the article with this id if it need not be extracted, and note that this run brought it.

        That is so if this very article is in the store, handed in as facts or extracted by this engine, or if it was
        retracted.
        """
        gone = self._db.execute("SELECT input_digest FROM retracted WHERE document = ?", (name,)).fetchone()
        if gone is not None and gone[0] == input_digest:
            return "retracted"
        row = self._db.execute("SELECT input_digest, origin, engine FROM document WHERE id = ?", (name,)).fetchone()
        if row is None or row[0] != input_digest or (row[1] != "facts" and row[2] != engine):
            return None
        with self._db:
            self._db.execute("UPDATE document SET run = ? WHERE id = ?", (run, name))
        return "unchanged"

    def put(self, documents: Sequence[Incoming], run: int) -> list[Placed]:
        """Take documents in and return what became of each.

        A document that is there already, unchanged, stays as it is. A changed one replaces what is there. One that was
        retracted stays out; another one of its id, or the same article with other facts, comes in. If one build
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
        if old is None and self._stays_out(new):
            return Placed("retracted", None)
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
                rejected = (new.source if loses else old[4], duplicate(new.id))
                self._note_unread(*rejected, run)
        if loses:
            return Placed("duplicate", rejected)
        if old is not None:
            keep_content(self._db, new.id)
            forget_members(self._db, new.id)
            forget_sketch(self._db, new.id)
        self._insert(new, run)
        return Placed("added" if old is None else "changed", rejected)

    def _stays_out(self, new: Incoming) -> bool:
        gone = self._db.execute("SELECT digest, input_digest FROM retracted WHERE document = ?", (new.id,)).fetchone()
        if gone is None:
            return False
        same: bool = gone[0] == new.digest or (new.origin == "article" and gone[1] == new.input_digest)
        return same

    def _insert(self, new: Incoming, run: int) -> None:
        """Add a document or put it in the place of what is there."""
        self._db.execute(
            "INSERT INTO document (id, content, digest, origin, input_digest, engine, source, run, state, in_graph) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'pending', EXISTS (SELECT 1 FROM leaving WHERE document = ?1)) "
            "ON CONFLICT (id) DO UPDATE SET content = excluded.content, digest = excluded.digest, "
            "origin = excluded.origin, input_digest = excluded.input_digest, engine = excluded.engine, "
            "source = excluded.source, run = excluded.run, state = 'pending'",
            (new.id, new.content, new.digest, new.origin, new.input_digest, new.engine, new.source, run),
        )
        for table in ("leaving", "retracted"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (new.id,))
        add_members(self._db, new.id, new.members)
        add_sketch(self._db, new.id, new.sketch)

    def retract(self, documents: Iterable[str]) -> list[str]:
        """Remove documents, all at once, and return the ids of those that were there.

        What they were is kept beside the dataset. Of the graph they are gone with the next steps of the run.
        """
        with self._db:
            return [document for document in documents if self._retract(document)]

    def _retract(self, document: str) -> bool:
        row = self._db.execute("SELECT in_graph FROM document WHERE id = ?", (document,)).fetchone()
        if row is None:
            return False
        keep_content(self._db, document)
        forget_members(self._db, document)
        forget_sketch(self._db, document)
        forget_verdict(self._db, document)
        if row[0]:
            self._db.execute("INSERT INTO leaving VALUES (?)", (document,))
        self._db.execute(
            "INSERT INTO retracted SELECT id, digest, origin, input_digest, engine, source FROM document WHERE id = ?",
            (document,),
        )
        self._db.execute("DELETE FROM document WHERE id = ?", (document,))
        log_gone(self._db, document)
        return True

    def retracted(self, document: str) -> Stored | None:
        """Return the state of an article that was retracted and is still out; None if there is none."""
        row = self._db.execute(
            "SELECT document, content, digest, origin, input_digest, engine, source FROM retracted "
            "JOIN past USING (digest) WHERE document = ?",
            (document,),
        ).fetchone()
        return None if row is None else Stored(*row)

    def reinstate(self, documents: Iterable[Incoming], run: int) -> None:
        """Take in again, all at once, what was retracted."""
        with self._db:
            for document in documents:
                self._insert(document, run)

    def leaving(self, limit: int) -> list[str]:
        """Return up to `limit` articles that are gone but of which the graph may still hold something."""
        rows = self._db.execute("SELECT document FROM leaving ORDER BY document LIMIT ?", (limit,))
        return [row[0] for row in rows]

    def settle_leaving(self, documents: Iterable[str]) -> None:
        """Note that the graph holds nothing of these articles any more."""
        with self._db:
            self._db.executemany("DELETE FROM leaving WHERE document = ?", [(document,) for document in documents])

    def documents(self, after: str, limit: int) -> list[Stored]:
        """Return up to `limit` documents whose id comes after `after`, in the order of their ids."""
        rows = self._db.execute(
            "SELECT id, content, digest, origin, input_digest, engine, source FROM document WHERE id > ? "
            "ORDER BY id LIMIT ?",
            (after, limit),
        )
        return [Stored(*row) for row in rows]

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


def duplicate(name: str) -> Reason:
    """Return why an article is not read: another one has its id."""
    return Reason(
        f"Another article of this build has the same id {name!r}; give each article an id of its own.",
        f"같은 빌드의 다른 기사가 같은 id {name!r}을(를) 씁니다. 기사마다 다른 id를 주세요.",
    )
