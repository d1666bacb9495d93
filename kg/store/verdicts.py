"""What became of each document in mapping and gate, and which documents still wait for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kg.store.copies import forget_copies_written, mark_copies
from kg.store.log import log_verdict
from kg.store.marks import forget_verdict, mark_entities, mark_roles
from kg.store.records import Finding, Pending, Verdict

DERIVED = (
    *("member", "stale_block", "resting", "decided", "entity", "role_use"),
    *("shingle", "copy", "fact_count", "finding"),
)
"""Tables that hold nothing but what follows from documents and decisions."""

_FINDING = "document, element, number, severity, stage, type, shape, reason_en, reason_ko, start, stop, candidate"


class Verdicts:
    """The tables of verdicts. Every public method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def pend_set_aside(self) -> int:
        """Have every document mapped and checked again of which something was set aside; return their number."""
        with self._db:
            return self._db.execute(
                "UPDATE document SET state = 'pending' WHERE id IN "
                "(SELECT document FROM finding WHERE severity = 'violation')"
            ).rowcount

    def forget_graph(self) -> None:
        """Have everything written again, because the graph holds nothing any more."""
        with self._db:
            self._db.execute("UPDATE document SET state = 'pending', in_graph = 0 WHERE in_graph")
            self._db.execute("UPDATE entity SET stale = 1, written = NULL WHERE written IS NOT NULL")
            forget_copies_written(self._db)
            self._db.execute("DELETE FROM leaving")

    def forget_all(self) -> None:
        """Have everything that follows from the documents and decisions found and written again."""
        with self._db:
            for table in (*DERIVED, "leaving", "stale_copy"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.execute("UPDATE document SET state = 'pending', in_graph = 0")
            self._db.execute("DELETE FROM meta WHERE key = 'version'")  # as if another version had made it

    def pending_count(self) -> int:
        """Return how many documents wait to be mapped, checked and loaded."""
        return int(self._db.execute("SELECT count(*) FROM document WHERE state = 'pending'").fetchone()[0])

    def settled_count(self) -> int:
        """Return how many documents the graph holds quads of, or could."""
        return int(self._db.execute("SELECT count(*) FROM document WHERE state != 'pending'").fetchone()[0])

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
        forget_verdict(self._db, document)
        self._db.executemany(
            "INSERT INTO fact_count VALUES (?, ?, ?, ?)", [(document, t, *n) for t, n in verdict.counts.items()]
        )
        self._db.executemany(
            f"INSERT INTO finding ({_FINDING}, ordinal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_row(finding, ordinal) for ordinal, finding in enumerate(verdict.findings)],
        )
        mark_entities(self._db, document)
        mark_copies(self._db, document)
        self._db.executemany("INSERT INTO role_use VALUES (?, ?, ?)", [(document, *r) for r in verdict.roles.items()])
        mark_roles(self._db, document)
        state = "accepted" if verdict.accepted else "refused"
        self._db.execute("UPDATE document SET state = ?, written = ? WHERE id = ?", (state, verdict.written, document))
        log_verdict(self._db, verdict)


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
