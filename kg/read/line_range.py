"""A part of a file of lines, so that a large file can be worked on in several places."""

from __future__ import annotations

import io
from typing import Any, BinaryIO

_BLOCK = 1 << 16


def some_lines(stream: BinaryIO, start: int, stop: int) -> io.BufferedReader:
    """Return a stream of the lines that begin at the bytes from `start` to before `stop`."""
    first, last = (_beginning(stream, place) for place in (start, stop))
    stream.seek(first)
    return io.BufferedReader(_Until(stream, last - first))


def _beginning(stream: BinaryIO, place: int) -> int:
    """Return where the first line begins that does not begin before `place`."""
    if place == 0:
        return 0
    place = stream.seek(place - 1)
    while block := stream.read(_BLOCK):
        end = block.find(b"\n")
        if end >= 0:
            return place + end + 1
        place += len(block)
    return place


class _Until(io.RawIOBase):
    """The next so many bytes of a stream."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self._left = stream, size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)
