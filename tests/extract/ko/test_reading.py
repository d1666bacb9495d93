"""The article as the rules read it: who acts where, for whom a pronoun or a bare title stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_engine import NEWS

from kg.extract.ko.analysis import analyse
from kg.extract.ko.entities import gather
from kg.extract.ko.names import find_names
from kg.extract.ko.phrases import find_phrases
from kg.extract.ko.reading import Reading
from kg.extract.ko.syntax import Syntax
from kg.extract.ko.tagger import tag
from kg.extract.ko.time import find_times
from kg.model import Article


def read(text: str) -> Reading:
    analysis = analyse(text)
    syntax, mentions = Syntax(analysis), tag(analysis)
    entities, references = gather(syntax, find_names(syntax, mentions)[0], find_phrases(syntax, mentions)[0])
    return Reading(
        article=Article(text=text),
        analysis=analysis,
        mentions=mentions,
        entities=entities,
        syntax=syntax,
        references=references,
        times=find_times(text, None),
    )


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("오세린 부시장은 걸었다.", ["오세린: 오세린 부시장은"]),
        ("나래환경연대와 한울대학교는 손을 잡았다.", ["나래환경연대+한울대학교: 나래환경연대와 한울대학교는"]),
        ("오세린 부시장은 걸었다. 그는 웃었다.", ["오세린: 오세린 부시장은", "오세린: 그는"]),
        ("오세린 부시장은 걸었다. 부시장은 웃었다.", ["오세린: 오세린 부시장은", "오세린: 부시장은"]),
        (
            "오세린 부시장과 강태욱 의원은 손을 잡았다. 이들은 웃었다.",
            ["오세린+강태욱: 오세린 부시장과 강태욱 의원은", "오세린+강태욱: 이들은"],
        ),
        (
            "나래환경연대와 한울대학교는 손을 잡았다. 이들은 웃었다.",
            ["나래환경연대+한울대학교: 나래환경연대와 한울대학교는", "나래환경연대+한울대학교: 이들은"],
        ),
        ("정부에서는 반대했다.", ["정부: 정부에서는"]),
        ("오세린 부시장을 만났다.", []),
        ("그는 웃었다.", []),
    ],
)
def test_agents_are_subjects_with_a_name_or_standing_for_one(text: str, agents: list[str]) -> None:
    doc = read(text)
    found = [
        f"{'+'.join(doc.entities[e].names[0] for e in agent.entities)}: {text[agent.start : agent.end]}"
        for agent in doc.agents
    ]
    assert found == agents


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [("한 주민은 걸었다.", True), ("나래시 관계자는 웃었다.", True), ("오세린은 걸었다.", False)],
)
def test_somebody_without_a_name_is_noticed(text: str, unnamed: bool) -> None:
    assert read(text).unnamed_subject_between(0, len(text)) is unnamed


@settings(max_examples=60, deadline=None)
@given(NEWS, st.integers(0, 60), st.integers(0, 60))
def test_what_is_looked_up_between_two_offsets_is_what_stands_there(text: str, start: int, end: int) -> None:
    doc = read(text)
    assert list(doc.agents_in(start, end)) == [a for a in doc.agents if start <= a.start < end]
    assert list(doc.actors_in(start, end)) == [a for a in doc.actors if start <= a.start < end]
    assert list(doc.actors_ending(start, end)) == [a for a in doc.actors if start <= a.end <= end]
    assert list(doc.times_in(start, end)) == [t for t in doc.times if start <= t.start < end]
    assert list(doc.events_in(start, end)) == [e for e in doc.events if start <= e.start < end]
