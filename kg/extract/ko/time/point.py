"""A point of time, and the units of the calendar that it may be made to cover."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from kg.extract.ko.time import almanac, words
from kg.extract.ko.time.expression import Grain, Part


class Point(NamedTuple):
    """One point of time, partly or wholly resolved. The fields named as in `TimeExpression` mean the same.

    Attributes:
        year: the calendar year, if known.
        month: the month, if stated or implied.
        day: the day, if stated or implied.
        hour: the hour on the 24-hour clock, if stated.
        stated: the coarse fields that the words themselves give (`year`, `month`, `day`, `time`).
    """

    grain: Grain = "day"
    earliest: datetime | None = None
    latest: datetime | None = None
    begin: str | None = None
    finish: str | None = None
    part: Part | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    daypart: str | None = None
    direction: str | None = None
    stated: frozenset[str] = frozenset()

    @property
    def date(self) -> date | None:
        """The day, if it is known whole."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return almanac.make_date(self.year, self.month, self.day)


def covering(point: Point, span: tuple[datetime, datetime] | None, begin: str | None, grain: Grain) -> Point:
    """Return the point made to cover a span."""
    if span is None:
        return point._replace(grain=grain, earliest=None, latest=None, begin=None, finish=None)
    return point._replace(grain=grain, earliest=span[0], latest=span[1], begin=begin, finish=None)


def of_year(point: Point, year: int | None) -> Point:
    """Return the point made to cover a year, None if it is not known which."""
    point = point._replace(year=year, stated=point.stated | {"year"})
    if year is None:
        return point._replace(grain="year")
    return covering(point, almanac.year_span(year), f"{year:04d}", "year")


def of_months(point: Point, year: int | None, month: int, months: int, grain: Grain) -> Point:
    """Return the point made to cover a run of months of a year, None if it is not known which."""
    point = point._replace(year=year, month=month if months == 1 else None, stated=point.stated | {"month"})
    if year is None:
        return point._replace(grain=grain)
    last = almanac.shift_months(year, month, months - 1)
    point = covering(point, almanac.month_span(year, month, months), f"{year:04d}-{month:02d}", grain)
    return point._replace(finish="{:04d}-{:02d}".format(*last)) if months > 1 and last else point


def of_days(point: Point, day: date | None, days: int = 1, grain: Grain = "day") -> Point:
    """Return the point moved to a day, or to several from this day on."""
    point = point._replace(grain=grain, stated=point.stated | {"day"})
    if day is None:
        return point._replace(earliest=None, latest=None, begin=None, finish=None)
    span = almanac.day_span(day, days)
    point = covering(point, span, day.isoformat(), grain)
    last = almanac.shift_days(day, days - 1)
    if days > 1:
        return point._replace(year=day.year, month=day.month, finish=last.isoformat() if last else None)
    return point._replace(year=day.year, month=day.month, day=day.day)


def of_years(point: Point, first: int, years: int, grain: Grain) -> Point:
    """Return the point that covers a run of years."""
    point = covering(point, almanac.year_span(first, years), f"{first:04d}", grain)
    return point._replace(finish=f"{first + years - 1:04d}", stated=point.stated | {"year"})


def week_or_month_of(point: Point, unit: str) -> Point:
    """Return the week (`주`, from Monday) or month (`달`) that holds the point's day."""
    day = point.date
    if unit == "달":
        return of_months(point, point.year, point.month or 1, 1, "month")
    week = of_days(point._replace(day=None), almanac.monday(day) if day else None, 7, "week")
    return week._replace(stated=point.stated | {"week"})


def at_clock(point: Point, hour: int, minute: int | None, second: int | None) -> Point:
    """Return the point at a clock time, its hour read by the part of the day if one was named."""
    hour = _in_daypart(hour, point.daypart)
    grain: Grain = "hour" if minute is None else "minute" if second is None else "second"
    point = point._replace(grain=grain, hour=hour, minute=minute, second=second)
    day = point.date
    if day is None or hour > 48 or (minute or 0) > 59 or (second or 0) > 59:
        return point._replace(earliest=None, latest=None, begin=None)
    step = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}[grain]
    try:
        instant = almanac.midnight(day) + timedelta(hours=hour, minutes=minute or 0, seconds=second or 0)
        after = instant + step
    except OverflowError:
        return point._replace(earliest=None, latest=None, begin=None)
    text = instant.isoformat(timespec="seconds" if second is not None else "minutes")
    return point._replace(earliest=instant, latest=after, begin=text)


def _in_daypart(hour: int, daypart: str | None) -> int:
    """Return the hour on the 24-hour clock: `오후 2` is 14, `밤 12` is 24, `낮 12` is 12, `새벽 12` is 0."""
    if daypart is None or hour > 12:
        return hour
    if daypart in ("오전", "새벽", "아침"):
        return 0 if hour == 12 else hour
    if daypart in ("밤", "심야", "한밤", "한밤중"):
        return 24 if hour == 12 else hour + 12 if hour >= 6 else hour
    if daypart in ("낮", "대낮", "점심", "한낮"):
        return hour + 12 if hour <= 6 else hour
    return hour if hour == 12 else hour + 12


def narrow(point: Point, word: str) -> Point:
    """Return the point narrowed to the early, middle or late part of its unit: thirds, and of a year its quarters."""
    part: Part = words.PARTS.get(word, "middle")
    point = point._replace(part=part)
    if point.earliest is None or point.latest is None:
        return point
    whole = point.latest - point.earliest
    if point.grain == "month":
        bounds = {
            "early": (point.earliest, point.earliest + timedelta(days=10)),
            "middle": (point.earliest + timedelta(days=10), point.earliest + timedelta(days=20)),
            "late": (point.earliest + timedelta(days=20), point.latest),
        }
    else:
        quarter = whole / 4 if point.grain == "year" else whole / 3
        bounds = {
            "early": (point.earliest, point.earliest + quarter),
            "middle": (point.earliest + quarter, point.latest - quarter),
            "late": (point.latest - quarter, point.latest),
        }
    earliest, latest = bounds[part]
    if point.grain not in ("month",):
        earliest, latest = (t.replace(hour=0, minute=0, second=0, microsecond=0) for t in (earliest, latest))
    return point._replace(earliest=earliest, latest=latest)
