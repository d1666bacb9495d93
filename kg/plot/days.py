"""Dates on an axis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PRECISE = len("2026-03-10")


class Span(NamedTuple):
    """First and last day, as ordinals, and whether they are stated to the day."""

    first: int
    last: int
    precise: bool


def span(start: str, end: str) -> Span | None:
    """Return the days that a stated time covers; None if it is no date.

    Args:
        start: `2026`, `2026-03`, `2026-03-10` or longer; empty if the end alone is stated.
        end: the same; empty if it is not stated.
    """
    first, last = _days(start or end), _days(end or start)
    if first is None or last is None or last[1] < first[0]:
        return None
    precise = len(start or end) >= _PRECISE and len(end or start) >= _PRECISE
    return Span(first[0].toordinal(), last[1].toordinal(), precise)


def _days(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a year, month or day."""
    text = text[:_PRECISE]
    try:
        first = date.fromisoformat(text + "-01" * ((_PRECISE - len(text)) // len("-01")))
    except ValueError:
        return None
    if len(text) == _PRECISE:
        return first, first
    year, month = (first.year, first.month + 1) if len(text) == len("2026-03") else (first.year + 1, 1)
    if month > 12:
        year, month = year + 1, 1
    return first, (date(year, month, 1) if year <= date.max.year else date.max) - timedelta(days=1)


def window(days: Sequence[int]) -> tuple[int, int]:
    """Return the first and last day to show: all, or where a few lie far away from the rest, those that do not.

    Far is what lies beyond three times the span of the middle half, on either side (Tukey's outer fences).

    Args:
        days: at least one, as ordinals.
    """
    ordered = sorted(days)
    low, high = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    reach = _FAR * max(high - low, _YEAR // 2)
    inner = [day for day in ordered if low - reach <= day <= high + reach]
    if len(ordered) - len(inner) > len(ordered) * _FEW:
        inner = ordered
    return inner[0], inner[-1]


_EARLIEST = 2
"""The second day of the first year; an axis knows none before it."""

_FAR = 3
"""Times the span of the middle half from which on days are far away."""

_YEAR = 365

_FEW = 0.2
"""The share of days up to which what is far away is left out."""


def date_axis(axes: Axes, first: float, last: float) -> None:
    """Have the x axis show days from `first` to `last` (ordinals of `datetime`), with a light line at each tick."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    epoch = date(1970, 1, 1).toordinal()
    axes.set_xlim(max(first, _EARLIEST) - epoch, min(last, date.max.toordinal()) - epoch)
    locator = AutoDateLocator(minticks=3, maxticks=9)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(locator, formats=_FORMATS, zero_formats=_ZERO, show_offset=False)
    )
    axes.grid(visible=True, axis="x", color="#e8e8e8", linewidth=0.8)
    axes.set_axisbelow(True)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)


def place(day: float) -> float:
    """Return where a day (an ordinal of `datetime`) stands on the axis."""
    return day - date(1970, 1, 1).toordinal()


_FORMATS = ["%Y", "%Y-%m", "%m-%d", "%H:%M", "%H:%M", "%S"]
_ZERO = ["", "%Y", "%Y-%m-%d", "%m-%d", "%H:%M", "%H:%M"]
