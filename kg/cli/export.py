"""`kg export`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.messages import Say

_FORMATS = ("turtle", "trig", "nquads", "jsonld", "graphml", "gexf", "node-link")


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("export", help=say("export.help"))
    @options.store()
    @options.formats(say, _FORMATS, "turtle")
    @options.output(say)
    def export(news: Path, format_name: str, output: str) -> None:
        from kg.cli.streams import written
        from kg.export import write
        from kg.query import open_dataset

        with written(output) as stream:
            write(open_dataset(news), format_name, stream)

    return export
