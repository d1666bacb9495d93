"""From what happened to an exit code and a message on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import IntEnum

import click

from kg.errors import KgError, QueryError, SetupError
from kg.messages import Say


class Code(IntEnum):
    """Exit codes of `kg`."""

    DONE = 0
    INPUT = 1
    USAGE = 2
    SETUP = 3
    STOPPED = 130


def exit_code(say: Say, work: Callable[[], object]) -> int:
    """Do `work`, which returns an exit code or None, and tell what went wrong if something does."""
    try:
        code = work()
        sys.stdout.flush()
        return int(code) if isinstance(code, int) else Code.DONE
    except click.UsageError as error:
        error.show(sys.stderr)
        return Code.USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("stopped.plain"), err=True)
        return Code.STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains as it ends
        return Code.INPUT  # as click has it where it meets the broken pipe itself
    except KgError as error:
        tell(say, say.reason(error.reason))
        return _code(error)
    except (OSError, RuntimeError) as error:
        tell(say, _fault(say, error))
        return Code.SETUP


def _fault(say: Say, error: OSError | RuntimeError) -> str:
    """Return what a fault of the disk or of a store's files means; an error of the program stays what it is."""
    from kg.store import damaged

    damage = damaged(error)
    if damage is not None:
        return say.reason(damage)
    if isinstance(error, RuntimeError):
        raise error
    return say("disk.error", path=error.filename or "-", cause=error.strerror or error)


def tell(say: Say, text: str) -> None:
    """Write an error message to standard error."""
    click.echo(say("error", text=text), err=True)


def _code(error: KgError) -> Code:
    if isinstance(error, SetupError):
        return Code.SETUP
    return Code.USAGE if isinstance(error, QueryError) else Code.INPUT
