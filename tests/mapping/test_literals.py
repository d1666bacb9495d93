"""Values are written in the forms that a store gives back unchanged."""

from __future__ import annotations

import math

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mapping.literals import decimal, integer, language_tag, number, plain, unicode_text, web_address, words
from kg.mapping.time import coarser, moment
from kg.rdf import Value, as_term
from kg.vocab import PREFIXES

XSD = PREFIXES["xsd"]


def stored(literal: Value) -> Value:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), as_term(literal)))
    (quad,) = store
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value, quad.object.datatype.value, quad.object.language


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        (300.0, "300", "integer"),
        (-0.0, "0", "integer"),
        (87_800_000_000.0, "87800000000", "integer"),
        (1e22, "1" + "0" * 22, "integer"),
        (0.97, "0.97", "decimal"),
        (-2.50, "-2.5", "decimal"),
        (1e-7, "0.0000001", "decimal"),
        (math.inf, "inf", "string"),
        (math.nan, "nan", "string"),
    ],
)
def test_numbers(value: float, text: str, datatype: str) -> None:
    literal = number(value)
    assert literal == (text, XSD + datatype, None)
    assert stored(literal) == literal


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_keeps_its_value_and_survives_the_store(value: float) -> None:
    for literal in (number(value), decimal(value)):
        assert float(literal[0]) == value
        assert stored(literal) == literal


@given(st.integers())
def test_any_integer_survives_the_store(value: int) -> None:
    assert stored(integer(value))[0] == str(value)


@pytest.mark.parametrize(
    ("text", "datatype", "precision", "earliest", "latest"),
    [
        ("2012", "gYear", "year", "2012-01-01T00:00:00+09:00", "2012-12-31T23:59:59+09:00"),
        ("2012-02", "gYearMonth", "month", "2012-02-01T00:00:00+09:00", "2012-02-29T23:59:59+09:00"),
        ("2012-10-30", "date", "day", "2012-10-30T00:00:00+09:00", "2012-10-30T23:59:59+09:00"),
        ("2012-10-30T14:00", "dateTime", "minute", "2012-10-30T14:00:00+09:00", "2012-10-30T14:00:59+09:00"),
        ("2012-10-30T14:00:05", "dateTime", "minute", "2012-10-30T14:00:05+09:00", "2012-10-30T14:00:05+09:00"),
        ("2012-10-30T20:00Z", "dateTime", "minute", "2012-10-31T05:00:00+09:00", "2012-10-31T05:00:59+09:00"),
        ("0001", "gYear", "year", "0001-01-01T00:00:00+09:00", "0001-12-31T23:59:59+09:00"),
    ],
)
def test_times(text: str, datatype: str, precision: str, earliest: str, latest: str) -> None:
    time = moment(text)
    assert time is not None
    assert time.stated[1] == XSD + datatype
    assert (time.precision, time.earliest[0], time.latest[0]) == (precision, earliest, latest)
    assert time.stated[0] == (earliest if datatype == "dateTime" else text)
    assert all(stored(literal) == literal for literal in (time.stated, time.earliest, time.latest))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "지난해",
        "0000",
        "12",
        "2012-13",
        "2012-00",
        "2011-02-29",
        "2012-10-30T25:00",
        "2012-10-30T14",
        "2012-10-30 ",
        "2012-10-30T14:00+9",
        "２０１２",
        "2012-10-30T14:00:61",
        "2012-10-30T14:00+99:00",
        "-2012",
        "20121030",
        "9999-12-31T23:00Z",
        "2012\n",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert moment(text) is None


def test_the_coarser_precision() -> None:
    day, minute = moment("2012-10-30"), moment("2012-10-30T14:00")
    assert day is not None
    assert minute is not None
    assert coarser(day, minute) == coarser(minute, day) == "day"


def test_lone_surrogates_become_one_replacement_character_each_and_nothing_else_changes() -> None:
    assert unicode_text("가\ud800\udfff나😀\x00\x1b") == "가\ufffd\ufffd나😀\x00\x1b"
    assert plain("\ud83d")[0] == "\ufffd"


@given(st.text())
def test_any_text_survives_the_store(text: str) -> None:
    literal = words(text, "ko")
    assert literal[0] == text
    assert stored(literal) == literal


def test_language_tags() -> None:
    assert language_tag("ko-KR") == "ko-kr"
    assert language_tag("") is None
    assert language_tag("한국어") is None
    assert words("말", None) == plain("말")


@pytest.mark.parametrize("url", ["https://news.example/기사?a=1#b", "HTTP://news.example"])
def test_a_web_address_is_an_iri(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url", ["news.example", "javascript:alert(1)", "https://a b", "http://", 'https://x/"><b>', ""]
)
def test_anything_else_stays_text(url: str) -> None:
    assert web_address(url) == plain(url)
