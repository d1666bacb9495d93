"""`kg pack`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import click

from kg.cli import options
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("pack", help=say("pack.help"))
    @options.store()
    @click.option("--query", "query_name", required=True, metavar="QUERY", help=say("pack.query"))
    @click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help=say("query.param"))
    @options.output(say)
    def pack(news: Path, query_name: str, parameters: Sequence[str], output: str) -> None:
        from kg.cli.reading import opened_dataset
        from kg.cli.streams import written
        from kg.export.pack import pack as made
        from kg.query import bound, load
        from kg.query.answer import answered

        question = bound(load(query_name), options.parameter_values(say, parameters))
        dataset = opened_dataset(say, news)
        content = made(dataset, question, answered(dataset, question))
        with written(output) as stream:
            stream.write(content)
        click.echo(say("pack.done", digest=hashlib.sha256(content).hexdigest()), err=True)

    return pack
