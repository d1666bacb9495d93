"""Encodings and cleaning."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read.text import body, clean, clean_line, decode

PAGE = "나래시는 똠방각하 축제를 연다고 밝혔다."  # 똠 is in CP949 but not in EUC-KR


@pytest.mark.parametrize(
    "data",
    [
        PAGE.encode(),
        b"\xef\xbb\xbf" + PAGE.encode(),
        PAGE.encode("cp949"),
        PAGE.encode("utf-16"),
        b"\xfe\xff" + PAGE.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "cp949", "utf-16", "utf-16-be"],
)
def test_encodings(data: bytes) -> None:
    assert decode(data) == PAGE


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (PAGE.encode("utf-16-le"), "binary"),
        (b"\x01\x02\x03\x04abc", "binary"),
        (b"\xea\xb0\x80\xff\xff", "not valid text"),
        (b"\xef\xbb\xbf\xff", "not valid text"),
        (b"\xff\xfe\x00", "not valid text"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word):
        decode(data)


@given(st.text())
def test_clean_text_is_normal_and_stays(text: str) -> None:
    try:
        cleaned = clean(text)
    except InputError:
        assert any("\ud800" <= character <= "\udfff" for character in text)
        return
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean(cleaned) == cleaned
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in cleaned if character not in "\t\n")


@given(st.text(alphabet="가나 a\x00\x1f\r\x85\ufffe\t\n"))
def test_cleaning_moves_no_offset(text: str) -> None:
    assert len(clean(text)) == len(text)


def test_a_line_is_one_line() -> None:
    assert clean_line("  나래시,\n비\t소식\x00 ") == "나래시, 비 소식"


def test_a_body_says_something() -> None:
    assert body(" 비 ") == " 비 "
    with pytest.raises(InputError, match="no text"):
        body("\u200b \ufeff\n")
