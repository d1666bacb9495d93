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
    @click.option("--set-aside/--no-set-aside", default=None, help=say("export.set-aside"))
    def export(news: Path, format_name: str, output: str, set_aside: bool | None) -> None:
        from kg.cli.reading import opened_dataset
        from kg.cli.streams import written
        from kg.export import write

        with written(output) as stream:
            write(opened_dataset(say, news), format_name, stream, set_aside)

    return export
