"""Reading one point of time, or one length, from its first component on."""

from __future__ import annotations

import re

from kg.extract.ko.time import patterns
from kg.extract.ko.time.components import add, settled
from kg.extract.ko.time.durations import Length, read_length
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point, at_clock, narrow, week_or_month_of

PART_GRAINS = frozenset({"year", "decade", "century", "month", "week", "half", "quarter", "season"})
"""Grains whose early, middle and late part can be named."""

TIME_KINDS = frozenset({"noon", "daypart", "hms", "clock", "hours"})
"""Kinds of components that name a time of day."""


def skip_space(text: str, at: int) -> int:
    """Return the offset behind one or two spaces, if any stand there."""
    return at + len(text[at : at + 2]) - len(text[at : at + 2].lstrip(" "))


def read_point(text: str, match: re.Match[str], frame: Frame, point: Point) -> tuple[Point, int] | None:
    """Read components from coarse to fine, beginning with `match`, and add them to `point`."""
    rank, end = -1, match.start()
    following: re.Match[str] | None = match
    while following is not None:
        kind, component = patterns.kind_of(following), following
        if (
            kind in ("duration", "set")
            and point.grain == "month"
            and rank >= 0
            and (day := patterns.DAY_ONLY.match(text, following.start()))
        ):
            kind, component = "day", day
        if kind == "now" and 0 <= rank < patterns.RANK["day"]:
            break
        if patterns.RANK[kind] <= rank or patterns.RANK[kind] >= patterns.RANK["duration"]:
            break
        rank = patterns.RANK[kind]
        point = add(point, kind, component.group(), frame)
        point, end, rank = _closing(text, component.end(), point, kind, frame)
        gap = patterns.GAP.match(text, end)
        after = gap.end() if gap else end
        following = patterns.COMPONENT.match(text, after)
        if following and "," in text[end:after] and patterns.kind_of(following) not in (*TIME_KINDS, "weekday"):
            break
    if rank <= 0:
        return None
    approximate = patterns.APPROXIMATE.match(text, end)
    return settled(point, frame), approximate.end() if approximate else end


def _closing(text: str, end: int, point: Point, kind: str, frame: Frame) -> tuple[Point, int, int]:
    """Read what may stand right behind a component: 초 and 말, a weekday in brackets, the week of a day, 3분 전."""
    rank = patterns.RANK[kind]
    if rank <= 3 and point.grain in PART_GRAINS:
        part = patterns.PART.match(text, end)
        if part:
            return narrow(point, part.group(1)), part.end(), 3
    if kind in ("day", "iso"):
        letter = patterns.WEEKDAY_LETTER.match(text, end)
        if letter:
            point, end = add(point, "weekday", letter.group(1), frame), letter.end()
        containing = patterns.CONTAINING.match(text, end)
        if containing:
            return week_or_month_of(point, containing.group(1)), containing.end(), rank
    if kind == "clock" and point.minute is not None and point.hour is not None and point.grain == "minute":
        ago = patterns.MINUTES_TO.match(text, end)
        if ago:
            before = point.hour * 60 - point.minute
            return at_clock(point._replace(daypart=None), before // 60 % 24, before % 60, None), ago.end(), rank
    return point, end, rank


def read_whole_length(text: str, match: re.Match[str]) -> tuple[Length, int]:
    """Read a length that may go on in finer units (`2년 6개월`, `3년 반`, `한 달 하고 이틀`)."""
    length, end = read_length(match.group()), match.end()
    while True:
        half = patterns.HALF_MORE.match(text, end)
        if half:
            return length.with_half(), half.end()
        joint = patterns.AND.match(text, end)
        following = patterns.COMPONENT.match(text, joint.end() if joint else skip_space(text, end))
        if following is None or patterns.kind_of(following) != "duration":
            return length, end
        joined = length.joined(read_length(following.group()))
        if joined is None:
            return length, end
        length, end = joined, following.end()
