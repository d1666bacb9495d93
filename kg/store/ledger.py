"""The ledger: `store.sqlite`, which holds the facts documents and everything decided about them.

Every public method that writes is one transaction; a run that is killed between two of them leaves work marked as
pending or stale, which the next run finishes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from kg.errors import Reason
from kg.model import EntityType
from kg.store.records import Finding, Incoming, MemberRow, Pending, Run, Verdict

Outcome = Literal["added", "changed", "unchanged", "duplicate"]
"""What became of a document that was put into the ledger; a duplicate lost to another one of the same id and build."""

_FINDING = "document, element, number, severity, stage, type, shape, reason_en, reason_ko, start, stop, candidate"


class Placed(NamedTuple):
    """What became of a document, and the source that lost to another one of the same id, with the reason."""

    outcome: Outcome
    rejected: tuple[str, Reason] | None


class Ledger:
    """The tables of one store. The caller opens and closes the connection and owns the lock."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # --- settings and the log -----------------------------------------------------------------------------------

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

    # --- documents coming in ------------------------------------------------------------------------------------

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
                "UPDATE document SET run = ?, origin = max(origin, ?) WHERE id = ?", (run, new.origin, new.id)
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
            self._forget_members(new.id)
        self._db.execute(
            "INSERT INTO document (id, content, digest, origin, input_digest, engine, source, run, state) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending') ON CONFLICT (id) DO UPDATE SET content = excluded.content, "
            "digest = excluded.digest, origin = excluded.origin, input_digest = excluded.input_digest, "
            "engine = excluded.engine, source = excluded.source, run = excluded.run, state = 'pending'",
            (new.id, new.content, new.digest, new.origin, new.input_digest, new.engine, new.source, run),
        )
        self._add_members(new.id, new.members)
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

    def renew(self, documents: Iterable[tuple[str, Sequence[MemberRow]]]) -> None:
        """Give documents new members, as another version of identity sees them, and have them mapped again."""
        with self._db:
            for document, rows in documents:
                self._forget_members(document)
                self._add_members(document, rows)
                self._db.execute("UPDATE document SET state = 'pending' WHERE id = ?", (document,))

    def _forget_members(self, document: str) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO stale_block SELECT block FROM member WHERE document = ? AND block <> ''", (document,)
        )
        self._stale_entities(document)
        self._db.execute("DELETE FROM member WHERE document = ?", (document,))

    def _add_members(self, document: str, rows: Sequence[MemberRow]) -> None:
        self._db.executemany(
            "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(document, m.local, m.block, m.data, m.type, msgspec.json.encode(m.names), m.gpe, m.path) for m in rows],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO stale_block VALUES (?)", [(m.block,) for m in rows if m.path is None]
        )

    def _stale_entities(self, document: str) -> None:
        self._db.execute(
            "INSERT INTO entity SELECT DISTINCT path, 1, NULL FROM member WHERE document = ? AND path IS NOT NULL "
            "ON CONFLICT (path) DO UPDATE SET stale = 1",
            (document,),
        )

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

    # --- identity -----------------------------------------------------------------------------------------------

    def stale_block_count(self) -> int:
        """Return in how many blocks identity has to be decided."""
        return int(self._db.execute("SELECT count(*) FROM stale_block").fetchone()[0])

    def stale_blocks(self) -> Iterator[str]:
        """Yield the blocks whose members have changed since identity was last decided."""
        while row := self._db.execute("SELECT block FROM stale_block ORDER BY block LIMIT 1").fetchone():
            yield row[0]

    def block(self, block: str) -> list[bytes]:
        """Return what identity noted of each member of `block`."""
        rows = self._db.execute("SELECT data FROM member WHERE block = ? ORDER BY document, local", (block,))
        return [row[0] for row in rows]

    def assign(self, block: str, paths: Mapping[tuple[str, str], str]) -> None:
        """Set the IRI path of each member of `block`; articles of which one changes become pending again."""
        with self._db:
            rows = self._db.execute("SELECT document, local, path FROM member WHERE block = ?", (block,)).fetchall()
            changed = [(d, n, old, paths[d, n]) for d, n, old in rows if paths[d, n] != old]
            self._db.executemany(
                "UPDATE member SET path = ? WHERE document = ? AND local = ?", [(p, d, n) for d, n, _, p in changed]
            )
            self._db.executemany("UPDATE entity SET stale = 1 WHERE path = ?", [(old,) for _, _, old, _ in changed])
            self._db.executemany(
                "UPDATE document SET state = 'pending' WHERE id = ?", [(d,) for d in {d for d, _, _, _ in changed}]
            )
            self._db.execute("DELETE FROM stale_block WHERE block = ?", (block,))

    # --- mapping and gate ---------------------------------------------------------------------------------------

    def pend_set_aside(self) -> int:
        """Have every document mapped and checked again of which something was set aside; return their number."""
        with self._db:
            return self._db.execute(
                "UPDATE document SET state = 'pending' WHERE id IN "
                "(SELECT document FROM finding WHERE severity = 'violation')"
            ).rowcount

    def pending_count(self) -> int:
        """Return how many documents wait to be mapped, checked and loaded."""
        return int(self._db.execute("SELECT count(*) FROM document WHERE state = 'pending'").fetchone()[0])

    def is_whole(self) -> bool:
        """Tell whether nothing is left to do: no document pending, no identity undecided, no entity unwritten."""
        query = (
            "SELECT EXISTS (SELECT 1 FROM document WHERE state = 'pending') OR EXISTS (SELECT 1 FROM stale_block) "
            "OR EXISTS (SELECT 1 FROM entity WHERE stale)"
        )
        return not self._db.execute(query).fetchone()[0]

    def pending(self, after: str, limit: int) -> list[Pending]:
        """Return up to `limit` pending documents whose id comes after `after`, in the order of their ids."""
        rows = self._db.execute(
            "SELECT id, content, in_graph FROM document WHERE state = 'pending' AND id > ? ORDER BY id LIMIT ?",
            (after, limit),
        ).fetchall()
        return [Pending(name, content, self._paths(name), bool(in_graph)) for name, content, in_graph in rows]

    def _paths(self, document: str) -> dict[str, str]:
        return dict(self._db.execute("SELECT local, path FROM member WHERE document = ?", (document,)))

    def mark_in_graph(self, documents: Iterable[str]) -> None:
        """Note, before it is done, that the graph is going to hold quads of these documents."""
        with self._db:
            self._db.executemany("UPDATE document SET in_graph = 1 WHERE id = ?", [(d,) for d in documents])

    def settle(self, verdicts: Iterable[Verdict]) -> None:
        """Note what became of documents whose quads the graph now holds."""
        with self._db:
            for verdict in verdicts:
                self._settle(verdict)

    def _settle(self, verdict: Verdict) -> None:
        document = verdict.document
        for table in ("fact_count", "finding"):
            self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
        self._db.executemany(
            "INSERT INTO fact_count VALUES (?, ?, ?, ?)", [(document, t, *n) for t, n in verdict.counts.items()]
        )
        self._db.executemany(
            f"INSERT INTO finding ({_FINDING}, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(finding, ordinal) for ordinal, finding in enumerate(verdict.findings)],
        )
        self._stale_entities(document)
        self._stale_roles(document)
        self._db.execute("DELETE FROM role_use WHERE document = ?", (document,))
        self._db.executemany("INSERT INTO role_use VALUES (?, ?, ?)", [(document, *r) for r in verdict.roles.items()])
        self._stale_roles(document)
        state = "accepted" if verdict.accepted else "refused"
        self._db.execute("UPDATE document SET state = ? WHERE id = ?", (state, document))

    def _stale_roles(self, document: str) -> None:
        self._db.execute(
            "INSERT INTO entity SELECT path, 1, NULL FROM role_use WHERE document = ? "
            "ON CONFLICT (path) DO UPDATE SET stale = 1",
            (document,),
        )

    # --- the entity graph ---------------------------------------------------------------------------------------

    def stale_entity_count(self) -> int:
        """Return how many entities may have changed."""
        return int(self._db.execute("SELECT count(*) FROM entity WHERE stale").fetchone()[0])

    def stale_entities(self, limit: int) -> list[tuple[str, str | None]]:
        """Return up to `limit` entities that may have changed: IRI path, digest of what the graph holds of it."""
        return self._db.execute(
            "SELECT path, written FROM entity WHERE stale ORDER BY path LIMIT ?", (limit,)
        ).fetchall()

    def namings(self, path: str) -> list[tuple[EntityType, tuple[str, ...], bool, int]]:
        """Return how accepted articles name the entity: type, names, gpe, number of articles that name it just so."""
        rows = self._db.execute(
            "SELECT type, names, gpe, count(*) FROM member JOIN document ON id = document "
            "WHERE path = ? AND state = 'accepted' GROUP BY type, names, gpe",
            (path,),
        )
        return [(t, msgspec.json.decode(names, type=tuple[str, ...]), bool(gpe), n) for t, names, gpe, n in rows]

    def role_title(self, path: str) -> str | None:
        """Return the title of the role with this IRI path, None if no accepted position names it any more."""
        row = self._db.execute("SELECT min(title) FROM role_use WHERE path = ?", (path,)).fetchone()
        return None if row[0] is None else str(row[0])

    def settle_entities(self, written: Mapping[str, str | None]) -> None:
        """Note, by IRI path, the digest of what the entity graph now holds; None if it holds nothing of it."""
        with self._db:
            self._db.executemany(
                "UPDATE entity SET stale = 0, written = ? WHERE path = ?", [(d, p) for p, d in written.items()]
            )
            self._db.executemany("DELETE FROM entity WHERE path = ?", [(p,) for p, d in written.items() if d is None])


def _duplicate(name: str) -> Reason:
    return Reason(
        f"Another article of this build has the same id {name!r}; give each article an id of its own.",
        f"같은 빌드의 다른 기사가 같은 id {name!r}을(를) 씁니다. 기사마다 다른 id를 주세요.",
    )


def _row(finding: Finding, ordinal: int) -> tuple[object, ...]:
    start, stop = finding.span or (None, None)
    return (
        finding.document,
        finding.element,
        finding.number,
        finding.severity,
        finding.stage,
        finding.type,
        finding.shape,
        finding.reason.en,
        finding.reason.ko,
        start,
        stop,
        finding.candidate,
        ordinal,
    )
