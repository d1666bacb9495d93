"""Dates on an axis."""

from __future__ import annotations

from datetime import date

import pytest

from kg.plot.days import Span, span, window
from kg.plot.lanes import beside, lanes


def days(first: str, last: str, *, precise: bool) -> Span:
    return Span(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal(), precise)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-03-10", "", days("2026-03-10", "2026-03-10", precise=True)),
        ("2026-03-10T14:00:00+09:00", "2026-03-12", days("2026-03-10", "2026-03-12", precise=True)),
        ("2026-02", "", days("2026-02-01", "2026-02-28", precise=False)),
        ("2025-12", "", days("2025-12-01", "2025-12-31", precise=False)),
        ("2026", "", days("2026-01-01", "2026-12-31", precise=False)),
        ("", "2026-04-27", days("2026-04-27", "2026-04-27", precise=True)),
        ("9999-12", "", days("9999-12-01", "9999-12-30", precise=False)),
        ("2026-13", "", None),
        ("", "", None),
        ("2026-05-02", "2026-05-01", None),
    ],
)
def test_a_stated_time_covers_its_days(start: str, end: str, expected: Span | None) -> None:
    assert span(start, end) == expected


def test_a_few_days_far_away_are_left_out_and_only_then() -> None:
    assert window([*range(11000, 11100), 5]) == (11000, 11099)
    assert window([*range(11000, 11100), *range(13000, 13010)]) == (11000, 11099)
    assert window([*range(11000, 11100), *range(13000, 13100)]) == (11000, 13099)
    assert window([11000, 11100, 5]) == (5, 11100)
    assert window([7]) == (7, 7)


def test_what_meets_takes_another_lane() -> None:
    extents = [beside(0, 50, 500), beside(30, 50, 500), beside(80, 50, 500)]
    assert lanes(extents, 2) == [0, 1, 0]


def test_words_turn_where_the_room_ends() -> None:
    assert not beside(100, 50, 200).turned
    assert beside(180, 50, 200).turned
    assert beside(180, 50, 200).right < 200
    assert not beside(10, 500, 200).turned  # there is no room on either side
