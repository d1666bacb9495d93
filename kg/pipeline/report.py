"""What a build tells while it runs and when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from kg.errors import Reason
from kg.extract.llm import Usage
from kg.store import Totals

Stage = Literal["plan", "read", "identify", "compare", "admit", "describe", "check", "load"]
"""The stages in their order: read and extract; decide who is who; find copies of one text; map, check and load; write
names and types. `plan` looks at the inputs of shards, `check` at a whole store; `load` sends it to a server."""


class Progress(Protocol):
    """Is told how far a build has come."""

    def stage(self, stage: Stage, total: int | None) -> None:
        """A stage begins; it has `total` steps, None if that is not known."""

    def advance(self, steps: int) -> None:
        """So many further steps of the stage are done."""

    def expect(self, total: int) -> None:
        """The stage, whose number of steps is not known, seems to have so many."""

    def used(self, usage: Usage) -> None:
        """So much was asked of a language model by now."""


class Silent:
    """Progress that nobody watches."""

    def stage(self, stage: Stage, total: int | None) -> None:
        """Do nothing."""

    def advance(self, steps: int) -> None:
        """Do nothing."""

    def expect(self, total: int) -> None:
        """Do nothing."""

    def used(self, usage: Usage) -> None:
        """Do nothing."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    Attributes:
        added: number of articles that are new in the store.
        changed: number of articles that took the place of an earlier state.
        unchanged: number of articles that were there already.
        retracted: number of inputs that stay out because they were retracted.
        unread: number of inputs of this build that could not be read.
        examples: the first of them: source and reason.
        admitted: number of articles that were mapped, checked and loaded, new ones and those whose entities changed.
        totals: what the store holds now.
        stopped: why the run ended before its last input, None if it did not: a language model's budget is spent.
    """

    added: int
    changed: int
    unchanged: int
    retracted: int
    unread: int
    examples: tuple[tuple[str, Reason], ...]
    admitted: int
    totals: Totals
    stopped: Reason | None = None
