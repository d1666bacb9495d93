"""`kg set-aside`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import options
from kg.messages import Say
from kg.read.parts import NOTE

if TYPE_CHECKING:
    from kg.store import Finding, Store

_AROUND = 30
"""Characters of the text that are shown before and after the words in question."""


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("set-aside", help=say("set-aside.help"))
    @options.store()
    @options.formats(say, ("text", "jsonl"), "text")
    @options.output(say)
    def set_aside(news: Path, format_name: str, output: str) -> None:
        from kg.cli.reading import opened
        from kg.cli.streams import written

        any_line = False
        with opened(say, news) as store, written(output) as stream:
            for line in _documents(store) if format_name == "jsonl" else _lines(say, store):
                any_line = True
                stream.write(line.encode() + b"\n")
        if not any_line:
            click.echo(say("set-aside.none"), err=True)

    return set_aside


def _articles(store: Store) -> Iterator[tuple[dict[str, Any], list[Finding]]]:
    """Each article of which something was set aside: its facts document as JSON, and what it is."""
    for document, findings in groupby(store.set_aside(), key=lambda finding: finding.document):
        yield json.loads(store.ledger.content(document)), list(findings)


def _documents(store: Store) -> Iterator[str]:
    for document, findings in _articles(store):
        for finding in findings:
            if finding.element == "fact" and isinstance(document["facts"][finding.number], dict):
                document["facts"][finding.number][NOTE] = {
                    "en": finding.reason.en,
                    "ko": finding.reason.ko,
                    "shape": finding.shape,
                }
        yield json.dumps(document, ensure_ascii=False)


def _lines(say: Say, store: Store) -> Iterator[str]:
    for document, findings in _articles(store):
        for finding in findings:
            element = say(f"set-aside.element.{finding.element}", number=finding.number + 1)
            kind = f" ({finding.type})" if finding.type else ""
            yield f"{finding.document}, {element}{kind}: {say.reason(finding.reason)}"
            if finding.span is not None:
                yield "    " + _words(document["article"]["text"], finding.span)
            elif finding.candidate:
                yield "    " + finding.candidate
    for source, reason in store.ledger.unread():
        yield say("unread", source=source, reason=say.reason(reason))


def _words(text: str, span: tuple[int, int]) -> str:
    """The words of `span` between 【 】, with some of what stands around them, on one line."""
    start, end = span
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"…{before}【{text[start:end]}】{after}…".split())
