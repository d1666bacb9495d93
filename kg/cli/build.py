"""`kg build`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Literal

import click

from kg.cli import options
from kg.cli.clock import now
from kg.cli.outcome import Code
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
    @options.dictionary(say)
    @click.option("--base", metavar="IRI", help=say("build.base"))
    @click.option("--joins", type=click.Choice(("posts", "sure")), help=say("build.joins"))
    @click.option("--retry-set-aside", is_flag=True, help=say("build.retry"))
    def build(
        articles: tuple[str, ...],
        out: Path,
        workers: int | None,
        columns: dict[str, str],
        dictionary: Path | None,
        base: str | None,
        joins: Literal["posts", "sure"] | None,
        retry_set_aside: bool,
    ) -> int:
        if not articles and not out.exists():
            raise click.UsageError(say("build.nothing", out=out))
        from kg.cli.progress import shown
        from kg.cli.summary import summarize
        from kg.extract.dictionary import NONE, read_dictionary
        from kg.pipeline import BuildSettings
        from kg.pipeline import build as run

        begin = time.monotonic()
        settings = BuildSettings(
            workers=workers,
            base=base,
            joins=joins,
            retry_set_aside=retry_set_aside,
            columns=columns,
            dictionary=read_dictionary(dictionary) if dictionary else NONE,
        )
        try:
            with shown(say) as progress:
                summary = run(articles, out, settings, progress, now)
        except KeyboardInterrupt:
            click.echo(say("stopped"), err=True)
            return Code.STOPPED
        summarize(say, out, summary, time.monotonic() - begin)
        return Code.INPUT if summary.unread else Code.DONE

    return build
