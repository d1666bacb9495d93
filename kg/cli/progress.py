"""Shows how far a build has come, where somebody is watching."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.messages import Say
from kg.pipeline import Progress, Silent, Stage

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def shown(say: Say, output: str = "") -> Iterator[Progress]:
    """Give a progress that is drawn on standard error if that is a terminal.

    It is not drawn where `output`, the file that the command writes, is that terminal too.
    """
    if not sys.stderr.isatty() or (output == "-" and sys.stdout.isatty()):
        yield Silent()
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
    )
    with Drawn(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Drawn(bars, say)


class _Drawn:
    """One bar a stage."""

    def __init__(self, bars: Bars, say: Say) -> None:
        self._bars = bars
        self._say = say
        self._task: TaskID | None = None

    def stage(self, stage: Stage, total: int | None) -> None:
        """Begin a bar."""
        self._task = self._bars.add_task(self._say(f"stage.{stage}"), total=total, rate="")

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
