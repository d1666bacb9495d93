"""Korean numbers as text: digits, Sino-Korean, native, and mixtures of them (`3백`, `1조2000억`, `스물다섯`)."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
SMALL_UNITS = {"십": 10, "백": 100, "천": 1000}
LARGE_UNITS = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16}

NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4, "넉": 4, "너": 4,
    "다섯": 5, "닷": 5, "여섯": 6, "엿": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}  # fmt: skip
NATIVE_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}  # fmt: skip

_ONES = "하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉"
NATIVE = f"(?:(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:{_ONES})?|스무|{_ONES}|석|넉)"
"""A pattern for native numbers as they stand before a counter."""

SINO = "(?:[일이삼사오육칠팔구]?[십백천만억조]){1,12}[일이삼사오육칠팔구]?"
"""A pattern for Sino-Korean numbers from ten on."""

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_UNITS = "(?:[십백천만억조]|경(?!기)){1,3}"
_GOES_ON = (
    rf"\s?{_ARABIC}(?=\s?[십백천만억조경])|(?<=[천만억조]){_ARABIC}"
    r"|(?<=[천만억조])\s\d{1,4}(?![\d,.십백천만억조]|\s?[년월일])"
)
ARABIC = rf"(?>(?:(?<![가-힣])[천백]\s(?=\d{{1,4}}[백십]?만))?{_ARABIC}(?:\s?{_UNITS}(?:{_GOES_ON})?){{0,8}})"
"""A pattern for numbers that begin with a digit, with or without Korean units; atomic, so that no text is slow."""

_SIGN = re.compile(r"^(?:[-−–]\s?|마이너스\s*|음수\s|영하\s*)")
_VAGUE = re.compile(r"[수몇]")
_ABOUT = re.compile(r"여\s*(?=[만억조]|$)")
_FRACTION = re.compile(r"^(?:(?P<whole>.+?)[와과]\s?)?(?P<below>[^와과]+?)\s?분의\s?(?P<above>.+)$")
_SLASHED = re.compile(r"^(?:(\d+)\s+)?(\d+)/(\d+)$")
_DIGITWISE = re.compile(r"[영공일이삼사오육륙칠팔구]{2,}(?:점[영공일이삼사오육륙칠팔구]+)?")
_NATIVE_WORDS = "|".join(sorted(NATIVE_ONES | NATIVE_TENS, key=lambda word: (-len(word), word)))
_PARTS = re.compile(
    rf"(?P<arabic>{_ARABIC}|\.\d+)|(?P<large>[만억조경])|(?P<small>[십백천])"
    rf"|(?P<native>{_NATIVE_WORDS})|(?P<digit>[영공일이삼사오육륙칠팔구])"
)
_LONGEST = 60
"""Longer words are no numbers that anybody writes."""


def parse_number(text: str) -> Decimal | None:
    """Return the number that `text` writes, None if it writes none or a vague one (`수십`, `몇`).

    Spaces, thousands separators and `여` (and more) are ignored: `3백여` is 300, `1조 2천억` is 1200000000000,
    `이십삼` 23, `열두` 12, `반` 0.5, `삼분의 일` and `1/3` a third, `이공일육` (digits read one by one) 2016,
    `마이너스 3` is -3.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    sign = _SIGN.match(text)
    value = _unsigned(text[sign.end() :] if sign else text)
    return -value if sign and value is not None else value


def _unsigned(text: str) -> Decimal | None:
    if text == "반":
        return Decimal("0.5")
    fraction = _FRACTION.match(text) or _SLASHED.match(text)
    if fraction:
        return _fraction(fraction)
    half = text.endswith("반") and len(text) > 1
    body = re.sub(r"\s+", "", _ABOUT.sub("", text.removesuffix("반") if half else text))
    value = None if _VAGUE.match(body) else _spelled(body) if _DIGITWISE.fullmatch(body) else _composed(body)
    return value + Decimal("0.5") if half and value is not None else value


def _fraction(match: re.Match[str]) -> Decimal | None:
    """Return a fraction, in words (whole, below, above) or with a stroke (whole, above, below)."""
    whole, second, third = match.groups()
    above, below = (third, second) if "below" in match.groupdict() else (second, third)
    numbers = [parse_number(whole) if whole else Decimal(0), parse_number(above), parse_number(below)]
    if numbers[0] is None or numbers[1] is None or not numbers[2]:
        return None
    return numbers[0] + numbers[1] / numbers[2]


def _spelled(body: str) -> Decimal:
    """Return the number whose digits are read one by one."""
    return Decimal("".join("." if c == "점" else str(DIGITS[c]) for c in body))


def _composed(body: str) -> Decimal | None:
    """Return the number composed of multipliers: the sum of groups below ten thousand times their large unit."""
    body, point, decimals = body.partition("점")
    if not body or (point and (not decimals or any(c not in DIGITS for c in decimals))):
        return None
    total = group = Decimal(0)
    number: Decimal | None = None
    at = 0
    while at < len(body):
        part = _PARTS.match(body, at)
        if part is None:
            return None
        at = part.end()
        word = part.group()
        if part.lastgroup == "small":
            group, number = group + (1 if number is None else number) * SMALL_UNITS[word], None
        elif part.lastgroup == "large":
            total, group, number = total + ((group + (number or 0)) or 1) * LARGE_UNITS[word], Decimal(0), None
        elif number is None:
            number = _plain(word)
        elif part.lastgroup == "native" and number % 10 == 0:
            number += _plain(word)
        else:
            return None
    return total + group + (number or 0) + (_spelled("영점" + decimals) if point else 0)


def _plain(word: str) -> Decimal:
    """Return the value of one numeral without units."""
    for table in (NATIVE_ONES, NATIVE_TENS, DIGITS):
        if word in table:
            return Decimal(table[word])
    return Decimal(word.replace(",", ""))
