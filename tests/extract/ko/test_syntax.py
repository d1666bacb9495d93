from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.ko.analysis import analyse
from kg.extract.ko.syntax import Syntax


def syntax(text: str) -> Syntax:
    return Syntax(analyse(text))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("나래시에서는 비가 왔다.", ["나래시+에서는", "비+가", "왔다+"]),
        ("국회의원의 말을 들었다.", ["국회의원+의", "말+을", "들었다+"]),
        ("시민도, 학생도!", ["시민+도", "학생+도"]),
    ],
)
def test_a_word_is_cut_into_stem_and_particles(text: str, stems: list[str]) -> None:
    assert [f"{text[w.start : w.stem_end]}+{w.particle}" for w in syntax(text).words] == stems


@pytest.mark.parametrize(
    ("text", "name", "particle"),
    [
        ("국방부는 논평을 냈다.", "국방부", "는"),
        ("‘국방부’는 논평을 냈다.", "국방부", "는"),
        ("국방부(장관 최양호)가 논평을 냈다.", "국방부", "가"),
        ("국방부[1]에서는 논평을 냈다.", "국방부", "에서는"),
        ("국방부 장관이 논평을 냈다.", "국방부", ""),
    ],
)
def test_the_particle_of_a_name_is_found_behind_marks_and_brackets(text: str, name: str, particle: str) -> None:
    assert syntax(text).particle_after(text.index(name) + len(name))[0] == particle


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("그는 “가자”고 했다.", [("“가자”", 0)]),
        ('그는 "가자"고 했다.', [('"가자"', 0)]),
        ("그는 “‘가자’고 했다”고 했다.", [("“‘가자’고 했다”", 0), ("‘가자’", 1)]),
        ("그는 “가자고 했다.", []),
        ("그는 가자”고 했다.", []),
        ("He didn't go.", []),
        ("「가람」과 《나래》", [("「가람」", 0), ("《나래》", 0)]),
    ],
)
def test_quotations_are_paired_and_nested(text: str, quoted: list[tuple[str, int]]) -> None:
    assert [(text[q.start : q.end], q.depth) for q in syntax(text).quotations] == quoted


def test_inside_a_quotation_is_between_double_marks() -> None:
    text = "‘길’과 “다리와 ‘물’”은 다르다."
    found = syntax(text)
    assert [found.in_quotation(text.index(word)) for word in ("길", "다리", "물", "은 다")] == [
        False,
        True,
        True,
        False,
    ]
    assert [found.in_marks(text.index(word)) for word in ("길", "다리", "물", "은 다")] == [True, True, True, False]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="가나 “”‘’\"'「」().\n", max_size=40))
def test_any_text_has_ordered_words_and_the_places_in_quotations_are_those_between_marks(text: str) -> None:
    found = syntax(text)
    assert [w.start for w in found.words] == sorted(w.start for w in found.words)
    assert all(w.start <= w.stem_end <= w.end for w in found.words)
    for offset in range(len(text)):
        around = [q for q in found.quotations if q.start < offset < q.end - 1]
        assert found.in_marks(offset) == bool(around)
        assert found.in_quotation(offset) == any(q.mark in '“"' for q in around)
    assert list(found.quotations_in(3, 9)) == [q for q in found.quotations if 3 <= q.start < 9]
