"""Shows how far a build has come, where somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.messages import Say
from kg.pipeline import Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from kg.extract.llm import Price, Usage


@contextmanager
def shown(say: Say, output: str = "", price: Price | None = None) -> Iterator[Watched]:
    """Give a progress that is drawn on standard error if that is a terminal.

    It is not drawn where `output`, the file that the command writes, is that terminal too. With a `price` it tells what
    a language model cost so far.
    """
    if not sys.stderr.isatty() or (output == "-" and sys.stdout.isatty()):
        yield Watched()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Drawn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[asked]}"),
    )
    with Drawn(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Drawn(bars, say, price)


class Watched:
    """A progress that draws nothing.

    Attributes:
        usage: what was asked of a language model by now; None if none was asked.
    """

    usage: Usage | None = None

    def stage(self, stage: Stage, total: int | None) -> None:
        """Draw nothing."""

    def advance(self, steps: int) -> None:
        """Draw nothing."""

    def expect(self, total: int) -> None:
        """Draw nothing."""

    def used(self, usage: Usage) -> None:
        """Remember what was asked."""
        self.usage = usage


class _Drawn(Watched):
    """One bar a stage."""

    def __init__(self, bars: Bars, say: Say, price: Price | None) -> None:
        self._bars = bars
        self._say = say
        self._price = price
        self._task: TaskID | None = None

    def stage(self, stage: Stage, total: int | None) -> None:
        """Begin a bar."""
        self._task = self._bars.add_task(self._say(f"stage.{stage}"), total=total, rate="", asked="")

    def advance(self, steps: int) -> None:
        """Move the bar on."""
        if self._task is None:
            return
        self._bars.update(self._task, advance=steps)
        speed = self._bars.tasks[self._task].speed
        self._bars.update(self._task, rate=f"{speed:.0f}/s" if speed else "")

    def expect(self, total: int) -> None:
        """Show how much seems to be left."""
        if self._task is not None:
            self._bars.update(self._task, total=total)

    def used(self, usage: Usage) -> None:
        """Show what was asked, beside the bar."""
        self.usage = usage
        if self._task is not None:
            cost = self._say("engine.cost", cost=usage.cost(self._price)) if self._price is not None else ""
            asked = self._say("engine.asked", requests=usage.requests, tokens=usage.tokens, cost=cost)
            self._bars.update(self._task, asked=asked)
