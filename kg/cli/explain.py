"""`kg explain`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kg.cli import engine, options
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("explain", help=say("explain.help"))
    @click.argument("article", metavar="ARTICLE")
    @click.option("--id", "ident", metavar="ID", help=say("explain.id"))
    @options.formats(say, ("text", "html"), "text")
    @options.output(say)
    @engine.alone(say)
    @options.dictionary(say)
    def explain(
        article: str,
        ident: str | None,
        format_name: str,
        output: str,
        engine: str,
        dictionary: Path | None,
    ) -> None:
        from kg.cli.explained import shown
        from kg.cli.streams import written
        from kg.extract.dictionary import NONE, read_dictionary
        from kg.pipeline import explain as run
        from kg.view import page

        explanation = run(article, ident, read_dictionary(dictionary) if dictionary else NONE, engine == "accurate")
        if format_name == "html":
            text = page(explanation, say.language)
        else:
            text = shown(say, explanation, colour=output == "-" and sys.stdout.isatty())
        with written(output) as stream:
            stream.write(text.encode())

    return explain
