"""Tables of articles, an article a row: CSV and TSV as spreadsheets save them, Parquet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.read.columns import matched
from kg.read.extras import needed
from kg.read.lines import fields_record
from kg.read.opening import looked_at, seekable
from kg.read.record import Item, Origin, Unread
from kg.read.text import MAX_CHARACTERS

MAX_ROW = 16 * 1024 * 1024
"""The longest line of a table that is read, in bytes."""
_ROWS = 256
"""How many rows of a Parquet file are in memory."""
_MAX_COLUMNS = 1000
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


def read_csv(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield the articles of a CSV or TSV file, whose first row names the columns.

    The separator is the one of comma, tab, semicolon and bar that stands most often in the first row.

    Raises:
        InputError: it has no such row or no column with texts, or the quotation marks of a row do not close.
    """
    csv.field_size_limit(4 * MAX_CHARACTERS)
    lines = _lines(stream)
    first = next(lines, "").removeprefix("\ufeff")
    separator = max(",\t;|", key=first.count)
    rows = csv.reader(_chained(first, lines), delimiter=separator)
    try:
        header = [name.strip() for name in next(rows, [])]
        columns = _columns(origin, header)
        places = {column: header.index(column) for column in columns.values()}
        for row in rows:
            place = f"{origin.source}:{rows.line_num}"
            if any(cell.strip() for cell in row):
                values = {column: row[index] for column, index in places.items() if index < len(row)}
                yield _article(values, columns, origin, place)
    except csv.Error as error:
        raise InputError(
            f"Line {rows.line_num} breaks the table ({error}); the rest is not read. Is a quotation mark left open?",
            f"{rows.line_num}번째 줄에서 표가 깨졌습니다({error}). 그 뒤는 읽지 않았습니다. 따옴표를 확인하세요.",
        ) from None


def read_parquet(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield the articles of a Parquet file, some hundred rows in memory at a time.

    Raises:
        InputError: it is damaged, it has no column with texts, or pyarrow is not installed.
    """
    parquet = needed("pyarrow.parquet", "parquet")
    number = 0
    try:
        file = parquet.ParquetFile(seekable(stream))
        columns = _columns(origin, file.schema_arrow.names)
        for batch in file.iter_batches(batch_size=_ROWS, columns=sorted(set(columns.values())), use_threads=False):
            for row in batch.to_pylist():
                number += 1
                values = {column: _plain(value) for column, value in row.items()}
                yield _article(values, columns, origin, f"{origin.source}:{number}")
    except (OSError, ValueError, KeyError, TypeError, NotImplementedError, OverflowError) as error:
        raise InputError(f"The Parquet file is damaged: {error}.", f"Parquet 파일이 손상되었습니다: {error}.") from None


def _article(values: Mapping[str, Any], columns: Mapping[str, str], origin: Origin, source: str) -> Item:
    """The article of a row; empty cells say nothing."""
    filled = {field: column for field, column in columns.items() if values.get(column) not in (None, "")}
    try:
        return fields_record(values, filled, origin.columns, source)
    except InputError as error:
        return Unread(source, error.reason)


def _columns(origin: Origin, names: list[str]) -> dict[str, str]:
    """The column of each field.

    Raises:
        InputError: none holds texts.
    """
    columns = matched(origin.columns, names[:_MAX_COLUMNS])
    if "text" not in columns:
        shown = ", ".join(name[:30] for name in names[:20]) or "-"
        raise InputError(
            f"No column holds the text (there are: {shown}); name it with --columns text=COLUMN.",
            f"본문 열을 찾지 못했습니다(있는 열: {shown}). --columns text=열이름으로 지정하세요.",
        )
    return columns


def _plain(value: Any) -> Any:
    """A value of a Parquet column as JSON would have it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return None if value is None else str(value)


def _chained(first: str, lines: Iterator[str]) -> Iterable[str]:
    yield first
    yield from lines


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of a table, in UTF-16 after its mark, else in UTF-8 or CP949, which is decided line by line.

    Raises:
        InputError: a line is too long or cannot be decoded.
    """
    start, stream = looked_at(stream)
    encoding = _UTF16.get(start[:2])
    if encoding:
        yield from _utf16_lines(stream, encoding)
        return
    number = 0
    while line := stream.readline(MAX_ROW + 1):
        number += 1
        if len(line) > MAX_ROW:
            raise _too_long(number)
        yield _decoded(line, number)


def _utf16_lines(stream: BinaryIO, encoding: str) -> Iterator[str]:
    """Yield the lines of a table in UTF-16, as spreadsheets save "Unicode text"."""
    import codecs

    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    rest, number = "", 0
    while data := stream.read(1 << 16):
        rest += decoder.decode(data)
        *whole, rest = rest.split("\n")
        number += len(whole)
        yield from (f"{line}\n" for line in whole)
        if len(rest) > MAX_ROW:
            raise _too_long(number)
    if rest:
        yield rest


def _decoded(line: bytes, number: int) -> str:
    for encoding in ("utf-8", "cp949"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(
        f"Line {number} is neither UTF-8 nor CP949; save the table as UTF-8.",
        f"{number}번째 줄이 UTF-8도 CP949도 아닙니다. 표를 UTF-8로 저장하세요.",
    )


def _too_long(number: int) -> InputError:
    limit = MAX_ROW // (1 << 20)
    return InputError(
        f"Line {number} is longer than {limit} MiB; what follows is not read.",
        f"{number}번째 줄이 {limit}MiB를 넘습니다. 그 뒤는 읽지 않았습니다.",
    )
