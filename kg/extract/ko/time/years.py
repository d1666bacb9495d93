"""Reading the components that name years, months and weeks."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.ko.time import almanac, words
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point, narrow, of_days, of_months, of_year, of_years

_RELATIVE_YEARS, _FRAME_YEARS = words.folded(words.RELATIVE_YEARS), words.folded(words.FRAME_YEARS)
_RELATIVE_MONTHS, _FRAME_MONTHS = words.folded(words.RELATIVE_MONTHS), words.folded(words.FRAME_MONTHS)
_RELATIVE_WEEKS = words.folded(words.RELATIVE_WEEKS)

YEARS = frozenset({"decade", "century", "year", "years", "lastyear", "isoyear", "relyear"})
MONTHS = frozenset({"yearpart", "half", "quarter", "relmonth", "month", "months", "season", "isomonth"})
WEEKS = frozenset({"relweek", "weekpart", "nthweek", "weekend", "monthpart"})
"""Kinds of components, as `patterns` names them."""


def add_year(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    """Return the point with a component that names a year or a run of years."""
    if kind == "relyear":
        if word in _FRAME_YEARS:
            base, offset = frame.year or (frame.today.year if frame.today else None), _FRAME_YEARS[word]
        else:
            base, offset = frame.today.year if frame.today else None, _RELATIVE_YEARS[word]
        return of_year(point, None if base is None else base + offset)
    number = numbers[0]
    if kind == "century":
        first = (number - 1) * 100 + 1
        if word.startswith("기원전") or not 1 <= number <= 99:
            return point._replace(stated=point.stated | {"year"}, grain="century")
        return of_years(point, first, 100, "century")
    if number < 100:
        number += 1900 if kind == "decade" or number >= 40 else 2000
    if kind == "decade":
        return of_years(point, number, 10, "decade")
    return of_year(point, number)


def _year_for(point: Point, month: int, frame: Frame) -> int | None:
    """Return the year of a month that follows the components read so far."""
    return point.year if "year" in point.stated else frame.year_of(month, point.direction)


def add_month(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    """Return the point with a component that names a month or a run of months."""
    if kind == "isomonth":
        return of_months(point._replace(stated=point.stated | {"year"}), numbers[0], numbers[1], 1, "month")
    if kind == "relmonth":
        if word in _FRAME_MONTHS and (word not in _RELATIVE_MONTHS):
            base, offset = (
                frame.month or ((frame.today.year, frame.today.month) if frame.today else None),
                _FRAME_MONTHS[word],
            )
        else:
            base, offset = (frame.today.year, frame.today.month) if frame.today else None, _RELATIVE_MONTHS[word]
        moved = almanac.shift_months(*base, offset) if base else None
        point = point._replace(stated=point.stated | {"year"})
        return of_months(point, moved[0] if moved else None, moved[1] if moved else 1, 1, "month")
    if kind == "yearpart":
        year = point.year if "year" in point.stated else frame.today.year if frame.today else None
        return narrow(of_year(point, year), word[1])
    if kind == "season":
        first = words.SEASONS[word.lstrip("한초늦")]
        year = _year_for(point, first, frame)
        today = frame.today
        if year is not None and today and not point.stated and point.direction is None and frame.tense != "future":
            year -= year == today.year and first > today.month
        return of_months(point, year, first, 3, "season")
    if kind == "half":
        first = 1 if word[0] in "상전" else 7
        return of_months(point, _year_for(point, first, frame), first, 6, "half")
    if kind == "quarter":
        first = numbers[0] * 3 - 2
        return of_months(point, _year_for(point, first, frame), first, 3, "quarter")
    return of_months(point, _year_for(point, numbers[0], frame), numbers[0], 1, "month")


def add_week(point: Point, kind: str, word: str, frame: Frame) -> Point:
    """Return the point with a component that names a week, a weekend or the part of a month."""
    today = frame.today
    if kind == "monthpart":
        point = of_months(point, today.year if today else None, today.month if today else 1, 1, "month")
        return narrow(point, word[1])
    if kind == "nthweek":
        return _nth_week(point, word, frame)
    if kind == "weekpart":
        start = almanac.monday(today) if today else None
        week = (
            point
            if point.grain == "week"
            else of_days(point, start, 7, "week")._replace(stated=point.stated | {"week"})
        )
        return narrow(week, word[1:])
    if kind == "relweek":
        start = almanac.shift_days(almanac.monday(today), 7 * _RELATIVE_WEEKS[word]) if today else None
        return of_days(point, start, 7, "week")._replace(stated=point.stated | {"week"})
    if point.grain == "week" and "week" in point.stated and point.earliest:
        start = point.earliest.date()
    else:
        weeks = {"past": -1, "following": 1}.get(point.direction or "", 0)
        start = almanac.shift_days(almanac.monday(today), 7 * weeks) if today else None
    saturday = almanac.shift_days(start, 5) if start else None
    return of_days(point, saturday, 2, "weekend")


def ordinal(word: str) -> int:
    """Return the number of `첫째`, `두 번째`, …; 0 for the last."""
    if word.startswith("마지막"):
        return 0
    return next(i for i, ordinals in enumerate(_ORDINALS, 1) if word.startswith(ordinals))


_ORDINALS = (("첫", "한"), ("둘", "두"), ("셋", "세"), ("넷", "네"), ("다섯",))


def _nth_week(point: Point, word: str, frame: Frame) -> Point:
    """Return the nth or last week (from Monday) of the month or year read so far, else of this month."""
    if not point.stated and frame.today:
        point = of_months(point, frame.today.year, frame.today.month, 1, "month")
    if point.earliest is None or point.latest is None:
        return point._replace(grain="week", stated=point.stated | {"week"})
    nth = ordinal(word)
    if nth == 0:
        start: date | None = almanac.monday(point.latest.date() - timedelta(days=1))
    else:
        start = almanac.shift_days(almanac.monday(point.earliest.date()), 7 * (nth - 1))
    return of_days(point, start, 7, "week")._replace(stated=point.stated | {"week"})
