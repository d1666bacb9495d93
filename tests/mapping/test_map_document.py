"""A facts document becomes the graph of its article: every fact type, hostile text, wrong arguments, same bytes."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import model
from kg.errors import SetupError
from kg.mapping import Mapped, MappingSettings, article_graph, map_document
from kg.rdf import as_nquads, as_quads
from kg.vocab import PREFIXES, iri, terms

BASE = "https://news.test/"
SETTINGS = MappingSettings(base=BASE, version="1.2", run="kg-1.2-full")
TEXT = (
    "한가람 다온시장은 5일 가을 축제에서 새 도서관 계획을 내놓고 “책은 누구에게나 열려 있다”고 말했다. 3백여 명이 왔다."
)
SAID = "책은 누구에게나 열려 있다"
ENTITIES = {
    "p1": model.Entity(type="Person", names=("한가람", "한 시장")),
    "o1": model.Entity(type="Organization", names=("다온시",), gpe=True),
    "v1": model.Entity(type="Event", names=("가을 축제",)),
    "l1": model.Entity(type="Place", names=("다온공원",)),
    "y1": model.Entity(type="Policy", names=("새 도서관 계획",)),
}
IRIS = {
    "p1": BASE + "person/한가람",
    "o1": BASE + "place/다온시",
    "v1": BASE + "event/가을_축제",
    "l1": BASE + "place/다온공원",
    "y1": BASE + "policy/새_도서관_계획",
}
SPAN = (0, 8)
FACTS: dict[str, Any] = {
    "position": model.Position(person="p1", title="시장", organization="o1", evidence=(SPAN,), score=0.97, rule="r"),
    "event_time": model.EventTime(event="v1", start="2024-10-05T14:00", end="2024-10-07", evidence=(SPAN,)),
    "event_place": model.EventPlace(event="v1", place="l1", evidence=(SPAN,)),
    "participation": model.Participation(agent="p1", event="v1", role="speaker", evidence=(SPAN,)),
    "statement": model.Statement(speaker="p1", manner="direct", content=SAID, verb="말했다", evidence=(SPAN,)),
    "policy_action": model.PolicyAction(agent="p1", action="proposes", policy="y1", evidence=(SPAN,)),
    "relation": model.Relation(subject="l1", predicate="part_of", object="o1", evidence=(SPAN,)),
    "measure": model.Measure(value=300.0, unit="명", of="v1", qualifier="여", evidence=(SPAN,)),
}
EXPECTED = {
    "position": {
        ("rdf:type", "kg:Position"),
        ("org:member", "person/한가람"),
        ("org:organization", "place/다온시"),
        ("org:role", "role/시장"),
        ("kg:status", "kg:current"),
        ("org:memberDuring", "article/a/fact/position.0-8#during"),
        ("kg:confidence", '"0.97"^^xsd:decimal'),
        ("kg:rule", '"r"'),
    },
    "event_time": {
        ("rdf:type", "kg:EventTime"),
        ("kg:event", "event/가을_축제"),
        ("kg:start", '"2024-10-05T14:00:00+09:00"^^xsd:dateTime'),
        ("kg:end", '"2024-10-07"^^xsd:date'),
        ("kg:precision", '"day"'),
        ("sem:hasEarliestBeginTimeStamp", '"2024-10-05T14:00:00+09:00"^^xsd:dateTime'),
        ("sem:hasLatestBeginTimeStamp", '"2024-10-05T14:00:59+09:00"^^xsd:dateTime'),
        ("sem:hasEarliestEndTimeStamp", '"2024-10-07T00:00:00+09:00"^^xsd:dateTime'),
        ("sem:hasLatestEndTimeStamp", '"2024-10-07T23:59:59+09:00"^^xsd:dateTime'),
    },
    "event_place": {("rdf:type", "kg:EventPlace"), ("kg:event", "event/가을_축제"), ("kg:place", "place/다온공원")},
    "participation": {
        ("rdf:type", "kg:Participation"),
        ("kg:agent", "person/한가람"),
        ("kg:event", "event/가을_축제"),
        ("kg:role", "kg:speaker"),
    },
    "statement": {
        ("rdf:type", "kg:Statement"),
        ("kg:speaker", "person/한가람"),
        ("kg:manner", "kg:direct"),
        ("schema:text", f'"{SAID}"@ko'),
        ("kg:reportingVerb", '"말했다"@ko'),
    },
    "policy_action": {
        ("rdf:type", "kg:PolicyAction"),
        ("kg:agent", "person/한가람"),
        ("kg:action", "kg:proposes"),
        ("kg:policy", "policy/새_도서관_계획"),
    },
    "relation": {
        ("rdf:type", "kg:Relation"),
        ("kg:subject", "place/다온공원"),
        ("kg:predicate", "kg:part_of"),
        ("kg:object", "place/다온시"),
    },
    "measure": {
        ("rdf:type", "kg:Measure"),
        ("schema:value", '"300"^^xsd:integer'),
        ("schema:unitText", '"명"'),
        ("kg:of", "event/가을_축제"),
        ("kg:qualifier", '"여"@ko'),
    },
}


def document(*facts: model.AnyFact, text: str = TEXT, **article: Any) -> model.FactsDocument:
    given = {"headline": "가을 축제", "published": "2024-10-05T18:00+09:00", "publisher": "다온신문", **article}
    return model.FactsDocument(id="a", article=model.Article(text=text, **given), entities=ENTITIES, facts=facts)


def mapped(*facts: model.AnyFact, **article: Any) -> Mapped:
    return map_document(document(*facts, **article), IRIS, SETTINGS)


def show(term: Any) -> str:
    """A term as the tables above write it: relative to the base, or with a prefix."""
    text = str(term)
    if text.startswith("<"):
        text = text[1:-1].removeprefix(BASE)
    for prefix, namespace in PREFIXES.items():
        text = text.replace(f"^^<{namespace}", f"^^{prefix}:").removesuffix(">") if "^^<" in text else text
        text = text.replace(namespace, f"{prefix}:") if text.startswith(namespace) else text
    return text


def about(quads: Iterable[ox.Quad], subject: str) -> set[tuple[str, str]]:
    return {(show(q.predicate), show(q.object)) for q in quads if show(q.subject) == subject}


@pytest.mark.parametrize("kind", model.FACT_TYPES)
def test_every_type_of_fact(kind: str) -> None:
    result = mapped(FACTS[kind])
    subject = f"article/a/fact/{kind}.0-8"
    found = about(as_quads(result.statements), subject)
    edge = {pair for pair in found if pair[0].startswith("rdf:") and pair[0] != "rdf:type"}
    assert found - edge == EXPECTED[kind] | {("kg:evidence", "article/a/text/0-8")}
    assert result.facts == {BASE + subject: 0}


def test_all_quads_stand_in_the_article_graph_once_with_known_terms() -> None:
    quads = as_quads(mapped(*FACTS.values()).statements)
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(article_graph(BASE, "a"))}
    assert len(set(quads)) == len(quads)
    assert {quad.predicate.value for quad in quads} <= set(terms())
    types = {quad.object.value for quad in quads if quad.predicate.value == iri("rdf:type")}
    assert types <= set(terms())


def test_the_article() -> None:
    quads = as_quads(mapped(authors=("윤슬", "윤슬", "미르"), url="https://news.test/기사").statements)
    assert about(quads, "article/a") == {
        ("rdf:type", "schema:NewsArticle"),
        ("schema:headline", '"가을 축제"@ko'),
        ("schema:datePublished", '"2024-10-05T18:00:00+09:00"^^xsd:dateTime'),
        ("schema:publisher", '"다온신문"'),
        ("schema:author", '"윤슬"'),
        ("schema:author", '"미르"'),
        ("schema:inLanguage", '"ko"'),
        ("schema:url", "기사"),
        ("schema:articleBody", f'"{TEXT}"@ko'),
        ("kg:textHash", f'"{hashlib.sha256(TEXT.encode()).hexdigest()}"'),
        ("kg:textLength", f'"{len(TEXT)}"^^xsd:integer'),
        *(("schema:mentions", show(ox.NamedNode(entity))) for entity in IRIS.values()),
    }
    assert about(quads, "graph/article/a") == {
        ("rdf:type", "prov:Bundle"),
        ("prov:wasDerivedFrom", "article/a"),
        ("prov:wasGeneratedBy", "run/kg-1.2-full"),
    }
    assert about(quads, "software/kg-1.2") == {
        ("rdf:type", "prov:SoftwareAgent"),
        ("schema:softwareVersion", '"1.2"'),
    }


def test_evidence_is_the_exact_text_once_for_all_facts() -> None:
    quads = as_quads(mapped(*FACTS.values()).statements)
    assert about(quads, "article/a/text/0-8") == {
        ("rdf:type", "oa:SpecificResource"),
        ("oa:hasSource", "article/a"),
        ("oa:hasSelector", "article/a/text/0-8#selector"),
    }
    assert about(quads, "article/a/text/0-8#selector") == {
        ("rdf:type", "oa:TextPositionSelector"),
        ("rdf:type", "oa:TextQuoteSelector"),
        ("oa:start", '"0"^^xsd:integer'),
        ("oa:end", '"8"^^xsd:integer'),
        ("oa:exact", '"한가람 다온시장"@ko'),
    }


def test_an_entity_is_shown_where_the_text_first_names_it() -> None:
    mentions = (
        model.Mention(start=-3, end=2, type="Person", entity="p1"),
        model.Mention(start=11, end=16, type="Event", entity="v1"),
        model.Mention(start=0, end=3, type="Person", entity="p1"),
        model.Mention(start=0, end=999, type="Person", entity="p1"),
        model.Mention(start=4, end=6, type="Place", entity="nobody"),
    )
    quads = as_quads(map_document(msgspec.structs.replace(document(), mentions=mentions), IRIS, SETTINGS).statements)
    named = {(show(q.subject), show(q.object)) for q in quads if q.predicate.value == iri("kg:refersTo")}
    assert named == {("article/a/text/0-3", "person/한가람"), ("article/a/text/11-16", "event/가을_축제")}


def test_two_local_ids_of_one_identity_are_mentioned_once() -> None:
    same = {**IRIS, "l1": IRIS["o1"]}
    quads = as_quads(map_document(document(), same, SETTINGS).statements)
    assert [q.object.value for q in quads].count(IRIS["o1"]) == 1


def test_facts_of_the_same_place_and_type_are_numbered_in_document_order() -> None:
    first, second = FACTS["measure"], model.Measure(value=5.0, unit="개", evidence=(SPAN, (10, 12)))
    result = mapped(first, FACTS["position"], second)
    assert list(result.facts.items()) == [
        (BASE + "article/a/fact/measure.0-8", 0),
        (BASE + "article/a/fact/position.0-8", 1),
        (BASE + "article/a/fact/measure.0-8.2", 2),
    ]


@pytest.mark.parametrize("status", ["former", "future"])
def test_only_a_current_position_lies_at_the_date_of_the_article(status: Any) -> None:
    quads = as_quads(mapped(msgspec.structs.replace(FACTS["position"], status=status)).statements)
    assert not [quad for quad in quads if quad.predicate.value == iri("org:memberDuring")]


@pytest.mark.parametrize("published", [None, "2024", "2024-10", "어제"])
def test_without_a_day_a_current_position_has_no_time(published: str | None) -> None:
    quads = as_quads(mapped(FACTS["position"], published=published).statements)
    assert not [quad for quad in quads if quad.predicate.value == iri("org:memberDuring")]


def test_the_day_of_the_article_lies_inside_a_current_position() -> None:
    quads = as_quads(mapped(FACTS["position"]).statements)
    fact = "article/a/fact/position.0-8"
    assert about(quads, fact + "#during") == {("rdf:type", "time:Interval"), ("time:inside", fact + "#instant")}
    assert about(quads, fact + "#instant") == {
        ("rdf:type", "time:Instant"),
        ("time:inXSDDate", '"2024-10-05"^^xsd:date'),
    }


def test_an_open_end_has_no_bounds() -> None:
    found = about(
        as_quads(mapped(model.EventTime(event="v1", end="2024", evidence=(SPAN,))).statements),
        "article/a/fact/event_time.0-8",
    )
    names = {name for name, _ in found}
    assert names >= {"kg:end", "sem:hasEarliestEndTimeStamp", "sem:hasLatestEndTimeStamp", "kg:precision"}
    assert not names & {"kg:start", "sem:hasEarliestBeginTimeStamp", "sem:hasLatestBeginTimeStamp"}


@pytest.mark.parametrize(
    ("unit", "currency"), [("원", "KRW"), ("미국 달러", "USD"), ("won", "KRW"), ("명", None), ("", None)]
)
def test_money_is_what_the_vocabulary_knows_as_a_currency(unit: str, currency: str | None) -> None:
    found = about(
        as_quads(mapped(model.Measure(value=1.5, unit=unit, evidence=(SPAN,))).statements), "article/a/fact/measure.0-8"
    )
    assert ("schema:value", '"1.5"^^xsd:decimal') in found
    assert (("rdf:type", "schema:MonetaryAmount") in found) == (currency is not None)
    assert {value for name, value in found if name == "schema:currency"} == ({f'"{currency}"'} if currency else set())


def test_an_id_that_names_no_entity_stays_visible_as_a_string() -> None:
    found = about(
        as_quads(mapped(model.EventPlace(event="v9", place="l1", evidence=(SPAN,))).statements),
        "article/a/fact/event_place.0-8",
    )
    assert ("kg:event", '"v9"') in found


def test_a_wrong_time_stays_visible_as_a_string_without_bounds() -> None:
    found = about(
        as_quads(mapped(model.EventTime(event="v1", start="13월", evidence=(SPAN,))).statements),
        "article/a/fact/event_time.0-8",
    )
    assert ("kg:start", '"13월"') in found
    assert not [name for name, _ in found if name.startswith("sem:") or name == "kg:precision"]


def test_a_value_outside_its_list_stays_visible_as_a_string() -> None:
    fact = msgspec.structs.replace(FACTS["participation"], role="host")
    assert ("kg:role", '"host"') in about(as_quads(mapped(fact).statements), "article/a/fact/participation.0-8")


def test_a_fact_without_evidence_is_named_after_no_place_and_has_none() -> None:
    found = about(as_quads(mapped(model.Measure(value=1.0, unit="개")).statements), "article/a/fact/measure.0-0")
    assert found
    assert "kg:evidence" not in {name for name, _ in found}


@pytest.mark.parametrize("span", [(-3, 2), (5, 5), (7, 3), (0, 10**6), (10**6, 10**6 + 1), (10**30, 10**31)])
def test_a_span_outside_the_text_is_written_as_given_and_quotes_what_is_there(span: model.Span) -> None:
    quads = as_quads(mapped(model.Measure(value=1.0, unit="개", evidence=(span,))).statements)
    selector = about(quads, f"article/a/text/{span[0]}-{span[1]}#selector")
    assert ("oa:start", f'"{span[0]}"^^xsd:integer') in selector
    assert ("oa:exact", f'"{TEXT[max(span[0], 0) : max(span[1], 0)]}"@ko') in selector


HOSTILE = [
    'quote " and \\" and """ and \\',
    "<https://x> a <y> . } } ; DROP ALL ; SELECT * WHERE { ?s ?p ?o }",
    "@prefix x: <y> .\r\n\t# no comment\x00\x01\x1b\x7f\ufffe",
    "😀👩‍👩‍👧 \u202e거꾸로 \u200b",
    unicodedata.normalize("NFD", "한가람 시장"),
    "\ud800 홀로 \udfff",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_comes_back_from_nquads_as_it_went_in(words: str) -> None:
    clean = words.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    entities = {"p1": model.Entity(type="Person", names=(words,))}
    facts = (
        model.Position(person=words, title=words, organization=words, evidence=((0, len(words)),), rule=words),
        model.Statement(speaker="p1", manner="direct", content=words, verb=words, evidence=((0, len(words)),)),
        model.Measure(value=1.0, unit=words, of=words, qualifier=words, evidence=((0, len(words)),)),
        model.EventTime(event=words, start=words, end=words),
    )
    article = model.Article(
        text=words, headline=words, published=words, publisher=words, authors=(words,), url=words, language=words
    )
    result = map_document(
        model.FactsDocument(id=words, article=article, entities=entities, facts=facts),
        {"p1": BASE + "person/x"},
        SETTINGS,
    )
    quads = set(as_quads(result.statements))
    assert set(ox.parse(as_nquads(result.statements), format=ox.RdfFormat.N_QUADS)) == quads
    exact = {quad.object.value for quad in quads if quad.predicate.value == iri("oa:exact")}
    assert exact == {clean}


@given(st.text(min_size=1), st.text(), st.integers(), st.integers())
def test_no_text_and_no_span_makes_mapping_fail(text: str, words: str, start: int, end: int) -> None:
    fact = model.Statement(speaker=words, manner="direct", content=words, evidence=((start, end),))
    assert mapped(fact, text=text, headline=words).facts


def test_the_same_document_gives_the_same_bytes_whatever_the_order_of_its_iris() -> None:
    first = mapped(*FACTS.values())
    second = map_document(document(*FACTS.values()), dict(reversed(IRIS.items())), SETTINGS)
    assert as_nquads(first.statements) == as_nquads(second.statements)


@pytest.mark.parametrize("base", ["news.test/", "https://news.test", "https://news.test/#", "", "https://뉴스 시험/"])
def test_a_base_that_no_iri_can_begin_with_is_refused(base: str) -> None:
    with pytest.raises(SetupError) as caught:
        MappingSettings(base=base)
    assert repr(base) in caught.value.reason.ko
