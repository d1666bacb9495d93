"""Reading one point of time: components from coarse to fine, then the instants that they cover."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from kg.extract.ko.numbers import parse_number
from kg.extract.ko.time import almanac, words
from kg.extract.ko.time.expression import Grain, Part
from kg.extract.ko.time.frame import Frame

_NUMBERS = re.compile(r"\d+")
_SMALLER = re.compile(r"(\d+)([분초])")
_SPACES = re.compile(r"\s+")


class Point(NamedTuple):
    """One point of time, partly or wholly resolved. The fields named as in `TimeExpression` mean the same.

    Attributes:
        year: the calendar year, if known.
        month: the month, if stated or implied.
        day: the day, if stated or implied.
        hour: the hour on the 24-hour clock, if stated.
        stated: the coarse fields that the words themselves give (`year`, `month`, `day`, `time`).
    """

    grain: Grain = "day"
    earliest: datetime | None = None
    latest: datetime | None = None
    begin: str | None = None
    finish: str | None = None
    part: Part | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    daypart: str | None = None
    direction: str | None = None
    stated: frozenset[str] = frozenset()

    @property
    def date(self) -> date | None:
        """The day, if it is known whole."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return almanac.make_date(self.year, self.month, self.day)


def fold(word: str) -> str:
    """Return a word without its spaces, as the tables compare it."""
    return _SPACES.sub("", word)


def _folded(table: dict[str, int]) -> dict[str, int]:
    return {fold(word): value for word, value in table.items()}


_RELATIVE_YEARS, _FRAME_YEARS = _folded(words.RELATIVE_YEARS), _folded(words.FRAME_YEARS)
_RELATIVE_MONTHS, _FRAME_MONTHS = _folded(words.RELATIVE_MONTHS), _folded(words.FRAME_MONTHS)
_RELATIVE_DAYS, _FRAME_DAYS = _folded(words.RELATIVE_DAYS), _folded(words.FRAME_DAYS)
_RELATIVE_WEEKS = _folded(words.RELATIVE_WEEKS)
_SOLAR = {fold(word): value for word, value in words.SOLAR_HOLIDAYS.items()}
_MOVABLE = {fold(word): value for word, value in words.MOVABLE_HOLIDAYS.items()}
_HOLIDAYS = sorted([*_SOLAR, *_MOVABLE], key=lambda name: (-len(name), name))
_SINO_MONTHS = {"유월": 6, "시월": 10}
DIRECTIONS = {
    "지금으로부터": "now", "지금부터": "now", "지금로부터": "now", "지난": "past", "저번": "past", "최근": "past", "과거": "past", "그": "same", "오는": "next", "다음": "following", "돌아오는": "next",
    "다가오는": "next", "앞으로": "next", "향후": "next", "이번": "this", "올": "this", "같은": "same",
}  # fmt: skip

PAST = {"past": True, "next": False, "following": False}


def _covering(point: Point, span: tuple[datetime, datetime] | None, begin: str | None, grain: Grain) -> Point:
    """Return the point made to cover a span."""
    if span is None:
        return point._replace(grain=grain, earliest=None, latest=None, begin=None, finish=None)
    return point._replace(grain=grain, earliest=span[0], latest=span[1], begin=begin, finish=None)


def _of_year(point: Point, year: int | None) -> Point:
    point = point._replace(year=year, stated=point.stated | {"year"})
    if year is None:
        return point._replace(grain="year")
    return _covering(point, almanac.year_span(year), f"{year:04d}", "year")


def _of_months(point: Point, year: int | None, month: int, months: int, grain: Grain) -> Point:
    point = point._replace(year=year, month=month if months == 1 else None, stated=point.stated | {"month"})
    if year is None:
        return point._replace(grain=grain)
    last = almanac.shift_months(year, month, months - 1)
    point = _covering(point, almanac.month_span(year, month, months), f"{year:04d}-{month:02d}", grain)
    return point._replace(finish="{:04d}-{:02d}".format(*last)) if months > 1 and last else point


def of_days(point: Point, day: date | None, days: int = 1, grain: Grain = "day") -> Point:
    """Return the point moved to a day, or to several from this day on."""
    point = point._replace(grain=grain, stated=point.stated | {"day"})
    if day is None:
        return point._replace(earliest=None, latest=None, begin=None, finish=None)
    span = almanac.day_span(day, days)
    point = _covering(point, span, day.isoformat(), grain)
    last = almanac.shift_days(day, days - 1)
    if days > 1:
        return point._replace(year=day.year, month=day.month, finish=last.isoformat() if last else None)
    return point._replace(year=day.year, month=day.month, day=day.day)


