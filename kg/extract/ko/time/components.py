"""Adding one component after the other to a point of time."""

from __future__ import annotations

import re

from kg.extract.ko.numbers import parse_number
from kg.extract.ko.time import words
from kg.extract.ko.time.clock import TIMES, add_time
from kg.extract.ko.time.days import add_day
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point, narrow, of_months
from kg.extract.ko.time.years import MONTHS, WEEKS, YEARS, add_month, add_week, add_year

_NUMBERS = re.compile(r"\d+")
_SINO_MONTHS = {"유월": 6, "시월": 10}


def add(point: Point, kind: str, word: str, frame: Frame) -> Point:
    """Return the point with one more component, given by its kind and its words."""
    folded = words.fold(word)
    numbers = [int(n) for n in _NUMBERS.findall(word)] or _spelled(folded)
    if kind == "prefix":
        return point._replace(direction=words.DIRECTIONS[folded])
    if kind in YEARS:
        return add_year(point, kind, folded, numbers, frame)
    if kind in MONTHS:
        return add_month(point, kind, folded, numbers, frame)
    if kind in WEEKS:
        return add_week(point, kind, folded, frame)
    if kind in TIMES:
        return add_time(point, kind, folded, numbers, frame)
    return add_day(point, kind, folded, numbers, frame)


def _spelled(word: str) -> list[int]:
    """Return the number that begins a component in Korean syllables (`이십일일`, `오월`, `이천십팔년`)."""
    if word in _SINO_MONTHS:
        return [_SINO_MONTHS[word]]
    number = parse_number(word[:-1]) if word[-1:] in ("년", "월", "일") else None
    return [int(number)] if number is not None else []


def settled(point: Point, frame: Frame) -> Point:
    """Return a finished point; `지난 4월` said in April is the April of the year before."""
    today = frame.today
    if today is None or point.direction != "past" or point.grain != "month" or point.year is None:
        return point
    if (point.year, point.month) != (today.year, today.month) or "year" in point.stated or point.month is None:
        return point
    moved = of_months(point, point.year - 1, point.month, 1, "month")
    return narrow(moved, next(w for w, p in words.PARTS.items() if p == point.part)) if point.part else moved
