"""`kg extract`."""

from __future__ import annotations

import click

from kg.cli import engine, options
from kg.cli.outcome import Code, tell
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("extract", help=say("extract.help"))
    @options.articles(required=True)
    @options.output(say)
    @options.workers(say)
    @options.columns(say)
    @engine.options(say)
    def extract(
        articles: tuple[str, ...],
        output: str,
        workers: int | None,
        columns: dict[str, str],
        choice: engine.Choice,
    ) -> int:
        from kg.cli.progress import shown
        from kg.cli.streams import written
        from kg.extract.llm import BudgetError
        from kg.pipeline import extract as run
        from kg.read import Unread

        extraction = choice.extraction(say)
        count = unread = 0
        stopped = ""
        with shown(say, output, choice.price) as progress, written(output) as stream:
            try:
                for item in run(articles, workers, progress, columns, extraction):
                    if isinstance(item, Unread):
                        unread += 1
                        click.echo(say("unread", source=item.source, reason=say.reason(item.reason)), err=True)
                    else:
                        count += 1
                        stream.write(item + b"\n")
            except BudgetError as error:  # what came out before it stays
                stopped = say.reason(error.reason)
        click.echo(say("extract.done", count=count, unread=unread), err=True)
        if progress.usage is not None:
            click.echo(engine.told(say, progress.usage, choice.price), err=True)
        if stopped:
            tell(say, stopped)
        return Code.INPUT if unread or stopped else Code.DONE

    return extract
