"""The log of what runs changed of the graph, written in the transactions that change it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from kg.store.records import Verdict

_NOW = "(SELECT coalesce(max(number), 0) FROM run)"
"""The run that is under way: one process writes at a time."""


def keep_content(db: sqlite3.Connection, document: str) -> None:
    """Keep the facts document of an article that is about to go or to change."""
    db.execute("INSERT OR IGNORE INTO past SELECT digest, content FROM document WHERE id = ?", (document,))


def log_verdict(db: sqlite3.Connection, verdict: Verdict) -> None:
    """Note what the graph now holds of an article, if that is something new."""
    findings = (f for f in verdict.findings if f.element == "fact" and f.severity == "violation")
    aside = msgspec.json.encode(sorted(finding.number for finding in findings))
    db.execute(
        f"INSERT INTO article_log (run, document, digest, accepted, aside) SELECT {_NOW}, id, digest, ?2, ?3 "
        "FROM document WHERE id = ?1 AND (digest, ?2, ?3) IS NOT (SELECT digest, accepted, aside FROM article_log "
        "WHERE document = ?1 ORDER BY number DESC LIMIT 1)",
        (verdict.document, verdict.accepted, aside),
    )


def log_gone(db: sqlite3.Connection, document: str) -> None:
    """Note that an article is gone."""
    db.execute(
        f"INSERT INTO article_log (run, document, digest, accepted, aside) VALUES ({_NOW}, ?, NULL, 0, '[]')",
        (document,),
    )


def log_entities(db: sqlite3.Connection, described: Mapping[str, bytes | None]) -> None:
    """Note what the entity graph now says of entities, by path, None if nothing, where that is something new."""
    db.executemany(
        f"INSERT INTO entity_log (run, path, data) SELECT {_NOW}, ?1, ?2 WHERE ?2 IS NOT "
        "(SELECT data FROM entity_log WHERE path = ?1 ORDER BY number DESC LIMIT 1)",
        described.items(),
    )


def log_moves(db: sqlite3.Connection, moves: Iterable[tuple[str, str, str, str]]) -> None:
    """Note that entities of articles are taken for others: article, local id, old path, new path."""
    db.executemany(f"INSERT INTO move_log (run, document, local, old, new) VALUES ({_NOW}, ?, ?, ?, ?)", moves)
