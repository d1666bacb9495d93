"""`kg validate`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.cli.outcome import Code
from kg.messages import Say

if TYPE_CHECKING:
    from kg.gate import Violation


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("validate", help=say("validate.help"))
    @click.argument("news", type=click.Path(path_type=Path), metavar="NEWS")
    @options.formats(say, ("text", "turtle"), "text")
    @options.workers(say)
    def validate(news: Path, format_name: str, workers: int | None) -> int:
        articles, found = _store(say, news, workers) if news.is_dir() else (None, _file(news))
        violations = sum(violation.severity == "Violation" for violation in found)
        if format_name == "turtle":
            from kg.gate import report_graph

            click.echo(report_graph(found), nl=False)
        else:
            for violation in found:
                _tell(say, violation)
            if found:
                click.echo(say("validate.found", violations=violations, warnings=len(found) - violations))
            else:
                sound = "validate.sound_file" if articles is None else "validate.sound"
                click.echo(say(sound, articles=articles))
        return Code.INPUT if violations else Code.DONE

    return validate


def _store(say: Say, path: Path, workers: int | None) -> tuple[int, list[Violation]]:
    from kg.cli.reading import opened
    from kg.pipeline import validate

    with opened(say, path) as store:
        reports = list(validate(store, workers))
    return len(reports), [violation for report in reports for violation in report]


def _file(path: Path) -> list[Violation]:
    from kg.gate import Gate

    return list(Gate().check_file(path))


def _tell(say: Say, violation: Violation) -> None:
    click.echo(f"{say(f'severity.{violation.severity}')}: {say.reason(violation.reason)}")
    click.echo(f"    {violation.focus}")
    click.echo(f"    {violation.shape}")
