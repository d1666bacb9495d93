"""`kg build`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import click

from kg.cli import engine, options
from kg.cli.clock import now
from kg.cli.outcome import Code, tell
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("build", help=say("build.help"))
    @options.articles(required=False)
    @click.option(
        "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="NEWS.kg", help=say("build.out")
    )
    @options.workers(say)
    @options.columns(say)
    @engine.options(say)
    @click.option("--base", metavar="IRI", help=say("build.base"))
    @click.option("--joins", type=click.Choice(("posts", "sure")), help=say("build.joins"))
    @click.option("--retry-set-aside", is_flag=True, help=say("build.retry"))
    def build(
        articles: tuple[str, ...],
        out: Path,
        workers: int | None,
        columns: dict[str, str],
        choice: engine.Choice,
        base: str | None,
        joins: Literal["posts", "sure"] | None,
        retry_set_aside: bool,
    ) -> int:
        if not articles and not out.exists():
            raise click.UsageError(say("build.nothing", out=out))
        from kg.cli.progress import shown
        from kg.cli.summary import summarize
        from kg.pipeline import BuildSettings
        from kg.pipeline import build as run

        begin = time.monotonic()
        settings = BuildSettings(
            workers=workers,
            base=base,
            joins=joins,
            retry_set_aside=retry_set_aside,
            columns=columns,
            extraction=choice.extraction(say),
        )
        try:
            with shown(say, price=choice.price) as progress:
                summary = run(articles, out, settings, progress, now)
        except KeyboardInterrupt:
            click.echo(say("stopped"), err=True)
            return Code.STOPPED
        summarize(say, out, summary, time.monotonic() - begin)
        if progress.usage is not None:
            click.echo(engine.told(say, progress.usage, choice.price), err=True)
        if summary.stopped is not None:
            tell(say, say.reason(summary.stopped))
        return Code.INPUT if summary.unread or summary.stopped else Code.DONE

    return build
