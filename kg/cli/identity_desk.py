"""Working through candidates in the terminal: one key decides, the next one comes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from kg.cli.identity_json import evidence_of
from kg.cli.identity_text import candidate_lines
from kg.decision import Decision, Judgement
from kg.messages import Say
from kg.resolve.groups import Groups

if TYPE_CHECKING:
    from kg.pipeline import Link
    from kg.resolve import Candidate
    from kg.store import Store

_KEYS = {"s": "same", "ㄴ": "same", "d": "different", "ㅇ": "different", "n": "skip", "ㅜ": "skip", " ": "skip"}
_KEYS |= {"u": "undo", "ㅕ": "undo", "q": "quit", "ㅂ": "quit", "\x04": "quit"}
"""What a key means; the same key with the Korean keyboard left on means the same."""


def work_through(
    say: Say, store: Store, waiting: Sequence[Candidate | Link], by: str, key: Callable[[], str] | None = None
) -> int:
    """Show candidates one by one and carry out what the keys say; return how many decisions were made.

    What follows from decisions already made is not asked.

    Args:
        say: the language.
        store: the store, open for writing.
        waiting: the candidates, the likeliest first.
        by: who decides.
        key: gives the next key; the default reads it from the terminal or from standard input.
    """
    desk = _Desk(say, store, waiting, by)
    read = key or _key
    while desk.show():
        meaning = _KEYS.get(read().lower(), "help")
        if meaning == "quit":
            break
        getattr(desk, meaning)()
    desk.leave()
    return len(desk.made)


class _Desk:
    """Where one sits: the candidates, how far one has come, what one has decided."""

    def __init__(self, say: Say, store: Store, waiting: Sequence[Candidate | Link], by: str) -> None:
        self.made: list[tuple[int, Decision]] = []
        self._say = say
        self._store = store
        self._waiting = waiting
        self._by = by
        self._at = 0
        self._numbers: dict[str, int] = {}
        for candidate in waiting:
            for path in candidate.paths:
                self._numbers.setdefault(path, len(self._numbers))
        self._groups = Groups(len(self._numbers))

    def show(self) -> bool:
        """Show the next candidate that is not settled yet; False if there is none."""
        while self._at < len(self._waiting) and self._settled(self._waiting[self._at]):
            self._at += 1
        if self._at == len(self._waiting):
            return False
        if sys.stdout.isatty():
            click.clear()
        rank = self._say("identity.rank", at=self._at + 1, total=len(self._waiting), made=len(self.made))
        for line in candidate_lines(self._say, self._store, self._waiting[self._at], rank):
            click.echo(line)
        click.echo(self._say("identity.keys"), nl=False)
        return True

    def same(self) -> None:
        """Decide that both are one."""
        self._decide("same")

    def different(self) -> None:
        """Decide that they are two."""
        self._decide("different")

    def skip(self) -> None:
        """Leave it undecided."""
        click.echo(self._say("identity.skipped"))
        self._at += 1

    def undo(self) -> None:
        """Take the last decision of this sitting back and show its candidate again."""
        from kg.pipeline import undo

        if not self.made:
            click.echo(self._say("identity.nothing_to_undo"))
            return
        self._at, decision = self.made.pop()
        undo(self._store, decision.sequence, by=self._by)
        click.echo(self._say("identity.taken_back", number=decision.sequence))
        self._groups = Groups(len(self._numbers))
        for at, earlier in self.made:
            self._note(self._waiting[at], earlier)

    def help(self) -> None:
        """Say what the keys mean."""
        click.echo(self._say("identity.key_help"))

    def leave(self) -> None:
        """Say what was done."""
        click.echo(self._say("identity.left", made=len(self.made), rest=len(self._waiting) - self._at), err=True)

    def _decide(self, kind: str) -> None:
        from kg.pipeline import decide

        candidate = self._waiting[self._at]
        judgement = Judgement(
            kind="same" if kind == "same" else "different",
            sides=candidate.sides,
            by=self._by,
            evidence=tuple(evidence_of(self._store, side) for side in candidate.sides),
            score=candidate.score,
            reason=candidate.reason,
        )
        decision = decide(self._store, judgement)
        self.made.append((self._at, decision))
        click.echo(self._say(f"identity.kind.{kind}"))
        self._note(candidate, decision)
        self._at += 1

    def _note(self, candidate: Candidate | Link, decision: Decision) -> None:
        one, other = (self._numbers[path] for path in candidate.paths)
        if decision.kind == "same":
            self._groups.join(one, other)
        else:
            self._groups.tell_apart(one, other, decision.sequence)

    def _settled(self, candidate: Candidate | Link) -> bool:
        one, other = (self._numbers[path] for path in candidate.paths)
        return self._groups.root(one) == self._groups.root(other) or self._groups.apart(one, other)


def _key() -> str:
    """Read one key; from what is no terminal, one character, line ends apart; at its end, `q`."""
    if sys.stdin.isatty():
        return click.getchar()
    while (character := sys.stdin.read(1)) in ("\n", "\r"):
        pass
    return character or "q"
