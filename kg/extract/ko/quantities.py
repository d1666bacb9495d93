"""Quantities in Korean text: a number, what it counts, and what bounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.extract.ko.numbers import ARABIC, NATIVE, parse_number

Kind = Literal["people", "money", "percent", "things", "time", "age", "ordinal", "frequency", "other"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, as it stands in a text.

    Attributes:
        start: offset of the number's first code point.
        end: one past the unit's last.
        surface: `text[start:end]`.
        value: the number, with its multipliers (`3백여 명` is 300, `1조2000억원` 1200000000000); the lower end of a range.
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


_UNITS: dict[Kind, str] = {
    "money": "원 달러 유로 엔 위안 파운드 루블 루피 페소 프랑 바트 불 센트",
    "percent": "%p %포인트 퍼센트포인트 퍼센트p 포인트 % ％ 퍼센트 프로",
    "people": "명 인 사람",
    "things": (
        "개국 개소 개사 개교 개 건 곳 군데 대 척 마리 채 권 편 장 통 발 석 표 가구 세대 종 종류 쪽 페이지 자 글자 단어 점 벌"
        " 켤레 그루 송이 병 잔 상자 박스 포기 자루 문 량 칸 줄 알 쌍 팀 경기 골 안타 홈런 승 패 가마니 포대 필지 배 평 도 ℃"
        " 가지 여건 매 부 좌석 기 톤 t 킬로그램 킬로 그램 밀리그램 kg ㎏ g mg km ㎞ m cm mm ㎝ ㎜ 킬로미터 미터 센티미터"
        " 센티 밀리미터 밀리 ㎡ ㎢ m² km² ㎥ 제곱미터 제곱킬로미터 세제곱미터 헥타르 ha 에이커 리터 ℓ L ㎖ ml 밀리리터 배럴"
        " kW MW GW kWh MWh GWh 킬로와트 메가와트 기가와트 MB GB TB Hz 마일 인치 피트 갤런 온스 캐럿 칼로리 볼트 와트 헤르츠"
    ),
    "time": "년 개년 개월 월 달 주년 주 주일 주간 일 시간 시 분 초 세기 분기 년대 해 박",
    "age": "세 살",
    "ordinal": "번째 위 등 차 호 번 층 급 학년 조 항 단계 호선 교시 강 선 라운드 회째 쿼터 세트 기수",
    "frequency": "차례 회 번씩",
}  # fmt: skip

_KINDS: dict[str, Kind] = {unit: kind for kind, units in _UNITS.items() for unit in units.split()}
_PERCENT = {"％": "%", "퍼센트": "%", "프로": "%", "%포인트": "%p", "퍼센트포인트": "%p", "퍼센트p": "%p"}
_FREE = frozenset({"명", "개", "개국", "개소", "%", "％", "%p", "%포인트", "퍼센트", "건"})
"""Units that may run on into any syllable; all others end at a particle or a word's end."""

