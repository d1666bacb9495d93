"""Whatever a model says, what is kept stands in the text letter by letter, the rest is there with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain import PlainGrounds
from served import Json, gold_answer

import kg
from kg.extract import grounded
from kg.extract.grounds import Grounds
from kg.extract.llm.answer import Answer, read_answer, read_broken_answer
from kg.extract.llm.draft import Draft, Notebook
from kg.extract.llm.locating import Text
from kg.extract.llm.pieces import halves, pieces
from kg.extract.llm.schema import answer_schema
from kg.model import Article, FactsDocument, Measure, Position, Statement
from kg.read.documents import read_document

ROOT = Path(kg.__file__).parents[1]
SAMPLES: list[Json] = [json.loads(line) for line in (ROOT / "data" / "facts.jsonl").read_text("utf-8").splitlines()]
TEXT = (
    "이재명 성남시장은 30일 성남시청에서 열린 컨퍼런스에 참석했다. 이 시장은 “산업융합에 3백억 원을\n투자하겠다”고 "
    "밝혔다. 한강에는 124명이 모였다."
)
ARTICLE = Article(text=TEXT, published="2012-10-30")


@pytest.fixture(scope="module")
def korean() -> Grounds:
    return grounded(ARTICLE)


def drafted(answer: Json, grounds: Grounds, article: Article = ARTICLE) -> Draft:
    notebook = Notebook(article, Text(article.text), grounds, "llm.m")
    notebook.add(msgspec.convert(answer, Answer))
    return notebook.draft()


def entity(local: str, kind: str, *names: str, gpe: bool = False) -> Json:
    return {"id": local, "type": kind, "names": list(names), "gpe": gpe}


MAYOR = [entity("p1", "Person", "이재명", "이 시장"), entity("o1", "Organization", "성남시", gpe=True)]
POST = {"type": "position", "person": "p1", "title": "시장", "organization": "o1", "status": "current"}


def answered(*facts: Json, entities: list[Json] | None = None) -> Json:
    return {"entities": MAYOR if entities is None else entities, "facts": list(facts)}


def reasons(draft: Draft) -> list[str]:
    return [aside.reason.en if aside.reason else "" for aside in (*draft.aside_entities, *draft.aside_facts)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample["id"]))
def test_of_what_a_careful_reader_wrote_nothing_is_lost(sample: Json) -> None:
    article = msgspec.convert(sample["article"], Article)
    draft = drafted(gold_answer(sample), grounded(article), article)
    assert reasons(draft) == []
    assert len(draft.facts) == len(sample["facts"])
    assert len(draft.entities) == len(sample["entities"])


def test_of_what_annotators_wrote_hardly_anything_is_lost(benchmark_folder: Path) -> None:
    """What a model without fault would lose: names fused in longer words, a date that a reader inferred."""
    folder = benchmark_folder / "articles"
    articles, gold = (
        {one["id"]: one for one in map(json.loads, (folder / name).read_text("utf-8").splitlines())}
        for name in ("dev.jsonl", "dev-gold.jsonl")
    )
    proposed = lost = 0
    for ident in sorted(gold)[::5]:
        article = Article(text=articles[ident]["text"], published=articles[ident].get("published"))
        entities = [{"id": local, "gpe": False, **one} for local, one in gold[ident]["entities"].items()]
        draft = drafted({"entities": entities, "facts": gold[ident]["facts"]}, grounded(article), article)
        proposed += len(gold[ident]["facts"])
        lost += len(draft.aside_facts)
    assert proposed > 60
    assert lost <= 0.03 * proposed


def test_offsets_are_those_of_the_text_and_names_stand_as_wholes(korean: Grounds) -> None:
    draft = drafted(answered({**POST, "quote": "이재명 성남시장"}), korean)
    assert draft.facts == (
        Position(
            person="p1", title="시장", organization="g1", evidence=((0, 8),), score=0.5, rule="llm.m", status="current"
        ),
    )
    words = [(TEXT[m.start : m.end], m.entity) for m in draft.mentions]
    assert words == [("이재명", "p1"), ("성남시", "g1"), ("이 시장", "p1")]


@pytest.mark.parametrize(
    ("name", "kind", "stands"),
    [
        ("이재명은", "Person", "이재명"),
        ("성남시장", "Person", None),
        ("시장", "Person", None),
        ("한강", "Place", "한강"),
        ("한강에는", "Place", "한강"),
        ("한", "Place", None),
        ("홍길동", "Person", None),
        ("컨퍼런스", "Event", "컨퍼런스"),
        ("", "Event", None),
    ],
)
def test_a_name_is_a_whole_word_of_the_text_without_particles(
    name: str, kind: str, stands: str | None, korean: Grounds
) -> None:
    draft = drafted(answered(entities=[entity("x", kind, name)]), korean)
    assert [names for e in draft.entities.values() for names in e.names] == ([stands] if stands else [])
    assert len(draft.aside_entities) == (stands is None)


def test_one_name_is_not_that_of_a_person_and_of_an_event(korean: Grounds) -> None:
    both = [entity("p1", "Person", "이재명"), entity("v1", "Event", "이재명")]
    draft = drafted(answered(entities=both), korean)
    assert [e.type for e in draft.entities.values()] == ["Person"]
    assert "something else: Person" in reasons(draft)[0]


SPEECH = {
    "type": "statement",
    "speaker": "p1",
    "manner": "direct",
    "content": "산업융합에 3백억 원을 투자하겠다",
    "verb": "밝혔다",
    "quote": '"산업융합에 3백억 원을 투자하겠다"고 밝혔다',
}


def test_words_are_found_in_spite_of_spaces_and_marks_and_kept_as_they_stand(korean: Grounds) -> None:
    [fact] = drafted(answered(SPEECH), korean).facts
    assert isinstance(fact, Statement)
    assert fact.content == "산업융합에 3백억 원을\n투자하겠다"
    [(start, end)] = fact.evidence
    assert TEXT[start:end] == "“산업융합에 3백억 원을\n투자하겠다”고 밝혔다"


def test_the_number_of_a_quantity_is_that_of_the_quoted_words(korean: Grounds) -> None:
    money = {"type": "measure", "value": 30000000000, "unit": "원", "of": None, "qualifier": None, "quote": "3백억 원"}
    people = {**money, "value": 124, "unit": "명", "quote": "124명"}
    draft = drafted(answered(money, people, {**people, "value": 4, "quote": "4명"}), korean)
    assert [(f.value, f.unit, TEXT[slice(*f.evidence[0])]) for f in draft.facts if isinstance(f, Measure)] == [
        (30000000000.0, "원", "3백억 원"),
        (124.0, "명", "124명"),
    ]
    assert "do not say 4 명; the quantities they state: 124 명" in reasons(draft)[0]


EVENT = [entity("v1", "Event", "컨퍼런스"), entity("l1", "Place", "한강")]


@pytest.mark.parametrize(
    ("fact", "why"),
    [
        ({**POST, "quote": "이재명 대통령"}, "quoted words do not stand"),
        ({**POST, "quote": ""}, "quoted words do not stand"),
        ({**POST, "title": "대통령", "quote": "이재명 성남시장"}, "title '대통령' does not stand"),
        ({**POST, "person": "p9", "quote": "이재명 성남시장"}, "names the entity 'p9'"),
        ({**POST, "quote": "시장은 “산업융합", "organization": None, "person": "p2"}, "names the entity 'p2'"),
        ({**SPEECH, "content": "산업융합에 5백억 원을 투자하겠다"}, "content '산업융합에 5백억 원을 투자하겠다'"),
    ],
)
def test_an_invented_fact_is_set_aside_with_what_is_wrong(fact: Json, why: str, korean: Grounds) -> None:
    draft = drafted(answered(fact), korean)
    assert draft.facts == ()
    assert [why in reason for reason in reasons(draft)] == [True]


@pytest.mark.parametrize(
    ("start", "kept"),
    [("2012-10-30", True), ("2012-10", True), ("2012-10-31", False), ("2012-1", False), ("2012-10-30T14:00", False)],
)
def test_a_date_is_no_other_and_no_finer_than_the_words(start: str, kept: bool, korean: Grounds) -> None:
    fact = {
        "type": "event_time",
        "event": "v1",
        "start": start,
        "end": None,
        "quote": "30일 성남시청에서 열린 컨퍼런스",
    }
    draft = drafted(answered(fact, entities=EVENT), korean)
    assert len(draft.facts) == kept
    assert len(draft.aside_facts) == (not kept)


def test_two_things_are_not_related_by_a_sentence_that_names_neither(korean: Grounds) -> None:
    fact = {"type": "event_place", "event": "v1", "place": "l1", "quote": "산업융합에 3백억 원"}
    assert "names none of the fact's entities" in reasons(drafted(answered(fact, entities=EVENT), korean))[0]


def test_what_only_the_program_may_write_is_ignored(korean: Grounds) -> None:
    forged = {
        **POST,
        "quote": "이재명 성남시장",
        "evidence": [[0, 99]],
        "score": 1.0,
        "rule": "position.title-after-name",
    }
    [fact] = drafted(answered(forged), korean).facts
    assert (fact.score, fact.rule, fact.evidence) == (0.5, "llm.m", ((0, 8),))


def test_everything_proposed_is_accepted_or_set_aside_when_the_document_is_read(korean: Grounds) -> None:
    wrong: list[Any] = [{"type": "rumour"}, {**POST, "status": "eternal", "quote": "이재명"}, "no object", 7, None]
    invented = {**POST, "person": "p2", "quote": "이재명 성남시장"}
    entities = [*MAYOR, entity("p2", "Person", "홍길동"), {"type": "Person", "names": ["이재명"]}, 3]
    good = {**POST, "quote": "이재명 성남시장"}
    written = drafted({"entities": entities, "facts": [good, *wrong, invented]}, korean).written("a")
    reading = read_document(written)
    assert [fact.rule for fact in reading.document.facts] == ["llm.m"]
    assert sorted(reading.document.entities) == ["g1", "p1"]
    refused = [(part.element, part.reason.en[:40]) for part in reading.refused]
    assert [element for element, _ in refused].count("fact") == 6
    assert [element for element, _ in refused].count("entity") == 3
    assert all(part.reason.en and part.reason.ko for part in reading.refused)
    assert reading.document.article == ARTICLE


WORDS = st.sampled_from(["Ada", "Bo", "mayor", "of", "Rome", "spoke", "3", "men", "2020-01-02", "Adam", "“", "ghost"])
PHRASES = st.lists(WORDS, max_size=4).map(" ".join)
FACTS = st.fixed_dictionaries(
    {"type": st.sampled_from(["position", "event_time", "statement", "measure", "relation", "event_place", "x"])},
    optional={
        **{key: st.sampled_from(["e0", "e1", "e2", "zz"]) for key in ("person", "organization", "event", "place")},
        **{key: st.sampled_from(["e0", "e1", "e2", "zz"]) for key in ("speaker", "subject", "object", "of")},
        **dict.fromkeys(("title", "content", "quote", "unit", "verb"), PHRASES),
        "status": st.sampled_from(["current", "eternal"]),
        "manner": st.sampled_from(["direct", "indirect"]),
        "predicate": st.sampled_from(["part_of", "likes"]),
        "start": st.sampled_from(["2020-01-02", "2020-01", "2021", None]),
        "value": st.sampled_from([3, 4, "3"]),
        "evidence": st.just([[0, 1]]),
        "ungrounded": st.just({"en": "no", "ko": "no"}),
    },
)


@given(
    text=st.lists(WORDS, min_size=1, max_size=20).map(" ".join),
    names=st.lists(st.tuples(st.sampled_from(["Person", "Place", "Event", "Thing"]), PHRASES), max_size=3),
    facts=st.lists(FACTS | st.integers() | st.none(), max_size=5),
)
def test_any_answer_leaves_only_words_of_the_text(text: str, names: list[tuple[str, str]], facts: list[Any]) -> None:
    entities = [entity(f"e{number}", kind, name) for number, (kind, name) in enumerate(names)]
    article = Article(text=text)
    draft = drafted({"entities": entities, "facts": facts}, PlainGrounds(text), article)
    for found in draft.entities.values():
        assert all(name in text for name in found.names)
    for mention in draft.mentions:
        assert text[mention.start : mention.end] in draft.entities[mention.entity or ""].names
    for fact in draft.facts:
        assert fact.evidence
        assert all(0 <= start < end <= len(text) for start, end in fact.evidence)
        assert getattr(fact, "title", "") in text
        assert getattr(fact, "content", "") in text
    reading = read_document(draft.written("a"))
    assert reading.document == draft.document("a")
    refused = sum(part.element == "fact" for part in reading.refused)
    assert refused == len(draft.aside_facts)
    assert min(len(facts), 1) <= len(draft.facts) + refused <= len(facts)


@pytest.mark.parametrize(
    "content",
    [
        '{"entities": [], "facts": []}',
        'Here it is:\n```json\n{"entities": [], "facts": []}\n```\nAnything else?',
        '<think>What if {"entities": 3}?</think>{"entities": [], "facts": []}',
        "{}",
    ],
)
def test_an_answer_is_read_whatever_stands_around_it(content: str) -> None:
    assert read_answer(content) == Answer()


@pytest.mark.parametrize(
    "content", ["", "I cannot.", "[]", '{"facts": 3}', '{"facts": [', "<think>forever", "{" * 100_000, '{"a": "\ud800"']
)
def test_what_is_no_answer_is_none(content: str) -> None:
    assert read_answer(content) is None


def test_of_an_answer_that_was_cut_off_the_whole_parts_are_kept() -> None:
    assert read_broken_answer('{"entities":[{"id":"p1"}],"facts":[{"type":"a"},{"type":"b') == Answer(
        ({"id": "p1"},), ({"type": "a"},)
    )
    assert read_broken_answer('{"entities":[{"id":"p1"},{"id":"p') == Answer(({"id": "p1"},), ())
    assert read_broken_answer('{"entities":[{"id') is None


def test_a_long_article_is_cut_at_its_sentences() -> None:
    sentences = [(0, 40), (41, 80), (81, 200), (201, 210)]
    assert pieces(sentences, 90) == [(0, 80), (81, 200), (201, 210)]
    assert pieces([], 90) == []
    assert halves((0, 210), sentences) == ((0, 80), (81, 210))
    assert halves((81, 200), sentences) is None


def test_the_schema_takes_what_the_model_is_asked_for_and_with_choices_nothing_else(korean: Grounds) -> None:
    import jsonschema

    free = jsonschema.Draft202012Validator(answer_schema())
    listed = jsonschema.Draft202012Validator(answer_schema(korean.choices()))
    sentence = "이재명 성남시장은 30일 성남시청에서 열린 컨퍼런스에 참석했다."
    answer = answered({**POST, "quote": sentence}, entities=[entity("p1", "Person", "이재명")])
    assert free.is_valid(answer)
    assert listed.is_valid(answer)
    elsewhere = answered({**POST, "quote": "어디에도 없는 말"}, entities=[entity("p1", "Person", "홍길동")])
    assert free.is_valid(elsewhere)
    assert not listed.is_valid(elsewhere)
    assert not free.is_valid(answered({**POST, "quote": sentence, "score": 1}))
    assert free.is_valid(gold_answer(SAMPLES[0]) | {"facts": []})


def test_a_facts_document_of_ours_needs_no_mark() -> None:
    document = FactsDocument(id="a", article=ARTICLE)
    assert read_document(Draft(article=ARTICLE).written("a")).document == document
