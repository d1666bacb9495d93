"""Where a mention holds others, these are meant."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.extract.ko.analysis import analyse
from kg.extract.ko.nested import inner
from kg.extract.ko.tagger import tag


@pytest.mark.parametrize(
    ("surface", "kind", "held"),
    [
        ("박 대통령", "Person", [("박", "Person"), ("대통령", "Position")]),
        ("가르시아 감독", "Person", [("가르시아", "Person"), ("감독", "Position")]),
        ("A 씨", "Person", [("A", "Person")]),
        ("김모", "Person", [("김", "Person")]),
        ("김민모", "Person", [("김민모", "Person")]),
        ("빌 게이츠", "Person", [("빌 게이츠", "Person")]),
        ("대통령", "Person", [("대통령", "Person")]),
        ("나래신문 기자", "Organization", [("나래신문", "Organization"), ("기자", "Position")]),
        ("나래 신문사", "Organization", [("나래 신문사", "Organization")]),
        ("경기도 성남시", "Place", [("경기도", "Place"), ("성남시", "Place")]),
        ("중국 가온성", "Place", [("중국", "Place"), ("가온성", "Place")]),
        ("나래 언덕", "Place", [("나래 언덕", "Place")]),
        ("경기도 성남시", "Organization", [("경기도 성남시", "Organization")]),
    ],
)
def test_a_mention_yields_what_it_holds(surface: str, kind: str, held: list[tuple[str, str]]) -> None:
    text = f"그날 {surface}의"
    found = inner(text, 3, 3 + len(surface), kind)
    assert [(text[start:end], label) for start, end, label in found] == held


def test_mentions_stand_in_order_and_do_not_overlap() -> None:
    text = "경찰은 김모(33) 씨와 박 당선인, 정 경사를 경기도 성남시에서 만났다고 30일 밝혔다."
    mentions = tag(analyse(text))
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert "김" in {text[m.start : m.end] for m in mentions}
