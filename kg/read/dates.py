"""Publication dates: ISO 8601 and the ways in which Korean papers write a date and a time of day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

from kg.errors import InputError

KOREA = timezone(timedelta(hours=9))

_DATE = (
    r"(?P<year>(?:19|20)\d\d)(?:\s*년\s*|\s*[-./]\s*)(?P<month>\d{1,2})(?:\s*월\s*|\s*[-./]\s*)"
    r"(?P<day>\d{1,2})(?!\d)\s*일?"
)
_WEEKDAY = (
    r"(?:\s*[(\[]?(?:[월화수목금토일](?:요일)?|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)[)\]]?"
    r"(?![가-힣A-Za-z]))?"
)
_TIME = (
    r"[\[(]?(?P<half>오전|오후|[AP]M)?\s*(?P<hour>\d{1,2})\s*(?::|시(?!\s*간))\s*(?:(?P<minute>\d{1,2})(?!\d)\s*분?)?"
    r"(?:\s*:?\s*(?<=[:분\s])(?P<second>\d{1,2})(?!\d)\s*초?(?![-./\d]))?(?:\.\d+)?(?:\s*(?P<half2>[AP]M))?\s*[\])]?"
)
STAMP = re.compile(rf"(?<!\d){_DATE}\.?{_WEEKDAY}(?:[\s,T]*{_TIME})?", re.IGNORECASE)
"""A date as papers write it, with its time of day where one follows."""

_AFTERNOON = {"오후", "PM"}


def stamp_value(match: re.Match[str]) -> str | None:
    """Return what a match of `STAMP` says in ISO 8601 (`2012-10-30T16:10+09:00`); None if there is no such day."""
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    if match["hour"] is None:
        return day.isoformat()
    half = (match["half"] or match["half2"] or "").upper()
    hour = int(match["hour"])
    if half and hour <= 12:
        hour = hour % 12 + (12 if half in _AFTERNOON else 0)
    try:
        moment = datetime(
            day.year, day.month, day.day, hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=KOREA
        )
    except ValueError:
        return day.isoformat()
    return _iso(moment)


def published(text: str) -> str | None:
    """Return a publication date as `Article.published` wants it, None if `text` is blank.

    ISO 8601 dates and times are taken, a time of another zone is converted to Korean time (+09:00), a time without
    zone is Korean; so are the Korean formats (`2012.10.30 16:10`, `2012년 10월 30일 오후 4시 10분`).

    Raises:
        InputError: `text` is no date.
    """
    text = text.strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        moment = datetime.fromisoformat(text)
        return _iso(moment.replace(tzinfo=KOREA) if moment.tzinfo is None else moment.astimezone(KOREA))
    except (ValueError, OverflowError):
        match = STAMP.fullmatch(text)
        value = stamp_value(match) if match else None
    if value is None:
        raise InputError(
            f'"published" is {text[:40]!r}, which is no date; write it as 2012-10-30 or 2012-10-30T16:10+09:00.',
            f'"published"의 값 {text[:40]!r}은(는) 날짜가 아닙니다. 2012-10-30이나 2012-10-30T16:10+09:00처럼 쓰세요.',
        )
    return value


def _iso(moment: datetime) -> str:
    """Return `moment` to the minute, to the second only where it has seconds."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
