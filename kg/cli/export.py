"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.messages import Say

_FORMATS = (
    *("turtle", "trig", "nquads", "jsonld", "rdf12", "facts", "annotations"),
    *("graphml", "gexf", "node-link", "cytoscape", "neo4j", "kuzu"),
)
_MANY_FILES = ("neo4j", "kuzu")


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("export", help=say("export.help"))
    @options.store()
    @options.formats(say, _FORMATS, "turtle")
    @options.output(say)
    @click.option("--set-aside/--no-set-aside", default=None, help=say("export.set-aside"))
    @click.option("--article", metavar="ID", help=say("export.article"))
    def export(news: Path, format_name: str, output: str, set_aside: bool | None, article: str | None) -> None:
        from kg.cli.reading import opened, opened_dataset
        from kg.cli.streams import written
        from kg.export import write, write_folder

        source = opened(say, news) if news.is_dir() else opened_dataset(say, news)
        if format_name in _MANY_FILES and output != "-" and Path(output).suffix != ".zip":
            write_folder(source, format_name, Path(output), set_aside)
            return
        with written(output) as stream:
            write(source, format_name, stream, set_aside, article=article)

    return export
