"""`kg retract`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.clock import now
from kg.cli.outcome import Code, tell
from kg.messages import Say

if TYPE_CHECKING:
    from kg.pipeline import Retraction

_LISTED = 20


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("retract", help=say("retract.help"))
    @options.store()
    @click.argument("articles", nargs=-1, required=True, metavar="ARTICLES...")
    @click.option("--why", default="", metavar="TEXT", help=say("retract.why"))
    @click.option("--undo", is_flag=True, help=say("retract.undo"))
    def retract(news: Path, articles: tuple[str, ...], why: str, undo: bool) -> int:
        from kg.cli.progress import shown
        from kg.pipeline import reinstate
        from kg.pipeline import retract as run

        with shown(say) as progress:
            done = (reinstate if undo else run)(news, articles, why, progress, now)
        if done.articles:
            _tell(say, news, done, "retract.undone" if undo else "retract.done")
        for ident in done.unknown:
            tell(say, _unknown(say, news, ident, undo=undo))
        return Code.INPUT if done.unknown else Code.DONE

    return retract


def _tell(say: Say, news: Path, done: Retraction, key: str) -> None:
    """Tell what went, or came back: what the run changed."""
    from kg.cli.differences import difference_lines
    from kg.history import difference, edition

    click.echo(say(key, out=news, count=len(done.articles), run=done.run))
    with edition(news, done.run - 1) as old, edition(news, done.run) as new:
        for line in difference_lines(say, difference(old, new), _LISTED):
            click.echo(line)


def _unknown(say: Say, news: Path, ident: str, *, undo: bool) -> str:
    from kg.history import trail
    from kg.store import Store

    if undo:
        return say("retract.not_out", ident=ident)
    with Store.open(news) as store:
        steps = trail(store, ident)
    if steps and steps[-1].what == "retracted":
        return say("retract.earlier", ident=ident, run=steps[-1].run.number)
    return say("retract.unknown", out=news, ident=ident)
