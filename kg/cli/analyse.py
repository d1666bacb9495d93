"""`kg analyse`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from kg.cli import options
from kg.messages import Say

if TYPE_CHECKING:
    from kg.analysis.tables import Cell, Table

_PROJECTIONS = (
    *("entities", "people-organizations", "people-at-events", "speakers"),
    *("policies", "events", "topics", "network"),
)
_TABLES = ("centralities", "communities", "brokers", "components", "changes")
_GRAPHS = (".graphml", ".gexf", ".json", ".cyjs")
_TOP = 10


class _Asked(NamedTuple):
    """What is to be measured."""

    news: Path
    projection: str
    period: str | None
    before: str | None
    after: str | None
    top: int
    engine: str


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("analyse", help=say("analyse.help"))
    @click.argument("news", type=click.Path(path_type=Path, readable=False), metavar="NEWS")
    @click.option(
        "--projection",
        type=click.Choice(_PROJECTIONS),
        default="entities",
        show_default=True,
        help=say("analyse.projection"),
    )
    @click.option("--table", "chosen", type=click.Choice(_TABLES), multiple=True, help=say("analyse.table"))
    @click.option(
        "--top", type=click.IntRange(0), default=_TOP, show_default=True, metavar="N", help=say("analyse.top")
    )
    @click.option("--period", metavar="PERIOD", help=say("analyse.period"))
    @click.option("--before", metavar="PERIOD", help=say("analyse.before"))
    @click.option("--after", metavar="PERIOD", help=say("analyse.after"))
    @click.option("--engine", default="auto", show_default=True, metavar="NAME", help=say("analyse.engine"))
    @click.option("--graph", "graph_file", metavar="FILE", help=say("analyse.graph"))
    @options.formats(say, ("table", "csv", "json"), "table")
    @options.output(say)
    def analyse(chosen: Sequence[str], graph_file: str | None, format_name: str, output: str, **asked: Any) -> None:
        from kg.cli.streams import written

        request = _Asked(**asked)
        if (request.before is None) != (request.after is None) or ("changes" in chosen and request.before is None):
            raise click.UsageError(say("analyse.both"))
        names = list(chosen) or [name for name in _TABLES if name != "changes" or request.before]
        if format_name == "csv" and len(names) != 1:
            raise click.UsageError(say("analyse.one"))
        if graph_file is not None and Path(graph_file).suffix not in _GRAPHS:
            raise click.UsageError(say("analyse.suffix", suffixes=", ".join(_GRAPHS)))
        found = _measured(say, request, graph_file)
        shown = {name: found[name] for name in names}
        with written(output) as stream:
            stream.write(_WRITERS[format_name](say, shown).encode())

    return analyse


def _measured(say: Say, asked: _Asked, graph_file: str | None) -> Mapping[str, Table]:
    from kg.analysis import networkx_graph
    from kg.analysis.changes import changes
    from kg.analysis.measures import analyse, attributed
    from kg.analysis.tables import tables
    from kg.cli.reading import opened_dataset

    dataset = opened_dataset(say, asked.news)
    projection = None if asked.projection == "network" else asked.projection
    whole = asked.after if asked.after else asked.period
    keep = graph_file is not None
    graph = networkx_graph(dataset, projection, period=whole, evidence=keep)
    analysis = analyse(graph, asked.engine)
    click.echo(
        say("analyse.measured", nodes=f"{len(graph):,}", ties=f"{analysis.ties:,}", engine=analysis.engine), err=True
    )
    if analysis.sampled:
        click.echo(say("analyse.sampled"), err=True)
    changed = None
    if asked.before is not None:
        old = networkx_graph(dataset, projection, period=asked.before, evidence=False)
        changed = changes((old, analyse(old, asked.engine)), (graph, analysis))
    if graph_file is not None:
        attributed(graph, analysis)
        _write_graph(graph, graph_file)
    return tables(analysis, changed, asked.top)


def _write_graph(graph: Any, target: str) -> None:
    from kg.cli.streams import written
    from kg.export import GRAPH_SUFFIXES, write_graph

    with written(target) as stream:
        write_graph(graph, GRAPH_SUFFIXES[Path(target).suffix], stream)


def _as_csv(say: Say, shown: Mapping[str, Table]) -> str:  # noqa: ARG001 - machines read it
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for table in shown.values():
        writer.writerow(table.columns)
        writer.writerows(table.rows)
    return written.getvalue()


def _as_json(say: Say, shown: Mapping[str, Table]) -> str:  # noqa: ARG001 - machines read it
    content = {
        name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for name, table in shown.items()
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _as_tables(say: Say, shown: Mapping[str, Table]) -> str:
    """Return the tables for people; IRIs are left to csv and json."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table as RichTable

    written = io.StringIO()
    console = Console(file=written, highlight=False, soft_wrap=True, width=200)
    for table in shown.values():
        console.print(escape(say(f"analyse.table.{table.name}")), style="bold")
        grid = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        columns = [number for number, column in enumerate(table.columns) if column != "iri"]
        for number in columns:
            column = table.columns[number]
            grid.add_column(
                escape(say(f"analyse.column.{column}")), justify="left" if column in _WORDS else "right", no_wrap=True
            )
        for row in table.rows:
            grid.add_row(*(escape(_cell(say, table.columns[number], row[number])) for number in columns))
        console.print(grid)
        if table.of > len(table.rows):
            console.print(say("analyse.more", count=f"{table.of - len(table.rows):,}"), style="dim")
        console.print()
    return written.getvalue()


_WORDS = ("label", "type", "types", "foremost", "state")


def _cell(say: Say, column: str, value: Cell) -> str:
    from kg.visible import visible

    if value is None:
        return ""
    if column == "cut":
        return "●" if value else ""
    if column == "state":
        return say(f"analyse.state.{value}")
    if isinstance(value, float):
        return f"{value:.4f}" if column in ("pagerank", "betweenness", "constraint") else f"{value:g}"
    if column == "type":
        return _type(say, str(value))
    if column == "types":
        return ", ".join(
            f"{_type(say, kind)} {count}" for kind, _, count in (t.partition(" ") for t in str(value).split(", "))
        )
    return " ".join(visible(str(value)).split())


def _type(say: Say, kind: str) -> str:
    from kg.vocab import iri, terms

    return terms()[iri("kg:Statement")].labels[say.language] if kind == "Statement" else say(f"type.{kind}")


_WRITERS = {"table": _as_tables, "csv": _as_csv, "json": _as_json}
