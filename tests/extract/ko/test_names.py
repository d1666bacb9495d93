"""Names of persons, organizations and places: found, cut at particles and titles, the same everywhere."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pictures import dropped, names

from kg.extract.ko.analysis import analyse
from kg.extract.ko.names import find_names
from kg.extract.ko.syntax import Syntax
from kg.model import Mention


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("오세린 부시장은 산책을 했다.", ["Person 오세린"]),
        ("강태욱 경찰청장이 물러났다.", ["Person 강태욱", "Organization 경찰청"]),
        ("가수 하람이 노래했다.", ["Person 하람"]),
        ("새길당 박주원·정서율 의원이 나왔다.", ["Organization 새길당", "Person 박주원", "Person 정서율"]),
        ("나래환경연대는 쉬었다.", ["Organization 나래환경연대"]),
        ("미국 국무부는 쉬었다.", ["Place 미국", "Organization 국무부"]),
        ("한국철도공사 이사회는 쉬었다.", ["Organization 한국철도공사", "Organization 이사회"]),
        ("나래시청 대회의실에서 쉬었다.", ["Organization 나래시청", "Place 대회의실"]),
    ],
)
def test_names_are_found_with_their_types(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize("text", ["A씨는 산책을 했다.", "위원회는 쉬었다.", "여당은 쉬었다.", "시장에서 물건을 샀다."])
def test_anonymous_persons_and_common_nouns_are_no_names(text: str) -> None:
    assert names(text) == []


def test_a_name_that_is_sure_in_one_place_is_a_name_everywhere() -> None:
    assert names("오세린 부시장은 쉬었다. 오세린은 웃었다.") == ["Person 오세린", "Person 오세린"]


def test_what_the_tagger_proposed_and_no_name_came_of_is_told() -> None:
    text = "새 도로가 열렸다."
    syntax = Syntax(analyse(text))
    chosen, lost = find_names(syntax, [Mention(start=0, end=1, type="Person", score=0.4)])
    assert chosen == lost == ()


def test_a_candidate_that_lost_its_place_is_told_with_the_winner() -> None:
    assert "Person 김: Another name stands at this place, longer or surer: 김 시장 (Person)." in dropped(
        "김민수 시장이 왔다. 김 시장은 울었다."
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_names_never_overlap_whatever_the_tagger_says(data: st.DataObject) -> None:
    text = "오세린 나래시 부시장과 강태욱 의원이 나래환경연대를 찾았다."
    spans = st.tuples(
        st.integers(0, len(text) - 1), st.integers(1, 9), st.sampled_from(["Person", "Place", "Organization"])
    )
    tagged = [
        Mention(start=start, end=min(start + length, len(text)), type=kind, score=0.9)
        for start, length, kind in data.draw(st.lists(spans, max_size=5))
    ]
    found, _ = find_names(Syntax(analyse(text)), tagged)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(text[name.start : name.end].strip() for name in found)
