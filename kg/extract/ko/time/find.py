"""Finding the time expressions of a text."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Literal

from kg.extract.ko.time import almanac, patterns
from kg.extract.ko.time.counted import duration
from kg.extract.ko.time.expression import TimeExpression
from kg.extract.ko.time.frame import Frame
from kg.extract.ko.time.point import Point
from kg.extract.ko.time.ranges import anchored_length, expression_from
from kg.extract.ko.time.reading import read_point, skip_space
from kg.extract.ko.time.recurring import recurring, recurring_from

_WINDOW = 80
"""How far ahead words of the future are looked for, within the sentence."""


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
        _enter(frame, text, at, match)
        read = None if patterns.kind_of(match) in patterns.CONTINUATION_ONLY else _expression(text, match, frame)
        if read is None:
            at = match.end()
            continue
        expression, point = read
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
    frame.tense = _tense(text, match.end())


def _tense(text: str, at: int) -> Literal["past", "future"] | None:
    """Return the time that the rest of the sentence speaks of, if a word shows it; `…고 밝혔다` does not."""
    stop = patterns.SENTENCE_END.search(text, at, at + _WINDOW)
    end = stop.start() if stop else at + _WINDOW
    if patterns.FUTURE.search(text, at, end):
        return "future"
    reported = patterns.REPORTED.search(text, at, end)
    if patterns.PAST_TENSE.search(text, at, reported.start() if reported else end):
        return "past"
    return "future" if text.startswith("까지", at) else None


def _remember(frame: Frame, expression: TimeExpression, point: Point) -> None:
    """Let later words refer to what was just read."""
    if point.year is None or expression.kind == "set":
        return
    if expression.kind in ("date", "range"):
        frame.year = point.year
        month = point.month if point.stated & {"month", "day"} else None
        if month is not None:
            frame.month = (point.year, month)
        if point.stated & {"year", "month"}:
            frame.sentence = (point.year, month if {"month", "day"} <= point.stated else None)
    day = point.date
    if day is None or expression.open is not None or expression.kind == "range" or "day" not in point.stated:
        return
    frame.day, frame.age = day, 0
    if point.direction is None and "year" not in point.stated:
        frame.main = day


def _expression(text: str, match: re.Match[str], frame: Frame) -> tuple[TimeExpression, Point | None] | None:
    """Read the expression that begins at a match; the point is what later words may refer to."""
    kind = patterns.kind_of(match)
    if kind == "set":
        return recurring(text, match, frame), None
    if kind == "duration":
        return duration(text, match.start(), match, frame, None)
    if kind == "prefix":
        following = patterns.COMPONENT.match(text, skip_space(text, match.end()))
        if following is None:
            return None
        if patterns.kind_of(following) == "duration":
            return duration(text, match.start(), following, frame, match.group())
    read = read_point(text, match, frame, Point())
    if read is None:
        return None
    point, end = read
    every = patterns.EVERY.match(text, end)
    if every is not None:
        return recurring_from(text, match.start(), every.end(), point), None
    counted = anchored_length(text, match.start(), end, point, frame)
    if counted is not None:
        return counted
    return expression_from(text, match.start(), end, point, frame), point
