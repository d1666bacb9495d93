"""Quantities in Korean text: a number, what it counts, and what bounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kg.extract.ko.numbers import ARABIC, NATIVE, SINO, parse_number
from kg.extract.ko.units import CANONICAL, END, KINDS, UNIT, Kind, unit_of


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as it stands in a text.

    Attributes:
        start: offset of the number's first code point.
        end: one past the unit's last.
        surface: `text[start:end]`.
        value: the number, with its multipliers (`3백여 명` is 300, `1조2000억원` 1200000000000); the lower end of
            a range.
        upper: the upper end of a range (`10~20명`), else None.
        unit: the unit as written, save that every word for percent is `%` and for percentage points `%p`.
        qualifier: the word that bounds the number (약, 여, 이상, 이하, 돌파, …), None if there is none.
        kind: what is counted; `time`, `age`, `ordinal`, `frequency` and `other` are no measures of anything.
    """

    start: int
    end: int
    surface: str
    value: int | float
    upper: int | float | None
    unit: str
    qualifier: str | None
    kind: Kind


_DASH = r"\s?(?:[~∼～〜]|[-–](?=\d)|에서\s|내지\s)\s?"
_RANGE_END = re.compile(_DASH + "$")
_MULTIPLIER = re.compile(r"[십백천만억조]+$")
_SIGN = r"(?:(?<![\d가-힣A-Za-z)~∼-])[-−]|마이너스\s?|영하\s?)?"
_DIGITS = (
    rf"(?<![\d.,A-Za-z]){_SIGN}(?<![:/])(?<![A-Za-z]-){ARABIC}(?:\s?여\s?[만억조])?(?:{_DASH}(?P<upper>{ARABIC}))?"
)
_WORD_COUNTERS = "명|가지|사람|달|개|번|살|마리|차례|시간"
_NATIVE_WORDS = rf"{NATIVE}(?=\s|{_WORD_COUNTERS})"
_SINO_COUNTERS = "명|원|달러|유로|엔|퍼센트|프로|개|톤|건|마리|권|곳|가구|배"
_SINO_WORDS = (
    rf"(?:마이너스\s)?(?:{SINO}(?=\s(?:{_SINO_COUNTERS}))|{SINO}(?<=[가-힣]{{2}})(?=(?:{_SINO_COUNTERS}))"
    r"|[일이삼사오육칠팔구](?=\s?퍼센트))"
)
_FIRST = "일이삼사오육칠팔구십백천만억조마하한둘두셋세넷네다여일아열스서쉰예석넉"
_QUANTITY = re.compile(
    rf"(?P<number>(?=[\d−마영-]){_DIGITS}|(?<![가-힣])(?=[{_FIRST}])(?:{_NATIVE_WORDS}|{_SINO_WORDS}))"
    rf"\s?(?P<more>여)?\s?(?P<unit>{UNIT})"
)
_BEFORE = re.compile(r"(약|최대|최소|최고|최저|적어도|무려|평균)\s?$")
_AFTER = re.compile(
    r"(?:\s?(?:어치|짜리|의|[이가]))?\s?(이상|이하|미만|초과|가량|정도|안팎|내외|남짓)|[을를]?\s?(넘|돌파|웃[도돌])"
)
_MINISTRIES = re.compile(r"(?<!\d)\d{1,2}[부원](?:\s?\d{1,2}[처부청실원위]){1,3}")
_MINISTRY = re.compile(r"(\d{1,2})([부원처청실위])")
_AMOUNT = re.compile(
    r"(?<![\d.,A-Za-z가-힣])(?P<number>\d[\d,.]{0,12}(?:\s?[천백]?[조억]\s?(?:\d[\d,]{0,6}\s?[천백]?만?)?){1,3})(?P<more>여)?"
    r"(?=\s|[을를이의에은는,.]|$)"
)
_MONEY_WORDS = re.compile(
    r"예산|자금|매출|비용|사업비|빚|부채|채무|손실|이익|수익|적자|흑자|투자|대출|세금|세수|배상|벌금|기금|금액|규모"
)
_LEADERS = re.compile(
    r"\s?(?:대통령|국회|정부|총선|대선|회장|총장|의회|왕|위원장|총리|이사장|원장|지방|시장|도지사|사장|대표)"
)
_VEHICLES = re.compile(
    r"(?:차|차량|버스|택시|트럭|대|기|드론|컴퓨터|카메라|전차|탱크|장비|휴대폰|PC|스마트폰|오토바이|CCTV)\s?(?:등\s?)?$"
)
_MACHINES = re.compile(
    r"(?:미사일|원전|위성|로켓|풍력|원자로|발전기|포|묘|헬기|전투기|기지국|크레인|충전기|엘리베이터)\s?(?:등\s?)?$"
)
_BUILDINGS = re.compile(r"(?:건물|공장|주택|창고|하우스|축사|가옥|상가|사옥|교사|시설|돈사|계사)\s?(?:등\s?)?$")
_DEFINITE = re.compile(r"(?:^|\s|[\"'“‘(])(?:이|그|저|이들|위|앞의|다른|또\s?다른|나머지|이상의)\s?$")
_ONE_OF = re.compile(r"(?:중|가운데|중의|중에|중에서|유일한|또\s?다른|다른)\s?$")
_WORD_END = re.compile(END)
_LOOK_BACK = 12
_AROUND_MONEY = (30, 12)
_ONLY_OF = {"기": _MACHINES, "동": _BUILDINGS}
"""Units that count things only behind words for these; elsewhere they number (`13기`, `101동`)."""
_SMALL = {"세대": 10, "부": 100, "자": 100}
"""Units that count things from this number on; below it they are ordinals or parts of words (`1세대`, `2부`, `3자`)."""


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order.

    Numbers without a unit are none, nor are those inside names, dates, codes or addresses.
    """
    found = [*_ministries(text), *_counted(text), *_amounts(text)]
    found.sort(key=lambda q: (q.start, -q.end))
    result: list[Quantity] = []
    for quantity in found:
        if not result or quantity.start >= result[-1].end:
            result.append(quantity)
    return tuple(result)


def plain(number: Decimal) -> int | float:
    """Return a decimal as an int if it is whole, else as a float."""
    return int(number) if number == number.to_integral_value() else float(number)


def _counted(text: str) -> Iterator[Quantity]:
    """Yield numbers that stand before a unit."""
    for match in _QUANTITY.finditer(text):
        start, end = match.start("number"), match.end()
        value, high = _bounds(match)
        if value is None or text[max(0, start - 2) : start].rstrip().endswith("제"):
            continue
        if _is_spelled(match) and not _WORD_END.match(text, end):
            continue
        unit = unit_of(match.group("unit"))
        yield Quantity(
            start, end, text[start:end], plain(value), None if high is None else plain(high),
            CANONICAL.get(unit, unit), _qualifier(text, match), _kind(text, match, unit, value),
        )  # fmt: skip


def _bounds(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None]:
    """Return the number, or the two ends of a range; the lower shares the upper's multiplier (`2~3만 명`)."""
    number, upper = match.group("number"), match.group("upper")
    if not upper:
        return parse_number(number), None
    lower = _RANGE_END.sub("", number[: len(number) - len(upper)])
    value, high = parse_number(lower), parse_number(upper)
    multiplier = _MULTIPLIER.search(upper)
    if value is not None and high is not None and high > value and multiplier and not _MULTIPLIER.search(lower):
        value *= parse_number(multiplier.group()) or 1
    return value, high


