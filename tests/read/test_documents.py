"""Facts documents are read fact by fact: what cannot be used is named, the rest goes on."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import FACT_TYPES, Position
from kg.read.documents import Reading, read_document, write_document

TEXT = "이재명 성남시장은 “예산을 늘리겠다”고 밝혔다. 이재명 시장은 웃었다."
GOOD: dict[str, Any] = {"type": "position", "person": "p1", "title": "시장", "evidence": [[0, 8]]}


def document(*facts: object, text: str = TEXT, **more: object) -> bytes:
    """A facts document as JSON."""
    entities = {"p1": {"type": "Person", "names": ["이재명"]}, "o1": {"type": "Organization", "names": ["성남시"]}}
    whole = {"id": "a", "article": {"text": text}, "entities": entities, "facts": list(facts), **more}
    return json.dumps(whole, ensure_ascii=False).encode()


def reason(reading: Reading) -> str:
    """The reason of the one part that was refused."""
    (refused,) = reading.refused
    assert refused.reason.ko != refused.reason.en
    return refused.reason.en


def test_a_sound_document_comes_back_as_it_is() -> None:
    reading = read_document(document(GOOD))
    assert reading.refused == ()
    assert read_document(write_document(reading.document)) == reading


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": "marriage"}, "There is no fact type 'marriage'"),
        ({"type": None}, "It has no type"),
        ({"person": "p9"}, "names the entity 'p9', which the document does not hold"),
        ({"organization": "x"}, "names the entity 'x'"),
        ({"person": None}, "'person' is null, but should be text"),
        ({"status": "never"}, "'status' has the unknown value 'never'"),
        ({"evidence": [[0, 900]]}, "span 0 to 900 does not lie in the text, which has 39 characters"),
        ({"evidence": [[-1, 3]]}, "span -1 to 3"),
        ({"evidence": [[3, 3]]}, "span 3 to 3"),
        ({"evidence": [["0", 3]]}, "'evidence[0][0]' is text, but should be a whole number"),
        ({"evidence": []}, "neither evidence nor a quote"),
        ({"quote": "이재명 경기도지사"}, "do not stand in the text"),
        ({"quote": ""}, "do not stand in the text"),
        ({"score": "high"}, "'score' is text, but should be a number or null"),
    ],
)
def test_a_fact_that_cannot_be_used_says_why(change: dict[str, object], words: str) -> None:
    reading = read_document(document({**GOOD, **change}, GOOD))
    assert words in reason(reading)
    assert reading.numbers == (1,)
    assert len(reading.document.facts) == 1


def test_an_argument_that_is_missing_is_named() -> None:
    assert reason(read_document(document({"type": "position", "title": "시장"}))) == "'person' is missing."


@pytest.mark.parametrize("thing", [5, None, "사실", [], {}])
def test_what_is_no_fact_at_all_is_set_aside(thing: object) -> None:
    reading = read_document(document(thing, GOOD))
    assert "It has no type" in reason(reading)
    assert [refused.number for refused in reading.refused] == [0]


def test_a_number_out_of_range_is_set_aside() -> None:
    line = document(GOOD).replace(b'"evidence": [[0, 8]]', b'"evidence": [[0, 8]], "score": 1e999')
    assert reason(read_document(line)) == "'score' is too large a number."


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_a_fact_with_what_is_no_number_is_set_aside_and_the_rest_stays(number: str) -> None:
    measure = {"type": "measure", "value": "X", "unit": "명", "evidence": [[0, 3]]}
    line = document(GOOD, measure, {**measure, "value": 3}).replace(b'"X"', number.encode(), 1)
    read = read_document(line)
    assert len(read.document.facts) == 2
    assert reason(read) == f"'value' is {number}, which is no number."
    assert number in read.refused[0].candidate


def test_words_like_numbers_in_strings_are_words() -> None:
    line = document({**GOOD, "title": "NaN Infinity"})
    assert read_document(line).document.facts[0].title == "NaN Infinity"  # type: ignore[union-attr]


def test_half_a_surrogate_pair_anywhere_makes_the_line_unreadable() -> None:
    line = document(GOOD, {**GOOD, "title": "X"}).replace(b'"X"', b'"\\ud800"')
    with pytest.raises(InputError, match="half of a surrogate pair"):
        read_document(line)


def test_a_quote_becomes_evidence_at_its_first_place() -> None:
    (fact,) = read_document(document({**GOOD, "evidence": [], "quote": "이재명"})).document.facts
    assert fact.evidence == ((0, 3),)
    assert fact.quote is None


def test_a_quote_beside_evidence_is_found_nearest_to_it() -> None:
    place = TEXT.rindex("이재명")
    near = {**GOOD, "evidence": [[place + 4, place + 6]], "quote": "이재명"}
    (fact,) = read_document(document(near)).document.facts
    assert fact.evidence == ((place + 4, place + 6), (place, place + 3))


def test_a_quote_of_decomposed_hangul_is_found() -> None:
    (fact,) = read_document(document({**GOOD, "evidence": [], "quote": "이재명"})).document.facts
    assert fact.evidence == ((0, 3),)


def test_offsets_of_a_decomposed_text_are_refused_and_quotes_are_not() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", TEXT)
    quoted = {**GOOD, "evidence": [], "quote": "이재명"}
    mentions = [{"start": 0, "end": 3, "type": "Person", "entity": "p1"}]
    reading = read_document(document(GOOD, quoted, text=decomposed, mentions=mentions))
    assert reading.document.article.text == TEXT
    assert [(refused.element, refused.number) for refused in reading.refused] == [("mention", 0), ("fact", 0)]
    assert all("normal form NFC" in refused.reason.en for refused in reading.refused)
    assert reading.numbers == (1,)


def test_control_characters_become_spaces_and_keep_their_offsets() -> None:
    text = TEXT.replace(" ", "\x00", 1)
    reading = read_document(document(GOOD, text=text))
    assert reading.document.article.text == TEXT
    assert reading.refused == ()


@pytest.mark.parametrize(
    ("entity", "words"),
    [
        ({"type": "Alien", "names": ["x"]}, "'type' has the unknown value 'Alien'"),
        ({"type": "Person", "names": []}, "has no name"),
        ({"type": "Person", "names": [" "]}, "has no name"),
        ({"type": "Person"}, "'names' is missing"),
        (5, "It is a whole number, but should be an object"),
    ],
)
def test_an_entity_that_cannot_be_used_takes_its_facts_with_it(entity: object, words: str) -> None:
    reading = read_document(document(GOOD, entities={"p1": entity}))
    assert [refused.element for refused in reading.refused] == ["entity", "fact"]
    assert words in reading.refused[0].reason.en


@pytest.mark.parametrize(
    "mention",
    [
        {"start": 0, "end": 900, "type": "Person"},
        {"start": 0, "end": 3, "type": "Alien"},
        {"start": 0, "end": 3, "type": "Person", "entity": "p9"},
        {"start": "0", "end": 3, "type": "Person"},
        None,
    ],
)
def test_a_mention_that_cannot_be_used_leaves_the_rest(mention: object) -> None:
    reading = read_document(document(GOOD, mentions=[mention, {"start": 0, "end": 3, "type": "Person"}]))
    assert [(refused.element, refused.number) for refused in reading.refused] == [("mention", 0)]
    assert len(reading.document.mentions) == 1
    assert len(reading.document.facts) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "Not valid JSON"),
        (b"{", "Not valid JSON"),
        (b"[]", "It is a list […], but should be an object"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "It is a list […], but should be an object"),
        (b'{"id": "a", "article": ' + b'{"text":' * 100_000, "nested too deeply"),
        (b'{"article": {"text": "x"}}', "'id' is missing"),
        (b'{"id": 5, "article": {"text": "x"}}', "'id' is a whole number, but should be text"),
        (b'{"id": " ", "article": {"text": "x"}}', "empty id"),
        (b'{"id": "a"}', "'article' is missing"),
        (b'{"id": "a", "article": {}}', "'text' is missing"),
        (b'{"id": "a", "article": {"text": " "}}', "no text in it"),
        (b'{"id": "a", "article": {"text": "x", "published": "someday"}}', "'someday', which is no date"),
        (b'{"id": "a", "article": {"text": "\\ud800"}}', "half of a surrogate pair"),
        (b'{"id": "a", "article": {"text": "x"}, "facts": {}}', "'facts' is an object"),
    ],
)
def test_a_document_that_cannot_be_used_says_why(line: bytes, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(line)
    assert words in caught.value.reason.en
    assert caught.value.reason.ko != caught.value.reason.en


def test_nulls_and_unknown_keys_are_no_harm() -> None:
    reading = read_document(document({**GOOD, "set_aside": {"en": "x"}, "note": 1}, mentions=None, checked_by="me"))
    assert reading.refused == ()


def test_every_fact_type_is_known() -> None:
    assert set(FACT_TYPES) == {
        "position",
        "event_time",
        "event_place",
        "participation",
        "statement",
        "policy_action",
        "relation",
        "measure",
    }


def test_a_fact_nested_too_deeply_is_an_error_of_its_document() -> None:
    line = document("X").replace(b'"X"', b"[" * 50_000 + b"]" * 50_000)
    with pytest.raises(InputError, match="nested too deeply"):
        read_document(line)


def test_the_note_of_an_earlier_refusal_is_no_part_of_the_candidate() -> None:
    (one,) = read_document(document({"type": "alien"})).refused
    (two,) = read_document(document({"type": "alien", "set_aside": {"en": "There is no such type."}})).refused
    assert one == two


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
near_facts = st.dictionaries(
    st.sampled_from(["type", "person", "title", "organization", "evidence", "quote", "score", "status"]),
    st.one_of(json_values, st.sampled_from([*FACT_TYPES, "p1", "이재명"])),
)


@given(st.lists(st.one_of(json_values, near_facts), max_size=5))
def test_every_candidate_is_read_or_refused(facts: list[object]) -> None:
    reading = read_document(document(*facts))
    refused = [part.number for part in reading.refused if part.element == "fact"]
    assert sorted([*refused, *reading.numbers]) == list(range(len(facts)))


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    with suppress(InputError):
        assert read_document(data).document.article.text


def test_a_position_keeps_its_arguments() -> None:
    (fact,) = read_document(document({**GOOD, "organization": "o1", "status": "former"})).document.facts
    assert fact == Position(person="p1", title="시장", organization="o1", status="former", evidence=((0, 8),))
