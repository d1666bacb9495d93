"""Inputs without end: limits hold, memory stays small, the reason names the limit."""

from __future__ import annotations

import io
import itertools
import os
import tracemalloc
from collections.abc import Iterator

import pytest

from kg.read import Record, Unread
from kg.read.kinds import read_stream
from kg.read.record import Item, Origin

MANY = 1_000_000 if os.environ.get("KG_LONG") else 10_000
MEGABYTE = 1_000_000


class Endless(io.RawIOBase):
    """A stream that never ends."""

    def __init__(self, start: bytes, again: bytes) -> None:
        self._pieces = itertools.chain([start], itertools.repeat(again * (MEGABYTE // len(again))))
        self._left = b""
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._left = self._left or next(self._pieces)
        size = min(len(buffer), len(self._left))
        buffer[:size], self._left = self._left[:size], self._left[size:]
        self.count += size
        return size


def items(stream: io.RawIOBase, name: str) -> Iterator[Item]:
    return read_stream(io.BufferedReader(stream), name, Origin(name, "a"))


@pytest.mark.parametrize(
    ("name", "start", "again", "word"),
    [
        ("a.txt", "나래시 소식\n".encode(), "가나다 ".encode(), "larger than 4 MB"),
        ("a.html", b"<html><body><p>", "가나다 ".encode(), "larger than 16 MiB"),
        ("a.csv", "id,본문\na,".encode(), "가나다 ".encode(), "longer than 16 MiB"),
        ("a.xml", b"<rss><channel><item><title>", b"a ", "larger than 64 MiB"),
        (
            "a.mht",
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n",
            b"a ",
            "larger than 64 MiB",
        ),
    ],
)
def test_an_endless_file_is_left_at_its_limit(name: str, start: bytes, again: bytes, word: str) -> None:
    stream = Endless(start, again)
    (item,) = items(stream, name)
    assert isinstance(item, Unread)
    assert word in item.reason.en
    assert stream.count < 80 * MEGABYTE


def test_a_million_lines_and_rows_need_the_memory_of_one() -> None:
    line = b'{"id": "%d", "text": "x"}\n'
    data = {
        "a.jsonl": b"".join(line % number for number in range(MANY)),
        "a.csv": b"id,text\n" + b"".join(b"%d,x\n" % number for number in range(MANY)),
    }
    for name, content in data.items():
        tracemalloc.start()
        count = sum(isinstance(item, Record) for item in read_stream(io.BytesIO(content), name, Origin(name, "a")))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count == MANY
        assert peak < 2 * MEGABYTE


def test_a_json_array_of_very_many_elements_is_read() -> None:
    content = b"[" + b",".join(b'{"text": "x"}' for _ in range(MANY)) + b"]"
    assert sum(1 for _ in read_stream(io.BytesIO(content), "a.json", Origin("a", "a"))) == MANY
    numbers = b"[{}" + b",1" * MANY + b"]"
    assert all(isinstance(item, Unread) for item in read_stream(io.BytesIO(numbers), "a.json", Origin("a", "a")))


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"text":[', b'{"article":'])
def test_json_that_is_nested_without_end_is_named(opening: bytes) -> None:
    (item,) = read_stream(io.BytesIO(opening * 200_000), "a.jsonl", Origin("a", "a"))
    assert isinstance(item, Unread)


def test_long_lines_of_every_shape_are_read_in_time_that_grows_with_them() -> None:
    """A pattern that backtracks without bound would not come back."""
    for piece in ("가", " ", "a@", "(", "▲ ", "2012.", "홍길동 기자 ", "”", "다.", "<", "&lt;", "/사진", "=", "·"):
        text = f"나래시는 비가 온다고 밝혔다.\n{piece * (20_000 // len(piece))}\n나래시는 눈이 온다고 밝혔다."
        for name in ("a.txt", "a.html"):
            page = text if name == "a.txt" else f"<html><body><p>{text}</p></body></html>"
            assert list(read_stream(io.BytesIO(page.encode()), name, Origin("a", "a")))
