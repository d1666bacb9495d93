"""Lengths of time: reading them, and counting them from publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from kg.extract.ko.numbers import parse_number
from kg.extract.ko.time import almanac, words
from kg.extract.ko.time.expression import Grain
from kg.extract.ko.time.point import Point, of_days

_UNITS: tuple[tuple[str, str], ...] = (
    ("개년", "Y"), ("년", "Y"), ("해", "Y"), ("개월", "M"), ("달", "M"), ("주일", "W"), ("주", "W"),
    ("시간", "TH"), ("시", "TH"), ("세기", "C"), ("분기", "Q"), ("일", "D"), ("분", "TM"), ("초", "TS"),
)  # fmt: skip
_WHOLE = {"일주일": ("W", 1), "일주": ("W", 1), "반년": ("M", 6), "석달": ("M", 3), "넉달": ("M", 4)}
_SECONDS = {"TH": 3600, "TM": 60, "TS": 1}
_GRAINS: dict[str, Grain] = {
    "Y": "year",
    "M": "month",
    "W": "day",
    "D": "day",
    "TH": "hour",
    "TM": "minute",
    "TS": "second",
}
_ORDER = ["Y", "M", "W", "D", "TH", "TM", "TS"]
_RANGE = re.compile(r"[~∼～〜–—-]")
_CLOSING = re.compile(r"(?:간|짜리|여|차)+$")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: amounts by unit (`Y`, `M`, `W`, `D`, `TH`, `TM`, `TS`), empty where it is vague (`몇 년`)."""

    amounts: tuple[tuple[str, Decimal], ...]

    @property
    def grain(self) -> Grain:
        """The finest unit."""
        return _GRAINS[self.amounts[-1][0]] if self.amounts else "day"

    def iso(self) -> str | None:
        """Return the ISO 8601 duration, None if it is vague."""
        if not self.amounts:
            return None
        dates = "".join(f"{n.normalize():f}{unit}" for unit, n in self.amounts if unit[0] != "T")
        times = "".join(f"{n.normalize():f}{unit[1]}" for unit, n in self.amounts if unit[0] == "T")
        return "P" + dates + ("T" + times if times else "")

    def parts(self) -> tuple[float, int, int]:
        """Return the length as seconds, months and days."""
        amounts = dict(self.amounts)
        seconds = sum(amounts.get(unit, Decimal(0)) * size for unit, size in _SECONDS.items())
        months = amounts.get("Y", Decimal(0)) * 12 + amounts.get("M", Decimal(0))
        days = amounts.get("W", Decimal(0)) * 7 + amounts.get("D", Decimal(0))
        return float(seconds), int(months), int(days)

    def with_half(self) -> Length:
        """Return the length with half a unit more (`3년 반`)."""
        if not self.amounts:
            return self
        unit, number = self.amounts[-1]
        return Length((*self.amounts[:-1], (unit, number + Decimal("0.5"))))

    def joined(self, other: Length) -> Length | None:
        """Return the sum if `other` continues this one with a finer unit (`2년 6개월`), else None."""
        if not self.amounts or not other.amounts:
            return None
        if _ORDER.index(other.amounts[0][0]) <= _ORDER.index(self.amounts[-1][0]):
            return None
        return Length(self.amounts + other.amounts)


def read_length(word: str) -> Length:
    """Return the length that one duration component states; of a range (`3~4일`) the longer."""
    word = _CLOSING.sub("", re.sub(r"\s+", "", word)) or word
    if word in _WHOLE:
        unit, number = _WHOLE[word]
        return Length(((unit, Decimal(number)),))
    if word in words.DAY_COUNTS:
        return Length(()) if word == "며칠" else Length((("D", Decimal(words.DAY_COUNTS[word])),))
    for suffix, unit in _UNITS:
        if word.endswith(suffix):
            amount = parse_number(_RANGE.split(word[: -len(suffix)])[-1])
            if amount is None or amount > 10**6:
                return Length(())
            if unit in "CQ":
                return Length((("Y", amount * 100),)) if unit == "C" else Length((("M", amount * 3),))
            return Length(((unit, amount),))
    return Length(())


def from_base(length: Length, sign: int, base: datetime | None, clock: bool) -> Point:
    """Return the point that lies a length before (`sign` -1) or after (1) a time, at the length's precision.

    Where the hour of the base is not known (`clock`), hours and minutes from it stay on its day.
    """
    point = Point(direction="past" if sign < 0 else "next", stated=frozenset({"year", "month", "day"}))
    if base is None or not length.amounts:
        return point
    seconds, months, days = length.parts()
    if seconds:
        return _instant(point, base, clock, timedelta(days=days, seconds=seconds) * sign, length.grain)
    day = almanac.shift_date(base.date(), sign * months, sign * days)
    if day is None:
        return point
    point = of_days(point, day)
    if days or not months:
        return point
    if length.grain == "year" and months % 12 == 0:
        return _coarse(point, "year", f"{day.year:04d}", almanac.year_span(day.year))
    return _coarse(point, "month", f"{day.year:04d}-{day.month:02d}", almanac.month_span(day.year, day.month))


def shifted(length: Length, sign: int, base: datetime) -> datetime | None:
    """Return the instant a length before or after another, None outside the calendar or for a vague length."""
    if not length.amounts:
        return None
    seconds, months, days = length.parts()
    day = almanac.shift_date(base.date(), sign * months, sign * days)
    if day is None:
        return None
    try:
        return datetime.combine(day, base.time()) + timedelta(seconds=sign * seconds)
    except OverflowError:
        return None


def _coarse(point: Point, grain: Grain, begin: str, span: tuple[datetime, datetime] | None) -> Point:
    return point._replace(grain=grain, begin=begin, earliest=span[0], latest=span[1], day=None) if span else point


def _instant(point: Point, base: datetime, clock: bool, shift: timedelta, grain: Grain) -> Point:
    if not clock:
        return of_days(point, base.date())
    try:
        instant = base + shift
    except OverflowError:
        return point
    point = of_days(point, instant.date())
    timespec = "seconds" if grain == "second" else "minutes"
    return point._replace(grain=grain, earliest=instant, latest=instant, begin=instant.isoformat(timespec=timespec))
