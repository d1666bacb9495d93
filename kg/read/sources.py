"""Files, folders and standard input: what there is to read, under which ids, by which reader.

The id of a page is its file's name without suffix, in NFC; in a folder it is the path below the folder that was given
(`2012/conference`), so it is the same wherever the folder stands. A page from standard input is named by its text.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from kg.errors import InputError, Reason
from kg.read.lines import MAX_LINE, read_json, read_lines, text_id
from kg.read.page import read_page
from kg.read.record import RawDocument, Record, Unread
from kg.read.text import MAX_CHARACTERS, clean_line, decode

MAX_PAGE = 4 * MAX_CHARACTERS
"""The largest page that is read, in bytes: UTF-8 has at most four for a character."""

Item = Record | RawDocument | Unread
Reader = Callable[[BinaryIO, str, str], Iterator[Item]]
"""Gets the bytes, the source for messages, and the id for an article that has none (empty: made from its text)."""


def read_sources(paths: Sequence[str]) -> Iterator[Item]:
    """Yield what `paths` hold, in their order: files, folders (all below, by name), `-` for standard input.

    Hidden files are skipped, and a file that is met twice is read once. Of two pages with the same id the first is
    read. What cannot be read is yielded as `Unread`; nothing is raised for it.
    """
    met: set[Path] = set()
    pages: dict[str, str] = {}
    for path in paths:
        if path == "-":
            yield from _read_unknown(sys.stdin.buffer, "-", "")
            continue
        for file in _files(Path(path)):
            real = file.path.resolve()
            if real in met:
                continue
            met.add(real)
            reader = _reader(file)
            if reader is _read_page and pages.setdefault(file.id, file.source) != file.source:
                yield Unread(file.source, _taken(file.id, pages[file.id]))
            else:
                yield from _read_file(file, reader)


class _File(NamedTuple):
    """A file to read: its path, the path for messages, the id of a page, whether it was named or found in a folder."""

    path: Path
    source: str
    id: str
    named: bool


def _files(path: Path) -> Iterator[_File]:
    """The files that `path` stands for; a folder's in the order of their names, folder by folder."""
    if not path.is_dir():
        yield _File(path, _printable(path), _page_id(path.name), named=True)
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
            yield _File(folder, _printable(folder), "", named=True)
            continue
        inner = [entry for entry in entries if entry.is_dir()]
        for entry in entries:
            if entry not in inner:
                yield _File(entry, _printable(entry), _page_id(below + entry.name), named=False)
        pending += [(entry, f"{below}{entry.name}/", parents | {real}) for entry in reversed(inner)]


def _page_id(name: str) -> str:
    """The id of the page in the file `name`: without suffix, and readable even if the name's bytes are not UTF-8."""
    return clean_line(_printable(PurePath(name).with_suffix("")))


def _printable(path: PurePath) -> str:
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def _read_file(file: _File, reader: Reader) -> Iterator[Item]:
    if not file.named and file.path.exists() and not file.path.is_file():
        reason = Reason("It is no file: a pipe, a socket or a device.", "일반 파일이 아닙니다(파이프, 소켓, 장치).")
        yield Unread(file.source, reason)
        return
    try:
        with file.path.open("rb") as stream:
            yield from reader(stream, file.source, file.id)
    except OSError as error:
        cause = os.strerror(error.errno) if error.errno else str(error)
        yield Unread(file.source, Reason(f"It cannot be read: {cause}.", f"읽을 수 없습니다: {cause}."))


def _read_page(stream: BinaryIO, source: str, name: str) -> Iterator[Item]:
    data = stream.read(MAX_PAGE + 1)
    try:
        if len(data) > MAX_PAGE:
            limit = MAX_PAGE // 1_000_000
            raise InputError(
                f"The page is larger than {limit} MB, no article is; give many articles as .jsonl.",
                f"{limit}MB를 넘어 기사 하나로 볼 수 없습니다. 여러 기사는 .jsonl로 주세요.",
            )
        article = read_page(decode(data))
        yield Record(name or text_id(article.text), article, source)
    except InputError as error:
        yield Unread(source, error.reason)


def _read_lines(stream: BinaryIO, source: str, name: str) -> Iterator[Item]:
    del name  # each line has its own
    return read_lines(stream, source)


def _read_json(stream: BinaryIO, source: str, name: str) -> Iterator[Item]:
    """Read a JSON file as a whole, one that is too large for that line by line."""
    del name
    data = stream.read(MAX_LINE + 1)
    if len(data) > MAX_LINE:
        return read_lines(_rewound(data, stream), source)
    return read_json(data, source)


def _read_unknown(stream: BinaryIO, source: str, name: str) -> Iterator[Item]:
    """Read what has no known suffix: JSON lines if it starts as an object, else a page."""
    start = stream.read(4096)
    looks = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    reader = {b"{": _read_lines, b"[": _read_json}.get(looks, _read_page)
    return reader(_rewound(start, stream), source, name)


def _read_nothing(stream: BinaryIO, source: str, name: str) -> Iterator[Item]:
    del stream, name
    known = ", ".join(suffix for suffixes, _ in READERS for suffix in suffixes)
    yield Unread(
        source,
        Reason(
            f"Files of this kind in a folder are not read, only {known}; rename it or name it on the command line.",
            f"폴더 안에서는 {known} 파일만 읽습니다. 이름을 바꾸거나 파일을 직접 지정하세요.",
        ),
    )


READERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    ((".txt",), _read_page),
    ((".jsonl", ".ndjson"), _read_lines),
    ((".json",), _read_json),
)
"""What reads a file, by its suffix."""


def _reader(file: _File) -> Reader:
    suffix = file.path.suffix.lower()
    for suffixes, reader in READERS:
        if suffix in suffixes:
            return reader
    return _read_unknown if file.named else _read_nothing


class _Rewound(io.RawIOBase):
    """A stream with its first bytes put back before it."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        self._start, self._stream = io.BytesIO(start), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._start.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _rewound(start: bytes, stream: BinaryIO) -> BinaryIO:
    return io.BufferedReader(_Rewound(start, stream))


def _taken(name: str, other: str) -> Reason:
    return Reason(
        f"The id {name!r} is taken by {other}; rename one of the files, or give the folder that holds both.",
        f"id {name!r}은(는) {other}에서 이미 썼습니다. 파일 이름을 바꾸거나 둘을 담은 폴더를 주세요.",
    )
