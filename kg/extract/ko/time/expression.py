"""What a time expression means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["date", "time", "range", "duration", "set"]
Grain = Literal[
    "century", "decade", "year", "half", "quarter", "season", "month", "week", "weekend", "day", "daypart",
    "hour", "minute", "second",
]  # fmt: skip
Part = Literal[
    "early", "middle", "late", "dawn", "morning", "forenoon", "noon", "afternoon", "evening", "night", "midnight",
]  # fmt: skip
Open = Literal["start", "end"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of a text, and the time it stands for.

    Times are local to the article and carry no zone.

    Attributes:
        start: offset of its first code point.
        end: one past its last code point.
        surface: its words, `text[start:end]`.
        kind: `date` (a calendar unit), `time` (a clock time or part of a day, on its own day or on the day in frame),
            `range` (from one time to another, either end may be open), `duration` (a length without a place in time),
            `set` (a recurring time).
        grain: the finest unit that the text states.
        earliest: the first instant that it may cover (inclusive); None if open or unknown.
        latest: the first instant after all that it may cover (exclusive); None if open or unknown.
        begin: ISO 8601 at the stated precision (`2012`, `2012-06`, `2012-10-30`, `2012-10-30T14:00`): the time itself,
            or where the range starts. A part of a month or year (`초`, `말`) does not add precision: it narrows
            `earliest` and `latest` only.
        finish: ISO 8601 likewise: the last unit of a range (inclusive, as it is said); None for a single time.
        open: the end of a range that the text leaves open (`start`: `27일까지`; `end`: `7월 초부터`).
        part: the part of the day, month or year that is named.
        length: ISO 8601 duration of a duration, or the period of a set (`P3D`, `P1W`).
        past: whether the time was stated as one before publication (지난, 전) or, False, after it (오는, 후).
    """

    start: int
    end: int
    surface: str
    kind: Kind
    grain: Grain
    earliest: datetime | None = None
    latest: datetime | None = None
    begin: str | None = None
    finish: str | None = None
    open: Open | None = None
    part: Part | None = None
    length: str | None = None
    past: bool | None = None
