"""Publication dates as papers and programs write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.read.dates import published


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2012-10-30", "2012-10-30"),
        ("2012.10.30", "2012-10-30"),
        ("2012. 10. 30.", "2012-10-30"),
        ("20121030", "2012-10-30"),
        ("2012년 10월 30일", "2012-10-30"),
        ("2012년 10월 30일 화요일", "2012-10-30"),
        ("2012-10-30(화)", "2012-10-30"),
        ("2012/10/30 [16:10]", "2012-10-30T16:10+09:00"),
        ("2012-10-30 오후 4:10", "2012-10-30T16:10+09:00"),
        ("2012-10-30 오전 12:10", "2012-10-30T00:10+09:00"),
        ("2012-10-30 오후 12:10", "2012-10-30T12:10+09:00"),
        ("2012년 10월 30일 16시 10분", "2012-10-30T16:10+09:00"),
        ("2012년 10월 30일 오후 4시", "2012-10-30T16:00+09:00"),
        ("2012.10.30. (화) 04:10 PM", "2012-10-30T16:10+09:00"),
        ("2012-10-30 16:10:05", "2012-10-30T16:10:05+09:00"),
        ("2012-10-30T16:10:00+09:00", "2012-10-30T16:10+09:00"),
        ("2012-10-30T16:10", "2012-10-30T16:10+09:00"),
        ("2012-10-30T20:00:00Z", "2012-10-31T05:00+09:00"),
        ("2012-10-30T16:10:05.250+09:00", "2012-10-30T16:10:05+09:00"),
        (" ", None),
    ],
)
def test_formats(written: str, value: str | None) -> None:
    assert published(written) == value


@pytest.mark.parametrize("written", ["어제", "2012-02-30", "2012", "10월 30일", "9999-12-31T23:59-12:00", "30/10/2012"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(InputError, match="no date"):
        published(written)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_dates_stay_the_same(day: date) -> None:
    assert published(day.isoformat()) == day.isoformat()


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2099, 1, 1)))
def test_reading_twice_changes_nothing(moment: datetime) -> None:
    once = published(moment.isoformat())
    assert once is not None
    assert published(once) == once


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        value = published(text)
    except InputError:
        return
    assert value is None or published(value) == value
