"""Finding the time expressions of a text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from kg.extract.ko.time import almanac, patterns
from kg.extract.ko.time.durations import Length, from_now, read_length
from kg.extract.ko.time.expression import Grain, Kind, Open, TimeExpression
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import DIRECTIONS, PAST, Point, add, at_clock, narrow, of_days, settled

_PART_GRAINS = frozenset({"year", "decade", "century", "month", "week", "half", "quarter", "season"})
_CLOCK_GRAINS = frozenset({"hour", "minute", "second"})
_FINE: tuple[Grain, ...] = (
    "century", "decade", "year", "half", "quarter", "season", "month", "week", "weekend", "day", "daypart", "hour",
    "minute", "second",
)  # fmt: skip
_ATTACHED = re.compile(r"간(?![가-힣]*절)|여(?:\s?간)?|째|차(?=$|[^가-힣]|에|를|인|로)")
_WINDOW = 80
_TIME_KINDS = frozenset({"noon", "daypart", "hms", "clock", "hours"})
_DAY_KINDS = frozenset({"day", "days"})
_MONTH_KINDS = frozenset({"month", "months", "half", "quarter"})
_SETS = {
    "매일": "P1D", "날마다": "P1D", "매주": "P1W", "주마다": "P1W", "매월": "P1M", "매달": "P1M", "달마다": "P1M",
    "매년": "P1Y", "매해": "P1Y", "해마다": "P1Y", "격주": "P2W", "격월": "P2M", "격년": "P2Y", "격일": "P2D",
    "매분기": "P3M", "매시간": "PT1H",
}  # fmt: skip


def find_times(text: str, published: date | datetime | None = None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text in order, resolved against its day of publication.

    The text is walked once from its beginning; what `이날`, `같은 달` or a bare `7일` means depends on what was
    mentioned before (see `Frame`). Without `published` only absolute times are resolved, the others are found with
    None for their values.

    Args:
        text: the text.
        published: when it was published; a date leaves the hour open. A zone is ignored: times are local.
    """
    frame = Frame(None)
    if isinstance(published, datetime):
        frame = Frame(published.replace(tzinfo=None), clock=True)
    elif published is not None:
        frame = Frame(almanac.midnight(published))
    found: list[TimeExpression] = []
    at = 0
    while (match := patterns.COMPONENT.search(text, at)) is not None:
        if match.lastgroup in patterns.CONTINUATION_ONLY:
            at = match.end()
            continue
        _enter(frame, text, found[-1].end if found else 0, match)
        expression, point = _expression(text, match, frame)
        if expression is None:
            at = match.end()
            continue
        found.append(expression)
        if point is not None:
            _remember(frame, expression, point)
        at = expression.end
    return tuple(found)


def _enter(frame: Frame, text: str, last: int, match: re.Match[str]) -> None:
    """Bring the frame to the place of a match: forget finished sentences, look for words of the future ahead."""
    sentences = sum(1 for _ in patterns.SENTENCE_END.finditer(text, last, match.start()))
    if sentences:
        frame.sentence = (None, None)
        frame.age += sentences
    end = match.end() + _WINDOW
    stop = patterns.SENTENCE_END.search(text, match.end(), end)
    frame.future = (
        text.startswith("까지", match.end())
        or patterns.FUTURE.search(text, match.end(), stop.start() if stop else end) is not None
    )


def _remember(frame: Frame, expression: TimeExpression, point: Point) -> None:
    """Let later words refer to what was just read."""
    if point.year is None:
        return
    if expression.kind in ("date", "range"):
        frame.year = point.year
        month = point.month if "month" in point.stated or "day" in point.stated else None
        if month is not None:
            frame.month = (point.year, month)
        if "year" in point.stated or "month" in point.stated:
            with_day = "month" in point.stated and "day" in point.stated
            frame.sentence = (point.year, month if with_day else None)
    day = point.date
    if day is None or expression.open is not None or expression.kind not in ("date", "time"):
        return
    if "day" in point.stated and "frame" not in point.stated:
        frame.day, frame.age = day, 0
        if point.direction is None and "year" not in point.stated:
            frame.main = day


def _expression(text: str, match: re.Match[str], frame: Frame) -> tuple[TimeExpression | None, Point | None]:
    """Read the expression that begins at a match; the point is what later words may refer to."""
    kind = match.lastgroup
    if kind == "set":
        return _set(text, match, frame), None
    if kind == "duration":
        return _duration(text, match.start(), match, frame, None)
    if kind == "prefix":
        following = patterns.COMPONENT.match(text, _skip_space(text, match.end()))
        if following is None:
            return None, None
        if following.lastgroup == "duration":
            return _duration(text, match.start(), following, frame, match.group())
    read = _point(text, match, frame, Point())
    if read is None:
        return None, None
    first, end = read
    return _range(text, match.start(), end, first, frame), first


