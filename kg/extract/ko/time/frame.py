"""What relative time words count from: the publication, and the days that the text has mentioned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from kg.extract.ko.time import almanac

_FUTURE_WEIGHTS = {"past": 20, None: 3, "future": 1}
"""How many times nearer than the last such day a bare day must be to lie after publication, by the tense behind it."""

_MONTHS_OFF = 2
"""A month next to that of publication may be either side of it, for the day of publication is at times stale."""


@dataclass(slots=True)
class Frame:
    """The state of a walk through one text.

    Attributes:
        published: when the article was published; a mere date is a datetime at midnight with `clock` false.
        clock: whether the hour of publication is known.
        day: the day last mentioned as the day of something.
        age: how many sentences ago that was.
        main: the day last mentioned without a year or 지난 or 오는: the day that the article is about.
        month: year and month last mentioned.
        year: the year last mentioned.
        sentence: year, and month of a day, as stated so far in the sentence at hand (each None if not).
        tense: whether the words that follow speak of the past or of what is to come, None if neither shows.
    """

    published: datetime | None
    clock: bool = False
    day: date | None = None
    age: int = 0
    main: date | None = None
    month: tuple[int, int] | None = None
    year: int | None = None
    sentence: tuple[int | None, int | None] = (None, None)
    tense: Literal["past", "future"] | None = None

    @property
    def today(self) -> date | None:
        """The day of publication."""
        return self.published.date() if self.published else None

    def anchor(self, sentences: int = 2) -> date | None:
        """Return the day that 이날 means: one mentioned within so many sentences, else the article's day."""
        return (self.day if self.age < sentences else self.main) or self.main or self.today

    def year_of(self, month: int, direction: str | None) -> int | None:
        """Return the year of a month stated without one.

        지난 and 오는 decide; else it is the year stated in the same sentence; else the year of publication, save that a
        month of the last quarter named in the first quarter belongs to the year before, that a month two or more behind
        lies in the next year where the words speak of the future, and one as far ahead in the last where they speak of
        the past.
        """
        today = self.today
        if direction is None and self.sentence[0] is not None:
            return self.sentence[0]
        if today is None:
            return None
        if direction == "past":
            return today.year - (month > today.month)
        if direction in ("next", "following"):
            return today.year + (month < today.month)
        if direction is None and today.month <= 3 and month >= 10 and self.tense != "future":
            return today.year - 1
        if direction is not None:
            return today.year
        if self.tense == "past":
            return today.year - (month - today.month >= _MONTHS_OFF)
        return today.year + self._ahead(month)

    def _ahead(self, month: int) -> bool:
        """Whether a month that is over lies ahead: by the future tense, or January named in December."""
        behind = self.today.month - month if self.today else 0
        return behind >= (_MONTHS_OFF if self.tense == "future" else 11)

    def month_of(self, day: int, direction: str | None) -> tuple[int, int] | None:
        """Return year and month of a day stated without them.

        지난 and 오는 decide; then the month of a day stated in the same sentence; else that of the nearest such day,
        where a day after publication counts twenty times its distance if past tense follows, once if words of the
        future do, else three times. Where the nearest lies after publication and the day last mentioned is followed
        by such a day in the past, it is that one.
        """
        year, month = self.sentence
        today = self.today
        if direction is None and year is not None and month is not None and self.tense != "future":
            stated = almanac.make_date(year, month, day)
            if stated is None or today is None or stated <= today:
                return year, month
        if today is None:
            return None
        candidates = []
        for months in (-2, -1, 0, 1, 2):
            moved = almanac.shift_months(today.year, today.month, months)
            candidate = almanac.make_date(*moved, day) if moved else None
            if candidate is None or (direction == "past" and candidate > today):
                continue
            if direction in ("next", "following") and candidate < today:
                continue
            distance = (candidate - today).days
            weight = 1 if distance < 0 or direction else _FUTURE_WEIGHTS[self.tense]
            candidates.append((abs(distance) * weight, candidate))
        if not candidates:
            return None
        nearest = min(candidates)[1]
        if nearest > today and direction is None and self.tense != "future" and self.day is not None:
            told = almanac.make_date(self.day.year, self.day.month, day)
            if told is not None and self.day <= told <= today:
                return told.year, told.month
        return nearest.year, nearest.month

    def weekday(self, weekday: int, direction: str | None) -> date | None:
        """Return the day of a weekday stated without its week: the last such day, or the next if the words say so."""
        today = self.today
        if today is None:
            return None
        if direction in ("same", "following"):
            return almanac.shift_days(almanac.monday(today), weekday + (7 if direction == "following" else 0))
        ahead = (weekday - today.weekday()) % 7
        if direction == "next" or (direction is None and self.tense == "future"):
            return almanac.shift_days(today, ahead or (7 if direction else 0))
        return almanac.shift_days(today, ahead - 7 if ahead or direction else 0)
