"""Marks that tell what has to be decided or written again; each is set in the transaction of what calls for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec

from kg.store.records import MemberRow


def forget_members(db: sqlite3.Connection, document: str) -> None:
    """Remove the entities of an article; whatever they shared with others has to be decided and written again."""
    mark_blocks(db, document)
    mark_entities(db, document)
    db.execute("DELETE FROM member WHERE document = ?", (document,))


def mark_blocks(db: sqlite3.Connection, document: str) -> None:
    """Mark the blocks of an article's entities whose identity other articles or decisions decide."""
    db.execute(
        "INSERT OR IGNORE INTO stale_block SELECT block FROM member WHERE document = ? "
        "AND (NOT alone OR block IN (SELECT block FROM decision_side))",
        (document,),
    )


def add_members(db: sqlite3.Connection, document: str, rows: Sequence[MemberRow]) -> None:
    """Add the entities of an article; the blocks that decide their identity have to be decided again."""
    db.executemany(
        "INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                document,
                m.local,
                m.block,
                m.path is not None,
                m.data,
                m.type,
                msgspec.json.encode(m.names),
                m.gpe,
                m.path,
            )
            for m in rows
        ],
    )
    mark_blocks(db, document)


def forget_verdict(db: sqlite3.Connection, document: str) -> None:
    """Remove what became of an article in mapping and gate; roles that it named have to be described again."""
    mark_roles(db, document)
    for table in ("fact_count", "finding", "role_use"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (document,))


def mark_entities(db: sqlite3.Connection, document: str) -> None:
    """Mark the entities of an article to be described again."""
    db.execute(
        "INSERT INTO entity SELECT DISTINCT path, 1, NULL FROM member WHERE document = ? AND path IS NOT NULL "
        "ON CONFLICT (path) DO UPDATE SET stale = 1",
        (document,),
    )


def mark_roles(db: sqlite3.Connection, document: str) -> None:
    """Mark the roles that an article names to be described again."""
    db.execute(
        "INSERT INTO entity SELECT path, 1, NULL FROM role_use WHERE document = ? "
        "ON CONFLICT (path) DO UPDATE SET stale = 1",
        (document,),
    )
