"""`kg view`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options
from kg.messages import Say

if TYPE_CHECKING:
    from kg.query import Dataset
    from kg.view.news import Content

_LIMIT = 20_000
"""`kg.view.news.choice.LIMIT`, which is not loaded for the help alone; a test holds the two together."""
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("view", help=say("view.help"))
    @options.store()
    @options.output(say)
    @click.option("--since", metavar="DATE", default="", help=say("view.since"))
    @click.option("--until", metavar="DATE", default="", help=say("view.until"))
    @click.option("--entity", "names", multiple=True, metavar="NAME", help=say("view.entity"))
    @click.option("--query", metavar="QUERY", help=say("view.query"))
    @click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help=say("query.param"))
    @click.option(
        "--limit", type=click.IntRange(1), default=_LIMIT, show_default=True, metavar="N", help=say("view.limit")
    )
    def view(
        news: Path,
        output: str,
        since: str,
        until: str,
        names: Sequence[str],
        query: str | None,
        parameters: Sequence[str],
        limit: int,
    ) -> None:
        from kg.cli.streams import written
        from kg.view.news import Choice, chosen, fitting, news_page

        for date in (since, until):
            if date and not _DATE.fullmatch(date):
                raise click.UsageError(say("view.bad_date", text=date))
        values = options.parameter_values(say, parameters)
        whole, dataset = _content(say, news)
        iris = _named(dataset, query, values) if query else None
        asked = chosen(whole, Choice(since, until, tuple(names), iris))
        part = fitting(asked, limit)
        page = news_page(part, whole, news.name, say.language)
        with written(output) as stream:
            stream.write(page)
        _report(say, asked, part, limit)
        if output != "-":
            counts = {"articles": f"{len(part.texts):,}", "facts": f"{len(part.facts):,}"}
            click.echo(say("view.written", output=output, size=_size(len(page)), **counts), err=True)

    return view


def _content(say: Say, news: Path) -> tuple[Content, Dataset]:
    """Return what is in a store or an RDF file, and its quads."""
    from kg.cli.reading import opened
    from kg.query import open_dataset
    from kg.view.news import content, store_content

    if not news.is_dir():
        dataset = open_dataset(news)
        return content(dataset), dataset
    with opened(say, news) as store:
        return store_content(store), store.graph.store


def _named(dataset: Dataset, name: str, values: Mapping[str, str]) -> frozenset[str]:
    """Return the IRIs in the answer of a query."""
    from kg.query import load, run

    answer = run(dataset, load(name), values)
    terms: list[object] = [term for row in answer.rows for term in row]
    terms += [term for triple in answer.triples or () for term in (triple.subject, triple.object)]
    return frozenset(str(getattr(term, "value", "")) for term in terms) - {""}


def _report(say: Say, asked: Content, part: Content, limit: int) -> None:
    """Say what the page leaves out for want of room, or that it holds much."""
    facts, limit_text = f"{len(part.facts):,}", f"{limit:,}"
    if part is not asked:
        articles = f"{len(part.texts):,}"
        click.echo(
            say("view.cut", all=f"{len(asked.facts):,}", limit=limit_text, facts=facts, articles=articles), err=True
        )
    if len(part.facts) > _LIMIT:
        click.echo(say("view.heavy", facts=facts, usual=f"{_LIMIT:,}"), err=True)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"
