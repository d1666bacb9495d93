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

NATIVE = (
    "(?:(?:열|스물|서른|마흔|쉰|예순|일흔|여든|아흔)(?:하나|한|둘|두|셋|세|넷|네|다섯|여섯|일곱|여덟|아홉)?|스무"
    "|하나|한|둘|두|셋|세|석|넷|네|넉|다섯|여섯|일곱|여덟|아홉)"
)
"""A pattern for native numbers as they stand before a counter."""

_ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
ARABIC = rf"(?:{_ARABIC}(?:\s?(?:[십백천만억조]|경(?!기))+(?:\s?{_ARABIC}(?=\s?[십백천만억조경])|(?<=[천만억조경]){_ARABIC}|(?<=[만억조])\s\d{{1,4}}(?![\d,.십백천만억조]|\s?[년월일]))?)*)"
"""A pattern for numbers that begin with a digit, with or without Korean units."""

_SIGN = re.compile(r"^(?:[-−–]|마이너스|영하)\s*")
_VAGUE = re.compile(r"[수몇]")
_ABOUT = re.compile(r"여\s*(?=[만억조]|$)")
_PARTS = re.compile(
    rf"(?P<arabic>{_ARABIC})|(?P<large>[만억조경])|(?P<small>[십백천])"
    rf"|(?P<native>{'|'.join(sorted(NATIVE_ONES | NATIVE_TENS, key=len, reverse=True))})|(?P<digit>[영공일이삼사오육륙칠팔구])"
)


def parse_number(text: str) -> Decimal | None:
    """Return the number that `text` writes, None if it writes none or a vague one (`수십`, `몇`).

    Spaces, thousands separators and `여` (and more) are ignored: `3백여` is 300, `1조 2천억` is 1200000000000,
    `이십삼` 23, `열두` 12, `반` 0.5, `이공일육` (digits read one by one) 2016, `마이너스 3` is -3.
    """
    text = text.strip()
    if text == "반":
        return Decimal("0.5")
    sign = _SIGN.match(text)
    if sign:
        text = text[sign.end() :]
    half = text.endswith("반") and len(text) > 1
    body = re.sub(r"\s+", "", _ABOUT.sub("", text.removesuffix("반") if half else text))
    value = None if _VAGUE.match(body) else _spelled(body) if _DIGITWISE.fullmatch(body) else _compose(body)
    if value is None:
        return None
    value += Decimal("0.5") if half else 0
    return -value if sign else value


_DIGITWISE = re.compile(r"[영공일이삼사오육륙칠팔구]{2,}(?:점[영공일이삼사오육륙칠팔구]+)?")


def _spelled(body: str) -> Decimal:
    """Return the number whose digits are read one by one."""
    return Decimal("".join("." if c == "점" else str(DIGITS[c]) for c in body))


def _compose(body: str) -> Decimal | None:
    """Return the number composed of multipliers: the sum of groups of thousands times their large unit."""
    body, point, fraction = body.partition("점")
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
            group += (Decimal(1) if number is None else number) * SMALL_UNITS[word]
            number = None
        elif part.lastgroup == "large":
            group += number or 0
            total += (group or Decimal(1)) * LARGE_UNITS[word]
            group, number = Decimal(0), None
        else:
            value = _plain(word)
            if number is not None and not (part.lastgroup == "native" and number % 10 == 0):
                return None
            number = value + (number or 0)
    if not body:
        return None
    result = total + group + (number or 0)
    if point:
        if not fraction or any(c not in DIGITS for c in fraction):
            return None
        result += Decimal("0." + "".join(str(DIGITS[c]) for c in fraction))
    return result


def _plain(word: str) -> Decimal:
    """Return the value of one numeral without units."""
    for table in (NATIVE_ONES, NATIVE_TENS, DIGITS):
        if word in table:
            return Decimal(table[word])
    return Decimal(word.replace(",", ""))
