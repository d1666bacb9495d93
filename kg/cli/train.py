"""`kg train`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("train", help=say("train.help"))
    @click.argument("data", type=click.Path(path_type=Path), metavar="DATA")
    @click.option(
        "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="MODEL", help=say("train.output")
    )
    def train(data: Path, output: Path) -> None:
        from kg.extract.ko.training import train as run

        def tell(step: str, count: int) -> None:
            click.echo(f"{say(f'train.{step}')}: {count}\r", err=True, nl=False)

        run(data, output, tell if sys.stderr.isatty() else None)
        click.echo(say("train.done", path=output), err=True)

    return train
