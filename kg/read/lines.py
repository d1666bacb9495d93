"""Articles as JSON: one object a line, or one object or array a file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from kg.errors import InputError
from kg.model import Article
from kg.read.columns import FIELDS, NONE, matched
from kg.read.dates import published
from kg.read.explain import AS_TEXT, explain, finite, malformed
from kg.read.record import Item, Origin, RawDocument, Record, Unread
from kg.read.text import body, clean, clean_line

MAX_LINE = 64 * 1024 * 1024
"""The longest line of JSON that is read, in bytes."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_OWN_KEYS = {field: field for field in FIELDS}
_BOM = b"\xef\xbb\xbf"


class _Outline(msgspec.Struct):
    """An object's keys that tell what it is; the rest is the article's."""

    facts: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    entities: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET
    article: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


class _Line(msgspec.Struct, kw_only=True):
    """An article as it may be written."""

    text: str
    id: str | None = None
    headline: str | None = None
    published: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] | str | None = None
    url: str | None = None
    language: str | None = None


_outline_decoder = msgspec.json.Decoder(_Outline)


def read_lines(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield what each line of `stream` holds, one line in memory at a time; blank lines are skipped."""
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        place = f"{origin.source}:{number}"
        if len(line) > MAX_LINE:
            _skip_line(stream, line)
            yield Unread(place, _too_long().reason)
            continue
        if number == 1:
            line = line.removeprefix(_BOM)
        if line.strip():
            yield read_object(line, place, origin.columns)


def read_json(data: bytes, origin: Origin) -> Iterator[Item]:
    """Yield what a JSON file holds: one object, an array of objects (`source:1`, …), else an object a line."""
    data = data.removeprefix(_BOM).strip()
    try:
        if data.startswith(b"["):
            items: Iterable[msgspec.Raw] = msgspec.json.decode(data, type=list[msgspec.Raw])
        else:
            msgspec.json.decode(data, type=msgspec.Raw)
            yield read_object(data, origin.source, origin.columns)
            return
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        items = (msgspec.Raw(line) for line in data.split(b"\n"))
    for number, item in enumerate(items, 1):
        if bytes(item).strip():
            yield read_object(bytes(item), f"{origin.source}:{number}", origin.columns)


def read_object(data: bytes, source: str, columns: Mapping[str, str] = NONE) -> Item:
    """Return what one JSON object holds; `columns` names the keys of an article's fields, where they are others."""
    try:
        data = _utf8(data)
        sound = finite(data, AS_TEXT)
        if _is_document(sound):
            return RawDocument(source, sound)
        return _record(finite(data, b"null"), source, columns)
    except InputError as error:
        return Unread(source, error.reason)


def text_id(text: str) -> str:
    """Return the id of an article that has no other: the first 16 hex digits of its text's SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _utf8(data: bytes) -> bytes:
    """Return a line's bytes as UTF-8; CP949 is tried second."""
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError as error:
        fault = error.start
    try:
        return data.decode("cp949").encode()
    except UnicodeDecodeError:
        raise InputError(
            f"The line is neither UTF-8 nor CP949 (first fault at byte {fault}); save the file as UTF-8.",
            f"이 줄은 UTF-8도 CP949도 아닙니다({fault}번째 바이트). 파일을 UTF-8로 저장하세요.",
        ) from None


def _is_document(data: bytes) -> bool:
    try:
        outline = _outline_decoder.decode(data)
    except msgspec.ValidationError:
        raise InputError(
            'The line is no JSON object; write an article as {"text": "…"}.',
            'JSON 객체가 아닙니다. 기사는 {"text": "…"}처럼 쓰세요.',
        ) from None
    except msgspec.DecodeError as error:
        raise malformed(data, error) from None
    except RecursionError:
        raise InputError("The JSON is nested too deeply.", "JSON의 중첩이 너무 깊습니다.") from None
    return any(part is not msgspec.UNSET for part in (outline.facts, outline.entities, outline.article))


def fields_record(
    values: Mapping[str, Any], found: Mapping[str, str], stated: Mapping[str, str], source: str
) -> Record:
    """Return the article that a row or an object makes.

    Args:
        values: what it holds, by column or key.
        found: the column of each field (`kg.read.columns.matched`).
        stated: the columns that the user named; what is wrong in another one that only looks as if it held a date or
            an address is left out, in these it is an error.
        source: where it stands.

    Raises:
        InputError: it makes none.
    """
    fields = {field: values[column] for field, column in found.items()}
    for field in ("published", "url", "authors", "id"):
        if found.get(field) not in (None, stated.get(field)):
            fields[field] = _if_sound(field, fields[field])
    try:
        return _checked(msgspec.convert(fields, _Line), source)
    except msgspec.ValidationError as error:
        raise _unusable(error) from None


def _if_sound(field: str, value: Any) -> Any:
    """A value that is taken for a field because of its column's name, None if it cannot be one."""
    try:
        if field == "published":
            return published(str(value)) if isinstance(value, str | int) else None
        if field == "url":
            return _url(value) if isinstance(value, str) else None
    except InputError:
        return None
    if field == "id" and isinstance(value, int):
        return str(value)
    sound = isinstance(value, str) or (field == "authors" and isinstance(value, list | tuple))
    return value if sound else None


def _record(data: bytes, source: str, columns: Mapping[str, str]) -> Record:
    try:
        value = msgspec.json.decode(data)
    except msgspec.DecodeError as error:
        raise malformed(data, error) from None
    return fields_record(value, matched(columns, value), {**_OWN_KEYS, **columns}, source)


def _unusable(error: msgspec.ValidationError) -> InputError:
    reason = explain(error)
    return InputError(f"The article cannot be used: {reason.en}", f"기사를 쓸 수 없습니다: {reason.ko}")


def _checked(line: _Line, source: str) -> Record:
    text = body(clean(line.text))
    url = _url(line.url)
    authors = (line.authors,) if isinstance(line.authors, str) else line.authors or ()
    article = Article(
        text=text,
        headline=_optional(line.headline),
        published=published(line.published or ""),
        publisher=_optional(line.publisher),
        authors=tuple(name for name in map(clean_line, authors) if name),
        url=url,
        language=_language(line.language),
    )
    return Record(_optional(line.id) or url or text_id(text), article, source)


def _optional(text: str | None) -> str | None:
    return clean_line(text) or None if text else None


def _url(text: str | None) -> str | None:
    url = _optional(text)
    if url and not _URL.fullmatch(url):
        raise InputError(
            f'"url" is {url[:60]!r}, which is no web address; correct it or leave it out.',
            f'"url"의 값 {url[:60]!r}은(는) 웹 주소가 아닙니다. 고치거나 빼세요.',
        )
    return url


def _language(text: str | None) -> str:
    tag = _optional(text) or "ko"
    if not _LANGUAGE.fullmatch(tag):
        raise InputError(
            f'"language" is {tag[:40]!r}, which is no language tag; write "ko".',
            f'"language"의 값 {tag[:40]!r}은(는) 언어 태그가 아닙니다. "ko"처럼 쓰세요.',
        )
    return tag


def _skip_line(stream: BinaryIO, start: bytes) -> None:
    part = start
    while part and not part.endswith(b"\n"):
        part = stream.readline(1 << 20)


def _too_long() -> InputError:
    limit = MAX_LINE // (1 << 20)
    return InputError(
        f"The line is longer than {limit} MiB; write one article a line.",
        f"한 줄이 {limit}MiB를 넘습니다. 한 줄에 기사 하나씩 쓰세요.",
    )
