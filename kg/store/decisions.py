"""The log of decisions on who is who. It is only ever added to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

import msgspec

from kg.decision import AUTHORITY, Decision, Judgement, Side, in_force
from kg.errors import InputError

_decoder = msgspec.json.Decoder(Decision)


class Decisions:
    """The log. Every public method that writes is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def log(self) -> list[Decision]:
        """Return all decisions, oldest first, those that were taken back among them."""
        return [_decoder.decode(row[0]) for row in self._db.execute("SELECT data FROM decision ORDER BY sequence")]

    def get(self, sequence: int) -> Decision:
        """Return one decision.

        Raises:
            InputError: there is none of this number.
        """
        row = self._db.execute("SELECT data FROM decision WHERE sequence = ?", (sequence,)).fetchone()
        if row is None:
            raise InputError(
                f"There is no decision {sequence}; `kg identity show` lists them.",
                f"{sequence}번 결정이 없습니다. `kg identity show`로 목록을 보세요.",
            )
        return _decoder.decode(row[0])

    def append(self, judgement: Judgement) -> Decision:
        """Add a decision to the log and mark what it is about to be settled again; return it with its number.

        Raises:
            InputError: it takes back what cannot be taken back.
        """
        sides = judgement.sides if judgement.undoes is None else self._undone(judgement).sides
        with self._db:
            last = self._db.execute("SELECT coalesce(max(sequence), 0) FROM decision").fetchone()[0]
            decision = Decision(**msgspec.structs.asdict(judgement), sequence=last + 1)
            self._insert(decision, sides)
        return decision

    def restore(self, log: Iterable[Decision]) -> None:
        """Take over the log of another store into one whose own log is empty.

        Raises:
            InputError: this store has decisions of its own.
        """
        if self._db.execute("SELECT EXISTS (SELECT 1 FROM decision)").fetchone()[0]:
            raise InputError(
                "This store has decisions already; a log can only be taken over into one that has none.",
                "이 저장소에는 이미 결정이 있습니다. 결정 기록은 결정이 없는 저장소로만 옮길 수 있습니다.",
            )
        sides: dict[int, tuple[Side, ...]] = {}
        with self._db:
            for decision in log:
                sides[decision.sequence] = sides.get(decision.undoes or 0, decision.sides)
                self._insert(decision, sides[decision.sequence])

    def connected(self, block: str) -> tuple[list[str], list[Decision]]:
        """Return the blocks that decisions connect with `block`, itself among them, and these decisions.

        The decisions are those that stand, the weightiest first. Records of authorities are no blocks.
        """
        blocks, waiting, found = {block}, [block], dict[int, Decision]()
        while waiting:
            rows = self._db.execute(
                "SELECT sequence, data FROM decision JOIN decision_side USING (sequence) WHERE block = ?",
                (waiting.pop(),),
            )
            for sequence, data in rows.fetchall():
                if sequence not in found:
                    found[sequence] = _decoder.decode(data)
                    new = {side.block for side in found[sequence].sides} - blocks
                    blocks |= new
                    waiting += new
        log = [found[sequence] for sequence in sorted(found)]
        return sorted(b for b in blocks if not b.startswith(AUTHORITY)), list(in_force(log))

    def resting(self) -> dict[int, tuple[int, ...]]:
        """Return the decisions that do not count, by number, with the numbers of the weightier ones that contradict."""
        rows = self._db.execute("SELECT sequence, because FROM resting ORDER BY sequence")
        return {sequence: msgspec.json.decode(because, type=tuple[int, ...]) for sequence, because in rows}

    def set_resting(self, considered: Iterable[Decision], resting: Mapping[int, tuple[int, ...]]) -> None:
        """Note which of the decisions that were `considered` do not count."""
        with self._db:
            self._db.executemany("DELETE FROM resting WHERE sequence = ?", [(d.sequence,) for d in considered])
            self._db.executemany(
                "INSERT INTO resting VALUES (?, ?)", [(n, msgspec.json.encode(b)) for n, b in resting.items()]
            )

    def _undone(self, judgement: Judgement) -> Decision:
        undone = self.get(judgement.undoes or 0)
        if undone.kind == "undo":
            raise InputError(
                f"Decision {undone.sequence} takes another one back; to undo that, decide again.",
                f"{undone.sequence}번은 다른 결정을 되돌린 기록입니다. 다시 결정하면 됩니다.",
            )
        earlier = next((d.sequence for d in self.log() if d.undoes == undone.sequence), None)
        if earlier is not None:
            raise InputError(
                f"Decision {undone.sequence} was taken back already, by {earlier}.",
                f"{undone.sequence}번 결정은 이미 {earlier}번으로 되돌렸습니다.",
            )
        if undone.maker == "person" and judgement.maker == "rule":
            raise InputError(
                f"A person made decision {undone.sequence}; no rule takes it back.",
                f"{undone.sequence}번은 사람이 내린 결정이므로 규칙이 되돌릴 수 없습니다.",
            )
        return undone

    def _insert(self, decision: Decision, sides: Iterable[Side]) -> None:
        """Add a decision that is about `sides`: its own, or those of the decision that it takes back."""
        blocks = sorted({side.block for side in sides})
        self._db.execute("INSERT INTO decision VALUES (?, ?)", (decision.sequence, msgspec.json.encode(decision)))
        self._db.executemany("INSERT INTO decision_side VALUES (?, ?)", [(b, decision.sequence) for b in blocks])
        self._db.executemany(
            "INSERT OR IGNORE INTO stale_block VALUES (?)", [(b,) for b in blocks if not b.startswith(AUTHORITY)]
        )