def _qualifier(text: str, match: re.Match[str]) -> str | None:
    """Return the word before or behind the number that bounds it."""
    start = match.start("number")
    before = _BEFORE.search(text[max(0, start - 4) : start])
    if before:
        return before.group(1)
    after = _AFTER.match(text, match.end())
    if after:
        return after.group(1) or ("돌파" if after.group(2) == "돌파" else "초과")
    return "여" if match.group("more") or "여" in match.group("number") else None


def _kind(text: str, match: re.Match[str], unit: str, value: Decimal) -> Kind:
    """Return what a number with this unit counts, by the words around it."""
    start, end = match.start("number"), match.end()
    before, following = text[max(0, start - _LOOK_BACK) : start], text[end : end + 2]
    if following[:1] in ("급", "째"):
        return "other"
    if unit == "대":
        return _vehicles_or_age(text, end, before, value)
    if unit in _ONLY_OF:
        return "things" if _ONLY_OF[unit].search(before) else "ordinal"
    if unit in _SMALL and value < _SMALL[unit]:
        return "ordinal"
    if _is_spelled(match) and not _counts(unit, value, before, following):
        return "frequency" if unit == "번" else "other"
    if unit == "선" or (unit in ("인", "사람") and value == 1):
        return "other"
    return KINDS[unit]


def _is_spelled(match: re.Match[str]) -> bool:
    return not any(c.isdigit() for c in match.group("number"))


def _counts(unit: str, value: Decimal, before: str, following: str) -> bool:
    """Whether a spelled number counts anything: not `이 두 현`, `의원 중 한 명`, `두 사람은`, `두 번`."""
    if unit in ("번", "도", "점", "문", "인", "사람") or _DEFINITE.search(before):
        return False
    if unit == "마리" and following.strip() == "토":
        return False
    one_of_them = unit != "명" or _ONE_OF.search(before) is not None or following[:1] in ("의", "도", "인")
    return value != 1 or not one_of_them


def _vehicles_or_age(text: str, end: int, before: str, value: Decimal) -> Kind:
    """Return what `대` counts: vehicles, ages (`20대`), presidents (`18대 대통령`), ratios, the great (`4대 강`)."""
    if re.match(r"\s?\d", text[end : end + 2]):
        return "other"
    if _VEHICLES.search(before):
        return "things"
    if _LEADERS.match(text, end):
        return "ordinal"
    if value % 10 == 0 and 10 <= value <= 90:
        return "age"
    return "other" if re.match(r"\s[가-힣]", text[end : end + 2]) else "things"


def _ministries(text: str) -> Iterator[Quantity]:
    """Yield the parts of a government's shape (`17부3처17청`)."""
    for shape in _MINISTRIES.finditer(text):
        for part in _MINISTRY.finditer(text, shape.start(), shape.end()):
            number, unit = part.groups()
            yield Quantity(part.start(), part.end(), part.group(), int(number), None, unit, None, "things")


def _amounts(text: str) -> Iterator[Quantity]:
    """Yield amounts of hundreds of millions that leave the currency out where the words around speak of money."""
    for match in _AMOUNT.finditer(text):
        around = text[max(0, match.start() - _AROUND_MONEY[0]) : match.end() + _AROUND_MONEY[1]]
        value = parse_number(match.group("number"))
        if value is not None and _MONEY_WORDS.search(around):
            qualifier = "여" if match.group("more") else None
            yield Quantity(
                match.start(), match.end(), match.group(), plain(value), None, "원", qualifier, "money"
            )  # fmt: skip
