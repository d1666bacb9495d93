"""`kg train`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.errors import SetupError
from kg.messages import Say

if TYPE_CHECKING:
    from kg.extract.ko.training import Progress


def command(say: Say) -> click.Command:
    """Return the command in the language of `say`."""

    @click.command("train", help=say("train.help"))
    @click.argument("data", type=click.Path(path_type=Path), metavar="DATA")
    @click.option(
        "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="MODEL", help=say("train.output")
    )
    @click.option("--encoder", is_flag=True, help=say("train.encoder"))
    def train(data: Path, output: Path, encoder: bool) -> None:
        run = _encoder_training() if encoder else _training()

        def tell(step: str, count: int) -> None:
            click.echo(f"{say(f'train.{step}')}: {count}\r", err=True, nl=False)

        run(data, output, tell if sys.stderr.isatty() else None)
        click.echo(say("train.done", path=output), err=True)

    return train


def _training() -> Callable[[Path, Path, Progress | None], None]:
    from kg.extract.ko.training import train

    return train


def _encoder_training() -> Callable[[Path, Path, Progress | None], None]:
    try:
        from kg.extract.ko.encoder.training import train_encoder
    except ImportError as error:
        raise SetupError(
            f"Training the encoder needs {error.name}; install it with: pip install 'kg[train]'",
            f"인코더를 학습하려면 {error.name} 라이브러리가 필요합니다. 설치: pip install 'kg[train]'",
        ) from None
    return train_encoder
