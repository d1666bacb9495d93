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
            _tell_all(say, news, found)
            if found:
                click.echo(say("validate.found", violations=violations, warnings=len(found) - violations))
            else:
                sound = "validate.sound_file" if articles is None else "validate.sound"
                click.echo(say(sound, articles=articles))
        return Code.INPUT if violations else Code.DONE

    return validate


def _store(say: Say, path: Path, workers: int | None) -> tuple[int, list[Violation]]:
    from kg.cli.reading import opened
    from kg.pipeline import validate, validate_whole

    with opened(say, path) as store:
        reports = list(validate(store, workers))
        return len(reports), [*(violation for report in reports for violation in report), *validate_whole(store)]


def _file(path: Path) -> list[Violation]:
    from kg.gate import Gate, check_whole
    from kg.query import open_dataset

    return [*Gate().check_file(path), *check_whole(open_dataset(path))]


def _tell_all(say: Say, news: Path, found: list[Violation]) -> None:
    """Tell each with the sentences of the facts that it concerns, side by side."""
    if not found:
        return
    from kg.query import open_dataset
    from kg.query.answer import answered
    from kg.query.evidence import sentences_of
    from kg.query.terms import short

    dataset = open_dataset(news)
    sentences = sentences_of(
        (fact for violation in found for fact in violation.facts), lambda question: answered(dataset, question)
    )
    for violation in found:
        click.echo(f"{say(f'severity.{violation.severity}')}: {say.reason(violation.reason)}")
        told = [each for fact in violation.facts for each in sentences[fact]]
        for article, sentence in told:
            click.echo(f"    {short(article)}: {' '.join(sentence.split())}")
        if not told:
            click.echo(f"    {short(violation.focus)} <{violation.focus}>")
        click.echo(f"    {violation.shape}")
