"""What the log of a store says of its earlier states, one after each run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from kg.decision import Decision
from kg.store.records import ArticleState, Said

_LAST = "(SELECT max(number) FROM {log} WHERE run <= ? GROUP BY {key})"
_ARTICLE = "document, digest, accepted, aside"

_said = msgspec.json.Decoder(Said)
_aside = msgspec.json.Decoder(frozenset[int])
_decision = msgspec.json.Decoder(Decision)


class History:
    """Reads the log. A state is named by the number of the run that left it; 0 is before all runs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def last(self) -> int:
        """Return the number of the last run, 0 if there was none."""
        return int(self._db.execute("SELECT coalesce(max(number), 0) FROM run").fetchone()[0])

    def articles(self, run: int) -> Iterator[ArticleState]:
        """Yield the articles after a run, in the order of their ids."""
        rows = self._db.execute(
            f"SELECT {_ARTICLE} FROM article_log WHERE number IN {_LAST.format(log='article_log', key='document')} "
            "AND digest IS NOT NULL ORDER BY document",
            (run,),
        )
        yield from map(_state, rows)

    def article(self, document: str, run: int) -> ArticleState | None:
        """Return one article after a run; None if it was not there."""
        row = self._db.execute(
            f"SELECT {_ARTICLE} FROM article_log WHERE document = ? AND run <= ? ORDER BY number DESC LIMIT 1",
            (document, run),
        ).fetchone()
        return None if row is None or row[1] is None else _state(row)

    def touched_articles(self, after: int, until: int) -> list[str]:
        """Return the articles that the runs `after` < n ≤ `until` changed, in the order of their ids."""
        rows = self._db.execute(
            "SELECT DISTINCT document FROM article_log WHERE run > ? AND run <= ? ORDER BY document", (after, until)
        )
        return [row[0] for row in rows]

    def trail(self, document: str) -> list[tuple[int, str | None]]:
        """Return what became of an article: the runs that changed it, each with the digest that it then had.

        The digest is None where the article was retracted.
        """
        return self._db.execute(
            "SELECT run, digest FROM article_log WHERE document = ? ORDER BY number", (document,)
        ).fetchall()

    def content(self, state: ArticleState) -> bytes:
        """Return the facts document of an article in this state.

        Raises:
            KeyError: the store has it no more.
        """
        row = self._db.execute(
            "SELECT content FROM document WHERE id = ? AND digest = ? "
            "UNION ALL SELECT content FROM past WHERE digest = ?",
            (state.document, state.digest, state.digest),
        ).fetchone()
        if row is None:
            raise KeyError(state.document)
        return bytes(row[0])

    def entities(self, run: int) -> Iterator[tuple[str, Said]]:
        """Yield the entities after a run and what was said of them, in the order of their paths."""
        rows = self._db.execute(
            f"SELECT path, data FROM entity_log WHERE number IN {_LAST.format(log='entity_log', key='path')} "
            "AND data IS NOT NULL ORDER BY path",
            (run,),
        )
        for path, data in rows:
            yield path, _said.decode(data)

    def entity(self, path: str, run: int) -> Said | None:
        """Return what was said of an entity after a run; None if it was not there."""
        row = self._db.execute(
            "SELECT data FROM entity_log WHERE path = ? AND run <= ? ORDER BY number DESC LIMIT 1", (path, run)
        ).fetchone()
        return None if row is None or row[0] is None else _said.decode(row[0])

    def touched_entities(self, after: int, until: int) -> list[str]:
        """Return the entities that the runs `after` < n ≤ `until` changed, in the order of their paths."""
        rows = self._db.execute(
            "SELECT DISTINCT path FROM entity_log WHERE run > ? AND run <= ? ORDER BY path", (after, until)
        )
        return [row[0] for row in rows]

    def changes(self, run: int) -> dict[str, int]:
        """Count what one run did: articles added, changed and retracted, entities new and gone."""
        counts = dict.fromkeys(("added", "changed", "retracted", "new", "gone"), 0)
        for name in self.touched_articles(run - 1, run):
            before, after = self.article(name, run - 1), self.article(name, run)
            if before != after:
                counts["added" if before is None else "retracted" if after is None else "changed"] += 1
        for path in self.touched_entities(run - 1, run):
            was, now = self.entity(path, run - 1), self.entity(path, run)
            counts["new"] += was is None and now is not None
            counts["gone"] += was is not None and now is None
        return counts

    def moves(self, after: int, until: int) -> list[tuple[str, str, str, str]]:
        """Return which entities of articles these runs took for others: article, local id, old path, new path."""
        return self._db.execute(
            "SELECT document, local, old, new FROM move_log WHERE run > ? AND run <= ? ORDER BY number", (after, until)
        ).fetchall()

    def paths(self) -> Iterator[tuple[str, str, str]]:
        """Yield every entity of every article as it is now: article, local id, path; in their order."""
        yield from self._db.execute("SELECT document, local, path FROM member WHERE path IS NOT NULL ORDER BY 1, 2")

    def decisions(self, run: int) -> list[Decision]:
        """Return the decisions on who is who that a run took into account, oldest first."""
        rows = self._db.execute(
            "SELECT data FROM decision WHERE sequence <= (SELECT decisions FROM run WHERE number = ?) "
            "ORDER BY sequence",
            (run,),
        )
        return [_decision.decode(row[0]) for row in rows]


def _state(row: tuple[str, str, int, bytes]) -> ArticleState:
    document, digest, accepted, aside = row
    return ArticleState(document, digest, bool(accepted), _aside.decode(aside))
