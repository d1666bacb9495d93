"""Reading the components that name clock times and parts of the day."""

from __future__ import annotations

import re
from datetime import timedelta

from kg.extract.ko.numbers import parse_number
from kg.extract.ko.time import almanac, words
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point, at_clock, of_days

TIMES = frozenset({"noon", "lastnight", "daypart", "hms", "clock", "hours", "now"})
"""Kinds of components, as `patterns` names them."""

_SMALLER = re.compile(r"(\d+)([분초])")


def _clock(word: str) -> tuple[int, int | None, int | None]:
    """Return hour, minute and second of a clock time without its part of the day."""
    hour_word, _, rest = word.partition("시")
    hour = int(parse_number(hour_word) or 0)
    smaller = {unit: int(number) for number, unit in _SMALLER.findall(rest)}
    second = smaller.get("초")
    minute = 30 if rest.startswith("반") else smaller.get("분", None if second is None else 0)
    return hour, minute, second


def add_time(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    """Return the point with a component that names a clock time or a part of the day."""
    if "day" not in point.stated:
        point = of_days(point, frame.anchor(1))._replace(stated=point.stated)
    point = point._replace(stated=point.stated | {"time"}, finish=None)
    if kind == "now":
        now = frame.published
        if now is None or not frame.clock:
            return of_days(point, frame.today)
        return of_days(point, now.date())._replace(grain="second", earliest=now, latest=now, begin=now.isoformat())
    if kind == "lastnight":
        point = of_days(point, almanac.shift_days(frame.today, -1) if frame.today else None)
        word = "저녁" if word.endswith("저녁") else "밤"
    if kind in ("daypart", "lastnight"):
        early, late = word.startswith("이른"), word.startswith("늦은")
        word = word[2:] if early or late else word
        name, first, last = words.DAYPARTS[word]
        if early or late:
            first, last = words.CORES.get(word, (first, last))
            first, last = (first, (first + last) // 2) if early else ((first + last) // 2, last)
        point = point._replace(daypart=word, part=name, grain="daypart")
        day = point.date
        if day is None:
            return point
        midnight = almanac.midnight(day)
        return point._replace(earliest=midnight + timedelta(hours=first), latest=midnight + timedelta(hours=last))
    if kind == "noon":
        point = point._replace(part="noon" if word.endswith("정오") else "midnight")
        return at_clock(point, 12 if word.endswith("정오") else 0, None, None)
    if kind == "hms":
        return at_clock(point, numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None)
    if kind == "hours":
        return at_clock(point, numbers[0], None, None)
    return at_clock(point, *_clock(word))
