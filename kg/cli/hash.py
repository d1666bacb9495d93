"""`kg hash`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("hash", help=say("hash.help"))
    @options.store()
    def hash_(news: Path) -> None:
        from kg.cli.reading import opened

        with opened(say, news) as store:
            click.echo(store.hash())

    return hash_
