"""Quantities in Korean text: cases as data, and what holds for any text."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.ko import units
from kg.extract.ko.quantities import Quantity, find_quantities

CASES = Path(__file__).with_name("quantity_cases.tsv")


def read_cases() -> list[tuple[str, list[tuple[str, ...]]]]:
    """Text, and the expected quantities; a dash is nothing."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        (text, [tuple(row.values())[1:] for row in group if row["surface"] != "-"])
        for text, group in itertools.groupby(rows, key=lambda row: row["text"])
    ]


def as_row(q: Quantity) -> tuple[str, ...]:
    upper = "-" if q.upper is None else str(q.upper)
    return q.surface, str(q.value), upper, q.unit, q.qualifier or "-", q.kind


def test_there_are_cases() -> None:
    assert len(read_cases()) > 60


@pytest.mark.parametrize(("text", "expected"), read_cases(), ids=lambda value: str(value)[:40])
def test_finds_just_what_the_case_says(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [as_row(q) for q in find_quantities(text)] == expected


@pytest.mark.parametrize("unit", sorted(units.KINDS))
def test_every_unit_is_found_behind_digits(unit: str) -> None:
    (found,) = find_quantities(f"모두 120 {unit}")
    assert found.unit == units.CANONICAL.get(unit, unit)
    assert found.value == 120


fragments = st.sampled_from(
    [*units.KINDS, "만", "천", "억", "조", "여", "약", "~", "-", ",", ".", "한", "두", "스무", " ", "수", "제"]
)
texts = st.lists(st.one_of(fragments, st.integers(0, 10**6).map(str), st.text(max_size=3)), max_size=20).map("".join)


@settings(max_examples=500, deadline=None)
@given(texts)
def test_any_text_gives_ordered_exact_spans(text: str) -> None:
    at = 0
    for q in find_quantities(text):
        assert at <= q.start < q.end
        assert text[q.start : q.end] == q.surface
        at = q.end


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "1," * 9_000, "1만" * 6_000, "만 " * 8_000, "십" * 20_000, "1억 " * 6_000, "3~" * 8_000]
)
def test_hostile_text_is_walked_to_its_end(text: str) -> None:
    assert find_quantities(text + " 끝 300명")[-1].surface == "300명"
