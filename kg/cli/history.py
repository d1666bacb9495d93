"""`kg history`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.outcome import Code, tell
from kg.messages import Say

if TYPE_CHECKING:
    from kg.store import Run


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("history", help=say("history.help"))
    @options.store()
    @click.option("--article", metavar="ID", help=say("history.article"))
    def history(news: Path, article: str | None) -> int:
        from kg.history import trail
        from kg.store import Store

        with Store.open(news) as store:
            if article is None:
                for run in store.ledger.runs():
                    changes = store.history.changes(run.number)
                    click.echo(f"{_line(say, run)}: {say('history.counts', **changes)}")
                return Code.DONE
            steps = trail(store, article)
        for step in steps:
            click.echo(f"{_line(say, step.run)}: {say(f'history.{step.what}')}")
        if not steps:
            tell(say, say("history.none", out=news, ident=article))
        return Code.DONE if steps else Code.INPUT

    return history


def _line(say: Say, run: Run) -> str:
    from kg.visible import visible

    parts = [f"{run.number:>3}", run.started, say(f"command.{run.command}"), visible(run.note)]
    stopped = [say("history.stopped")] if run.finished is None else []
    return "  ".join(part for part in [*parts, *stopped] if part)
