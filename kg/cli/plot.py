"""`kg plot`."""

from __future__ import annotations

from pathlib import Path

import click

from kg.messages import Say

_KINDS = ("network", "timeline", "statements", "positions")
_PROJECTIONS = (
    *("entities", "people-organizations", "people-at-events", "speakers"),
    *("policies", "events", "topics"),
)
_SUFFIXES = (".svg", ".png")
_LABELS = 120


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("plot", help=say("plot.help"))
    @click.argument("news", type=click.Path(path_type=Path, readable=False), metavar="NEWS")
    @click.argument("kind", type=click.Choice(_KINDS))
    @click.option("-o", "--output", required=True, metavar="FILE", help=say("plot.output"))
    @click.option("--top", type=click.IntRange(0), metavar="N", help=say("plot.top"))
    @click.option(
        "--labels", type=click.IntRange(0), default=_LABELS, show_default=True, metavar="N", help=say("plot.labels")
    )
    @click.option(
        "--projection",
        type=click.Choice(_PROJECTIONS),
        default="entities",
        show_default=True,
        help=say("plot.projection"),
    )
    @click.option("--period", metavar="PERIOD", help=say("analyse.period"))
    def plot(
        news: Path, kind: str, output: str, top: int | None, labels: int, projection: str, period: str | None
    ) -> None:
        suffix = Path(output).suffix.lower()
        if suffix not in _SUFFIXES:
            raise click.UsageError(say("plot.suffix"))
        from kg.cli.reading import opened_dataset
        from kg.cli.streams import written
        from kg.plot import picture

        drawn = picture(
            opened_dataset(say, news),
            kind,
            top=top,
            labels=labels,
            projection=projection,
            period=period,
            language=say.language,
        )
        with written(output) as stream:
            stream.write(drawn.write(suffix.removeprefix(".")))
        click.echo(drawn.description, err=True)

    return plot
