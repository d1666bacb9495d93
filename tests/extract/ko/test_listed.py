"""Names of a user's dictionary in Korean articles: they are certain, and the graph carries the names that it states."""

from __future__ import annotations

import pytest

from kg.extract import explainer, extractor
from kg.extract.dictionary import Dictionary, Entry
from kg.extract.ko.analysis import analyse
from kg.extract.ko.listed import find_listed
from kg.model import Article, EntityType, FactsDocument, Position, Statement

NAMES = Dictionary(
    (
        Entry("가온별", "Person", "한가온별"),
        Entry("나빛", "Organization", "나래빛재단"),
        Entry("나래빛재단", "Organization", "나래빛재단"),
        Entry("들샘 여는 날", "Event", "들샘 여는 날"),
        Entry("물꼬트기", "Policy", "물꼬트기"),
        Entry("솔숲말", "Place", "솔숲말"),
    )
)
TEXT = (
    "나래빛재단은 30일 솔숲말에서 들샘 여는 날을 열었다. "
    "가온별 나래빛재단 이사장은 “나빛은 물꼬트기를 지지한다”고 밝혔다."
)


def _extracted(text: str, dictionary: Dictionary = NAMES) -> FactsDocument:
    return extractor("ko", dictionary)("a", Article(text=text))


def _found(text: str, *entries: tuple[str, EntityType]) -> list[str]:
    dictionary = Dictionary(tuple(Entry(form, kind, form) for form, kind in entries))
    return [text[m.start : m.end] for m in find_listed(analyse(text, dictionary), dictionary)]


def test_listed_names_are_found_for_certain_with_the_rule_that_found_them() -> None:
    mentions = [m for m in _extracted(TEXT).mentions if m.rule]
    assert [TEXT[m.start : m.end] for m in mentions] == [
        *("나래빛재단", "솔숲말", "들샘 여는 날", "가온별", "나래빛재단", "나빛", "물꼬트기")
    ]
    assert {(m.score, m.rule) for m in mentions} == {(1.0, "dictionary")}


def test_entities_carry_the_name_that_the_dictionary_states_and_its_forms_are_one() -> None:
    document = _extracted(TEXT)
    named = {entity.names: (entity.type, ident) for ident, entity in document.entities.items()}
    assert named["한가온별", "가온별"][0] == "Person"
    assert named["나래빛재단", "나빛"][0] == "Organization"
    position = next(fact for fact in document.facts if isinstance(fact, Position))
    assert document.entities[position.person].names[0] == "한가온별"
    assert position.organization == named["나래빛재단", "나빛"][1]
    assert any(isinstance(fact, Statement) and fact.speaker == position.person for fact in document.facts)
    kinds = {entity.names[0]: entity.type for entity in document.entities.values()}
    assert (kinds["들샘 여는 날"], kinds["물꼬트기"], kinds["솔숲말"]) == ("Event", "Policy", "Place")


def test_the_same_dictionary_gives_the_same_bytes_and_none_leaves_no_trace() -> None:
    assert _extracted(TEXT) == _extracted(TEXT)
    plain = _extracted(TEXT, Dictionary())
    assert plain == extractor("ko")("a", Article(text=TEXT))
    assert not any(mention.rule for mention in plain.mentions)
    assert plain != _extracted(TEXT)


def test_an_explanation_is_of_the_same_document() -> None:
    explained = explainer("ko", NAMES)("a", Article(text=TEXT))
    assert explained.document == _extracted(TEXT)
    assert "한가온별" in {name for entity in explained.document.entities.values() for name in entity.names}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("솔숲은 푸르다. 솔숲의 길", ["솔숲", "솔숲"]),
        ("솔숲이다. (솔숲) ‘솔숲’", ["솔숲", "솔숲", "솔숲"]),
        ("솔숲지기가 솔숲마다 다녔다.", ["솔숲"]),
        ("긴솔숲에 갔다.", []),
        ("솔숲 길이 열렸다. 솔숲 길목", ["솔숲 길", "솔숲"]),
        ("솔숲2에 갔다.", []),
        ("솔숲", ["솔숲"]),
    ],
)
def test_a_name_begins_a_word_and_is_not_the_beginning_of_a_longer_one(text: str, found: list[str]) -> None:
    assert _found(text, ("솔숲", "Place"), ("솔숲 길", "Place")) == found


def test_text_without_listed_names_is_analysed_as_ever() -> None:
    text = "시청 앞에서 30일 행사가 열렸다. 그는 오지 않았다.\n둘째 줄이다."
    assert analyse(text, NAMES) == analyse(text)
