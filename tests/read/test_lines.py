"""Articles as JSON."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kg.read.lines
from kg.model import Article
from kg.read import RawDocument, Record, Unread
from kg.read.lines import read_json, read_lines, read_object
from kg.read.record import Origin


def read(**fields: Any) -> Record | RawDocument | Unread:
    return read_object(json.dumps(fields).encode(), "a.jsonl:1")


def test_all_fields() -> None:
    record = read(
        id=" n-1 ",
        headline="나래시,\n비 소식",
        text="나래시는 비가 온다고 밝혔다.",
        published="2012.10.30 16:10",
        publisher="나래일보",
        authors=["홍길동", " "],
        url="https://narae.example/1",
        language="ko-KR",
    )
    article = Article(
        text="나래시는 비가 온다고 밝혔다.",
        headline="나래시, 비 소식",
        published="2012-10-30T16:10+09:00",
        publisher="나래일보",
        authors=("홍길동",),
        url="https://narae.example/1",
        language="ko-KR",
    )
    assert record == Record("n-1", article, "a.jsonl:1")


def test_text_alone_is_enough_and_names_the_article() -> None:
    record = read(text="비가 온다.", headline=None, published="", authors=None, other=[1])
    assert record == Record(
        hashlib.sha256("비가 온다.".encode()).hexdigest()[:16], Article(text="비가 온다."), "a.jsonl:1"
    )


def test_an_article_without_id_is_named_by_its_address() -> None:
    record = read(text="비가 온다.", url="https://narae.example/비")
    assert isinstance(record, Record)
    assert record.id == "https://narae.example/비"


def test_one_author_may_be_plain_text() -> None:
    record = read(text="비가 온다.", authors="홍길동")
    assert isinstance(record, Record)
    assert record.article.authors == ("홍길동",)


def test_text_keeps_its_offsets_and_is_composed() -> None:
    record = read(text=" \u1100\u1161\x00나\r\n다 ")
    assert isinstance(record, Record)
    assert record.article.text == " 가 나 \n다 "


@pytest.mark.parametrize("key", ["facts", "entities", "article"])
def test_facts_documents_are_passed_on(key: str) -> None:
    data = json.dumps({"id": "a", key: {}}).encode()
    assert read_object(data, "a.jsonl:1") == RawDocument("a.jsonl:1", data)


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (b"{", "Not valid JSON"),
        (b"[1]", "no JSON object"),
        (b'"text"', "no JSON object"),
        (b"{}", "'text' is missing"),
        (b'{"text": 5}', "'text' is a whole number"),
        (b'{"text": null}', "'text' is null"),
        (b'{"text": " "}', "no text"),
        (b'{"text": "a", "id": 5}', "'id' is a whole number"),
        (b'{"text": "a", "authors": [5]}', "authors"),
        (b'{"text": "a", "published": "\xec\x96\xb4\xec\xa0\x9c"}', "no date"),
        (b'{"text": "a", "url": "not an address"}', "no web address"),
        (b'{"text": "a", "language": "Korean language"}', "no language tag"),
        (b'{"text": "a\\ud800"}', "surrogate"),
        (b'{"text": "a\\udc00b"}', "surrogate"),
        (b'{"text": "\xff\xff"}', "neither UTF-8 nor CP949"),
        (b'{"x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "too deeply"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_in_both_languages(line: bytes, word: str) -> None:
    unread = read_object(line, "a.jsonl:7")
    assert isinstance(unread, Unread)
    assert unread.source == "a.jsonl:7"
    assert word in unread.reason.en
    assert unread.reason.ko != unread.reason.en


def test_an_emoji_in_escapes_is_whole() -> None:
    record = read_object(b'{"text": "\\ud83c\\udf4e"}', "a")
    assert isinstance(record, Record)
    assert record.article.text == "🍎"


def test_lines_are_counted_and_faulty_ones_do_not_stop_the_rest() -> None:
    data = b'\xef\xbb\xbf{"text": "a"}\n\n{\n' + '{"text": "똠"}'.encode("cp949") + b'\r\n{"text": "c"}'
    items = list(read_lines(io.BytesIO(data), Origin("f", "")))
    assert [(type(item), item.source) for item in items] == [
        (Record, "f:1"),
        (Unread, "f:3"),
        (Record, "f:4"),
        (Record, "f:5"),
    ]
    assert [item.article.text for item in items if isinstance(item, Record)] == ["a", "똠", "c"]


def test_a_line_past_the_limit_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read.lines, "MAX_LINE", 40)
    data = b'{"text": "a"}\n{"text": "' + b"b" * 100 + b'"}\n{"text": "c"}\n'
    items = list(read_lines(io.BytesIO(data), Origin("f", "")))
    assert [(type(item), item.source) for item in items] == [(Record, "f:1"), (Unread, "f:2"), (Record, "f:3")]


@pytest.mark.parametrize(
    ("data", "sources"),
    [
        (b'{\n "text": "a"\n}\n', ["f"]),
        (b'[{"text": "a"},\n {"text": "b"}]', ["f:1", "f:2"]),
        (b'{"text": "a"}\n\n{"text": "b"}\n', ["f:1", "f:3"]),
    ],
    ids=["object", "array", "lines"],
)
def test_json_files(data: bytes, sources: list[str]) -> None:
    items = list(read_json(data, Origin("f", "")))
    assert all(isinstance(item, Record) for item in items)
    assert [item.source for item in items] == sources


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["text", "id", "url", "x"]), inner),
    max_leaves=8,
)


@given(_JSON)
def test_any_json_gives_one_answer(value: Any) -> None:
    item = read_object(json.dumps(value).encode(), "f:1")
    if isinstance(item, Record):
        assert item.id
        assert item.article.text.strip()
