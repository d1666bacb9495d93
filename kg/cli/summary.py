"""The summary of a build, and the tables of what a store holds."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from kg.messages import MESSAGES, Say
from kg.model import FACT_CLASSES
from kg.pipeline import Summary
from kg.store import Totals
from kg.vocab import iri, terms

_SHOWN_REASONS = 5


def summarize(say: Say, out: Path, summary: Summary, seconds: float) -> None:
    """Tell on standard error what a build did."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    totals = summary.totals
    title = say("summary.title", out=out, articles=totals.articles, seconds=seconds)
    console.print(escape(title), style="bold")
    console.print(
        say(
            "summary.articles",
            added=summary.added,
            changed=summary.changed,
            unchanged=summary.unchanged,
            unread=summary.unread,
        )
    )
    if summary.retracted:
        console.print(escape(say("summary.retracted", count=summary.retracted, out=out)))
    show_totals(console, say, out, totals)
    if summary.examples:
        console.print(say("summary.unread"), style="bold")
        for source, reason in summary.examples:
            console.print(f"  {escape(source)}: {escape(say.reason(reason))}")
        if summary.unread > len(summary.examples):
            console.print("  " + escape(say("summary.more", count=summary.unread - len(summary.examples), out=out)))
    console.print(escape(say("summary.next", out=out)), style="dim")


def show_totals(console: Console, say: Say, out: Path, totals: Totals) -> None:
    """Show what a store holds."""
    if totals.refused:
        console.print(say("summary.refused", count=totals.refused))
    if totals.copies:
        console.print(escape(say("summary.copies", count=totals.copies, out=out)))
    if totals.pending:
        console.print(escape(say("summary.pending", count=totals.pending, out=out)))
    console.print(_entities(say, totals))
    console.print(_facts(say, totals))
    for heading, reasons in (("summary.reasons", totals.reasons), ("summary.remarks", totals.remarks)):
        if reasons:
            console.print(say(heading), style="bold")
            for reason, count in reasons[:_SHOWN_REASONS]:
                console.print(f"  {count} × {escape(say.reason(reason))}")


def fact_label(say: Say, name: str) -> str:
    """Return the label of a fact type as the ontology has it, or `name` itself if it is none."""
    for kind in FACT_CLASSES:
        if kind.__struct_config__.tag == name:
            return terms()[iri(f"kg:{kind.__name__}")].labels[say.language]
    return name


def kind_label(say: Say, kind: str) -> str:
    """Return what entities of `kind` are called."""
    return say(f"kind.{kind}") if f"kind.{kind}" in MESSAGES else kind


def _entities(say: Say, totals: Totals) -> Table:
    table = _table(say("summary.entities"), "")
    for kind, count in totals.entities.items():
        table.add_row(kind_label(say, kind), f"{count:,}")
    table.add_row(say("summary.total"), f"{sum(totals.entities.values()):,}", style="bold")
    return table


def _facts(say: Say, totals: Totals) -> Table:
    table = _table(say("summary.facts"), say("summary.accepted"), say("summary.set_aside"))
    for name in sorted({*totals.accepted, *totals.set_aside}):
        accepted, aside = totals.accepted.get(name, 0), totals.set_aside.get(name, 0)
        table.add_row(escape(fact_label(say, name)) or "—", f"{accepted:,}", f"{aside:,}")
    table.add_row(
        say("summary.total"),
        f"{sum(totals.accepted.values()):,}",
        f"{sum(totals.set_aside.values()):,}",
        style="bold",
    )
    return table


def _table(title: str, *numbers: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(title)
    for number in numbers:
        table.add_column(number, justify="right")
    return table
