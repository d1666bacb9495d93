"""`kg query`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from kg.cli import options
from kg.messages import Say

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("query", help=say("query.help"))
    @click.argument("news", required=False, type=click.Path(path_type=Path, readable=False), metavar="NEWS")
    @click.argument("query_name", required=False, metavar="QUERY")
    @click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help=say("query.param"))
    @options.formats(say, _FORMATS, "table")
    @click.option("--list", "list_them", is_flag=True, help=say("query.list"))
    def query(
        news: Path | None, query_name: str | None, parameters: Sequence[str], format_name: str, list_them: bool
    ) -> None:
        if list_them:
            _list(say)
            return
        if news is None or query_name is None:
            raise click.UsageError(say("query.missing"))
        from kg.cli.reading import opened_dataset
        from kg.query import load, run, write

        answer = run(opened_dataset(say, news), load(query_name), options.parameter_values(say, parameters))
        write(answer, format_name, sys.stdout.buffer)
        if format_name == "table" and answer.variables and not answer.rows:
            click.echo(say("query.none"), err=True)
        if answer.more:
            click.echo(say("query.more"), err=True)

    return query


def _list(say: Say) -> None:
    from kg.query import shipped

    for query in shipped():
        click.echo(f"{query.name}: {say.reason(query.title)}")
        click.echo(f"    {say.reason(query.description)}")
        for parameter in query.parameters:
            default = parameter.default
            kind = say("query.required") if default is None else say("query.default", value=default)
            click.echo(
                f"    --param {parameter.name}=…  {say.reason(parameter.description)} ({parameter.type}, {kind})"
            )
