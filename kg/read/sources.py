"""Files, folders, URLs and standard input: what there is to read, and under which ids.

The id of a page is the address that it gives for itself, else its file's name without suffix, in NFC; in a folder or an
archive it is the path below the one that was given (`2012/conference`), so it is the same wherever that stands.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from kg.errors import InputError, Reason
from kg.read.columns import NONE
from kg.read.extent import Extent
from kg.read.kinds import page_id, read_stream
from kg.read.line_range import some_lines
from kg.read.opening import HEAD
from kg.read.record import Item, Origin, Record, Unread
from kg.read.remote import RemoteFile, is_url, is_web, opened, remote_files


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file or URL that is to be read, on this machine or on another one that sees it at the same place.

    Attributes:
        place: its path or URL.
        source: how messages call it.
        name: its name, which tells with the content what it holds.
        id: the id for a page that brings none.
        named: whether somebody named this file, rather than a folder that holds it.
        remote: whether `place` is a URL.
        lines: of a part of a local file, the lines that begin between these two bytes; None of a whole file.
    """

    place: str
    source: str
    name: str
    id: str
    named: bool
    remote: bool = False
    lines: tuple[int, int] | None = None


def extent_of(paths: Sequence[str]) -> Extent:
    """Return what tells how much of `paths` was read, to be handed to `read_sources`."""
    if any(path == "-" or is_url(path) for path in paths):
        return Extent(None)
    return Extent(lambda: [Path(file.place) for file in list_sources(paths) if isinstance(file, SourceFile)])


def read_sources(
    paths: Sequence[str], columns: Mapping[str, str] = NONE, extent: Extent | None = None
) -> Iterator[Item]:
    """Yield what `paths` hold, in their order: files, folders (all below, by name), URLs, `-` for standard input.

    What a file holds is told by its content and its name (`kg.read.kinds.KINDS`), compressed or not. Hidden files are
    skipped, and so is the folder with the pictures of a saved page (`page_files` beside `page.html`); a file that is
    met twice is read once. Of two pages that have the same id by their files' names the first is read. What cannot be
    read is yielded as `Unread`; nothing is raised for it.

    Args:
        paths: what to read.
        columns: the column of a table, or the key of a JSON object, for each field of an article whose name does not
            tell it, as `{"headline": "제목"}`.
        extent: is told how much was read (`extent_of`).
    """
    extent = extent or Extent(None)
    for item in _items(paths, columns, extent):
        extent.items += 1
        yield item


def _items(paths: Sequence[str], columns: Mapping[str, str], extent: Extent) -> Iterator[Item]:
    names = _Names()
    for path in paths:
        if path == "-":
            yield from read_stream(sys.stdin.buffer, "", Origin("-", "", columns=columns))
            continue
        for file in _found(path, names):
            if isinstance(file, Unread):
                yield file
            else:
                yield from names.checked(read_source(file, columns, extent), file.id, file.source)


def list_sources(paths: Sequence[str]) -> Iterator[SourceFile | Unread]:
    """Yield the files that `paths` stand for, as `read_sources` has them, each once and unread."""
    names = _Names()
    for path in paths:
        yield from _found(path, names)


def read_source(file: SourceFile, columns: Mapping[str, str] = NONE, extent: Extent | None = None) -> Iterator[Item]:
    """Yield what one file holds, as `read_sources` does."""
    extent = extent or Extent(None)
    if file.remote:
        yield from _read_remote(file, columns)
        return
    path = Path(file.place)
    if not file.named and path.exists() and not path.is_file():
        reason = Reason("It is no file: a pipe, a socket or a device.", "일반 파일이 아닙니다(파이프, 소켓, 장치).")
        yield Unread(file.source, reason)
        return
    origin = Origin(file.source, file.id, named=file.named, columns=columns)
    try:
        raw = path.open("rb", buffering=0)
    except OSError as error:
        cause = os.strerror(error.errno) if error.errno else str(error)
        yield Unread(file.source, Reason(f"It cannot be read: {cause}.", f"읽을 수 없습니다: {cause}."))
        return
    with io.BufferedReader(raw, HEAD) as stream, extent.reading(path, raw.tell):
        if file.lines is None:
            yield from read_stream(stream, file.name, origin)
        elif (lines := some_lines(stream, *file.lines)).peek(1):
            yield from read_stream(lines, file.name, origin)


