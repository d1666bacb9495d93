"""The last stage: each fact once, ids in order, mentions linked."""

from __future__ import annotations

from pictures import dropped, explained

from kg.extract.ko.settle import distinct
from kg.model import Measure, Participation, Statement


def test_a_fact_that_comes_again_is_kept_once_and_told_with_the_first() -> None:
    first = Participation(agent="p1", event="v1", role="speaker", evidence=((0, 3),))
    again = Participation(agent="p1", event="v1", role="speaker", evidence=((5, 8),))
    other = Participation(agent="p1", event="v1", role="organizer", evidence=((0, 3),))
    assert distinct([first, again, other]) == ([first, other], [(again, first)])


def test_the_same_words_of_two_speakers_are_two_facts() -> None:
    said = [Statement(speaker=who, manner="direct", content="가자", evidence=((0, 2),)) for who in ("p1", "p2")]
    assert distinct(said) == (said, [])


def test_equal_measures_stay_where_the_rule_left_them() -> None:
    measures = [Measure(value=3, unit="명", evidence=((at, at + 1),)) for at in (0, 5)]
    assert distinct(measures) == (measures, [])


def test_ids_follow_the_text_and_mentions_are_linked() -> None:
    text = "오세린 나래시 부시장과 강태욱 의원이 나래 포럼에 참석했다."
    document = explained(text).document
    assert list(document.entities) == ["p1", "g1", "p2", "v1"]
    linked = {text[m.start : m.end]: m.entity for m in document.mentions if m.entity}
    assert linked["오세린"] == "p1"
    assert linked["강태욱"] == "p2"


def test_a_repeated_fact_is_told_with_its_place_and_rule() -> None:
    text = "삼성전자는 한국과학기술원과 업무협약을 체결했다. 삼성전자는 한국과학기술원과 업무협약을 체결했다."
    again = [line for line in dropped(text) if "The same fact was found before" in line]
    assert any(line.startswith("relation ") and line.endswith("(relation.with).") for line in again)
