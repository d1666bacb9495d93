"""How long to wait before a request is sent again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

_FIRST = 1.0
_LONGEST = 60.0


def waiting(attempt: int) -> float:
    """Return the seconds to wait after the fault of an attempt (1 is the first): twice as long each time."""
    return float(min(_FIRST * 2 ** (attempt - 1), _LONGEST))


def retry_after(headers: Mapping[str, str]) -> float:
    """Return the seconds that a server asks to wait (RFC 9110, 10.2.3), 0 if it does not.

    A time of day counts from the server's own clock, as its `Date` says.
    """
    stated = headers.get("retry-after", "").strip()
    if stated.isdigit():
        return float(stated)
    until, now = _time(stated), _time(headers.get("date", ""))
    return max(0.0, (until - now).total_seconds()) if until and now else 0.0


def _time(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
