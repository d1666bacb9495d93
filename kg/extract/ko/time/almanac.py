"""Calendar arithmetic: the instants that a year, month, week or holiday covers."""

from __future__ import annotations

import calendar
from datetime import date, datetime

_LUNAR_HOLIDAYS = """
1950 0217 0524 0926  1951 0206 0513 0915  1952 0127 0501 1003  1953 0214 0520 0922  1954 0204 0510 0911
1955 0124 0529 0930  1956 0212 0517 0919  1957 0131 0507 0908  1958 0219 0526 0927  1959 0208 0515 0917
1960 0128 0503 1005  1961 0215 0522 0924  1962 0205 0511 0913  1963 0125 0501 1002  1964 0213 0519 0920
1965 0202 0508 0910  1966 0122 0527 0929  1967 0209 0516 0918  1968 0130 0505 1006  1969 0217 0523 0926
1970 0206 0512 0915  1971 0127 0502 1003  1972 0215 0520 0922  1973 0203 0510 0911  1974 0123 0429 0930
1975 0211 0518 0920  1976 0131 0506 0908  1977 0218 0525 0927  1978 0207 0514 0917  1979 0128 0503 1005
1980 0216 0521 0923  1981 0205 0511 0912  1982 0125 0501 1001  1983 0213 0520 0921  1984 0202 0508 0910
1985 0220 0527 0929  1986 0209 0516 0918  1987 0129 0505 1007  1988 0218 0523 0925  1989 0206 0512 0914
1990 0127 0502 1003  1991 0215 0521 0922  1992 0204 0510 0911  1993 0123 0528 0930  1994 0210 0518 0920
1995 0131 0507 0909  1996 0219 0524 0927  1997 0208 0514 0916  1998 0128 0503 1005  1999 0216 0522 0924
2000 0205 0511 0912  2001 0124 0501 1001  2002 0212 0519 0921  2003 0201 0508 0911  2004 0122 0526 0928
2005 0209 0515 0918  2006 0129 0505 1006  2007 0218 0524 0925  2008 0207 0512 0914  2009 0126 0502 1003
2010 0214 0521 0922  2011 0203 0510 0912  2012 0123 0528 0930  2013 0210 0517 0919  2014 0131 0506 0908
2015 0219 0525 0927  2016 0208 0514 0915  2017 0128 0503 1004  2018 0216 0522 0924  2019 0205 0512 0913
2020 0125 0430 1001  2021 0212 0519 0921  2022 0201 0508 0910  2023 0122 0527 0929  2024 0210 0515 0917
2025 0129 0505 1006  2026 0217 0524 0925  2027 0207 0513 0915  2028 0127 0502 1003  2029 0213 0520 0922
2030 0203 0509 0912  2031 0123 0528 1001  2032 0211 0516 0919  2033 0131 0506 0908  2034 0219 0525 0927
2035 0208 0515 0916  2036 0128 0503 1004  2037 0215 0522 0924  2038 0204 0511 0913  2039 0124 0430 1002
2040 0212 0518 0921  2041 0201 0507 0910  2042 0122 0526 0928  2043 0210 0516 0917  2044 0130 0505 1005
2045 0217 0524 0925  2046 0206 0513 0915  2047 0126 0502 1004  2048 0214 0520 0922  2049 0202 0509 0911
2050 0123 0528 0930
"""
"""Year, then month and day of Seollal (1st of the 1st lunar month), Buddha's birthday (8th of the 4th) and Chuseok
(15th of the 8th) by the Korean lunisolar calendar of the Korea Astronomy and Space Science Institute, 1950 to 2050.
A table: a hundred lines replace a calendar library whose other abilities are not needed."""

_COLUMNS = ("seollal", "buddha", "chuseok")


def _table() -> dict[tuple[str, int], date]:
    cells = _LUNAR_HOLIDAYS.split()
    return {
        (name, int(cells[i])): date(int(cells[i]), int(cell[:2]), int(cell[2:]))
        for i in range(0, len(cells), 4)
        for name, cell in zip(_COLUMNS, cells[i + 1 : i + 4], strict=True)
    }


_LUNAR = _table()


_LUNAR_OFFSETS = {"seollal-eve": ("seollal", -1), "daeboreum": ("seollal", 14)}
_NTH_WEEKDAYS = {"thanksgiving": (11, 4, 3), "fathers-day": (6, 3, 6)}


def movable_holiday(name: str, year: int) -> date | None:
    """Return the day of a holiday of `words.MOVABLE_HOLIDAYS` in a solar year, None where it is not known."""
    if not 1 <= year <= 9999:
        return None
    if name == "easter":
        return _easter(year)
    if name in _NTH_WEEKDAYS:
        month, nth, weekday = _NTH_WEEKDAYS[name]
        return nth_weekday(year, month, nth, weekday)
    base, offset = _LUNAR_OFFSETS.get(name, (name, 0))
    day = _LUNAR.get((base, year))
    return shift_days(day, offset) if day else None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """Return the nth weekday (Monday is 0) of a month, the last for nth 0; None if it has no such."""
    first = date(year, month, 1)
    ahead = (weekday - first.weekday()) % 7
    if nth == 0:
        days = calendar.monthrange(year, month)[1]
        return first.replace(day=1 + ahead + (days - 1 - ahead) // 7 * 7)
    return make_date(year, month, 1 + ahead + 7 * (nth - 1))


def _easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian computus in the form of Oudin (1940)."""
    century, golden = year // 100, year % 19
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    sunday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    days = epact - sunday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def midnight(day: date) -> datetime:
    """Return the first instant of a day."""
    return datetime(day.year, day.month, day.day)


def make_date(year: int, month: int, day: int) -> date | None:
    """Return the date, None if the calendar has none such."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def shift_months(year: int, month: int, months: int) -> tuple[int, int] | None:
    """Return year and month `months` later (or earlier), None outside the years 1 to 9999."""
    year, index = divmod(year * 12 + month - 1 + months, 12)
    return (year, index + 1) if 1 <= year <= 9999 else None


def shift_date(day: date, months: int = 0, days: int = 0) -> date | None:
    """Return the day so many months and days later; a day that the month lacks becomes its last."""
    moved = shift_months(day.year, day.month, months)
    if moved is None:
        return None
    start = date(*moved, min(day.day, calendar.monthrange(*moved)[1]))
    return shift_days(start, days)


def shift_days(day: date, days: int) -> date | None:
    """Return the day so many days later, None outside the calendar."""
    number = day.toordinal() + days
    return date.fromordinal(number) if 1 <= number <= date.max.toordinal() else None


def month_span(year: int, month: int, months: int = 1) -> tuple[datetime, datetime] | None:
    """Return first instant and first instant after a run of months."""
    end = shift_months(year, month, months)
    if end is None or not (1 <= year <= 9999):
        return None
    return datetime(year, month, 1), datetime(*end, 1)


def year_span(year: int, years: int = 1) -> tuple[datetime, datetime] | None:
    """Return first instant and first instant after a run of years."""
    return month_span(year, 1, 12 * years)


def day_span(day: date, days: int = 1) -> tuple[datetime, datetime] | None:
    """Return first instant and first instant after a run of days."""
    end = shift_days(day, days)
    return (midnight(day), midnight(end)) if end else None


def monday(day: date) -> date:
    """Return the Monday of the week of `day` (weeks begin on Monday)."""
    return date.fromordinal(max(1, day.toordinal() - day.weekday()))
