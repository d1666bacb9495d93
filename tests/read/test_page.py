"""Pages saved as text: each case is a page and, beside it, what is to be found in it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.read.page import read_page
from kg.read.text import clean, lines_unified

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def test_there_are_cases() -> None:
    assert len(CASES) >= 20
    assert {case.stem for case in CASES} == {e.stem for e in (Path(__file__).parent / "cases").glob("*.json")}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_case(case: Path) -> None:
    expected = msgspec.json.decode(case.with_suffix(".json").read_bytes(), type=Article)
    assert read_page(case.read_text(encoding="utf-8")) == expected


def test_the_model_page(benchmark_folder: Path) -> None:
    page = (benchmark_folder / "articles" / "seed.txt").read_text(encoding="utf-8")
    lines = (benchmark_folder / "articles" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = next(article for article in map(json.loads, lines) if article["id"].startswith("seed-"))
    assert read_page(page) == Article(
        text=wanted["text"],
        headline=wanted["headline"],
        published="2012-10-30T16:10+09:00",
        publisher=wanted["publisher"],
        authors=("최진아",),
    )


@pytest.mark.parametrize(
    "layout",
    [
        "{headline}\n\n홍길동 기자 | 입력 2012.10.30 16:10\n\n{text}\n\n<저작권자 ⓒ 나래일보, 무단 전재 금지>\n",
        "나래일보\n{headline}\n입력 2012.10.30 16:10\n공유하기\n(나래=나래일보) 홍길동 기자 = {text}\n관련기사\n다른",
        "{headline}\n\n{text}\n",
    ],
)
def test_bodies_of_real_articles_come_back_whole(benchmark_folder: Path, layout: str) -> None:
    lines = (benchmark_folder / "corpus" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [json.loads(line) for line in lines]
    assert len(articles) > 500
    whole = 0
    for article in articles:
        headline = " ".join(article["headline"].split())
        read = read_page(layout.format(headline=headline, text=article["text"]))
        whole += (read.headline, read.text) == (headline, article["text"].strip())
    assert whole >= 0.99 * len(articles)


@pytest.mark.parametrize(
    ("page", "word"),
    [
        ("", "no text"),
        (" \n\t\n\u200b", "no text"),
        ("<!DOCTYPE html>\n<html><body><p>나래시</p></body></html>", "HTML"),
        ('{"text": "나래시는 밝혔다."}', "JSON"),
        ("An article in another language.", "no Korean"),
        ("12345 !!", "no Korean"),
        ("\ud800 나래시", "surrogate"),
        ("가" * 1_000_001, "characters"),
    ],
    ids=["empty", "blank", "html", "json", "english", "digits", "surrogate", "long"],
)
def test_what_is_no_article_is_refused_in_both_languages(page: str, word: str) -> None:
    with pytest.raises(InputError) as caught:
        read_page(page)
    assert word in caught.value.reason.en
    assert caught.value.reason.ko != caught.value.reason.en


def test_an_article_of_three_characters_is_one() -> None:
    assert read_page("비 옴").text == "비 옴"


def test_line_ends_of_every_kind_and_control_characters() -> None:
    article = read_page("나래시 소식\r\n\r\n나래시는\x07 비가 온다고 밝혔다.\r나래시는\x0b 우산을 샀다.")
    assert article.headline == "나래시 소식"
    assert article.text == "나래시는  비가 온다고 밝혔다.\n나래시는\n 우산을 샀다."


def test_decomposed_hangul_is_composed() -> None:
    assert read_page("\u1100\u1161나다 소식\n\n\u1102\u1161래시는 비가 온다고 밝혔다.").headline == "가나다 소식"


_PIECES = st.sampled_from(
    [
        "나래시는 1일 비가 온다고 밝혔다.",
        "나래시, 비 소식",
        "홍길동 기자",
        "입력 2012.10.30 16:10",
        "수정",
        "▲ 사진 설명 © 나래일보",
        "<저작권자 ⓒ 나래일보 무단전재 금지>",
        "관련기사",
        "공유하기",
        "(나래=나래일보) 홍길동 기자 = 비가 온다.",
        "2012년 13월 45일",
        "",
        " ",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=30), max_size=12))
def test_any_page_is_an_article_or_refused(lines: list[str]) -> None:
    page = "\n".join(lines)
    try:
        article = read_page(page)
    except InputError:
        return
    assert article.text.strip()
    assert unicodedata.is_normalized("NFC", article.text)
    assert all(line in clean(lines_unified(page)) for line in article.text.split("\n"))
