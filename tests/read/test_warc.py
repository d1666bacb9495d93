"""WARC archives: Korean pages of a crawl, one at a time, whatever else is in it."""

from __future__ import annotations

import gzip
import io

from hypothesis import given, settings
from hypothesis import strategies as st

import kg.read.warc
from kg.read import Record, Unread
from kg.read.kinds import read_stream
from kg.read.record import Item, Origin

TEXT = (
    "나래시는 1일 비가 온다고 밝혔다. 시민들은 우산을 챙겼다. 학교는 쉬었다. 버스는 다녔다. 가게도 문을 열었다고 한다."
)
PAGE = f"<html><head><title>비 소식</title></head><body><h1>비 소식</h1><p>{TEXT}</p><p>{TEXT}</p></body></html>"


def record(address: str, body: bytes, *headers: str, status: int = 200, kind: str = "text/html") -> bytes:
    head = "\r\n".join([f"HTTP/1.1 {status} X", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers])
    http = head.encode() + b"\r\n\r\n" + body
    lines = [
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Target-URI: {address}",
        "WARC-Date: 2012-10-30T00:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"


def read(data: bytes) -> list[Item]:
    return list(read_stream(io.BytesIO(data), "a.warc.gz", Origin("a", "a")))


GOOD = record("https://narae.example/news/10001", PAGE.encode())


def test_korean_pages_are_read_and_the_rest_is_passed_over() -> None:
    data = b"".join(
        [
            b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nabcd\r\n\r\n",
            GOOD,
            record("https://narae.example/a.png", b"\x89PNG", kind="image/png"),
            record("https://narae.example/gone", PAGE.encode(), status=404),
            record("https://a.example/en", b"<html><body><p>English only.</p></body></html>"),
            record("https://narae.example/news/10002", PAGE.encode("cp949"), kind="text/html; charset=utf-8"),
            record("https://narae.example/news/10003", gzip.compress(PAGE.encode()), "Content-Encoding: gzip"),
        ]
    )
    for packed in (data, gzip.compress(data)):
        items = read(packed)
        assert [item.id if isinstance(item, Record) else item for item in items] == [
            f"https://narae.example/news/1000{number}" for number in (1, 2, 3)
        ]
        assert all(isinstance(item, Record) and item.article.text == f"{TEXT}\n{TEXT}" for item in items)
        assert items[0].source == "a!https://narae.example/news/10001"


def test_a_page_without_an_article_is_named_with_its_address() -> None:
    links = "<a href='1'>나래시 소식과 한울시 소식을 모았습니다</a>" * 20
    (item,) = read(record("https://narae.example/", f"<html><body>{links}</body></html>".encode()))
    assert isinstance(item, Unread)
    assert item.source == "a!https://narae.example/"


def test_a_page_that_is_too_large_is_named_and_the_next_is_read(monkeypatch: object) -> None:
    large = record("https://narae.example/large", PAGE.encode() + b" " * (kg.read.warc.MAX_BYTES + 1))
    first, second = read(large + GOOD)
    assert isinstance(first, Unread)
    assert "larger" in first.reason.en
    assert isinstance(second, Record)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
def test_any_damage_gives_articles_or_reasons(changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(GOOD + GOOD)
    for place, piece in changes:
        data[place % len(data) : place % len(data) + len(piece)] = piece
    for item in read(bytes(data)):
        assert isinstance(item, Record) or (isinstance(item, Unread) and item.reason.ko)
