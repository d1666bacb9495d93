"""`kg extract`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.outcome import Code
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("extract", help=say("extract.help"))
    @options.articles(required=True)
    @options.output(say)
    @options.workers(say)
    @options.columns(say)
    @options.dictionary(say)
    def extract(
        articles: tuple[str, ...],
        output: str,
        workers: int | None,
        columns: dict[str, str],
        dictionary: Path | None,
    ) -> int:
        from kg.cli.progress import shown
        from kg.cli.streams import written
        from kg.extract.dictionary import NONE, read_dictionary
        from kg.pipeline import extract as run
        from kg.read import Unread

        names = read_dictionary(dictionary) if dictionary else NONE
        count = unread = 0
        with shown(say, output) as progress, written(output) as stream:
            for item in run(articles, workers, progress, columns, names):
                if isinstance(item, Unread):
                    unread += 1
                    click.echo(say("unread", source=item.source, reason=say.reason(item.reason)), err=True)
                else:
                    count += 1
                    stream.write(item + b"\n")
        click.echo(say("extract.done", count=count, unread=unread), err=True)
        return Code.INPUT if unread else Code.DONE

    return extract