def add(point: Point, kind: str, word: str, frame: Frame) -> Point:
    """Return the point with one more component, given by its kind and its words."""
    folded = fold(word)
    numbers = [int(n) for n in _NUMBERS.findall(word)] or _spelled(folded)
    if kind == "prefix":
        return point._replace(direction=DIRECTIONS[folded])
    if kind in _YEARS:
        return _add_year(point, kind, folded, numbers, frame)
    if kind in _MONTHS:
        return _add_month(point, kind, folded, numbers, frame)
    if kind in _WEEKS:
        return _add_week(point, kind, folded, frame)
    if kind in _TIMES:
        return _add_time(point, kind, folded, numbers, frame)
    return _add_day(point, kind, folded, numbers, frame)


def _spelled(word: str) -> list[int]:
    """Return the number that begins a component in Korean syllables (`이십일일`, `오월`, `이천십팔년`)."""
    if word in _SINO_MONTHS:
        return [_SINO_MONTHS[word]]
    number = parse_number(word[:-1]) if word[-1:] in ("년", "월", "일") else None
    return [int(number)] if number is not None else []


_YEARS = frozenset({"decade", "century", "year", "years", "lastyear", "isoyear", "relyear"})
_MONTHS = frozenset({"yearpart", "half", "quarter", "relmonth", "month", "months", "season", "isomonth"})
_WEEKS = frozenset({"relweek", "weekpart", "nthweek", "weekend", "monthpart"})
_TIMES = frozenset({"noon", "lastnight", "daypart", "hms", "clock", "hours", "now"})


