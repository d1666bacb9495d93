"""`kg query`."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from kg.cli import options
from kg.cli.outcome import Code
from kg.messages import Say

if TYPE_CHECKING:
    from kg.query import Answer, Parameter, Query
    from kg.query.sources import Source

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "ntriples", "parquet")
_SECONDS = 60.0


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("query", help=say("query.help"))
    @click.argument("target", nargs=-1, metavar="[NEWS] QUERY", shell_complete=_complete_target)
    @click.option(
        "--param",
        "parameters",
        multiple=True,
        metavar="NAME=VALUE",
        help=say("query.param"),
        shell_complete=_complete_parameter,
    )
    @options.formats(say, _FORMATS, "table")
    @options.output(say)
    @click.option("--evidence", is_flag=True, help=say("query.evidence"))
    @click.option("--endpoint", metavar="URL", help=say("query.endpoint"))
    @click.option(
        "--timeout",
        "seconds",
        type=click.FloatRange(0),
        default=_SECONDS,
        show_default=True,
        metavar="SECONDS",
        help=say("query.timeout"),
    )
    @click.option("--list", "list_them", is_flag=True, help=say("query.list"))
    @click.option("--check", "check", is_flag=True, help=say("query.check"))
    def query(
        target: tuple[str, ...],
        parameters: Sequence[str],
        format_name: str,
        output: str,
        evidence: bool,
        endpoint: str | None,
        seconds: float,
        list_them: bool,
        check: bool,
    ) -> int:
        if list_them:
            _list(say)
            return Code.DONE
        if check:
            return _check(say, target)
        if len(target) != (1 if endpoint else 2):
            raise click.UsageError(say("query.missing"))
        from kg.query import bound, load
        from kg.query.sources import source

        asked, values = load(target[-1]), options.parameter_values(say, parameters)
        question = bound(asked, values)
        with source(endpoint or _readable(say, Path(target[0]))) as place:
            answer = place.ask(question, seconds)
            if evidence:
                from kg.query.evidence import with_sentences

                answer = with_sentences(answer, lambda further: place.ask(further, seconds))
            _write(answer, format_name, output)
            if answer.more:
                click.echo(say("query.more"), err=True)
            if answer.variables and not answer.rows:
                _diagnose(say, asked, values, place, seconds)
        return Code.DONE

    return query


def _readable(say: Say, news: Path) -> Path:
    """Return the path after a look at whether it can be asked; say so if the store's last build was not finished."""
    if news.is_dir():
        from kg.cli.reading import opened

        opened(say, news).close()
    return news


def _write(answer: Answer, format_name: str, output: str) -> None:
    from kg.cli.streams import written
    from kg.query import write

    with written(output) as stream:
        write(answer, format_name, stream)


def _diagnose(say: Say, query: Query, values: dict[str, str], place: Source, seconds: float) -> None:
    """Say that there are no rows, and why."""
    from kg.query.diagnosis import diagnosed

    click.echo(say("query.none"), err=True)
    found = diagnosed(query, values, lambda question: place.ask(question, seconds))
    for name, names in found.names.items():
        key = "query.near" if names else "query.unknown_name"
        click.echo(say(key, name=name, value=values[name], names=", ".join(names)), err=True)
    if found.pattern:
        click.echo(say("query.unmatched", pattern=found.pattern), err=True)


def _list(say: Say) -> None:
    from kg.query import shipped
    from kg.query.header import GROUPS

    for group, queries in groupby(shipped(), key=lambda query: query.group):
        click.echo(f"# {say.reason(GROUPS[group])}")
        for query in queries:
            click.echo(f"{query.name}: {say.reason(query.title)}")
            click.echo(f"    {say.reason(query.description)}")
            for parameter in query.parameters:
                default = parameter.default
                kind = say("query.required") if default is None else say("query.default", value=default)
                type_name = " | ".join(parameter.choices) or parameter.type
                click.echo(f"    --param {parameter.name}=…  {say.reason(parameter.description)} ({type_name}, {kind})")
        click.echo()


def _check(say: Say, files: Sequence[str]) -> int:
    """Look query files over; without files, the shipped ones."""
    from kg.query import shipped
    from kg.query.lint import lint

    remarks = [remark for name in files or [query.name for query in shipped()] for remark in lint(name)]
    for remark in remarks:
        click.echo(f"{remark.path}:{remark.line}: {say.reason(remark.reason)}")
    if not remarks:
        click.echo(say("query.checked"), err=True)
    return Code.INPUT if remarks else Code.DONE


def _complete_target(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    given = ctx.params.get("target") or ()
    if not given and not ctx.params.get("endpoint") and not ctx.params.get("check"):
        return [CompletionItem(incomplete, type="file")]
    from kg.query import shipped

    names = [
        CompletionItem(query.name, help=query.title.ko) for query in shipped() if query.name.startswith(incomplete)
    ]
    return names or [CompletionItem(incomplete, type="file")]


def _complete_parameter(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    from kg.errors import QueryError
    from kg.query import load

    parameters: tuple[Parameter, ...] = ()
    for word in (*(ctx.params.get("target") or ()), *ctx.args):  # an option without its value leaves all in `args`
        with suppress(QueryError):
            parameters = load(word).parameters
    items = [
        CompletionItem(f"{parameter.name}={choice}", help=parameter.description.ko)
        for parameter in parameters
        for choice in (parameter.choices or ("",))
    ]
    return [item for item in items if item.value.startswith(incomplete)]
