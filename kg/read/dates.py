"""Publication dates: ISO 8601 and the ways in which Korean papers write a date and a time of day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

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
    zone is Korean; so are the Korean formats (`2012.10.30 16:10`, `2012년 10월 30일 오후 4시 10분`, `20121030161000`).
    Dates of feeds (`Tue, 30 Oct 2012 07:10:00 GMT`) are taken too.

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
    value = None
    for read in (_iso_moment, _stamp, _feed_moment):
        value = value or read(text)
    if value is None:
        raise InputError(
            f'"published" is {text[:40]!r}, which is no date; write it as 2012-10-30 or 2012-10-30T16:10+09:00.',
            f'"published"의 값 {text[:40]!r}은(는) 날짜가 아닙니다. 2012-10-30이나 2012-10-30T16:10+09:00처럼 쓰세요.',
        )
    return value


def epoch_value(seconds: int) -> str | None:
    """Return the moment that is so many seconds, or milliseconds, after 1970; None if no newspaper was online then."""
    seconds = seconds // 1000 if seconds > 1 << 35 else seconds
    return _iso(datetime.fromtimestamp(seconds, KOREA)) if 1 << 29 < seconds < 1 << 32 else None


_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)[\sT]?(\d\d):?(\d\d)(?::?(\d\d))?")
_ZONE_NAME = re.compile(r"\[[A-Za-z/_]+\]$|\s*KST$")
_FEED = re.compile(
    r"(?:[가-힣A-Za-z]{1,9},?\s+)?(\d{1,2})[\s-](\d{1,2})월?[\s-](\d{4})\s+(\d\d:\d\d(?::\d\d)?)(?:\s*\+0900)?"
)


def _iso_moment(text: str) -> str | None:
    text = _ZONE_NAME.sub("", text)
    if match := _COMPACT.fullmatch(text):
        text = "{}-{}-{} {}:{}:{}".format(*match.groups(default="00"))
    try:
        return _korean(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return None


def _stamp(text: str) -> str | None:
    match = STAMP.fullmatch(text)
    return stamp_value(match) if match else None


def _feed_moment(text: str) -> str | None:
    """Read a date as RFC 822 has it, also with the month as a number, as some Korean feeds do."""
    if match := _FEED.fullmatch(text):
        return _iso_moment("{2}-{1:0>2}-{0:0>2} {3}".format(*match.groups()))
    try:
        return _korean(parsedate_to_datetime(text)) if "," in text[:10] or text[:1].isdigit() else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _korean(moment: datetime) -> str:
    return _iso(moment.replace(tzinfo=KOREA) if moment.tzinfo is None else moment.astimezone(KOREA))


def _iso(moment: datetime) -> str:
    """Return `moment` to the minute, to the second only where it has seconds."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")