_PARTICLE = (
    "(?=$|[^가-힣A-Za-z]|[은는이가을를의에도로와과만]|으로|까지|부터|이[상하]|미만|초과|가량|정도|안팎|내외|남짓|씩|짜리|여|뿐|보다|마다|당|입니"
    "|였|인|중|꼴|규모|어치|넘|돌파|처럼|들|라|하고|에서|대(?![가-힣])|대[의로를에]|선[을에]|분[의을]|급|상당|치|째|쯤|밖)"
)
_UNIT = "|".join(
    re.escape(unit) + ("(?![월년])" if unit == "개" else "" if unit in _FREE else _PARTICLE)
    for unit in sorted(_KINDS, key=lambda u: (-len(u), u))
)
_RANGE = r"\s?(?:[~∼～〜]|[-–](?=\d)|에서\s|내지\s)\s?"
_BEFORE = r"(?:(?P<before>약|최대|최소|최고|최저|적어도|무려|평균)\s?)?"
_AFTER = re.compile(
    r"(?:\s?(?:어치|짜리|의|[이가]))?\s?(이상|이하|미만|초과|가량|정도|안팎|내외|남짓)|[을를]?\s?(?:넘|돌파|웃[도돌])"
)
_QUANTITY = re.compile(
    rf"{_BEFORE}(?P<number>(?<![\d.,A-Za-z])(?P<sign>(?<![\d가-힣A-Za-z)~∼-])[-−]|마이너스\s?|영하\s?)?(?<![:/])(?<![A-Za-z]-)"
    rf"(?:{ARABIC}(?:\s?여\s?(?:만|억|조))?(?:{_RANGE}(?P<upper>{ARABIC}))?"
    rf"|(?<![가-힣]){NATIVE}(?=\s|명|가지|사람|달|개|번|살|마리|차례|시간)))"
    rf"\s?(?P<more>여)?\s?(?P<unit>{_UNIT})"
)
_MONEY_WORDS = re.compile(
    r"예산|자금|매출|비용|사업비|빚|부채|채무|손실|이익|수익|적자|흑자|투자|대출|세금|세수|배상|벌금|기금|금액|규모"
)
_BARE_MONEY = re.compile(
    rf"(?<![\d.,A-Za-z가-힣])(?P<number>\d[\d,.]*(?:\s?[천백]?[조억]\s?(?:\d[\d,]*\s?[천백]?만?)?)+)(?P<more>여)?(?=\s|[을를이의에은는,.]|$)"
)
_MINISTRIES = re.compile(
    r"(?<!\d)(\d{1,2})(부|원)\s?(?=\d)(\d{1,2})(처|부|청)(?:\s?(\d{1,2})(청|실|원|위))?(?:\s?(\d{1,2})(실|위|원))?"
)
_LEADERS = re.compile(
    r"\s?(?:대통령|국회|정부|총선|대선|회장|총장|의회|왕|위원장|총리|이사장|원장|지방|시장|도지사|사장|대표)"
)
_VEHICLES = re.compile(
    r"(?:차|차량|버스|택시|트럭|대|기|드론|컴퓨터|카메라|헬기|전차|탱크|장비|소방차|휴대폰|PC|스마트폰|자전거|오토바이|CCTV|전투기)\s?(?:등\s?)?$"
)
_MACHINES = re.compile(
    r"(?:미사일|원전|위성|로켓|풍력|원자로|발전기|포|묘|헬기|전투기|기지국|크레인|충전기|엘리베이터)\s?(?:등\s?)?$"
)
_DEFINITE = re.compile(r"(?:^|\s|[\"'“‘(])(?:이|그|저|이들|위|앞의|다른|또\s?다른|나머지|이상의)\s?$")
_ONE_OF = re.compile(r"(?:중|가운데|중의|중에|중에서|유일한|또\s?다른|다른)\s?$")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order; numbers without a unit, inside names, dates, codes or addresses are none."""
    found = [*_ministries(text), *_counted(text), *_bare_money(text)]
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
        start = match.start("number")
        unit = match.group("unit")
        number = match.group("number")
        upper = match.group("upper")
        if upper:
            number = number[: match.start("upper") - start]
            number = re.sub(_RANGE + "$", "", number)
        value = parse_number(number)
        if value is None or text[max(0, start - 1) : start] == "제" or text[max(0, start - 2) : start] == "제 ":
            continue
        high = parse_number(upper) if upper else None
        if high is not None and high > value and upper:
            value = _scaled(value, number, upper)
        after = _AFTER.match(text, match.end())
        qualifier = match.group("before") or (after.group(1) or _verb(after.group()) if after else None)
        if qualifier is None and (match.group("more") or "여" in number):
            qualifier = "여"
        kind = _kind(text, match, unit, value)
        end = match.end()
        yield Quantity(
            start, end, text[start:end], plain(value), plain(high) if high is not None else None,
            _PERCENT.get(unit, unit), qualifier, kind,
        )  # fmt: skip


def _verb(words: str) -> str:
    """Return the qualifier that a verb behind the number stands for."""
    return "돌파" if "돌파" in words else "초과"


def _scaled(value: Decimal, number: str, upper: str) -> Decimal:
    """Return the lower end with the multiplier that it shares with the upper (`2~3만 명`)."""
    unit = re.search(r"[십백천만억조]+$", upper)
    if unit is None or re.search(r"[십백천만억조]", number):
        return value
    return value * (parse_number(unit.group()) or 1)


def _kind(text: str, match: re.Match[str], unit: str, value: Decimal) -> Kind:
    """Return what a number with this unit counts, by the words around it."""
    kind = _KINDS[unit]
    before, after = text[max(0, match.start("number") - 12) : match.start("number")], match.end()
    native = not any(c.isdigit() for c in match.group("number"))
    following = text[after : after + 2]
    if following[:1] in ("급", "째"):
        return "other"
    if unit == "대":
        if re.match(r"\s?\d", text[after : after + 2]):
            return "other"
        if _VEHICLES.search(before):
            return "things"
        if _LEADERS.match(text, after):
            return "ordinal"
        return (
            "age"
            if value % 10 == 0 and 10 <= value <= 90
            else "other"
            if re.match(r"\s[가-힣]", following)
            else "things"
        )
    if unit == "세대" and value < 10:
        return "ordinal"
    if unit == "기":
        return "things" if _MACHINES.search(before) else "ordinal"
    if unit == "부" and value < 100:
        return "ordinal"
    if unit == "번" and native:
        return "frequency"
    if unit == "선" or (unit == "자" and value < 100) or (unit in ("매", "도", "점", "문") and native):
        return "other"
    if unit in ("인", "사람") and (value == 1 or (native and unit == "인")):
        return "other"
    if native and _DEFINITE.search(before):
        return "other"
    if native and value == 1 and (unit != "명" or _ONE_OF.search(before) or following[:1] in ("의", "도", "인")):
        return "other"
    return kind


def _ministries(text: str) -> Iterator[Quantity]:
    """Yield the parts of a government's shape (`17부3처17청`)."""
    for match in _MINISTRIES.finditer(text):
        for number in range(1, 9, 2):
            if match.group(number) is not None:
                start, end = match.start(number), match.end(number + 1)
                yield Quantity(
                    start, end, text[start:end], int(match.group(number)), None, match.group(number + 1), None, "things"
                )


def _bare_money(text: str) -> Iterator[Quantity]:
    """Yield amounts of hundreds of millions that leave the currency out where the words around speak of money."""
    for match in _BARE_MONEY.finditer(text):
        around = text[max(0, match.start() - 30) : match.end() + 12]
        value = parse_number(match.group("number"))
        if value is not None and _MONEY_WORDS.search(around):
            yield Quantity(
                match.start(), match.end(), match.group(), plain(value), None, "원",
                "여" if match.group("more") else None, "money",
            )  # fmt: skip
