"""`kg serve`."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import click

from kg.cli import options
from kg.errors import SetupError
from kg.messages import Say

_HOST = "127.0.0.1"
_PORT = 7474
_SECONDS = 30.0
_TOKEN = "KG_TOKEN"
_LEAST = 16
"""Characters of a token at least: anything shorter can be guessed."""


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("serve", help=say("serve.help"))
    @options.store()
    @click.option("--host", default=_HOST, show_default=True, metavar="ADDRESS", help=say("serve.host"))
    @click.option("--port", type=click.IntRange(0, 65535), default=_PORT, show_default=True, help=say("serve.port"))
    @click.option("--name", "names", multiple=True, metavar="NAME", help=say("serve.name"))
    @click.option("--edit", is_flag=True, help=say("serve.edit"))
    @click.option(
        "--seconds", type=click.FloatRange(0.1, 3600), default=_SECONDS, show_default=True, help=say("serve.seconds")
    )
    def serve(news: Path, host: str, port: int, names: tuple[str, ...], edit: bool, seconds: float) -> None:
        from kg.serve import Limits, ServeSettings
        from kg.serve import serve as run
        from kg.serve.settings import is_loopback

        token = _token(say) if edit else None
        limits = Limits(query_seconds=seconds)
        settings = ServeSettings(store=news, host=host, port=port, token=token, names=names, limits=limits)
        if not is_loopback(host):
            click.echo(say("serve.open", host=host), err=True)
        run(settings, lambda url: click.echo(say("serve.ready", store=news, url=url), err=True))

    return serve


def _token(say: Say) -> str:
    """Return the token for editing, and show it if it was made up."""
    stated = os.environ.get(_TOKEN, "")
    if not stated:
        token = secrets.token_urlsafe(24)
        click.echo(say("serve.token", token=token), err=True)
        return token
    if len(stated) < _LEAST:
        raise SetupError(
            f"{_TOKEN} is too short: give {_LEAST} characters or more, or leave it out and one is made.",
            f"{_TOKEN}이 너무 짧습니다. {_LEAST}자 이상으로 주거나, 비워 두면 새로 만듭니다.",
        )
    return stated
