"""The kinds of input: how each is known by its first bytes or by its name, and what reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, NamedTuple

from kg.errors import InputError, Reason
from kg.read import opening
from kg.read.archives import Member, tar_members, zip_members
from kg.read.lines import MAX_LINE, read_json, read_lines, text_id
from kg.read.opening import unpacked
from kg.read.record import Item, Origin, Reader, Record, Unread
from kg.read.tables import read_csv, read_parquet
from kg.read.text import MAX_CHARACTERS, clean_line, decode

MAX_PAGE = 4 * MAX_CHARACTERS
"""The largest page of text that is read, in bytes: UTF-8 has at most four for a character."""
MAX_DEPTH = 2
"""How many archives may stand in one another."""

_PROLOGUE = rb"(?:\s|\xef\xbb\xbf|<\?[^>]*\?>|<!--.*?-->)*"
_HTML = re.compile(
    _PROLOGUE + rb"<(?:!doctype\s+html|html|head|body|meta|title|div|script|table|article|section|center|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    _PROLOGUE + rb"(?:<!DOCTYPE\s+(?:rss|rdf|feed)\b[^>]*>\s*)?<(?:rss|feed|rdf:RDF|[a-z]+:feed)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE)
_JSON_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")
_JSON_ARRAY = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*[{\]]")


def read_stream(stream: BinaryIO, name: str, origin: Origin) -> Iterator[Item]:
    """Yield what `stream` holds, decompressed, by the reader of its kind; what cannot be read as `Unread`.

    Args:
        stream: the bytes.
        name: the file's name, by whose suffix the kind is told where the bytes do not tell it.
        origin: where they come from.
    """
    try:
        start, plain = unpacked(stream)
        yield from _reader(_ascii(start), name, origin)(plain, origin)
    except InputError as error:
        yield Unread(origin.source, error.reason)
    except OSError as error:
        cause = error.strerror or str(error)
        yield Unread(origin.source, Reason(f"It cannot be read: {cause}.", f"읽을 수 없습니다: {cause}."))
    except RecursionError:
        yield Unread(origin.source, Reason("It is nested too deeply.", "너무 깊게 중첩되어 있습니다."))


def _when_needed(reader: str) -> Reader:
    """The reader `module:function` of this package, imported when it reads.

    What knows the layouts of pages takes longer to import than most commands take that read none.
    """
    module, _, function = reader.partition(":")

    def read(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
        named: Reader = getattr(import_module(f"kg.read.{module}"), function)
        return named(stream, origin)

    return read


def _read_text_page(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    from kg.read.page import read_page  # for the same reason

    data = stream.read(MAX_PAGE + 1)
    if len(data) > MAX_PAGE:
        limit = MAX_PAGE // 1_000_000
        raise InputError(
            f"The page is larger than {limit} MB, no article is; give many articles as .jsonl.",
            f"{limit}MB를 넘어 기사 하나로 볼 수 없습니다. 여러 기사는 .jsonl로 주세요.",
        )
    article = read_page(decode(data))
    yield Record(origin.id or text_id(article.text), article, origin.source)


def _read_json_file(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Read a JSON file as a whole, one that is too large for that line by line."""
    data = stream.read(MAX_LINE + 1)
    if len(data) > MAX_LINE:
        return read_lines(opening.rewound(data, stream), origin)
    return read_json(data, origin)


