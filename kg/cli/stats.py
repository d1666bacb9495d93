"""`kg stats`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.errors import Reason
from kg.messages import Say

if TYPE_CHECKING:
    from kg.store import Totals


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("stats", help=say("stats.help"))
    @options.store()
    @options.formats(say, ("table", "json"), "table")
    def stats(news: Path, format_name: str) -> None:
        from kg.cli.reading import opened

        with opened(say, news) as store:
            totals = store.totals()
            versions = {
                "base": store.ledger.meta("base"),
                "kg": store.ledger.meta("version"),
                "format": store.ledger.meta("format"),
            }
            quads = len(store.graph.store)
        if format_name == "json":
            click.echo(json.dumps(_as_json(totals, quads, versions), ensure_ascii=False, indent=2))
            return
        from rich.console import Console

        from kg.cli.summary import show_totals

        console = Console(highlight=False, soft_wrap=True)
        for label, value in (
            ("stats.articles", f"{totals.articles:,}"),
            ("stats.quads", f"{quads:,}"),
            ("stats.unread", f"{totals.unread:,}"),
            ("stats.base", versions["base"]),
            ("stats.version", versions["kg"]),
            ("stats.format", versions["format"]),
        ):
            console.print(f"{say(label)}: {value}", markup=False)
        show_totals(console, say, news, totals)

    return stats


def _reasons(reasons: tuple[tuple[Reason, int], ...]) -> list[dict[str, object]]:
    return [{"en": reason.en, "ko": reason.ko, "count": count} for reason, count in reasons]


def _as_json(totals: Totals, quads: int, versions: dict[str, str | None]) -> dict[str, object]:
    return {
        "articles": totals.articles,
        "copies": totals.copies,
        "refused": totals.refused,
        "pending": totals.pending,
        "unread": totals.unread,
        "entities": totals.entities,
        "facts": {
            name: {"accepted": totals.accepted.get(name, 0), "set_aside": totals.set_aside.get(name, 0)}
            for name in sorted({*totals.accepted, *totals.set_aside})
        },
        "warnings": totals.warnings,
        "reasons": _reasons(totals.reasons),
        "remarks": _reasons(totals.remarks),
        "quads": quads,
        **versions,
    }
