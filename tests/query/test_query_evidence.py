"""The sentences behind the rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, Store

from kg.errors import QueryError
from kg.query import Answer, load, run
from kg.query.answer import answered
from kg.query.evidence import marked, sentence_around, sentences_of, with_sentences

TEXT = "첫 문장이다. 한지우 시장은 “가겠다. 꼭 가겠다”고 말했다.\n마지막 줄 3.5%\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("문장", "첫 «문장»이다."),
        ("첫 문장이다.", "«첫 문장이다.»"),
        ("한지우 시장", "«한지우 시장»은 “가겠다."),
        ("3.5%", "마지막 줄 «3.5%»"),
        ("말했다.\n마지막", "꼭 가겠다”고 «말했다.\n마지막» 줄 3.5%"),
    ],
)
def test_a_sentence_is_shown_with_its_evidence_marked(words: str, sentence: str) -> None:
    start = TEXT.index(words)
    assert marked(TEXT, start, start + len(words)) == sentence


@given(st.text(alphabet='가나. !\n”"', max_size=30), st.data())
def test_the_sentence_always_holds_its_evidence(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, after = sentence_around(text, start, end)
    assert 0 <= begin <= start <= end <= after <= len(text)


def test_rows_get_the_sentence_of_each_side(newsroom: Store) -> None:
    answer = with_sentences(run(newsroom, load("met"), {"person": ""}), lambda q: answered(newsroom, q))
    assert answer.variables[-2:] == ("sentence", "other_sentence")
    for row in answer.rows:
        cells = dict(zip(answer.variables, row, strict=True))
        for side in ("", "other_"):
            sentence, quote = cells[f"{side}sentence"], cells[f"{side}quote"]
            assert isinstance(sentence, Literal)
            assert isinstance(quote, Literal)
            assert f"«{quote.value}»" in sentence.value


def test_an_answer_without_places_has_no_sentences(newsroom: Store) -> None:
    with pytest.raises(QueryError, match="article, start and end"):
        with_sentences(Answer(("n",), ((Literal("1"),),)), lambda q: answered(newsroom, q))


def test_facts_are_shown_by_their_sentences(newsroom: Store) -> None:
    fact = next(q.subject.value for q in newsroom if q.predicate.value.endswith("#speaker"))  # type: ignore[union-attr]
    assert all("«" in sentence for _, sentence in sentences_of([fact], lambda q: answered(newsroom, q))[fact])
