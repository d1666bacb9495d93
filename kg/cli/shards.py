"""`kg shards`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from kg.cli import options
from kg.cli.outcome import Code
from kg.messages import Say

if TYPE_CHECKING:
    from kg.shards import EngineName, Whole

_ENGINES = ("local", "dask", "ray", "spark")
_MEGABYTE = 1_000_000


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("shards", help=say("shards.help"))
    @options.articles(required=True)
    @click.option(
        "-o", "--out", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help=say("shards.out")
    )
    @click.option(
        "--engine", type=click.Choice(_ENGINES), default="local", show_default=True, help=say("shards.engine")
    )
    @click.option("--scheduler", metavar="ADDRESS", help=say("shards.scheduler"))
    @options.workers(say)
    @click.option(
        "--shard-size", type=click.FloatRange(min=0, min_open=True), default=64.0, show_default=True, metavar="MB",
        help=say("shards.size"),
    )  # fmt: skip
    @options.columns(say)
    @options.dictionary(say)
    @click.option("--base", metavar="IRI", help=say("shards.base"))
    @click.option(
        "--joins", type=click.Choice(("posts", "sure")), default="posts", show_default=True, help=say("shards.joins")
    )
    def shards(
        articles: tuple[str, ...],
        out: Path,
        engine: EngineName,
        scheduler: str | None,
        workers: int | None,
        shard_size: float,
        columns: dict[str, str],
        dictionary: Path | None,
        base: str | None,
        joins: Literal["posts", "sure"],
    ) -> int:
        if scheduler is not None and engine == "local":
            raise click.UsageError(say("shards.no_scheduler"))
        from kg.cli.progress import shown
        from kg.extract.dictionary import NONE, read_dictionary
        from kg.pipeline import cores
        from kg.shards import ShardSettings, process, started
        from kg.vocab import DEFAULT_BASE

        begin = time.monotonic()
        settings = ShardSettings(
            base=base or DEFAULT_BASE,
            columns=columns,
            dictionary=read_dictionary(dictionary) if dictionary else NONE,
            joins=joins,
            size=max(1, round(shard_size * _MEGABYTE)),
        )
        try:
            with started(engine, scheduler, workers or cores()) as running, shown(say) as progress:
                whole = process(articles, out, running, settings, progress)
        except KeyboardInterrupt:
            click.echo(say("stopped"), err=True)
            return Code.STOPPED
        _summarize(say, out, whole, time.monotonic() - begin)
        return Code.INPUT if whole.counts["unread"] or not whole.counts["documents"] else Code.DONE

    return shards


def _summarize(say: Say, out: Path, whole: Whole, seconds: float) -> None:
    """Tell on standard error what is in the folder."""
    counts = {name: f"{count:,}" for name, count in whole.counts.items()}
    click.echo(say("shards.done", out=out, shards=len(whole.shards), seconds=seconds, **counts), err=True)
    for name in ("refused", "duplicates", "unread", "copies"):
        if whole.counts[name]:
            click.echo(say(f"shards.{name}", out=out, count=counts[name]), err=True)
    click.echo(say("shards.next", out=out), err=True)
