"""Where a command writes: standard output, or a file that is complete or not there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_PART = ".part"
"""Ends the name of a file that is being written."""


@contextmanager
def written(target: str) -> Iterator[BinaryIO]:
    """Open `target` for bytes; `-` is standard output.

    A file is written beside its place under the name `….part` and takes it when all is written.

    Raises:
        OSError: it cannot be written; its `filename` is `target`, not that of the part.
    """
    try:
        yield from _written(target)
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename in (None, f"{Path(target)}{_PART}"):
            error.filename = target
        raise


def _written(target: str) -> Iterator[BinaryIO]:
    if target == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = Path(target)
    if place.exists() and not place.is_file():  # a pipe or a device
        with place.open("wb") as stream:
            yield stream
        return
    part = place.with_name(place.name + _PART)
    try:
        with part.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)
