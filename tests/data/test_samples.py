"""The sample articles and their facts documents agree with one another, to the character."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import msgspec
import pytest

from kg.model import FACT_TYPES, FactsDocument, Measure, Position, Statement, fact_type
from kg.pipeline import BuildSettings, build
from kg.read import Record, read_sources
from kg.read.documents import read_document

DATA = Path(__file__).resolve().parents[2] / "data"
LINES = (DATA / "facts.jsonl").read_bytes().splitlines()
DOCUMENTS = [msgspec.json.decode(line, type=FactsDocument, strict=True) for line in LINES]

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.id)


def test_facts_are_of_the_articles_as_they_are_read() -> None:
    read = list(read_sources([str(DATA / "articles")]))
    assert all(isinstance(record, Record) for record in read), read
    articles = {record.id: record.article for record in read if isinstance(record, Record)}
    assert articles == {document.id: document.article for document in DOCUMENTS}
    assert len(articles) == 8


@each_document
def test_article_is_whole(document: FactsDocument) -> None:
    article = document.article
    assert article.headline
    assert article.publisher
    assert article.authors
    assert article.published
    assert article.published[:10] == document.id[:10]
    assert article.published.endswith("+09:00")
    assert unicodedata.is_normalized("NFC", article.text)
    assert 550 <= len(article.text) <= 1200


@each_document
def test_mentions_quote_the_names_of_their_entities(document: FactsDocument) -> None:
    text = document.article.text
    titles = {fact.title for fact in document.facts if isinstance(fact, Position)}
    assert list(document.mentions) == sorted(document.mentions, key=lambda m: (m.start, m.end))
    for mention in document.mentions:
        words = text[mention.start : mention.end]
        if mention.entity is not None:
            assert words in document.entities[mention.entity].names
            assert mention.type == document.entities[mention.entity].type
        elif mention.type == "Position":
            assert words in titles
        else:
            assert mention.type in ("Time", "Quantity")
            assert any(character.isdigit() for character in words) or mention.type == "Time"
    assert {m.entity for m in document.mentions if m.entity} == set(document.entities)


@each_document
def test_facts_stand_on_words_of_the_text(document: FactsDocument) -> None:
    text = document.article.text
    spans = {(mention.start, mention.end) for mention in document.mentions if mention.type == "Quantity"}
    for fact in document.facts:
        quotes = [text[start:end] for start, end in fact.evidence]
        assert quotes
        for quote in quotes:
            assert quote == quote.strip() != ""
        for argument in fact.entity_arguments:
            local = getattr(fact, argument)
            assert local is None or local in document.entities
        if isinstance(fact, Statement):
            assert fact.content in quotes[0]
            assert fact.verb in quotes[0]
        if isinstance(fact, Position):
            assert any(fact.title in quote for quote in quotes)
        if isinstance(fact, Measure):
            assert set(fact.evidence) <= spans


@each_document
def test_direct_speech_stands_between_quotation_marks(document: FactsDocument) -> None:
    text = document.article.text
    for fact in document.facts:
        if isinstance(fact, Statement):
            assert (f"“{fact.content}”" in text) == (fact.manner == "direct"), fact.content


@each_document
def test_nothing_of_it_is_refused(document: FactsDocument) -> None:
    reading = read_document(msgspec.json.encode(document))
    assert reading.refused == ()
    assert reading.document == document


def test_all_fact_types_and_values_show() -> None:
    facts = [fact for document in DOCUMENTS for fact in document.facts]
    assert {fact_type(fact) for fact in facts} == set(FACT_TYPES)
    assert {fact.status for fact in facts if isinstance(fact, Position)} == {"current", "former", "future"}
    assert len(facts) > 200


def test_lines_are_in_order_of_their_ids() -> None:
    ids = [document.id for document in DOCUMENTS]
    assert ids == sorted(set(ids))


def test_every_fact_passes_the_gate(tmp_path: Path) -> None:
    totals = build([str(DATA / "facts.jsonl")], tmp_path / "news.kg", BuildSettings(workers=1)).totals
    assert totals.articles == len(DOCUMENTS)
    assert sum(totals.accepted.values()) == sum(len(document.facts) for document in DOCUMENTS)
    assert sum(totals.set_aside.values()) == 0
    assert totals.warnings == 0