def _read_archive(members: Callable[[BinaryIO], Iterator[Member]], stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Read an archive as a folder: the id of a page in it is its path there."""
    if origin.depth >= MAX_DEPTH:
        raise InputError(
            f"More than {MAX_DEPTH} archives stand in one another; unpack them first.",
            f"압축 파일이 {MAX_DEPTH}겹 넘게 들어 있습니다. 먼저 풀어 주세요.",
        )
    above = "" if origin.named else f"{origin.id}/"
    for path, content in members(stream):
        source = f"{origin.source}!{path}"
        if isinstance(content, Reason):
            yield Unread(source, content)
        elif not any(part.startswith((".", "__MACOSX")) for part in path.split("/")):
            inner = replace(
                origin, source=source, id=page_id(above + path), address=None, named=False, depth=origin.depth + 1
            )
            yield from read_stream(content, path, inner)


def _read_nothing(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    del stream
    known = " ".join(suffix for kind in KINDS for suffix in kind.suffixes)
    yield Unread(
        origin.source,
        Reason(
            f"What is in it cannot be told by its content or its name; in a folder these are read: {known}. "
            "Rename it or name it on the command line.",
            f"내용과 이름으로 종류를 알 수 없습니다. 폴더 안에서는 {known} 파일을 읽습니다. "
            "이름을 바꾸거나 파일을 직접 지정하세요.",
        ),
    )


class Kind(NamedTuple):
    """A kind of input.

    Attributes:
        name: what it is called.
        suffixes: suffixes of its files.
        is_known: whether the first bytes tell it beyond doubt.
        read: its reader.
    """

    name: str
    suffixes: tuple[str, ...]
    is_known: Callable[[bytes], object]
    read: Reader


def _never(start: bytes) -> bool:
    del start
    return False


KINDS: tuple[Kind, ...] = (
    Kind("WARC", (".warc",), lambda start: start.startswith(b"WARC/"), _when_needed("warc:read_warc")),
    Kind("Parquet", (".parquet", ".pq"), lambda start: start.startswith(b"PAR1"), read_parquet),
    Kind(
        "zip",
        (".zip",),
        lambda start: start.startswith((b"PK\x03\x04", b"PK\x05\x06")),
        partial(_read_archive, zip_members),
    ),
    Kind("tar", (".tar",), lambda start: start[257:262] == b"ustar", partial(_read_archive, tar_members)),
    Kind("feed", (".rss", ".atom", ".xml", ".rdf"), _FEED.match, _when_needed("feeds:read_feed")),
    Kind("web page", (".html", ".htm", ".xhtml", ".shtml"), _HTML.match, _when_needed("web:read_web_page")),
    Kind("saved web page", (".mhtml", ".mht"), _MAIL.match, _when_needed("mail:read_mail_page")),
    Kind("JSON lines", (".jsonl", ".ndjson"), _JSON_OBJECT.match, read_lines),
    Kind("JSON", (".json",), _JSON_ARRAY.match, _read_json_file),
    Kind("table", (".csv", ".tsv"), _never, read_csv),
    Kind("text", (".txt",), _never, _read_text_page),
)
"""Every kind; where the first bytes fit several, the first."""

_JSON = frozenset((".json", ".jsonl", ".ndjson"))


def _reader(start: bytes, name: str, origin: Origin) -> Reader:
    """The reader for a stream: by its content, else by its name, else as text if somebody named it."""
    suffix = suffix_of(name)
    by_content = next((kind for kind in KINDS if kind.is_known(start)), None)
    by_name = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if by_content and by_name and {*by_content.suffixes, *by_name.suffixes} <= _JSON:
        by_content = None  # an object may be the first of many lines or the whole file: the name tells
    kind = by_content or by_name
    if kind is not None:
        return kind.read
    return _read_text_page if origin.named else _read_nothing


def suffix_of(name: str) -> str:
    """Return the suffix that tells the kind of a file, without those of compression (`a.jsonl.gz`: `.jsonl`)."""
    path = PurePath(name.lower().replace(".tgz", ".tar.gz"))
    while path.suffix in opening.SUFFIXES:
        path = path.with_suffix("")
    return path.suffix


def page_id(name: str) -> str:
    """Return the id of the page in the file `name`: in NFC and without suffixes."""
    path = PurePath(name)
    while path.suffix.lower() in opening.SUFFIXES:
        path = path.with_suffix("")
    return clean_line(str(path.with_suffix("")))


def _ascii(start: bytes) -> bytes:
    """The first bytes so that ASCII in them can be recognized, also in UTF-16."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if start.startswith(mark):
            return start[2:].decode(encoding, errors="ignore").encode()
    return start
