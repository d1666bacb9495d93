"""`kg load`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from kg.cli.outcome import Code
from kg.messages import Say


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("load", help=say("load.help"))
    @click.argument("source", type=click.Path(path_type=Path, readable=False), metavar="NEWS")
    @click.option("--endpoint", required=True, metavar="URL", help=say("load.endpoint"))
    @click.option("--quads", is_flag=True, help=say("load.quads"))
    def load(source: Path, endpoint: str, quads: bool) -> int:
        from kg.cli.progress import shown
        from kg.load import GraphStore
        from kg.load import load as run

        begin = time.monotonic()
        target = GraphStore(endpoint)
        try:
            with shown(say) as progress:
                loaded = run(source, target, quads=quads, progress=progress)
        except KeyboardInterrupt:
            click.echo(say("stopped"), err=True)
            return Code.STOPPED
        seconds = max(time.monotonic() - begin, 1e-3)
        click.echo(
            say(
                "load.done",
                url=target.url,
                quads=f"{loaded.quads:,}",
                requests=f"{loaded.requests:,}",
                seconds=seconds,
                rate=f"{loaded.quads / seconds:,.0f}",
            ),
            err=True,
        )
        if loaded.before:
            click.echo(say("load.before", quads=f"{loaded.before:,}"), err=True)
        return Code.DONE

    return load
