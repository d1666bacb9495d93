"""`kg rebuild`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.cli import options
from kg.cli.clock import now
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("rebuild", help=say("rebuild.help"))
    @options.store()
    @options.workers(say)
    def rebuild(news: Path, workers: int | None) -> None:
        from rich.console import Console

        from kg.cli.progress import shown
        from kg.cli.summary import show_totals
        from kg.pipeline import rebuild as run

        begin = time.monotonic()
        with shown(say) as progress:
            totals = run(news, workers, progress, now)
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        title = say("rebuild.done", out=news, articles=totals.articles, seconds=time.monotonic() - begin)
        console.print(title, style="bold", markup=False)
        show_totals(console, say, news, totals)

    return rebuild