def _skip_space(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " else at


def _point(text: str, match: re.Match[str], frame: Frame, point: Point) -> tuple[Point, int] | None:
    """Read components from coarse to fine, beginning with `match`, and add them to `point`."""
    rank = -1
    end = match.start()
    following: re.Match[str] | None = match
    while following is not None:
        kind = following.lastgroup or ""
        if patterns.RANK[kind] <= rank or patterns.RANK[kind] >= patterns.RANK["duration"]:
            break
        if rank >= 0 and kind == "duration":
            break
        rank = patterns.RANK[kind]
        if kind != "weekdayletter":
            point = add(point, kind, following.group(), frame)
        end = following.end()
        part = patterns.PART.match(text, end) if point.grain in _PART_GRAINS and rank <= 3 else None
        if part:
            point, end, rank = narrow(point, part.group(1)), part.end(), 3
        letter = patterns.COMPONENT.match(text, end) if kind in ("day", "iso") else None
        if letter and letter.lastgroup == "weekdayletter":
            end = letter.end()
        gap = patterns.GAP.match(text, end)
        after = gap.end() if gap else end
        following = patterns.COMPONENT.match(text, after)
        if following and "," in text[end:after] and following.lastgroup not in _TIME_KINDS:
            break
    if rank <= 0:
        return None
    approximate = patterns.APPROXIMATE.match(text, end)
    point = settled(point, frame)
    return point, approximate.end() if approximate else end


def _range(text: str, start: int, end: int, first: Point, frame: Frame) -> TimeExpression:
    """Return the expression that begins with `first`: a range if a second point follows, open, or single."""
    second = _second(text, end, first, frame)
    if second is not None:
        last, end = second
        latest = last.earliest if last.grain in _CLOCK_GRAINS else last.latest
        grain = max(first.grain, last.grain, key=_FINE.index)
        known = first.begin is not None and last.begin is not None
        return TimeExpression(
            start, end, text[start:end], "range", grain, first.earliest, latest,
            first.begin, (last.finish or last.begin) if known else last.begin, None, first.part, past=_past(first),
        )  # fmt: skip
    opening = patterns.OPEN_END.match(text, end)
    if opening:
        return _open(text, start, opening.end(), first, "end", first.earliest, None)
    closing = patterns.OPEN_START.match(text, end)
    if closing:
        before = "이전" in closing.group() or first.grain in _CLOCK_GRAINS
        if first.part == "midnight":
            first = at_clock(first, 24, None, None)
        return _open(text, start, closing.end(), first, "start", None, first.earliest if before else first.latest)
    kind: Kind = "time" if "time" in first.stated and not first.stated & {"day", "week", "month", "year"} else "date"
    return TimeExpression(
        start, end, text[start:end], kind, first.grain, first.earliest, first.latest, first.begin, first.finish,
        None, first.part, past=_past(first),
    )  # fmt: skip


def _open(
    text: str, start: int, end: int, point: Point, which: Open, earliest: datetime | None, latest: datetime | None
) -> TimeExpression:
    begin = point.begin if which == "end" else None
    finish = (point.finish or point.begin) if which == "start" else None
    return TimeExpression(
        start, end, text[start:end], "range", point.grain, earliest, latest, begin, finish, which, point.part,
        past=_past(point),
    )  # fmt: skip


def _past(point: Point) -> bool | None:
    return PAST.get(point.direction or "")


def _second(text: str, end: int, first: Point, frame: Frame) -> tuple[Point, int] | None:
    """Return the second point of a range and where the range ends, None if no range follows."""
    for sign in (patterns.RANGE_SIGN, patterns.FROM, patterns.LIST_SIGN):
        connector = sign.match(text, end)
        match = patterns.COMPONENT.match(text, connector.end()) if connector else None
        if match is None or match.lastgroup in ("prefix", "duration", "set"):
            continue
        read = _last_point(text, match, first, frame)
        if read is None:
            continue
        last, stop = read
        closing = patterns.TO.match(text, stop)
        if sign is patterns.LIST_SIGN:
            if _next_day(first, last):
                return last, stop
        elif closing or sign is patterns.RANGE_SIGN:
            return last, closing.end() if closing else stop
    return None


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
    kind = match.lastgroup or ""
    base, later = _inherited(first, kind)
    read = _point(text, match, frame, base)
    if read is None:
        return None
    last, end = read
    if first.earliest is None or last.earliest is None:
        return read
    if kind in ("clock", "hours", "hms"):
        return _clock_after(first, last, kind), end
    if last.earliest >= first.earliest:
        return read
    if kind == "daypart" and first.date is not None:
        base = of_days(base, almanac.shift_days(first.date, 1))
        return _point(text, match, frame, replace(base, stated=first.stated - {"time"} | {"day"}))
    return _point(text, match, frame, later) if later is not None else read


def _inherited(first: Point, kind: str) -> tuple[Point, Point | None]:
    """Return what the end of a range takes over from its beginning, and the same one year, month or day later."""
    if kind in _TIME_KINDS:
        day = replace(first, hour=None, minute=None, second=None, daypart=None, part=None, finish=None)
        return replace(day, stated=first.stated - {"time"}), None
    if kind in _DAY_KINDS and first.month is not None and first.year is not None:
        moved = almanac.shift_months(first.year, first.month, 1)
        stated = frozenset({"year", "month"})
        here = Point(year=first.year, month=first.month, stated=stated)
        return here, Point(year=moved[0], month=moved[1], stated=stated) if moved else None
    if kind in _MONTH_KINDS and first.year is not None:
        stated = frozenset({"year"})
        return Point(year=first.year, stated=stated), Point(year=first.year + 1, stated=stated)
    return Point(), None


def _clock_after(first: Point, last: Point, kind: str) -> Point:
    """Return the clock time that ends a range, at the first hour behind its beginning that its words allow."""
    if first.hour is None or last.hour is None:
        return last
    began = (first.hour, first.minute or 0)
    hours = [last.hour] if kind == "hms" or last.hour > 12 else [last.hour, last.hour + 12]
    hour = next((h for h in hours if (h, last.minute or 0) > began), last.hour + 24)
    return at_clock(last, hour, last.minute, last.second)


def _set(text: str, match: re.Match[str], frame: Frame) -> TimeExpression:
    """Read a recurring time with the weekday and clock time that follow it."""
    word = re.sub(r"\s+", "", match.group())
    length = _SETS.get(word) or read_length(word.removesuffix("마다")).iso()
    end = match.end()
    gap = patterns.GAP.match(text, end)
    following = patterns.COMPONENT.match(text, gap.end() if gap else end)
    if following and patterns.RANK[following.lastgroup or ""] in (2, 4, 5, 6, 7) and following.lastgroup != "now":
        read = _point(text, following, frame, Point())
        end = read[1] if read else end
    return TimeExpression(match.start(), end, text[match.start() : end], "set", "day", length=length)


def _duration(
    text: str, start: int, match: re.Match[str], frame: Frame, prefix: str | None
) -> tuple[TimeExpression, Point | None]:
    """Read a length of time and what anchors it: 지난 and 앞으로 before it, 전 and 후 behind it."""
    length, end = _length(text, match)
    anchor = patterns.FROM_NOW.match(text, end)
    if anchor and prefix is None:
        point = from_now(length, -1 if anchor.group(1) == "전" else 1, frame)
        return _range(text, start, anchor.end(), point, frame), point
    attached = _ATTACHED.match(text, end)
    end = attached.end() if attached else end
    surface = text[start:end]
    plain = TimeExpression(start, end, surface, "duration", length.grain, length=length.iso())
    past = PAST.get(DIRECTIONS[prefix] if prefix else "")
    if past is None:
        return plain, None
    far = from_now(length, -1 if past else 1, frame)
    now = frame.published
    if now is None or far.earliest is None or far.begin is None:
        return replace(plain, past=past), None
    near = (
        now.date().isoformat()[: len(far.begin)]
        if far.grain in ("year", "month", "day")
        else now.isoformat(timespec="minutes")
    )
    ends = (far.earliest, now, far.begin, near) if past else (now, far.latest, near, far.begin)
    return replace(
        plain, kind="range", earliest=ends[0], latest=ends[1], begin=ends[2], finish=ends[3], past=past
    ), None


def _length(text: str, match: re.Match[str]) -> tuple[Length, int]:
    """Read a length that may go on in finer units (`2년 6개월`, `3년 반`)."""
    length, end = read_length(match.group()), match.end()
    while True:
        following = patterns.COMPONENT.match(text, _skip_space(text, end))
        if following is None or following.lastgroup != "duration":
            return length, end
        joined = length.joined(read_length(following.group()))
        if joined is None:
            return length, end
        length, end = joined, following.end()