def _add_year(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    if kind == "relyear":
        if word in _FRAME_YEARS:
            base, offset = frame.year or (frame.today.year if frame.today else None), _FRAME_YEARS[word]
        else:
            base, offset = frame.today.year if frame.today else None, _RELATIVE_YEARS[word]
        return _of_year(point, None if base is None else base + offset)
    number = numbers[0]
    if kind == "century":
        first = (number - 1) * 100 + 1
        if word.startswith("기원전") or not 1 <= number <= 99:
            return point._replace(stated=point.stated | {"year"}, grain="century")
        return _of_years(point, first, 100, "century")
    if number < 100:
        number += 1900 if kind == "decade" or number >= 40 else 2000
    if kind == "decade":
        return _of_years(point, number, 10, "decade")
    return _of_year(point, number)


def _of_years(point: Point, first: int, years: int, grain: Grain) -> Point:
    """Return the point that covers a run of years."""
    point = _covering(point, almanac.year_span(first, years), f"{first:04d}", grain)
    return point._replace(finish=f"{first + years - 1:04d}", stated=point.stated | {"year"})


def _year_for(point: Point, month: int, frame: Frame) -> int | None:
    """Return the year of a month that follows the components read so far."""
    return point.year if "year" in point.stated else frame.year_of(month, point.direction)


def _add_month(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    if kind == "isomonth":
        return _of_months(point._replace(stated=point.stated | {"year"}), numbers[0], numbers[1], 1, "month")
    if kind == "relmonth":
        if word in _FRAME_MONTHS and (word not in _RELATIVE_MONTHS):
            base, offset = (
                frame.month or ((frame.today.year, frame.today.month) if frame.today else None),
                _FRAME_MONTHS[word],
            )
        else:
            base, offset = (frame.today.year, frame.today.month) if frame.today else None, _RELATIVE_MONTHS[word]
        moved = almanac.shift_months(*base, offset) if base else None
        point = point._replace(stated=point.stated | {"year"})
        return _of_months(point, moved[0] if moved else None, moved[1] if moved else 1, 1, "month")
    if kind == "yearpart":
        year = point.year if "year" in point.stated else frame.today.year if frame.today else None
        return narrow(_of_year(point, year), word[1])
    if kind == "season":
        first = words.SEASONS[word.lstrip("한초늦")]
        year = _year_for(point, first, frame)
        today = frame.today
        if year is not None and today and not point.stated and point.direction is None and frame.tense != "future":
            year -= year == today.year and first > today.month
        return _of_months(point, year, first, 3, "season")
    if kind == "half":
        first = 1 if word[0] in "상전" else 7
        return _of_months(point, _year_for(point, first, frame), first, 6, "half")
    if kind == "quarter":
        first = numbers[0] * 3 - 2
        return _of_months(point, _year_for(point, first, frame), first, 3, "quarter")
    return _of_months(point, _year_for(point, numbers[0], frame), numbers[0], 1, "month")


def _add_week(point: Point, kind: str, word: str, frame: Frame) -> Point:
    today = frame.today
    if kind == "monthpart":
        point = _of_months(point, today.year if today else None, today.month if today else 1, 1, "month")
        return narrow(point, word[1])
    if kind == "nthweek":
        return _nth_week(point, word, frame)
    if kind == "weekpart":
        start = almanac.monday(today) if today else None
        week = (
            point
            if point.grain == "week"
            else of_days(point, start, 7, "week")._replace(stated=point.stated | {"week"})
        )
        return narrow(week, word[1:])
    if kind == "relweek":
        start = almanac.shift_days(almanac.monday(today), 7 * _RELATIVE_WEEKS[word]) if today else None
        return of_days(point, start, 7, "week")._replace(stated=point.stated | {"week"})
    if point.grain == "week" and "week" in point.stated and point.earliest:
        start = point.earliest.date()
    else:
        weeks = {"past": -1, "following": 1}.get(point.direction or "", 0)
        start = almanac.shift_days(almanac.monday(today), 7 * weeks) if today else None
    saturday = almanac.shift_days(start, 5) if start else None
    return of_days(point, saturday, 2, "weekend")


def _nth(word: str) -> int:
    """Return the number of `첫째`, `두 번째`, …; 0 for the last."""
    if word.startswith("마지막"):
        return 0
    return next(i for i, ordinals in enumerate(_ORDINALS, 1) if word.startswith(ordinals))


_ORDINALS = (("첫", "한"), ("둘", "두"), ("셋", "세"), ("넷", "네"), ("다섯",))


def _nth_week(point: Point, word: str, frame: Frame) -> Point:
    """Return the nth or last week (from Monday) of the month or year read so far, else of this month."""
    if not point.stated and frame.today:
        point = _of_months(point, frame.today.year, frame.today.month, 1, "month")
    if point.earliest is None or point.latest is None:
        return point._replace(grain="week", stated=point.stated | {"week"})
    nth = _nth(word)
    if nth == 0:
        start: date | None = almanac.monday(point.latest.date() - timedelta(days=1))
    else:
        start = almanac.shift_days(almanac.monday(point.earliest.date()), 7 * (nth - 1))
    return of_days(point, start, 7, "week")._replace(stated=point.stated | {"week"})


def _nth_weekday(point: Point, word: str, frame: Frame) -> Point:
    """Return the nth weekday of the month read so far, else of this month."""
    weekday = words.WEEKDAYS.index(word[-3])
    year, month = point.year, point.month
    if "month" not in point.stated:
        year, month = (frame.today.year, frame.today.month) if frame.today else (None, None)
    if year is None or month is None:
        return of_days(point, None)
    return of_days(point, almanac.nth_weekday(year, month, _nth(word), weekday))


def _add_day(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    if kind in ("iso", "dmy"):
        parts = numbers[:3] if kind == "iso" else _reordered(numbers)
        return of_days(point._replace(stated=point.stated | {"year", "month"}), almanac.make_date(*parts))
    if kind == "md":
        return _month_and_day(point, numbers, frame)
    if kind in ("relday", "frameday"):
        base, table = (frame.today, _RELATIVE_DAYS) if kind == "relday" else (frame.anchor(), _FRAME_DAYS)
        return of_days(point, almanac.shift_days(base, table[word]) if base else None)
    if kind == "nthday":
        return _nth_weekday(point, word, frame)
    if kind == "holiday":
        return _holiday(point, word, frame)
    if kind == "weekday":
        return _weekday(point, words.WEEKDAYS.index(word[0]), frame)
    number = numbers[0]
    if "month" in point.stated:
        known = (point.year, point.month)
    else:
        known = frame.month_of(number, point.direction) or (None, None)
    if known[0] is None or known[1] is None:
        return point._replace(grain="day", day=number, stated=point.stated | {"day"})
    day = almanac.make_date(known[0], known[1], number)
    return of_days(point._replace(stated=point.stated | ({"bare"} if "month" not in point.stated else set())), day)


def _month_and_day(point: Point, numbers: list[int], frame: Frame) -> Point:
    """Return the day that `4/22` or `22/04` writes; what may be a fraction (`2/3`) is read as a date all the same."""
    month, day = numbers if numbers[0] <= 12 else reversed(numbers)
    year = frame.year_of(month, point.direction)
    return of_days(
        point._replace(stated=point.stated | {"month"}), almanac.make_date(year, month, day) if year else None
    )


def _reordered(numbers: list[int]) -> tuple[int, int, int]:
    """Return year, month and day of a date in another order (`02/22/2016`, `21.4.2016`, `89/05/05`)."""
    first, second, third = numbers[:3]
    if third < 100:
        return first + (1900 if first >= 40 else 2000), second, third
    return (third, first, second) if second > 12 else (third, second, first)


def _holiday(point: Point, word: str, frame: Frame) -> Point:
    name = next(n for n in _HOLIDAYS if word.startswith(n))

    def on(year: int) -> date | None:
        return (
            almanac.make_date(year, *_SOLAR[name]) if name in _SOLAR else almanac.movable_holiday(_MOVABLE[name], year)
        )

    today = frame.today
    year = point.year if "year" in point.stated else _year_of_holiday(on, point.direction, frame)
    day = on(year) if year is not None else None
    if name == "새해" and "year" not in point.stated and today:
        day = on(today.year + (today.month > 6))
    if word.endswith("연휴") and day and _MOVABLE.get(name) in ("seollal", "chuseok"):
        return of_days(point, almanac.shift_days(day, -1), 3)
    return of_days(point, day)


def _year_of_holiday(on: Callable[[int], date | None], direction: str | None, frame: Frame) -> int | None:
    """Return the year of a holiday named without one: the nearest in the direction, else the nearest of all."""
    today = frame.today
    if today is None:
        return None
    if direction is None and frame.sentence[0] is not None:
        return frame.sentence[0]
    days = [day for year in (today.year - 1, today.year, today.year + 1) if 1 <= year <= 9999 and (day := on(year))]
    if direction == "past":
        days = [day for day in days if day <= today]
    elif direction in ("next", "following"):
        days = [day for day in days if day >= today]
    elif direction is not None:
        return today.year
    nearest = min(days, key=lambda day: (abs(day - today), day), default=None)
    return nearest.year if nearest else None


def _weekday(point: Point, weekday: int, frame: Frame) -> Point:
    if "day" in point.stated and "week" not in point.stated:
        return _agreeing(point, weekday) if "bare" in point.stated else point
    if "week" in point.stated:
        start = point.earliest.date() if point.earliest else None
        return of_days(point._replace(finish=None), almanac.shift_days(start, weekday) if start else None)
    direction = {"this": "same"}.get(point.direction or "", point.direction)
    return of_days(point, frame.weekday(weekday, direction))


def _agreeing(point: Point, weekday: int) -> Point:
    """Return a bare day moved to the nearest month in which it falls on the weekday that follows it."""
    day = point.date
    if day is None or day.weekday() == weekday:
        return point
    for months in (-1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6):
        moved = almanac.shift_months(day.year, day.month, months)
        other = almanac.make_date(*moved, day.day) if moved else None
        if other and other.weekday() == weekday:
            return of_days(point, other)
    return point


def _clock(word: str) -> tuple[int, int | None, int | None]:
    """Return hour, minute and second of a clock time without its part of the day."""
    hour_word, _, rest = word.partition("시")
    hour = int(parse_number(hour_word) or 0)
    smaller = {unit: int(number) for number, unit in _SMALLER.findall(rest)}
    second = smaller.get("초")
    minute = 30 if rest.startswith("반") else smaller.get("분", None if second is None else 0)
    return hour, minute, second


def _add_time(point: Point, kind: str, word: str, numbers: list[int], frame: Frame) -> Point:
    if "day" not in point.stated:
        point = of_days(point, frame.anchor())._replace(stated=point.stated)
    point = point._replace(stated=point.stated | {"time"}, finish=None)
    if kind == "now":
        now = frame.published
        if now is None or not frame.clock:
            return of_days(point, frame.today)
        return of_days(point, now.date())._replace(grain="second", earliest=now, latest=now, begin=now.isoformat())
    if kind == "lastnight":
        point = of_days(point, almanac.shift_days(frame.today, -1) if frame.today else None)._replace(
            stated=point.stated
        )
        word = "저녁" if word.endswith("저녁") else "밤"
    if kind in ("daypart", "lastnight"):
        early, late = word.startswith("이른"), word.startswith("늦은")
        word = word[2:] if early or late else word
        name, first, last = words.DAYPARTS[word]
        first, last = (first if not late else (first + last) // 2), (last if not early else (first + last) // 2)
        point = point._replace(daypart=word, part=name, grain="daypart")
        day = point.date
        if day is None:
            return point
        midnight = almanac.midnight(day)
        return point._replace(earliest=midnight + timedelta(hours=first), latest=midnight + timedelta(hours=last))
    if kind == "noon":
        point = point._replace(part="noon" if word.endswith("정오") else "midnight")
        return at_clock(point, 12 if word.endswith("정오") else 0, None, None)
    if kind == "hms":
        return at_clock(point, numbers[0], numbers[1], numbers[2] if len(numbers) > 2 else None)
    if kind == "hours":
        return at_clock(point, numbers[0], None, None)
    return at_clock(point, *_clock(word))


def at_clock(point: Point, hour: int, minute: int | None, second: int | None) -> Point:
    """Return the point at a clock time, its hour read by the part of the day if one was named."""
    hour = _in_daypart(hour, point.daypart)
    grain: Grain = "hour" if minute is None else "minute" if second is None else "second"
    point = point._replace(grain=grain, hour=hour, minute=minute, second=second)
    day = point.date
    if day is None or hour > 48 or (minute or 0) > 59 or (second or 0) > 59:
        return point._replace(earliest=None, latest=None, begin=None)
    step = {"hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}[grain]
    try:
        instant = almanac.midnight(day) + timedelta(hours=hour, minutes=minute or 0, seconds=second or 0)
        after = instant + step
    except OverflowError:
        return point._replace(earliest=None, latest=None, begin=None)
    text = instant.isoformat(timespec="seconds" if second is not None else "minutes")
    return point._replace(earliest=instant, latest=after, begin=text)


def _in_daypart(hour: int, daypart: str | None) -> int:
    """Return the hour on the 24-hour clock: `오후 2` is 14, `밤 12` is 24, `낮 12` is 12, `새벽 12` is 0."""
    if daypart is None or hour > 12:
        return hour
    if daypart in ("오전", "새벽", "아침"):
        return 0 if hour == 12 else hour
    if daypart in ("밤", "심야", "한밤", "한밤중"):
        return 24 if hour == 12 else hour + 12 if hour >= 6 else hour
    if daypart in ("낮", "대낮", "점심", "한낮"):
        return hour + 12 if hour <= 6 else hour
    return hour if hour == 12 else hour + 12


def narrow(point: Point, word: str) -> Point:
    """Return the point narrowed to the early, middle or late part of its unit: thirds, and of a year its quarters."""
    part: Part = words.PARTS.get(word, "middle")
    point = point._replace(part=part)
    if point.earliest is None or point.latest is None:
        return point
    whole = point.latest - point.earliest
    if point.grain == "month":
        bounds = {
            "early": (point.earliest, point.earliest + timedelta(days=10)),
            "middle": (point.earliest + timedelta(days=10), point.earliest + timedelta(days=20)),
            "late": (point.earliest + timedelta(days=20), point.latest),
        }
    else:
        quarter = whole / 4 if point.grain == "year" else whole / 3
        bounds = {
            "early": (point.earliest, point.earliest + quarter),
            "middle": (point.earliest + quarter, point.latest - quarter),
            "late": (point.latest - quarter, point.latest),
        }
    earliest, latest = bounds[part]
    if point.grain not in ("month",):
        earliest, latest = (t.replace(hour=0, minute=0, second=0, microsecond=0) for t in (earliest, latest))
    return point._replace(earliest=earliest, latest=latest)


def settled(point: Point, frame: Frame) -> Point:
    """Return a finished point; `지난 4월` said in April is the April of the year before."""
    today = frame.today
    if today is None or point.direction != "past" or point.grain != "month" or point.year is None:
        return point
    if (point.year, point.month) != (today.year, today.month) or "year" in point.stated or point.month is None:
        return point
    moved = _of_months(point, point.year - 1, point.month, 1, "month")
    return narrow(moved, next(w for w, p in words.PARTS.items() if p == point.part)) if point.part else moved


def week_or_month_of(point: Point, unit: str) -> Point:
    """Return the week (`주`, from Monday) or month (`달`) that holds the point's day."""
    day = point.date
    if unit == "달":
        return _of_months(point, point.year, point.month or 1, 1, "month")
    week = of_days(point._replace(day=None), almanac.monday(day) if day else None, 7, "week")
    return week._replace(stated=point.stated | {"week"})
