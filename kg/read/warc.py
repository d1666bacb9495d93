"""WARC archives, such as those of CC-NEWS: an article for each Korean page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import InputError, Reason
from kg.read.extras import needed
from kg.read.html import MAX_BYTES, read_html
from kg.read.lines import text_id
from kg.read.record import Item, Origin, Record, Unread

_PAGE = re.compile(r"text/html|application/xhtml")
_UTF8_HANGUL = re.compile(rb"[\xea-\xed][\x80-\xbf][\x80-\xbf]")
_CP949_HANGUL = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_ENTITY_HANGUL = re.compile(rb"&#(?:x[ab]|[45]\d{4})|\\u[a-d][0-9a-f]{3}", re.IGNORECASE)
_ENOUGH = 50


def read_warc(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield the articles of a WARC file, one record in memory at a time.

    Only pages that were delivered (status 200, HTML) and hold Korean are looked at; a crawl's other records, among them
    pages in other languages, are no inputs.

    Raises:
        InputError: the archive is damaged, or fastwarc is not installed.
    """
    fastwarc = needed("fastwarc", "archives")
    number = 0
    try:
        records = fastwarc.ArchiveIterator(
            _Readable(stream), record_types=fastwarc.WarcRecordType.response | fastwarc.WarcRecordType.resource,
            parse_http=True, auto_decode="all", quirks_mode=True,
        )  # fmt: skip
        for record in records:
            number += 1
            item = _item(record, origin.source)
            if item is not None:
                yield item
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(
            f"The WARC file is damaged after {number} records: {error}.",
            f"WARC 파일이 레코드 {number}개 뒤에서 손상되었습니다: {error}.",
        ) from None


def _item(record: Any, source: str) -> Item | None:
    address = record.headers.get("WARC-Target-URI", "").strip("<>")
    if record.http_headers is not None and record.http_headers.status_code != 200:
        return None
    if not _PAGE.match((record.http_content_type or record.headers.get("Content-Type") or "").lower()):
        return None
    place = f"{source}!{address}"
    data = record.reader.read(MAX_BYTES + 1)
    if len(data) <= MAX_BYTES and not is_korean(data):
        return None
    try:
        article = read_html(data, address)
    except InputError as error:
        return Unread(place, error.reason)
    except RecursionError:
        return Unread(place, Reason("The page is nested too deeply.", "페이지의 중첩이 너무 깊습니다."))
    return Record(article.url or address or text_id(article.text), article, place)


def is_korean(data: bytes) -> bool:
    """Return whether a page may hold Korean sentences, at the cost of a look at its bytes."""
    return any(len(pattern.findall(data)) >= _ENOUGH for pattern in (_UTF8_HANGUL, _CP949_HANGUL, _ENTITY_HANGUL))


class _Readable:
    """A stream with nothing but what fastwarc asks of one that it does not seek in."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._place = 0

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes."""
        data = self._stream.read(size)
        self._place += len(data)
        return data

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._place
