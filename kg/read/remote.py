"""Inputs that are named by a URL, opened by fsspec."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from kg.errors import InputError
from kg.read.extras import needed
from kg.read.opening import HEAD, Counted

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+(?:::[A-Za-z].*)?://")
_WEB = ("http://", "https://")


class RemoteFile(NamedTuple):
    """A file behind a URL.

    Attributes:
        url: its URL.
        below: its path below the folder that was named, its name if it was named itself.
        named: whether it was named itself.
    """

    url: str
    below: str
    named: bool


def is_url(path: str) -> bool:
    """Return whether `path` is a URL rather than the path of a local file."""
    return _URL.match(path) is not None


def is_web(url: str) -> bool:
    """Return whether `url` is the address of a web page."""
    return url.startswith(_WEB)


def remote_files(url: str) -> Iterator[RemoteFile]:
    """Yield the files that `url` stands for: itself, or what is below it if it is a folder, by name.

    Raises:
        InputError: it cannot be reached, or fsspec or what it needs for this scheme is not installed.
    """
    if is_web(url):
        yield RemoteFile(url, url, named=True)
        return
    core = needed("fsspec.core", "remote")
    try:
        system, path = core.url_to_fs(url)
        if not system.isdir(path):
            yield RemoteFile(url, PurePosixPath(path).name, named=True)
            return
        found = sorted(system.find(path))
    except Exception as error:
        raise _unreachable(error) from None
    for file in found:
        below = file.removeprefix(path).lstrip("/")
        if not any(part.startswith(".") for part in PurePosixPath(below).parts):
            yield RemoteFile(system.unstrip_protocol(file), below, named=False)


def opened(url: str) -> BinaryIO:
    """Open the file at `url`; it is read as it comes.

    Raises:
        InputError: it cannot be reached, or fsspec or what it needs for this scheme is not installed.
    """
    core = needed("fsspec.core", "remote")
    try:
        system, path = core.url_to_fs(url)
        options: dict[str, Any] = {"block_size": 0} if is_web(url) else {}
        return io.BufferedReader(_Safe(system.open(path, "rb", **options), can_seek=not is_web(url)), HEAD)
    except Exception as error:
        raise _unreachable(error) from None


class _Safe(Counted):
    """A remote stream whose failures are errors of the input, whatever library they come from."""

    def __init__(self, stream: Any, *, can_seek: bool) -> None:
        super().__init__(stream)
        self._can_seek = can_seek

    def readinto(self, buffer: Any) -> int:
        try:
            return super().readinto(buffer)
        except Exception as error:
            raise _unreachable(error) from None

    def seekable(self) -> bool:
        return self._can_seek

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._stream.seek(offset, whence))

    def tell(self) -> int:
        return int(self._stream.tell())

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()


def _unreachable(error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    cause = " ".join(str(error).split()) or type(error).__name__
    return InputError(f"It cannot be fetched: {cause}.", f"가져올 수 없습니다: {cause}.")
