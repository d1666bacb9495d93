"""What a store holds, counted and listed for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from kg.errors import Reason
from kg.store.records import Finding, Held, Totals

_TOP_REASONS = 10


def totals(db: sqlite3.Connection) -> Totals:
    """Count what the store holds."""
    states = dict(db.execute("SELECT state, count(*) FROM document GROUP BY state"))
    entities = db.execute(
        "SELECT substr(path, 1, instr(path, '/') - 1) AS kind, count(*) FROM entity "
        "WHERE written IS NOT NULL AND kind <> 'role' GROUP BY kind ORDER BY kind"
    )
    facts = db.execute(
        "SELECT type, sum(accepted), sum(set_aside) FROM fact_count GROUP BY type ORDER BY type"
    ).fetchall()
    return Totals(
        articles=states.get("accepted", 0),
        copies=_count(db, "copy WHERE document <> original"),
        refused=states.get("refused", 0),
        pending=states.get("pending", 0),
        entities=dict(entities.fetchall()),
        accepted={name: n for name, n, _ in facts if n},
        set_aside={name: n for name, _, n in facts if n},
        warnings=_count(db, "finding WHERE severity = 'warning'"),
        unread=_count(db, "unread"),
        reasons=_reasons(db, "violation"),
        remarks=_reasons(db, "warning"),
    )


def _reasons(db: sqlite3.Connection, severity: str) -> tuple[tuple[Reason, int], ...]:
    """The commonest reasons with their numbers; those of one shape count as one, of which an example is given."""
    rows = db.execute(  # of a row with min(), SQLite takes the other columns from where the minimum is
        "SELECT min(reason_en), reason_ko, count(*) AS n FROM finding WHERE severity = ? "
        "GROUP BY coalesce(shape, reason_en) ORDER BY n DESC, 1 LIMIT ?",
        (severity, _TOP_REASONS),
    )
    return tuple((Reason(en, ko), n) for en, ko, n in rows)


def is_whole(db: sqlite3.Connection) -> bool:
    """Tell whether nothing is left to do: no document pending, no identity undecided, nothing unwritten."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM document WHERE state = 'pending') OR EXISTS (SELECT 1 FROM stale_block) "
        "OR EXISTS (SELECT 1 FROM entity WHERE stale) OR EXISTS (SELECT 1 FROM stale_copy) "
        "OR EXISTS (SELECT 1 FROM leaving)"
    )
    return not db.execute(query).fetchone()[0]


def is_written(db: sqlite3.Connection) -> bool:
    """Tell whether the graph holds, or should hold, any document."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM document WHERE in_graph)").fetchone()[0])


def findings(db: sqlite3.Connection, severity: str) -> Iterator[Finding]:
    """Yield what was set aside (`violation`) or remarked on (`warning`), in the order of articles and their facts."""
    rows = db.execute(
        f"SELECT {_FINDING} FROM finding WHERE severity = ? ORDER BY document, element, number, ordinal", (severity,)
    )
    yield from map(_finding, rows)


def held(db: sqlite3.Connection, document: str) -> Held | None:
    """Return all that is held of an article, None if there is none of this id."""
    row = db.execute("SELECT content, state FROM document WHERE id = ?", (document,)).fetchone()
    if row is None:
        return None
    paths = db.execute("SELECT local, path FROM member WHERE document = ? AND path IS NOT NULL", (document,))
    rows = db.execute(
        f"SELECT {_FINDING} FROM finding WHERE document = ? ORDER BY element, number, ordinal", (document,)
    )
    return Held(content=row[0], state=row[1], paths=dict(paths), findings=tuple(map(_finding, rows)))


def occurrences(db: sqlite3.Connection, path: str) -> list[tuple[str, str]]:
    """Return where the entity of an IRI path occurs: accepted article and local id, in the order of the articles."""
    return db.execute(
        "SELECT document, local FROM member JOIN document ON id = document WHERE path = ? AND state = 'accepted' "
        "ORDER BY document, local",
        (path,),
    ).fetchall()


_FINDING = "document, element, number, severity, stage, type, shape, reason_en, reason_ko, start, stop, candidate"


def _finding(row: tuple[Any, ...]) -> Finding:
    document, element, number, level, stage, kind, shape, en, ko, start, stop, candidate = row
    return Finding(
        document=document,
        element=element,
        number=number,
        severity=level,
        stage=stage,
        type=kind,
        shape=shape,
        reason=Reason(en, ko),
        span=None if start is None else (start, stop),
        candidate=candidate,
    )


def _count(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
