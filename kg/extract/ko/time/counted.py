"""Expressions that begin with a length of time: mere durations, and times counted from publication by them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from kg.extract.ko.time import almanac, patterns, words
from kg.extract.ko.time.durations import Length, from_base, shifted
from kg.extract.ko.time.expression import TimeExpression
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point
from kg.extract.ko.time.ranges import expression_from
from kg.extract.ko.time.reading import read_whole_length

_ATTACHED = re.compile(r"간(?![가-힣]*절)|여(?:\s?간)?|째|차(?=$|[^가-힣]|에|를|인|로)")

_DAYS_RUNNING = re.compile(r"\s?째(?!인|이던|였|되던)")
_INSIDE = re.compile(r"\s?이내")


def duration(
    text: str, start: int, match: re.Match[str], frame: Frame, prefix: str | None
) -> tuple[TimeExpression, Point | None]:
    """Read a length of time and what anchors it: 지난 and 앞으로 before it, 전, 후 and 안에 behind it."""
    length, end = read_whole_length(text, match)
    ago = patterns.FROM_NOW.match(text, end)
    if ago and (prefix is None or words.DIRECTIONS[words.fold(prefix)] == "now"):
        sign = -1 if "전" in ago.group() else 1
        point = from_base(length, sign, _base(length, sign, frame), frame.clock)
        return expression_from(text, start, ago.end(), point, frame), point
    within = patterns.WITHIN.match(text, end)
    past = words.PAST.get(words.DIRECTIONS[words.fold(prefix)] if prefix else "")
    if within and past is None:
        return _ahead(text, start, within.end(), length, frame), None
    once = patterns.ONCE_IN.match(text, end)
    if once and prefix is None:
        end = once.end()
        return TimeExpression(start, end, text[start:end], "set", length.grain, length=length.iso()), None
    running = _DAYS_RUNNING.match(text, end)
    if running and prefix is None:
        return _running(text, start, running.end(), length, frame), None
    for suffix in (_ATTACHED, patterns.WHOLE, *((_INSIDE,) if past is False else ())):
        more = suffix.match(text, end)
        end = more.end() if more else end
    plain = TimeExpression(start, end, text[start:end], "duration", length.grain, length=length.iso(), past=past)
    if past is None:
        return plain, None
    return _run_of_time(plain, length, past, frame), None


def _base(length: Length, sign: int, frame: Frame) -> datetime | None:
    """Return what a length before or after is counted from: publication, of past deeds (`사흘 뒤 떠났다`) the day told.

    Hours and minutes count from a time that only a publication with its hour gives.
    """
    if length.grain in ("hour", "minute", "second") and not frame.clock:
        return None
    if sign > 0 and frame.tense == "past" and not frame.clock:
        return almanac.midnight(frame.day) if frame.day else None
    return frame.published


def _running(text: str, start: int, end: int, length: Length, frame: Frame) -> TimeExpression:
    """Return the time since when something has gone on that is in its nth day (`3일째`) at publication.

    The day of publication counts as the nth; of weeks, months and years so many (`5년째`) only the length is certain.
    """
    seconds, months, days = length.parts()
    plain = TimeExpression(start, end, text[start:end], "duration", length.grain, length=length.iso())
    first = almanac.shift_days(frame.today, 1 - days) if frame.today and length.grain == "day" and days else None
    if first is None or seconds or months or any(unit == "W" for unit, _ in length.amounts):
        return plain
    earliest = almanac.midnight(first)
    return replace(plain, kind="range", earliest=earliest, begin=first.isoformat(), open="end", past=True)


def _ahead(text: str, start: int, end: int, length: Length, frame: Frame) -> TimeExpression:
    """Return the time from now on that `2주 안에` gives."""
    now = None if length.grain in ("hour", "minute", "second") and not frame.clock else frame.published
    latest = shifted(length, 1, now) if now else None
    finish = _said(latest, length) if latest else None
    begin = _said(now, length) if now and latest else None
    return TimeExpression(
        start, end, text[start:end], "range", length.grain, now if latest else None, latest, begin, finish, None,
        length=length.iso(), past=False,
    )  # fmt: skip


def _run_of_time(plain: TimeExpression, length: Length, past: bool, frame: Frame) -> TimeExpression:
    """Return the length as the run of time that ends with (`지난 3년`) or follows (`앞으로 3일`) publication.

    From days on, whole days are counted: `앞으로 3일` begins tomorrow, `지난 3일` ends where today begins.
    """
    now = frame.published
    if now is None or not length.amounts:
        return plain
    clock = length.grain in ("hour", "minute", "second")
    base = now if clock else almanac.midnight(now.date()) + timedelta(days=0 if past else 1)
    far = shifted(length, -1 if past else 1, base)
    if far is None or (clock and not frame.clock):
        return plain
    earliest, latest = (far, base) if past else (base, far)
    last = latest - timedelta(days=1) if not clock and not past else latest
    return replace(
        plain,
        kind="range",
        earliest=earliest,
        latest=latest,
        begin=_said(earliest, length),
        finish=_said(now if past else last, length),
    )


def _said(instant: datetime, length: Length) -> str:
    """Return an instant at the precision of a length."""
    size = {"year": 4, "month": 7, "day": 10}.get(length.grain)
    if size is None:
        return instant.isoformat(timespec="seconds" if length.grain == "second" else "minutes")
    return instant.date().isoformat()[:size]
