"""`kg diff`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options
from kg.messages import Say

_LISTED = 20


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("diff", help=say("diff.help"))
    @click.argument("old", type=click.Path(path_type=Path, readable=False), metavar="OLD.kg")
    @click.argument("new", type=click.Path(path_type=Path, readable=False), metavar="[NEW.kg]", required=False)
    @click.option("--from", "first", type=click.IntRange(0), metavar="N", help=say("diff.from"))
    @click.option("--to", "last", type=click.IntRange(0), metavar="N", help=say("diff.to"))
    @click.option("--limit", type=click.IntRange(0), default=_LISTED, show_default=True, help=say("diff.limit"))
    @options.formats(say, ("text", "json"), "text")
    def diff(old: Path, new: Path | None, first: int | None, last: int | None, limit: int, format_name: str) -> None:
        if new is not None and (first is not None or last is not None):
            raise click.UsageError(say("diff.two"))
        from kg.cli.differences import difference_json, difference_lines, edition_line
        from kg.history import difference, edition

        if new is None:
            with edition(old, last) as state:
                last = state.run
            first = max(last - 1, 0) if first is None else first
        with edition(old, first) as before, edition(new or old, last) as after:
            found = difference(before, after)
            if format_name == "json":
                click.echo(difference_json(before, after, found))
                return
            click.echo(f"{edition_line(say, before)}\n→ {edition_line(say, after)}")
            for line in difference_lines(say, found, limit or None):
                click.echo(line)
            if not found:
                click.echo(say("diff.same"), err=True)

    return diff
