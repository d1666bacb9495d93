"""Times as the facts document writes them: ISO 8601 at the precision of the text, without offset in Korean time."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from kg.rdf import Value
from kg.vocab import iri

KOREAN_TIME = timezone(timedelta(hours=9))
PRECISIONS = ("year", "month", "day", "minute")
"""From coarse to fine."""

_FORM = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)
_DATATYPES = {"year": "xsd:gYear", "month": "xsd:gYearMonth", "day": "xsd:date"}
_WITH_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Moment:
    """A stated time.

    Attributes:
        stated: as stated, with the datatype of its precision.
        precision: one of `PRECISIONS`.
        earliest: its first second, as xsd:dateTime with offset.
        latest: its last second, likewise.
    """

    stated: Value
    precision: str
    earliest: Value
    latest: Value

    def day(self) -> Value | None:
        """Return the day, None if the time is not stated to the day."""
        if self.precision in ("year", "month"):
            return None
        return self.stated[0][: len("2012-10-30")], iri("xsd:date"), None


def moment(text: str) -> Moment | None:
    """Return the time that `text` states, or None if it states none (a 13th month, 25 o'clock, other words).

    A time of day with another offset becomes the same moment in Korean time.
    """
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    year, month, day, time, zone = match.group("year", "month", "day", "time", "zone")
    try:
        if time is not None:
            first = datetime.fromisoformat(f"{text[:10]}T{time}{zone or '+09:00'}").astimezone(KOREAN_TIME)
            last = first if time.count(":") == _WITH_SECONDS else first.replace(second=59)
            return Moment(_date_time(first), "minute", _date_time(first), _date_time(last))
        last_month = int(month or 12)
        last_day = int(day or calendar.monthrange(int(year), last_month)[1])
        first = datetime(int(year), int(month or 1), int(day or 1), tzinfo=KOREAN_TIME)
        last = first.replace(month=last_month, day=last_day, hour=23, minute=59, second=59)
    except (ValueError, OverflowError):  # the latter in the last hours before and after all years
        return None
    precision = "day" if day else "month" if month else "year"
    return Moment((text, iri(_DATATYPES[precision]), None), precision, _date_time(first), _date_time(last))


def coarser(first: Moment, second: Moment) -> str:
    """Return the coarser precision of two times."""
    return min(first.precision, second.precision, key=PRECISIONS.index)


def _date_time(value: datetime) -> Value:
    return value.isoformat(), iri("xsd:dateTime"), None
