"""Korean time expressions: cases as data, and what holds for any text."""

from __future__ import annotations

import csv
import itertools
import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.ko.time import TimeExpression, almanac, find_times, words

CASES = Path(__file__).with_name("time_cases.tsv")
FIELDS = ("surface", "kind", "grain", "begin", "finish", "open", "length")
TODAY = date(2012, 10, 30)


def read_cases() -> list[tuple[str, str, list[tuple[str, ...]]]]:
    """Publication, text, and the expected expressions; a dash is nothing."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    cases = []
    for (published, text), group in itertools.groupby(rows, key=lambda row: (row["published"], row["text"])):
        expected = [tuple(row[field] for field in FIELDS) for row in group if row["surface"] != "-"]
        cases.append((published, text, expected))
    return cases


def publication(text: str) -> date | datetime | None:
    if text == "-":
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def as_row(expression: TimeExpression) -> tuple[str, ...]:
    return tuple(getattr(expression, field) or "-" for field in FIELDS)


def test_there_are_cases() -> None:
    assert len(read_cases()) > 100


@pytest.mark.parametrize(("published", "text", "expected"), read_cases(), ids=lambda value: str(value)[:40])
def test_finds_just_what_the_case_says(published: str, text: str, expected: list[tuple[str, ...]]) -> None:
    assert [as_row(e) for e in find_times(text, publication(published))] == expected


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "part"),
    [
        ("30일 오전", "2012-10-30T00", "2012-10-30T12", "forenoon"),
        ("30일 오후", "2012-10-30T12", "2012-10-31T00", "afternoon"),
        ("7월 초", "2012-07-01T00", "2012-07-11T00", "early"),
        ("7월 중순", "2012-07-11T00", "2012-07-21T00", "middle"),
        ("7월 말", "2012-07-21T00", "2012-08-01T00", "late"),
        ("작년 말", "2011-10-01T00", "2012-01-01T00", "late"),
        ("2012년", "2012-01-01T00", "2013-01-01T00", None),
        ("지난주", "2012-10-22T00", "2012-10-29T00", None),
        ("27일까지", None, "2012-10-28T00", None),
        ("7월부터", "2012-07-01T00", None, None),
        ("오후 1시부터 2시까지", "2012-10-30T13", "2012-10-30T14", "afternoon"),
        ("늦은 오후", "2012-10-30T15", "2012-10-30T18", "afternoon"),
        ("지난 3일간", "2012-10-27T00", "2012-10-30T00", None),
        ("앞으로 3일간", "2012-10-31T00", "2012-11-03T00", None),
    ],
)
def test_bounds_hold_what_the_words_may_cover(
    text: str, earliest: str | None, latest: str | None, part: str | None
) -> None:
    (found,) = find_times(text, TODAY)
    expected = [None if t is None else datetime.fromisoformat(t + ":00") for t in (earliest, latest)]
    assert [found.earliest, found.latest, found.part] == [*expected, part]


def test_direction_is_kept() -> None:
    assert [e.past for e in find_times("지난 8일, 오는 15일, 10월 3일", TODAY)] == [True, False, None]


def test_a_day_mentioned_long_ago_gives_way_to_the_day_of_the_article() -> None:
    text = "30일 회의가 열렸다. 지난 9월 3일 시작된 일이다. 많은 이가 왔다. 또 왔다. 이날 결론을 냈다."
    assert find_times(text, TODAY)[-1].begin == "2012-10-30"


def test_a_zone_of_publication_is_local_time() -> None:
    aware = datetime.fromisoformat("2012-10-30T16:10+09:00")
    assert find_times("2시간 전", aware)[0].begin == "2012-10-30T14:10"


def test_without_publication_relative_times_are_found_unresolved() -> None:
    for text in ("오늘", "지난달", "3일 전", "이번 주말", "설 연휴", "지난 3년간", "작년 11월 5일", "금요일", "연말"):
        (found,) = find_times(text, None)
        assert (found.begin, found.finish, found.earliest, found.latest) == (None, None, None, None), text


fragments = st.sampled_from(
    [
        *words.RELATIVE_DAYS, *words.FRAME_DAYS, *words.RELATIVE_YEARS, *words.RELATIVE_MONTHS, *words.DAY_COUNTS,
        *words.RELATIVE_WEEKS, *words.DAYPARTS, *words.SOLAR_HOLIDAYS, *words.MOVABLE_HOLIDAYS, *words.DIRECTIONS,
        "년", "월", "일", "시", "분", "초", "주", "까지", "부터", "~", "-", "전", "후", "째", "마다", " ", ", ", ".",
        "\n", "9999년", "0001년", "2월 29일", "31일", "24시", "12월", "말", "초순", "첫째 주", "마지막", "금요일",
        "반", "(월)", "세기", "99세기", "100년 전", "9999999년", "999999999개월 후", "매주", "년대", "분기", "에서",
        "사이", "안에",
    ]
)  # fmt: skip
texts = st.lists(st.one_of(fragments, st.integers(0, 10**6).map(str), st.text(max_size=4)), max_size=20).map("".join)
moments = st.one_of(st.none(), st.dates(), st.datetimes())


@settings(max_examples=600, deadline=None)
@given(texts, moments)
def test_any_text_and_any_day_give_ordered_exact_spans(text: str, published: date | datetime | None) -> None:
    found = find_times(text, published)
    at = 0
    for e in found:
        assert at <= e.start < e.end
        assert text[e.start : e.end] == e.surface
        assert e.earliest is None or e.latest is None or e.earliest <= e.latest or e.kind == "range"
        at = e.end
    assert found == find_times(text, published)


@pytest.mark.parametrize(
    "text",
    ["1" * 20_000, "1" * 9 + "년" * 9_000, "12월 " * 4_000, "3일~" * 4_000, "2012." * 4_000, "오전 " * 4_000,
     "(" * 20_000, "이십" * 8_000, "지난 " * 5_000, "1시간 " * 4_000, "," * 20_000, "10:" * 6_000, " " * 20_000],
)  # fmt: skip
def test_hostile_text_is_walked_to_its_end(text: str) -> None:
    assert find_times(text + " 2012년", TODAY)[-1].end == len(text) + len(" 2012년")


@pytest.mark.parametrize("year", range(1950, 2051))
def test_lunar_holidays_keep_the_phases_of_the_moon(year: int) -> None:
    """Seollal is a new moon, Buddha's birthday its 8th day, Chuseok its 15th (mean lunation of Meeus)."""
    for name, age in (("seollal", 0), ("buddha", 7), ("chuseok", 14)):
        day = almanac.movable_holiday(name, year)
        assert day is not None
        new_moon = datetime(day.year, day.month, day.day, 12) - timedelta(days=age, hours=9)
        days = (new_moon - datetime(2000, 1, 6, 14, 20)).total_seconds() / 86400
        phase = days / 29.530588861
        assert abs(phase - round(phase)) * 29.53 < 1.4, (name, day)
    seollal = almanac.movable_holiday("seollal", year)
    assert seollal is not None
    assert (1, 20) <= (seollal.month, seollal.day) <= (2, 21)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [("easter", 2016, "03-27"), ("easter", 2024, "03-31"), ("easter", 2025, "04-20"), ("thanksgiving", 2016, "11-24"),
     ("fathers-day", 2015, "06-21"), ("seollal", 2023, "01-22"), ("chuseok", 2017, "10-04"), ("buddha", 2018, "05-22"),
     ("seollal-eve", 2012, "01-22"), ("daeboreum", 2024, "02-24")],
)  # fmt: skip
def test_known_holidays(name: str, year: int, day: str) -> None:
    assert str(almanac.movable_holiday(name, year)) == f"{year}-{day}"


def test_every_movable_holiday_is_known() -> None:
    assert all(almanac.movable_holiday(name, 2012) for name in words.MOVABLE_HOLIDAYS.values())


def test_times_of_annotated_news_are_found_and_resolved(benchmark_folder: Path) -> None:
    articles = benchmark_folder / "articles"
    texts = {d["id"]: d for d in map(json.loads, (articles / "dev.jsonl").read_text("utf-8").splitlines())}
    right = total = 0
    for gold in map(json.loads, (articles / "dev-gold.jsonl").read_text("utf-8").splitlines()):
        article = texts[gold["id"]]
        found = find_times(article["text"], date.fromisoformat(article["published"]))
        for fact in gold["facts"]:
            if fact["type"] != "event_time":
                continue
            start = article["text"].index(fact["quote"])
            end = start + len(fact["quote"])
            wanted = (fact["start"] or fact["end"])[:10]
            near = [e.begin or e.finish or "" for e in found if start - 1 <= e.start < end]
            right += any(given[: len(wanted)] == wanted for given in near)
            total += 1
    assert right / total >= 0.95, f"{right} of {total}"
