"""`kg check`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.cli.outcome import Code
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("check", help=say("check.help"))
    @options.store()
    def check(news: Path) -> int:
        from kg.cli.progress import shown
        from kg.cli.reading import opened
        from kg.pipeline import Checked
        from kg.pipeline import check as run
        from kg.visible import visible

        checked, count = Checked(), 0
        with opened(say, news) as store, shown(say) as progress:
            for damage in run(store, checked, progress):
                count += 1
                article = "" if damage.article is None else f" {visible(damage.article)}:"
                click.echo(f"{news / damage.file}:{article} {visible(say.reason(damage.reason))}")
        if count:
            click.echo(say("check.found", out=news, count=count), err=True)
            return Code.INPUT
        counts = {name: f"{getattr(checked, name):,}" for name in ("articles", "facts", "spans", "entities")}
        click.echo(say("check.sound", out=news, **counts), err=True)
        return Code.DONE

    return check
