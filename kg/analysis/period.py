"""A span of days, by which the facts of articles are chosen."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.errors import SetupError

_DAY = r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)?"
_PERIOD = re.compile(rf"{_DAY}\.\.{_DAY}|([0-9]{{4}}(?:-[0-9]{{2}}(?:-[0-9]{{2}})?)?)")


class Period(NamedTuple):
    """From `first` to `last`, both within, each a year, a month or a day; empty is open."""

    first: str
    last: str

    def __contains__(self, published: object) -> bool:
        """Tell whether an article of this date lies within; one without a date lies in no period."""
        day = str(published)
        return bool(day) and self.first <= day[: len(self.first)] and day[: len(self.last)] <= self.last

    def __str__(self) -> str:
        """Return the period as `period` reads it."""
        return f"{self.first}..{self.last}"


def period(text: str) -> Period:
    """Read a period: `2025`, `2025-03`, `2025-01..2025-06`, `..2024`.

    Raises:
        SetupError: it is none, or ends before it begins.
    """
    found = _PERIOD.fullmatch(text)
    first, last, whole = found.groups() if found else ("", "", "")
    read = Period(first or whole or "", last or whole or "")
    common = min(len(read.first), len(read.last))
    if found is None or not (read.first or read.last) or read.first[:common] > read.last[:common]:
        raise SetupError(
            f"{text!r} is no period; write 2025, 2025-03 or 2025-01..2025-06.",
            f"{text!r}: 기간이 아닙니다. 2025, 2025-03, 2025-01..2025-06처럼 쓰세요.",
        )
    return read
