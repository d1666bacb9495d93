"""`kg as-of`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.clock import now
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("as-of", help=say("as-of.help"))
    @options.store()
    @click.argument("day", metavar="DATE")
    @click.option(
        "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="THEN.kg", help=say("as-of.out")
    )
    @options.workers(say)
    def as_of(news: Path, day: str, out: Path, workers: int | None) -> None:
        from rich.console import Console

        from kg.cli.progress import shown
        from kg.cli.reading import opened
        from kg.cli.summary import show_totals
        from kg.pipeline import as_of as run

        opened(say, news).close()
        with shown(say) as progress:
            found = run(news, day, out, workers, progress, now)
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        counts = {"articles": found.articles, "later": found.later, "undated": found.undated}
        console.print(say("as-of.done", out=out, day=day, **counts), style="bold", markup=False)
        show_totals(console, say, out, found.totals)

    return as_of
