"""Single points of time, ranges between two, and ranges with one end open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kg.extract.ko.time import almanac, patterns, words
from kg.extract.ko.time.durations import from_base, shifted
from kg.extract.ko.time.expression import Grain, TimeExpression
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point, at_clock, of_days, week_or_month_of
from kg.extract.ko.time.reading import PART_GRAINS, TIME_KINDS, read_point, read_whole_length

_CLOCK_GRAINS = frozenset({"hour", "minute", "second"})
_FINE: tuple[Grain, ...] = (
    "century", "decade", "year", "half", "quarter", "season", "month", "week", "weekend", "day", "daypart", "hour",
    "minute", "second",
)  # fmt: skip
_BARE_CLOCKS = frozenset({"clock", "hours", "hms"})
_DAY_KINDS = frozenset({"day", "days"})
_MONTH_KINDS = frozenset({"month", "months", "half", "quarter"})
_YEAR_KINDS = frozenset({"year", "years"})
_AFTERNOON_HOURS = 6
"""Up to this hour `5시부터 오후 6시` means an hour of the afternoon."""


def anchored_length(
    text: str, start: int, end: int, first: Point, frame: Frame
) -> tuple[TimeExpression, Point | None] | None:
    """Return the expression of a length counted from a point (`내일부터 3주간`, `오늘부터 2주 후`), if one follows."""
    since = patterns.SINCE.match(text, end)
    match = patterns.COMPONENT.match(text, since.end()) if since else None
    if match is None or patterns.kind_of(match) != "duration" or first.finish is not None:
        return None
    length, stop = read_whole_length(text, match)
    base = first.earliest
    ago = patterns.FROM_NOW.match(text, stop)
    if ago:
        point = from_base(length, -1 if "전" in ago.group() else 1, base, first.grain in _CLOCK_GRAINS)
        return expression_from(text, start, ago.end(), point, frame), point
    within = patterns.WITHIN.match(text, stop)
    stop = within.end() if within else stop + (1 if text[stop : stop + 1] == "간" else 0)
    latest = shifted(length, 1, base) if base else None
    last = latest - timedelta(days=1) if latest and length.grain not in _CLOCK_GRAINS else latest
    finish = last.isoformat(timespec="minutes")[: None if length.grain in _CLOCK_GRAINS else 10] if last else None
    bounds = {"earliest": base, "latest": latest, "begin": first.begin, "finish": finish}
    known = bounds if latest else dict.fromkeys(bounds)
    return replace(
        _single(text, start, stop, first), kind="range", grain=first.grain, length=length.iso(), **known
    ), first


def expression_from(text: str, start: int, end: int, first: Point, frame: Frame) -> TimeExpression:
    """Return the expression that begins with `first`: a range if a second point follows, open, or single."""
    second = _second(text, end, first, frame)
    if second is None:
        single = _single(text, start, end, first)
        return _open(text, single, first, frame) or single
    first, last, end = second
    return replace(
        _single(text, start, end, first),
        kind="range",
        grain=max(first.grain, last.grain, key=_FINE.index),
        latest=last.earliest if last.grain in _CLOCK_GRAINS else last.latest,
        finish=(last.finish or last.begin) if first.begin is not None else last.begin,
    )


def _single(text: str, start: int, end: int, point: Point) -> TimeExpression:
    """Return the expression of one point."""
    alone = "time" in point.stated and not point.stated & {"day", "week", "month", "year"}
    return TimeExpression(
        start, end, text[start:end], "time" if alone else "date", point.grain, point.earliest, point.latest,
        point.begin, point.finish, None, point.part, past=words.PAST.get(point.direction or ""),
    )  # fmt: skip


def _open(text: str, single: TimeExpression, point: Point, frame: Frame) -> TimeExpression | None:
    """Return the range with one open end that particles behind a single point make of it, None if none follow."""
    end = single.end
    so_far = patterns.SO_FAR.match(text, end) if point.grain in PART_GRAINS else None
    if so_far and frame.published and point.earliest:
        now = frame.published
        return _reaching(text, single, so_far.end(), latest=now, finish=now.date().isoformat())
    opening = patterns.OPEN_END.match(text, end)
    if opening:
        return _reaching(text, single, opening.end(), latest=None, finish=None, open="end")
    closing = patterns.WITHIN_UNIT.match(text, end) if point.grain in PART_GRAINS else None
    closing = closing or patterns.OPEN_START.match(text, end)
    if closing is None:
        return None
    if point.part == "midnight":
        point = at_clock(point, 24, None, None)
    before = "전" in closing.group() or point.grain in _CLOCK_GRAINS
    until = replace(single, begin=None, earliest=None, latest=point.earliest if before else point.latest)
    return _reaching(text, until, closing.end(), finish=point.finish or point.begin, open="start")


def _reaching(text: str, single: TimeExpression, end: int, **fields: Any) -> TimeExpression:
    """Return an expression made a range that reaches to `end` in the text, with these fields changed."""
    return replace(single, kind="range", end=end, surface=text[single.start : end], **fields)


def _second(text: str, end: int, first: Point, frame: Frame) -> tuple[Point, Point, int] | None:
    """Return the two points of a range and where it ends, None if no range follows the first."""
    for sign in (patterns.RANGE_SIGN, patterns.FROM, patterns.LIST_SIGN):
        connector = sign.match(text, end)
        match = patterns.COMPONENT.match(text, connector.end()) if connector else None
        if match is None or patterns.kind_of(match) in ("duration", "set"):
            continue
        read = _last_point(text, match, first, frame)
        if read is None:
            continue
        last, stop = read
        closing = patterns.TO.match(text, stop)
        between = closing is not None and "사이" in closing.group()
        years = patterns.kind_of(match) in _YEAR_KINDS and first.grain == "year" and sign is patterns.FROM
        listed = sign is patterns.LIST_SIGN and not between
        if (listed and _next_day(first, last)) or years or sign is patterns.RANGE_SIGN or (closing and not listed):
            return _afternoon(first, last), last, closing.end() if closing else stop
    return None


def _afternoon(first: Point, last: Point) -> Point:
    """Return the first clock time moved to the half of the day that the second names (`5시부터 오후 6시까지`)."""
    if not first.hour or last.hour is None or first.daypart is not None or first.hour > 12 or not last.daypart:
        return first
    afternoon = last.daypart in ("오후", "저녁", "밤") and first.hour <= _AFTERNOON_HOURS
    afternoon = afternoon and first.date == last.date and first.hour + 12 < last.hour
    overnight = last.daypart in ("오전", "새벽") and last.hour < first.hour < 12
    return at_clock(first, first.hour + 12, first.minute, first.second) if afternoon or overnight else first


def _next_day(first: Point, last: Point) -> bool:
    days = first.date, last.date
    if days[0] is None or days[1] is None or first.grain != "day" or last.grain != "day":
        return False
    return days[1] - days[0] == timedelta(days=1)


def _last_point(text: str, match: re.Match[str], first: Point, frame: Frame) -> tuple[Point, int] | None:
    """Read the point where a range ends.

    It takes over from the first point whatever is coarser than its own words, and lies behind it where its words
    leave that open (`10월~3월`, `오후 1시부터 2시`).
    """
    kind = patterns.kind_of(match)
    base, later = _inherited(first, kind)
    read = read_point(text, match, frame, base)
    if read is None:
        return None
    last, end = read
    if first.earliest is None or last.earliest is None:
        return read
    if kind in _BARE_CLOCKS:
        return _clock_after(first, last, kind), end
    if last.earliest >= first.earliest:
        return read
    if kind == "daypart" and first.date is not None:
        base = of_days(base, almanac.shift_days(first.date, 1))
        return read_point(text, match, frame, base._replace(stated=first.stated - {"time"} | {"day"}))
    return read_point(text, match, frame, later) if later is not None else read


def _inherited(first: Point, kind: str) -> tuple[Point, Point | None]:
    """Return what the end of a range takes over from its beginning, and the same one year, month or week later."""
    if kind in TIME_KINDS:
        day = first._replace(hour=None, minute=None, second=None, daypart=None, part=None, finish=None)
        return day._replace(stated=first.stated - {"time"}), None
    if kind in _DAY_KINDS and first.month is not None and first.year is not None:
        moved = almanac.shift_months(first.year, first.month, 1)
        stated = frozenset({"year", "month"})
        here = Point(year=first.year, month=first.month, stated=stated)
        return here, Point(year=moved[0], month=moved[1], stated=stated) if moved else None
    if kind in _MONTH_KINDS and first.year is not None:
        stated = frozenset({"year"})
        return Point(year=first.year, stated=stated), Point(year=first.year + 1, stated=stated)
    if kind == "weekday" and first.date is not None:
        weeks = [week_or_month_of(of_days(Point(), almanac.shift_days(first.date, days)), "주") for days in (0, 7)]
        return weeks[0], weeks[1]
    return Point(), None


def _clock_after(first: Point, last: Point, kind: str) -> Point:
    """Return the clock time that ends a range, at the first hour behind its beginning that its words allow."""
    if first.hour is None or last.hour is None or first.date != last.date:
        return last
    began = (first.hour, first.minute or 0)
    hours = [last.hour] if kind == "hms" or last.hour > 12 else [last.hour, last.hour + 12]
    hour = next((h for h in hours if (h, last.minute or 0) > began), last.hour + 24)
    return at_clock(last, hour, last.minute, last.second)
