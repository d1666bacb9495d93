"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import InputError
from kg.messages import Say

F = TypeVar("F", bound=Callable[..., Any])

_MOST_WORKERS = 256
"""All of them are started at once: a slip of the finger must not bring the machine down."""


def articles(*, required: bool) -> Callable[[F], F]:
    """The inputs: files, folders, URLs, `-`."""
    return click.argument("articles", nargs=-1, required=required, metavar="ARTICLES...")


def columns(say: Say) -> Callable[[F], F]:
    """Which column of a table holds which field of an article."""

    def read(context: click.Context, option: click.Parameter, text: str | None) -> dict[str, str]:
        del context, option
        from kg.read.columns import parse

        try:
            return parse(text) if text is not None else {}
        except InputError as error:
            raise click.UsageError(say.reason(error.reason)) from None

    return click.option("--columns", metavar="FIELD=COLUMN,…", callback=read, help=say("option.columns"))


def store() -> Callable[[F], F]:
    """The store's folder."""
    return click.argument("news", type=click.Path(path_type=Path, readable=False), metavar="NEWS.kg")


def workers(say: Say) -> Callable[[F], F]:
    """The number of processes."""
    return click.option("--workers", type=click.IntRange(1, _MOST_WORKERS), metavar="N", help=say("option.workers"))


def dictionary(say: Say) -> Callable[[F], F]:
    """The user's dictionary."""
    return click.option("--dictionary", type=click.Path(path_type=Path), metavar="FILE", help=say("option.dictionary"))


def output(say: Say) -> Callable[[F], F]:
    """The file to write, standard output by default."""
    return click.option("-o", "--output", default="-", metavar="FILE", show_default=True, help=say("option.output"))


def formats(say: Say, names: tuple[str, ...], default: str) -> Callable[[F], F]:
    """The format of the output."""
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(names),
        default=default,
        show_default=True,
        help=say("option.format"),
    )


def parameter_values(say: Say, parameters: Sequence[str]) -> dict[str, str]:
    """Return what `--param NAME=VALUE` gives, by name.

    Raises:
        click.UsageError: one is no `NAME=VALUE`, or a name stands twice.
    """
    values: dict[str, str] = {}
    for text in parameters:
        name, equals, value = text.partition("=")
        if not equals:
            raise click.UsageError(say("query.bad_param", text=text))
        if name in values:
            raise click.UsageError(say("query.param_twice", name=name))
        values[name] = value
    return values
