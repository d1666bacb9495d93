"""The words of Korean time expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from kg.extract.ko.time.expression import Part

_Value = TypeVar("_Value")
_SPACES = re.compile(r"\s+")

RELATIVE_DAYS = {
    "오늘": 0, "금일": 0, "어제": -1, "작일": -1, "어저께": -1, "그제": -2, "그저께": -2, "엊그제": -2, "그끄제": -3,
    "내일": 1, "명일": 1, "모레": 2, "글피": 3, "내일 모레": 2, "그끄저께": -3,
}  # fmt: skip
"""Days counted from publication."""

FRAME_DAYS = {
    "이날": 0, "이 날": 0, "당일": 0, "같은 날": 0, "그날": 0, "그 날": 0, "전날": -1, "그 전날": -1, "전일": -1,
    "이튿날": 1, "다음날": 1, "다음 날": 1, "익일": 1, "그 다음 날": 1, "그다음 날": 1,
}  # fmt: skip
"""Days counted from the day last mentioned."""

RELATIVE_YEARS = {
    "올해": 0, "올": 0, "올 해": 0, "금년": 0, "이번 해": 0, "지난해": -1, "지난 해": -1, "작년": -1, "전년": -1,
    "재작년": -2, "지지난해": -2, "내년": 1, "다음 해": 1, "명년": 1, "내후년": 2, "후년": 2, "다다음 해": 2,
}  # fmt: skip
FRAME_YEARS = {"같은 해": 0, "그해": 0, "그 해": 0, "동년": 0, "당해": 0, "이듬해": 1, "이듬 해": 1}

RELATIVE_MONTHS = {
    "이달": 0, "이 달": 0, "이번 달": 0, "이번달": 0, "금월": 0, "당월": 0, "지난달": -1, "저번달": -1, "지난 달": -1,
    "저번 달": -1, "전월": -1, "전달": -1, "지지난달": -2, "다음달": 1, "다음 달": 1, "내달": 1, "새달": 1,
    "다다음 달": 2, "다다음달": 2,
}  # fmt: skip
FRAME_MONTHS = {"같은 달": 0, "그달": 0, "동월": 0, "이듬달": 1, "다음 달": 1}

RELATIVE_WEEKS = {
    "이번 주": 0, "이 주": 0, "같은 주": 0, "오는 주": 1, "다가오는 주": 1, "이번주": 0, "금주": 0, "지난주": -1,
    "지난 주": -1, "저번 주": -1, "저번주": -1, "지지난주": -2, "다음주": 1, "다음 주": 1, "내주": 1, "차주": 1,
    "다다음 주": 2, "다다음주": 2,
}  # fmt: skip

WEEKDAYS = "월화수목금토일"

DAYPARTS: dict[str, tuple[Part, int, int]] = {
    "오전": ("forenoon", 0, 12), "오후": ("afternoon", 12, 24), "새벽": ("dawn", 0, 7), "아침": ("morning", 6, 12),
    "낮": ("noon", 10, 17), "대낮": ("noon", 10, 17), "점심": ("noon", 11, 14), "저녁": ("evening", 17, 22),
    "밤": ("night", 18, 24), "심야": ("night", 22, 24), "한밤중": ("midnight", 22, 24), "한밤": ("night", 22, 24),
    "한낮": ("noon", 11, 15),
}  # fmt: skip
"""Parts of the day: name, first hour, hour after the last; bounds within which news uses the word, not its core."""

PARTS: dict[str, Part] = {
    "초순": "early", "초반": "early", "초": "early", "상순": "early", "중순": "middle", "중반": "middle",
    "하순": "late", "후반": "late", "말": "late",
}  # fmt: skip

CORES = {"오전": (6, 12), "오후": (12, 18), "아침": (6, 12), "저녁": (17, 22), "밤": (20, 24)}
"""The hours that 이른 and 늦은 halve, where they differ from the bounds."""

DIRECTIONS = {
    "지난": "past", "저번": "past", "최근": "past", "과거": "past", "오는": "next", "돌아오는": "next",
    "다가오는": "next", "앞으로": "next", "향후": "next", "다음": "following", "이번": "this", "올": "this",
    "같은": "same", "그": "same", "지금으로부터": "now", "지금로부터": "now", "지금부터": "now",
}  # fmt: skip
PAST = {"past": True, "next": False, "following": False}

SEASONS = {"봄": 3, "여름": 6, "가을": 9, "겨울": 12}
"""Seasons by their first month; each has three."""

SOLAR_HOLIDAYS = {
    "신정": (1, 1), "삼일절": (3, 1), "3·1절": (3, 1), "3.1절": (3, 1), "어린이날": (5, 5), "어버이날": (5, 8),
    "스승의 날": (5, 15), "현충일": (6, 6), "제헌절": (7, 17), "광복절": (8, 15), "국군의 날": (10, 1),
    "개천절": (10, 3), "한글날": (10, 9), "성탄절": (12, 25), "크리스마스이브": (12, 24), "크리스마스 이브": (12, 24),
    "크리스마스": (12, 25), "식목일": (4, 5), "근로자의 날": (5, 1), "만우절": (4, 1), "메이데이": (5, 1),
    "국제 노동자의 날": (5, 1), "노동절": (5, 1), "새해 첫날": (1, 1), "새해": (1, 1), "새해 첫 날": (1, 1),
    "밸런타인데이": (2, 14), "발렌타인데이": (2, 14), "핼러윈": (10, 31), "할로윈": (10, 31), "독립기념일": (7, 4),
    "독립 기념일": (7, 4),
}  # fmt: skip

MOVABLE_HOLIDAYS = {
    "설날": "seollal", "설": "seollal", "추석": "chuseok", "한가위": "chuseok", "부처님오신날": "buddha",
    "부처님 오신 날": "buddha", "석가탄신일": "buddha", "섣달그믐": "seollal-eve", "섣달그믐날": "seollal-eve",
    "정월대보름": "daeboreum", "부활절": "easter", "추수감사절": "thanksgiving", "아버지의 날": "fathers-day",
}  # fmt: skip
"""Holidays that move in the solar calendar, by their name in `almanac`."""

DAY_COUNTS = {
    "하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9, "열흘": 10,
    "보름": 15, "며칠": 3,
}  # fmt: skip
"""Native words for a number of days."""


def any_of(choices: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first; a space in a word may be missing."""
    return "|".join(re.escape(w).replace("\\ ", r"\s?") for w in sorted(choices, key=lambda w: (-len(w), w)))


def fold(word: str) -> str:
    """Return a word without its spaces."""
    return _SPACES.sub("", word)


def folded(table: Mapping[str, _Value]) -> dict[str, _Value]:
    """Return a table by its words without their spaces."""
    return {fold(word): value for word, value in table.items()}
