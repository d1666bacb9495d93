"""Korean numbers as text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.ko.numbers import parse_number

_DIGITS = "영일이삼사오육칠팔구"


def sino(number: int) -> str:
    """Write a number below 10^16 in Sino-Korean syllables, every digit spoken (`일백이십`)."""
    if number == 0:
        return "영"
    words = ""
    for large, name in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        group, number = divmod(number, large)
        spoken = "".join(
            _DIGITS[group // unit % 10] + word
            for unit, word in ((1000, "천"), (100, "백"), (10, "십"), (1, ""))
            if group // unit % 10
        )
        words += spoken + name if group else ""
    return words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3백여", "300"), ("1천", "1000"), ("1조2000억", "1200000000000"), ("1조 2천억", "1200000000000"),
        ("5만", "50000"), ("1,000", "1000"), ("79.4", "79.4"), ("1.5억", "150000000"), ("두", "2"), ("열두", "12"),
        ("스무", "20"), ("스물다섯", "25"), ("백스물다섯", "125"), ("이십삼", "23"), ("이천십육", "2016"),
        ("이공일육", "2016"), ("일점오", "1.5"), ("반", "0.5"), ("만", "10000"),
        ("3천240", "3240"), ("10억 5천 185만", "1051850000"), ("60여조", "60000000000000"), ("2만 5천여", "25000"),
        ("마이너스 3", "-3"), ("-153", "-153"), ("영하 5", "-5"), ("삼분의 일", "1/3"), ("일과 이분의 일", "1.5"),
        ("3/4", "0.75"), ("2 1/4", "2.25"), (".25", "0.25"), (" 12 ", "12"),
    ],
)  # fmt: skip
def test_writes_a_number(text: str, number: str) -> None:
    above, _, below = number.partition("/")
    assert parse_number(text) == (Decimal(above) / Decimal(below) if below else Decimal(number))


@pytest.mark.parametrize(
    "text", ["", " ", "수십", "수백만", "몇", "가나", "명", "1가", "삼분의", "분의 일", "1/0", "점오", "12 34 56가"]
)
def test_writes_no_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.integers(0, 10**16 - 1))
def test_reads_what_is_written_in_syllables(number: int) -> None:
    assert parse_number(sino(number)) == number


@given(st.integers(0, 10**12))
def test_reads_what_is_written_in_digits(number: int) -> None:
    assert parse_number(f"{number:,}") == parse_number(str(number)) == number


@given(
    st.text(
        alphabet="0123456789,.십백천만억조경일이삼사오육칠팔구영공한두세네열스물여수몇반분의와과점-/ 가", max_size=70
    )
)
def test_never_raises(text: str) -> None:
    value = parse_number(text)
    assert value is None or isinstance(value, Decimal)


def test_reads_the_numbers_of_recognizers_text(benchmark_folder: Path) -> None:
    cases = json.loads((benchmark_folder / "time" / "Number_NumberModel.json").read_text("utf-8-sig"))
    right = total = 0
    for case in cases:
        for result in case["Results"]:
            if result["Text"].strip() in case["Input"]:
                wanted = float(result["Resolution"]["value"])
                value = parse_number(result["Text"])
                right += value is not None and abs(float(value) - wanted) <= 1e-6 * max(1, abs(wanted))
                total += 1
    assert right / total >= 0.9, f"{right} of {total}"
