"""Reading the components that name days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.extract.ko.time import almanac, words
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point, of_days
from kg.extract.ko.time.years import ordinal

_RELATIVE_DAYS, _FRAME_DAYS = words.folded(words.RELATIVE_DAYS), words.folded(words.FRAME_DAYS)
_SOLAR, _MOVABLE = words.folded(words.SOLAR_HOLIDAYS), words.folded(words.MOVABLE_HOLIDAYS)
_HOLIDAYS = sorted([*_SOLAR, *_MOVABLE], key=lambda name: (-len(name), name))


def add_day(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    """Return the point with a component that names a day."""
    if kind in ("iso", "dmy"):
        parts = numbers[:3] if kind == "iso" else _reordered(numbers)
        return of_days(point._replace(stated=point.stated | {"year", "month"}), almanac.make_date(*parts))
    if kind == "md":
        return _month_and_day(point, numbers, frame)
    if kind in ("relday", "frameday"):
        base, table = (frame.today, _RELATIVE_DAYS) if kind == "relday" else (frame.anchor(), _FRAME_DAYS)
        return of_days(point, almanac.shift_days(base, table[word]) if base else None)
    if kind == "nthday":
        return _nth_weekday(point, word, frame)
    if kind == "holiday":
        return _holiday(point, word, frame)
    if kind == "weekday":
        return _weekday(point, words.WEEKDAYS.index(word[0]), frame)
    number = numbers[0]
    if "month" in point.stated:
        known = (point.year, point.month)
    else:
        known = frame.month_of(number, point.direction) or (None, None)
    if known[0] is None or known[1] is None:
        return point._replace(grain="day", day=number, stated=point.stated | {"day"})
    day = almanac.make_date(known[0], known[1], number)
    return of_days(point._replace(stated=point.stated | ({"bare"} if "month" not in point.stated else set())), day)


def _month_and_day(point: Point, numbers: list[int], frame: Frame) -> Point:
    """Return the day that `4/22` or `22/04` writes; what may be a fraction (`2/3`) is read as a date all the same."""
    month, day = numbers if numbers[0] <= 12 else reversed(numbers)
    year = frame.year_of(month, point.direction)
    return of_days(
        point._replace(stated=point.stated | {"month"}), almanac.make_date(year, month, day) if year else None
    )


def _reordered(numbers: list[int]) -> tuple[int, int, int]:
    """Return year, month and day of a date in another order (`02/22/2016`, `21.4.2016`, `89/05/05`)."""
    first, second, third = numbers[:3]
    if third < 100:
        return first + (1900 if first >= 40 else 2000), second, third
    return (third, first, second) if second > 12 else (third, second, first)


def _holiday(point: Point, word: str, frame: Frame) -> Point:
    name = next(n for n in _HOLIDAYS if word.startswith(n))

    def on(year: int) -> date | None:
        return (
            almanac.make_date(year, *_SOLAR[name]) if name in _SOLAR else almanac.movable_holiday(_MOVABLE[name], year)
        )

    today = frame.today
    year = point.year if "year" in point.stated else _year_of_holiday(on, point.direction, frame)
    day = on(year) if year is not None else None
    if name == "새해" and "year" not in point.stated and today:
        day = on(today.year + (today.month > 6))
    if word.endswith("연휴") and day and _MOVABLE.get(name) in ("seollal", "chuseok"):
        return of_days(point, almanac.shift_days(day, -1), 3)
    return of_days(point, day)


def _year_of_holiday(on: Callable[[int], date | None], direction: str | None, frame: Frame) -> int | None:
    """Return the year of a holiday named without one: the nearest in the direction, else the nearest of all."""
    today = frame.today
    if today is None:
        return None
    if direction is None and frame.sentence[0] is not None:
        return frame.sentence[0]
    days = [day for year in (today.year - 1, today.year, today.year + 1) if 1 <= year <= 9999 and (day := on(year))]
    if direction == "past":
        days = [day for day in days if day <= today]
    elif direction in ("next", "following"):
        days = [day for day in days if day >= today]
    elif direction is not None:
        return today.year
    nearest = min(days, key=lambda day: (abs(day - today), day), default=None)
    return nearest.year if nearest else None


def _weekday(point: Point, weekday: int, frame: Frame) -> Point:
    if "day" in point.stated and "week" not in point.stated:
        return _agreeing(point, weekday) if "bare" in point.stated else point
    if "week" in point.stated:
        start = point.earliest.date() if point.earliest else None
        return of_days(point._replace(finish=None), almanac.shift_days(start, weekday) if start else None)
    direction = {"this": "same"}.get(point.direction or "", point.direction)
    return of_days(point, frame.weekday(weekday, direction))


def _agreeing(point: Point, weekday: int) -> Point:
    """Return a bare day moved to the nearest month in which it falls on the weekday that follows it."""
    day = point.date
    if day is None or day.weekday() == weekday:
        return point
    for months in (-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6):
        moved = almanac.shift_months(day.year, day.month, months)
        other = almanac.make_date(*moved, day.day) if moved else None
        if other and other.weekday() == weekday:
            return of_days(point, other)
    return point


def _nth_weekday(point: Point, word: str, frame: Frame) -> Point:
    """Return the nth weekday of the month read so far, else of this month."""
    weekday = words.WEEKDAYS.index(word[-3])
    year, month = point.year, point.month
    if "month" not in point.stated:
        year, month = (frame.today.year, frame.today.month) if frame.today else (None, None)
    if year is None or month is None:
        return of_days(point, None)
    return of_days(point, almanac.nth_weekday(year, month, ordinal(word), weekday))
