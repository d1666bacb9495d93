"""Tables: columns by their names or as stated, and rows that are none."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import kg.read.tables
from kg.errors import InputError
from kg.read import Record, Unread
from kg.read.columns import matched, parse
from kg.read.kinds import read_stream
from kg.read.record import Item, Origin

TEXT = "나래시는 비가 온다고 밝혔다."


def rows(data: bytes | str, name: str = "a.csv", columns: dict[str, str] | None = None) -> list[Item]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_stream(io.BytesIO(raw), name, Origin("a.csv", "a", columns=columns or {})))


def one(data: bytes | str, name: str = "a.csv", columns: dict[str, str] | None = None) -> Record:
    (item,) = rows(data, name, columns)
    assert isinstance(item, Record), item
    return item


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_usual_korean_columns_are_known(separator: str, encoding: str) -> None:
    header = ["뉴스 식별자", "일자", "언론사", "기고자", "제목", "본문", "URL", "통합 분류1"]
    row = [
        "01.2012",
        "20121030",
        "나래일보",
        "홍길동",
        "비 소식",
        f'"{TEXT}\n둘째 줄"',
        "https://narae.example/1",
        "지역",
    ]
    data = "\r\n".join([separator.join(header), separator.join(row)]).encode(encoding)
    record = one(data)
    assert record.id == "01.2012"
    assert record.article.text == f"{TEXT}\n둘째 줄"
    assert (record.article.headline, record.article.published) == ("비 소식", "2012-10-30")
    assert (record.article.publisher, record.article.authors) == ("나래일보", ("홍길동",))
    assert record.article.url == "https://narae.example/1"


def test_stated_columns_come_first() -> None:
    record = one(f"제목,부제,내용\n가,나,{TEXT}\n", columns={"headline": "부제", "text": "내용"})
    assert record.article.headline == "나"


def test_a_table_without_a_column_of_texts_says_which_it_has() -> None:
    (item,) = rows("번호,비고\n1,x\n")
    assert isinstance(item, Unread)
    assert "번호, 비고" in item.reason.en
    assert "--columns text=COLUMN" in item.reason.en


def test_rows_that_are_no_articles_are_named_and_the_rest_goes_on() -> None:
    found = rows(f"id,본문,날짜,url\na,,,\nb,{TEXT},지난주,없음\n\n,{TEXT},2012-10-30,\nd,{TEXT}\n")
    assert [type(item) for item in found] == [Unread, Record, Record, Record]
    assert found[0].source == "a.csv:2"
    records = [item for item in found if isinstance(item, Record)]
    assert [record.article.published for record in records] == [None, "2012-10-30", None]
    assert len(records[1].id) == 16


def test_a_wrong_date_in_a_stated_column_is_an_error() -> None:
    (item,) = rows(f"본문,날짜\n{TEXT},지난주\n", columns={"published": "날짜"})
    assert isinstance(item, Unread)
    assert "no date" in item.reason.en


def test_an_open_quotation_mark_ends_the_table_with_its_line() -> None:
    found = rows(f'id,본문\na,{TEXT}\nb,"열린 따옴표' + ("가" * 99_999 + "\n") * 45)
    assert isinstance(found[0], Record)
    assert isinstance(found[-1], Unread)
    assert "quotation mark" in found[-1].reason.en


def test_an_endless_line_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.read.tables, "MAX_ROW", 1000)
    found = rows("id,본문\na," + "가" * 5000)
    assert isinstance(found[0], Unread)
    assert "longer than" in found[0].reason.en


def parquet(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def test_parquet_with_types_of_its_own() -> None:
    data = parquet(
        기사번호=[7],
        제목=["비 소식"],
        본문=[TEXT],
        입력일시=[datetime(2012, 10, 30, 16, 10)],
        기자=[["홍길동", "김아라"]],
    )
    record = one(data, "a.parquet")
    assert record.id == "7"
    assert record.article.published == "2012-10-30T16:10+09:00"
    assert record.article.authors == ("홍길동", "김아라")
    assert one(parquet(text=[TEXT], date=[date(2012, 10, 30)]), "x").article.published == "2012-10-30"


def test_damaged_parquet_is_named() -> None:
    data = parquet(text=[TEXT] * 100)
    for broken in (data[:50], data[:-8] + b"\xff" * 8, b"PAR1" + b"\0" * 100 + b"PAR1"):
        (item,) = rows(broken, "a.parquet")
        assert isinstance(item, Unread)
        assert "damaged" in item.reason.en


def test_json_with_other_keys_is_read_by_them() -> None:
    record = one(
        json.dumps({"제목": "비 소식", "본문": TEXT, "작성일": "2012.10.30", "기자": "홍길동", "조회": 5}), "a.jsonl"
    )
    assert record.article.headline == "비 소식"
    assert record.article.published == "2012-10-30"
    assert one(json.dumps({"h": "비", "b": TEXT}), "a.jsonl", {"headline": "h", "text": "b"}).article.headline == "비"


def test_numbers_that_are_none_in_json_do_not_cost_an_article() -> None:
    assert one(json.dumps({"text": TEXT, "published": float("nan")}), "a.jsonl").article.published is None


@pytest.mark.parametrize("text", ["제목", "title=제목", "text=", "=본문", "text=a,,"])
def test_columns_that_are_written_wrong_are_explained(text: str) -> None:
    with pytest.raises(InputError, match="FIELD=COLUMN"):
        parse(text)


def test_columns_as_a_user_writes_them() -> None:
    assert parse("headline=제목, text = 기사 본문") == {"headline": "제목", "text": "기사 본문"}
    assert matched({}, ["Title", "TEXT", "title"]) == {"headline": "Title", "text": "TEXT"}
    assert matched({"text": "제목"}, ["제목", "본문"]) == {"text": "제목"}
