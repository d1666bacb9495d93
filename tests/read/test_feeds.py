"""Feeds: whole texts and summaries, dates as they were meant, nothing unfolded."""

from __future__ import annotations

import io

import pytest

from kg.read import Record, Unread
from kg.read.feeds import whole_sentences
from kg.read.kinds import read_stream
from kg.read.record import Item, Origin

TEXT = "나래시는 1일 비가 온다고 밝혔다."
SECOND = "시민들은 우산을 챙겼다고 한다."


def rss(*items: str, head: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0" {space}><channel><title>나래일보</title>{entries}</channel></rss>'.encode()


def entry(
    text: str, date: str = "Tue, 30 Oct 2012 07:10:00 GMT", link: str = "https://narae.example/news/10001"
) -> str:
    return (
        f"<title>비 소식</title><link>{link}</link><pubDate>{date}</pubDate><dc:creator>홍길동 기자</dc:creator>"
        f"<description><![CDATA[{text}]]></description>"
    )


def read(data: bytes, name: str = "feed") -> list[Item]:
    return list(read_stream(io.BytesIO(data), name, Origin("feed", "feed")))


def one(data: bytes) -> Record:
    (item,) = read(data)
    assert isinstance(item, Record), item
    return item


def test_an_entry_with_its_whole_text() -> None:
    whole = (
        f"<content:encoded><![CDATA[<p>{TEXT}</p><p>{SECOND}</p><p>ⓒ 나래일보, 무단 전재 금지</p>]]></content:encoded>"
    )
    record = one(rss(entry(TEXT[:10]) + whole))
    assert record.id == record.article.url == "https://narae.example/news/10001"
    assert record.article.text == f"{TEXT}\n{SECOND}"
    assert record.article.headline == "비 소식"
    assert (record.article.publisher, record.article.authors) == ("나래일보", ("홍길동",))
    assert record.article.published == "2012-10-30T16:10+09:00"


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Tue, 30 Oct 2012 16:10:00 +0900", "2012-10-30T16:10+09:00"),
        ("Tue, 30 Oct 2012 07:10:00 GMT", "2012-10-30T16:10+09:00"),
        ("Tue, 30 Oct 2012 16:10:00", "2012-10-30T16:10+09:00"),
        ("2012-10-30 16:10:00", "2012-10-30T16:10+09:00"),
        ("2012.10.30 오후 4:10", "2012-10-30T16:10+09:00"),
        ("2012년 10월 30일", "2012-10-30"),
        ("화, 30 10 2012 16:10:00 +0900", "2012-10-30T16:10+09:00"),
        ("20121030161000", "2012-10-30T16:10+09:00"),
        ("어제", None),
    ],
)
def test_dates_are_read_anew_in_korean_time(date: str, published: str | None) -> None:
    assert one(rss(entry(TEXT, date))).article.published == published


def test_atom_in_cp949_with_a_wrong_label() -> None:
    feed = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>나래일보</title><entry>'
        '<title>비 소식</title><link href="https://narae.example/news/10002"/><id>tag:1</id>'
        "<updated>2012-10-31T00:00:00Z</updated><published>2012-10-30T07:10:00Z</published>"
        f"<author><name>홍길동</name></author><content type='html'>&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"
    )
    record = one(feed.encode("cp949"))
    assert record.article.text == TEXT
    assert record.article.published == "2012-10-30T16:10+09:00"
    assert record.article.authors == ("홍길동",)


def test_of_a_summary_only_whole_sentences_are_read() -> None:
    assert one(rss(entry(f"{TEXT} {SECOND} 이어서 나래시는 내일도..."))).article.text == f"{TEXT} {SECOND}"
    found = read(rss(entry("나래시는 내일부터 비가 많이…"), entry(TEXT, link="https://narae.example/news/10003")))
    assert isinstance(found[0], Unread)
    assert "no whole sentence" in found[0].reason.en
    assert "https://narae.example/news/10001" in found[0].source
    assert isinstance(found[1], Record)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("비가 왔다. 눈도 왔다.", "비가 왔다. 눈도 왔다."),
        ("비가 왔다. 눈도 왔…", "비가 왔다."),
        ("비가 왔다. 눈도 왔다...", "비가 왔다."),
        ("3.5㎜가 왔다. “춥다.” 하고", "3.5㎜가 왔다. “춥다.”"),
        ("눈도 왔", ""),
    ],
)
def test_a_sentence_that_is_cut_off_is_none(text: str, whole: str) -> None:
    assert whole_sentences(text) == whole


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (rss(entry(TEXT), head='<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]>'), "entities"),
        (rss(entry(TEXT), head='<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "entities"),
        (b"<?xml version='1.0'?><urlset><url>x</url></urlset>", "neither RSS nor Atom"),
    ],
    ids=["bomb", "file", "sitemap"],
)
def test_what_is_no_feed_or_declares_entities_is_refused(data: bytes, word: str) -> None:
    (item,) = read(data, "feed.xml")
    assert isinstance(item, Unread)
    assert word in item.reason.en


def test_a_feed_that_breaks_off_gives_what_there_was() -> None:
    data = rss(entry(TEXT), entry(TEXT, link="https://narae.example/news/10004"))
    assert next(type(item) for item in read(data[: data.index(b"10004")])) is Record