class _Names:
    """What was read so far, remembered in few bytes each."""

    def __init__(self) -> None:
        self._files: set[bytes] = set()
        self._ids: dict[bytes, str] = {}

    def is_new(self, file: str) -> bool:
        """Whether `file` was not met yet; now it is."""
        key = _digest(file)
        new = key not in self._files
        self._files.add(key)
        return new

    def checked(self, items: Iterator[Item], name: str, source: str) -> Iterator[Item]:
        """Yield `items`; in place of an article whose id another file's name has given already, why it is not read."""
        for item in items:
            if isinstance(item, Record) and item.id == name:
                other = self._ids.setdefault(_digest(name), source)
                yield item if other == source else Unread(item.source, _taken(name, other))
            else:
                yield item


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(errors="surrogateescape"), digest_size=16).digest()


def _found(path: str, names: _Names) -> Iterator[SourceFile | Unread]:
    """The files of one path that were not met before."""
    try:
        for file in map(_remote, remote_files(path)) if is_url(path) else _files(Path(path)):
            if names.is_new(file.place if file.remote else str(Path(file.place).resolve())):
                yield file
    except InputError as error:
        yield Unread(path, error.reason)


def _remote(file: RemoteFile) -> SourceFile:
    return SourceFile(
        place=file.url,
        source=file.url,
        name=file.below.partition("?")[0],
        id=file.url if is_web(file.url) else page_id(file.below),
        named=file.named,
        remote=True,
    )


def _read_remote(file: SourceFile, columns: Mapping[str, str]) -> Iterator[Item]:
    address = file.place if is_web(file.place) else None
    origin = Origin(file.source, file.id, address=address, named=file.named, columns=columns)
    try:
        stream = opened(file.place)
    except InputError as error:
        yield Unread(file.source, error.reason)
        return
    with stream:
        yield from read_stream(stream, file.name, origin)


def _files(path: Path) -> Iterator[SourceFile]:
    """The files that `path` stands for; a folder's in the order of their names, folder by folder."""
    if not path.is_dir():
        yield _file(path, page_id(_printable(PurePath(path.name))), named=True)
        return
    pending = [(path, "", frozenset[Path]())]
    while pending:
        folder, below, parents = pending.pop()
        real = folder.resolve()
        if real in parents:  # a symbolic link back to a folder around it
            continue
        try:
            entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
        except OSError:  # reading it will say why
            yield _file(folder, "", named=True)
            continue
        inner = {entry: None for entry in entries if entry.is_dir()}
        pages = {entry.stem for entry in entries if entry.suffix.lower() in (".html", ".htm")}
        for entry in entries:
            if entry not in inner:
                yield _file(entry, page_id(_printable(PurePath(below + entry.name))), named=False)
        pending += [
            (entry, f"{below}{entry.name}/", parents | {real})
            for entry in reversed(inner)
            if not any(entry.name == f"{page}{ending}" for page in pages for ending in _BESIDE)
        ]


def _file(path: Path, ident: str, *, named: bool) -> SourceFile:
    return SourceFile(str(path), _printable(path), path.name, ident, named)


_BESIDE = ("_files", ".files", "_파일")
"""Ends the name of the folder in which a browser saves what belongs to a page."""


def _printable(path: PurePath) -> str:
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _taken(name: str, other: str) -> Reason:
    return Reason(
        f"The id {name!r} is taken by {other}; rename one of the files, or give the folder that holds both.",
        f"id {name!r}은(는) {other}에서 이미 썼습니다. 파일 이름을 바꾸거나 둘을 담은 폴더를 주세요.",
    )
