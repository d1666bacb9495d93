"""Recurring times (`매주 월요일`, `3주마다`, `1년에 한 번`)."""

from __future__ import annotations

import re

from kg.extract.ko.time import patterns
from kg.extract.ko.time.durations import read_length
from kg.extract.ko.time.expression import TimeExpression
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point
from kg.extract.ko.time.reading import read_point

_PERIODS = {
    "매일": "P1D", "날마다": "P1D", "매주": "P1W", "주마다": "P1W", "매월": "P1M", "매달": "P1M", "달마다": "P1M",
    "매년": "P1Y", "매해": "P1Y", "해마다": "P1Y", "격주": "P2W", "격월": "P2M", "격년": "P2Y", "격일": "P2D",
    "매분기": "P3M", "매시간": "PT1H",
}  # fmt: skip
_GOES_ON = frozenset({2, 4, 5, 6, 7})
"""Ranks of components that say more of a recurring time: month, day, weekday, part of the day, clock."""


def recurring(text: str, match: re.Match[str], frame: Frame) -> TimeExpression:
    """Read a recurring time with the weekday and clock time that follow it."""
    word = re.sub(r"\s+", "", match.group())
    stated = read_length(word.removesuffix("마다"))
    length = _PERIODS.get(word) or stated.iso()
    end = match.end()
    gap = patterns.GAP.match(text, end)
    following = patterns.COMPONENT.match(text, gap.end() if gap else end)
    if following and patterns.RANK[patterns.kind_of(following)] in _GOES_ON and patterns.kind_of(following) != "now":
        read = read_point(text, following, frame, Point())
        end = read[1] if read else end
    every = patterns.EVERY.match(text, end)
    end = every.end() if every else end
    return TimeExpression(match.start(), end, text[match.start() : end], "set", stated.grain, length=length)


def recurring_from(text: str, start: int, end: int, point: Point) -> TimeExpression:
    """Return the recurring time that a point with `마다` behind it is (`월요일마다`, `4월 15일마다`)."""
    if point.stated & {"year", "month"}:
        length = "P1Y"
    elif "bare" in point.stated:
        length = "P1M"
    else:
        length = "P1W" if "day" in point.stated else "P1D"
    return TimeExpression(start, end, text[start:end], "set", point.grain, length=length)
