"""Who is who, and what the entity graph says of them: the decisions and what of them has still to be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from kg.model import EntityType
from kg.store.log import log_entities, log_moves
from kg.store.records import Decided

_MEMBERS = "SELECT document, local, path FROM member WHERE block = ?"
_AMONG = "IN (SELECT value FROM json_each(?))"
"""Holds of what is in a list: one question about a thousand entities costs a fraction of a thousand questions."""

Naming = tuple[EntityType, tuple[str, ...], bool, int]
"""How articles name an entity: type, names, gpe, number of articles that name it just so."""

_names = msgspec.json.Decoder(tuple[str, ...])
_decided = msgspec.json.Decoder(Decided)


class Identities:
    """The tables of entities. Every public method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def joins(self) -> str | None:
        """Return what joins people of one name in this store, None if nobody chose."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'joins'").fetchone()
        return None if row is None else str(row[0])

    def choose(self, joins: str) -> None:
        """Set what joins people of one name; every name has to be decided again."""
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('joins', ?)", (joins,))
            self._db.execute("INSERT OR IGNORE INTO stale_block SELECT DISTINCT block FROM member WHERE NOT alone")

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

    def block_with_paths(self, block: str) -> list[tuple[bytes, str]]:
        """Return what identity noted of each member of `block`, with its IRI path."""
        return self._db.execute(
            "SELECT data, path FROM member WHERE block = ? AND path IS NOT NULL ORDER BY document, local", (block,)
        ).fetchall()

    def path(self, document: str, local: str) -> str:
        """Return the IRI path of an entity of an article; empty if it has none yet.

        Raises:
            KeyError: the article has no such entity.
        """
        row = self._db.execute("SELECT path FROM member WHERE document = ? AND local = ?", (document, local)).fetchone()
        if row is None:
            raise KeyError(document, local)
        return str(row[0] or "")

    def of(self, path: str) -> list[bytes]:
        """Return what identity noted of each member of the entity with this IRI path."""
        rows = self._db.execute("SELECT data FROM member WHERE path = ? ORDER BY document, local", (path,))
        return [row[0] for row in rows]

    def members(self) -> Iterator[tuple[bytes, str]]:
        """Yield what identity noted of each entity of each accepted article, with its IRI path."""
        yield from self._db.execute(
            "SELECT data, path FROM member JOIN document ON id = document "
            "WHERE path IS NOT NULL AND state = 'accepted' ORDER BY document, local"
        )

    def assign(
        self, blocks: Collection[str], paths: Mapping[tuple[str, str], str], decided: Mapping[str, Decided]
    ) -> None:
        """Set the IRI path of each member of `blocks`; articles of which one changes become pending again.

        Args:
            blocks: whole blocks, which no decision connects with another one.
            paths: the path of each member by article and local id.
            decided: what decisions say of the entities of these paths.
        """
        with self._db:
            rows = [row for block in blocks for row in self._db.execute(_MEMBERS, (block,))]
            changed = [(d, n, old, paths[d, n]) for d, n, old in rows if paths[d, n] != old]
            self._db.executemany(
                "UPDATE member SET path = ? WHERE document = ? AND local = ?", [(p, d, n) for d, n, _, p in changed]
            )
            log_moves(self._db, [(d, n, old, new) for d, n, old, new in changed if old is not None])
            self._db.executemany("UPDATE entity SET stale = 1 WHERE path = ?", [(old,) for _, _, old, _ in changed])
            self._db.executemany(
                "UPDATE document SET state = 'pending' WHERE id = ?", [(d,) for d in {d for d, _, _, _ in changed}]
            )
            concerned = sorted({old for _, _, old in rows if old is not None} | set(paths.values()))
            noted = self.decided(concerned)
            for path in concerned:
                if decided.get(path) != noted.get(path):
                    self._set_decided(path, decided.get(path))
            self._db.executemany("DELETE FROM stale_block WHERE block = ?", [(block,) for block in blocks])

    def _set_decided(self, path: str, decided: Decided | None) -> None:
        self._db.execute("DELETE FROM decided WHERE path = ?", (path,))
        if decided is not None:
            self._db.execute("INSERT INTO decided VALUES (?, ?)", (path, msgspec.json.encode(decided)))
        self._db.execute("UPDATE entity SET stale = 1 WHERE path = ?", (path,))

    def decided(self, paths: Collection[str]) -> dict[str, Decided]:
        """Return what decisions say, beside who it is, of each entity of these IRI paths of which they say anything."""
        rows = self._db.execute(f"SELECT path, data FROM decided WHERE path {_AMONG}", (_listed(paths),))
        return {path: _decided.decode(data) for path, data in rows}

    def stale_entity_count(self) -> int:
        """Return how many entities may have changed."""
        return int(self._db.execute("SELECT count(*) FROM entity WHERE stale").fetchone()[0])

    def stale_entities(self, limit: int) -> list[tuple[str, str | None]]:
        """Return up to `limit` entities that may have changed: IRI path, digest of what the graph holds of it."""
        return self._db.execute(
            "SELECT path, written FROM entity WHERE stale ORDER BY path LIMIT ?", (limit,)
        ).fetchall()

    def namings(self, paths: Collection[str]) -> dict[str, list[Naming]]:
        """Return how accepted articles name each entity of these IRI paths that any of them names."""
        rows = self._db.execute(
            "SELECT path, type, names, gpe, count(*) FROM member JOIN document ON id = document "
            f"WHERE path {_AMONG} AND state = 'accepted' GROUP BY path, type, names, gpe",
            (_listed(paths),),
        )
        found: dict[str, list[Naming]] = {}
        for path, kind, names, gpe, count in rows:
            found.setdefault(path, []).append((kind, _names.decode(names), bool(gpe), count))
        return found

    def role_titles(self, paths: Collection[str]) -> dict[str, str]:
        """Return the title of each role of these IRI paths that any accepted position names."""
        return dict(
            self._db.execute(
                f"SELECT path, min(title) FROM role_use WHERE path {_AMONG} GROUP BY path", (_listed(paths),)
            )
        )

    def mark_in_graph(self, paths: Iterable[str]) -> None:
        """Note, before it is done, that the graph is going to hold quads of the entities with these IRI paths."""
        with self._db:
            self._db.executemany(
                "UPDATE entity SET written = '' WHERE path = ? AND written IS NULL", [(path,) for path in paths]
            )

    def settle_entities(self, written: Mapping[str, str | None], described: Mapping[str, bytes | None]) -> None:
        """Note what the entity graph now says of entities, by IRI path; None if it holds nothing of one.

        Args:
            written: a digest of it.
            described: it, as the log shall have it.
        """
        with self._db:
            log_entities(self._db, described)
            self._db.executemany(
                "UPDATE entity SET stale = 0, written = ? WHERE path = ?", [(d, p) for p, d in written.items()]
            )
            self._db.executemany("DELETE FROM entity WHERE path = ?", [(p,) for p, d in written.items() if d is None])


def _listed(paths: Collection[str]) -> str:
    return msgspec.json.encode([*paths]).decode()
