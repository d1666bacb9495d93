"""The gate refuses what is wrong, says why in both languages, and leads each result back to its facts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest
from plain_shacl import shapes_graph
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import SH

from kg import model
from kg.errors import InputError, Reason, SetupError
from kg.gate import Gate, Violation, report_graph
from kg.gate.shapes import messages, named_shapes, read_shapes
from kg.mapping import Identity, MappingSettings, SetAside, map_document, map_entity, map_role, map_set_aside
from kg.rdf import Statement
from kg.vocab import DEFAULT_BASE, PREFIXES, concepts, iri, segment, terms

SETTINGS = MappingSettings()
TEXT = "한가람 다온시장은 5일 가을 축제에서 “책은 누구에게나 열려 있다”고 말했다."
SPAN = ((0, 8),)
ENTITIES = {
    "p1": model.Entity(type="Person", names=("한가람",)),
    "o1": model.Entity(type="Organization", names=("다온시",), gpe=True),
    "v1": model.Entity(type="Event", names=("가을 축제",)),
}
POSITION = model.Position(person="p1", title="시장", organization="o1", evidence=SPAN, score=0.9, rule="r")
TIME = model.EventTime(event="v1", start="2024-10-05", evidence=SPAN)
STATEMENT = model.Statement(
    speaker="p1", manner="direct", content="책은 누구에게나 열려 있다", verb="말했다", evidence=SPAN
)


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


def change(fact: Any, **fields: Any) -> Any:
    return msgspec.structs.replace(fact, **fields)


def iris(document: model.FactsDocument) -> dict[str, str]:
    return {local: f"{DEFAULT_BASE}x/{segment(local)}" for local in document.entities}


def context(document: model.FactsDocument) -> list[Statement]:
    statements: list[Statement] = []
    for local, entity in document.entities.items():
        statements += map_entity(Identity(iris(document)[local], (entity.type,), entity.names, entity.gpe), SETTINGS)
    for fact in document.facts:
        if isinstance(fact, model.Position) and fact.title:
            statements += map_role(fact.title, SETTINGS)
    return statements


def check(gate: Gate, *facts: model.AnyFact, **article: Any) -> tuple[Violation, ...]:
    given = {"text": TEXT, "headline": "축제", "published": "2024-10-05", **article}
    document = model.FactsDocument(id="a", article=model.Article(**given), entities=ENTITIES, facts=facts)
    return gate.check(map_document(document, iris(document), SETTINGS).statements, context(document))


def short(violation: Violation) -> tuple[str, list[str]]:
    return violation.shape.rpartition("#")[2], [fact.rpartition("/")[2] for fact in violation.facts]


def test_a_right_document_passes(gate: Gate) -> None:
    assert check(gate, POSITION, TIME, STATEMENT) == ()


@pytest.mark.parametrize(
    ("fact", "shape"),
    [
        (change(POSITION, person="p9"), "Position-person"),
        (change(POSITION, person="o1"), "Position-person"),
        (change(POSITION, title=""), "Position-role"),
        (change(POSITION, organization="p1"), "Position-organization"),
        (change(POSITION, organization="o9"), "Position-organization"),
        (change(POSITION, status="retired"), "Position-status"),
        (change(POSITION, evidence=()), "Fact-evidence"),
        (change(POSITION, score=1.01), "Fact-confidence"),
        (change(POSITION, score=float("nan")), "Fact-confidence"),
        (change(POSITION, rule=""), "Fact-rule"),
        (change(POSITION, evidence=((0, 999),)), "Evidence-quote"),
        (change(POSITION, evidence=((999, 1000),)), "Evidence-quote"),
        (change(POSITION, evidence=((-4, 3),)), "Selector-start"),
        (change(POSITION, evidence=((5, 5),)), "Selector-start"),
        (change(POSITION, evidence=((6, 2),)), "Selector-start"),
        (change(TIME, event="p1"), "EventTime-event"),
        (change(TIME, start="2024-13"), "EventTime-start"),
        (change(TIME, start=None), "EventTime-stated"),
        (change(TIME, end="모레"), "EventTime-end"),
        (change(TIME, end="2024-10-04"), "EventTime-order"),
        (change(TIME, end="2024-09"), "EventTime-order"),
        (change(STATEMENT, speaker="v1"), "Statement-speaker"),
        (change(STATEMENT, manner="shouted"), "Statement-manner"),
        (change(STATEMENT, content="책은 닫혀 있다"), "Statement-verbatim"),
        (change(STATEMENT, content=""), "Statement-text"),
        (change(STATEMENT, verb=""), "Statement-reportingVerb"),
        (model.Relation(subject="p1", predicate="member_of", object="p1", evidence=SPAN), "Relation-subject"),
        (model.Relation(subject="p1", predicate="knows", object="o1", evidence=SPAN), "Relation-predicate"),  # type: ignore[arg-type]
        (model.Measure(value=float("inf"), unit="명", evidence=SPAN), "Measure-value"),
        (model.Measure(value=1.0, unit="", evidence=SPAN), "Measure-unit"),
        (model.Measure(value=1.0, unit="명", of="v9", evidence=SPAN), "Measure-of"),
    ],
)
def test_a_wrong_fact_is_refused_by_its_shape_and_others_are_not_touched(
    gate: Gate, fact: model.AnyFact, shape: str
) -> None:
    good = model.Measure(value=3.0, unit="명", evidence=((9, 11),))
    found = check(gate, fact, good)
    assert found
    name = model.fact_type(fact)
    assert {label for label, _ in map(short, found)} >= {shape}
    assert all(
        len(facts) == 1 and facts[0].startswith(name + ".") and not facts[0].startswith("measure.9-")
        for _, facts in map(short, found)
    )


@pytest.mark.parametrize(
    ("end", "refused"), [("2024-10-05", False), ("2024-10", False), ("2024", False), ("2024-10-05T08:00", False)]
)
def test_an_end_may_be_less_precise_than_the_start(gate: Gate, end: str, refused: bool) -> None:
    assert bool(check(gate, change(TIME, end=end))) == refused


def test_a_span_that_several_facts_share_concerns_them_all(gate: Gate) -> None:
    outside = ((0, 999),)
    found = check(gate, change(POSITION, evidence=outside), change(TIME, evidence=outside))
    assert [short(violation) for violation in found] == [
        ("Evidence-quote", ["event_time.0-999", "position.0-999"]),
    ]


def test_the_reason_shows_the_offending_value_in_both_languages(gate: Gate) -> None:
    (violation,) = check(gate, change(TIME, start="13월"))
    assert violation.reason.ko.endswith("때여야 합니다. 실제: “13월”")
    assert violation.reason.en.endswith("2012-10-30T14:00. Found: “13월”")
    assert violation.path == iri("kg:start")
    assert violation.value == ox.Literal("13월")


def test_a_long_value_is_cut_in_the_reason_only(gate: Gate) -> None:
    (violation,) = check(gate, change(TIME, start="오" * 500))
    assert violation.reason.ko.endswith("오" * 80 + "…”")
    assert violation.value == ox.Literal("오" * 500)


def test_the_same_position_as_current_and_former_is_a_warning_on_the_former(gate: Gate) -> None:
    former = change(POSITION, status="former", evidence=((1, 8),))
    (violation,) = check(gate, POSITION, former)
    assert violation.severity == "Warning"
    assert short(violation) == ("Position-former", ["position.1-8"])
    elsewhere = change(former, organization=None)
    assert check(gate, POSITION, elsewhere) == ()


@pytest.mark.parametrize(
    ("article", "shape"),
    [
        ({"headline": None}, "Article-headline"),
        ({"published": None}, "Article-date"),
        ({"published": "어제"}, "Article-date"),
        ({"url": "javascript:alert(1)"}, "Article-url"),
        ({"language": "한국어"}, "Article-language"),
    ],
)
def test_a_doubtful_article_is_only_warned_of(gate: Gate, article: dict[str, Any], shape: str) -> None:
    (violation,) = check(gate, POSITION, **article)
    assert (violation.severity, short(violation)) == ("Warning", (shape, []))


def test_without_the_types_of_entities_facts_about_them_are_refused(gate: Gate) -> None:
    document = model.FactsDocument(
        id="a",
        article=model.Article(text=TEXT, headline="축제", published="2024-10-05"),
        entities=ENTITIES,
        facts=(TIME,),
    )
    statements = map_document(document, iris(document), SETTINGS).statements
    assert [short(v) for v in gate.check(statements)] == [("EventTime-event", ["event_time.0-8"])]


HOSTILE = [
    '"""\\" ?value } } <x> @prefix',
    "a\x00b\x1b[0m\ufffe",
    "😀👩‍👩‍👧",
    "한가람 시장".encode().decode(),
    "\ud800홀로",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_checked_like_any_other(gate: Gate, words: str) -> None:
    text = f"앞 {words} 뒤"
    span = ((2, 2 + len(words)),)
    said = change(STATEMENT, content=words, evidence=span)
    assert check(gate, said, text=text) == ()
    (violation,) = check(gate, change(said, content=words + "!"), text=text)
    assert short(violation)[0] == "Statement-verbatim"


def test_offsets_count_code_points(gate: Gate) -> None:
    text = "😀😀 한가람"
    assert check(gate, change(POSITION, evidence=((3, 6),)), text=text) == ()
    assert check(gate, change(POSITION, evidence=((3, 7),)), text=text) != ()


def test_results_come_in_the_same_order_whatever_the_order_of_statements(gate: Gate) -> None:
    document = model.FactsDocument(
        id="a",
        article=model.Article(text=TEXT),
        entities=ENTITIES,
        facts=(change(POSITION, person="o1", score=2.0), change(TIME, start="x"), change(STATEMENT, content="없는 말")),
    )
    statements = [*map_document(document, iris(document), SETTINGS).statements, *context(document)]
    first, second = gate.check(statements), gate.check(reversed(statements))
    assert len(first) > 4
    assert first == second
    assert [violation.severity for violation in first] == sorted(violation.severity for violation in first)
    assert report_graph(first) == report_graph(second)


def test_set_aside_graphs_conform(gate: Gate) -> None:
    records = [SetAside("{}", "event_time", Reason("No.", "아닙니다."), "https://kg.example/shapes#Fact-rule", (0, 3))]
    assert gate.check(map_set_aside("a", records, SETTINGS)) == ()


def test_the_report_is_a_shacl_report(gate: Gate) -> None:
    found = check(gate, change(TIME, start="13월"), headline=None)
    quads = list(ox.parse(report_graph(found), format=ox.RdfFormat.TURTLE))
    sh = PREFIXES["sh"]
    values = {(q.predicate.value.removeprefix(sh), getattr(q.object, "value", "")) for q in quads}
    assert ("conforms", "false") in values
    assert ("sourceShape", "https://kg.example/shapes#EventTime-start") in values
    assert ("value", "13월") in values
    assert ("resultPath", iri("kg:start")) in values
    assert ("resultSeverity", sh + "Warning") in values
    assert len([q for q in quads if q.predicate.value == sh + "result"]) == len(found) == 2
    languages = [q.object.language for q in quads if q.predicate.value == sh + "resultMessage"]
    assert sorted(languages) == ["en", "en", "ko", "ko"]


def test_the_report_of_nothing_conforms() -> None:
    (conforms,) = [q.object for q in ox.parse(report_graph(()), format=ox.RdfFormat.TURTLE) if "conforms" in str(q)]
    assert conforms == ox.Literal(True)


def test_a_blank_node_and_a_triple_term_in_a_foreign_file_are_no_obstacle(gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "foreign.ttl"
    file.write_text(
        "@prefix s: <https://schema.org/> . [] a s:Person . <urn:a> <urn:says> <<( <urn:x> <urn:y> <urn:z> )>> .",
        encoding="utf-8",
    )
    (violation,) = gate.check_file(file)
    assert violation.focus.startswith("_:")
    assert "sh:focusNode _:" in report_graph([violation])


def test_a_literal_that_is_no_value_of_its_datatype_is_a_result_and_prints_nothing(
    gate: Gate, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "wrong.ttl"
    file.write_text(
        f'<urn:f> a <{iri("kg:EventTime")}> ; <{iri("kg:start")}> "2024-13-05"^^<{iri("xsd:date")}> .', encoding="utf-8"
    )
    assert "EventTime-start" in {short(violation)[0] for violation in gate.check_file(file)}
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("content", [b"<x> a", b"\xff\xfe\x00", b"{"])
def test_a_file_that_is_no_rdf_is_named(gate: Gate, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.ttl"
    file.write_bytes(content)
    with pytest.raises(InputError) as caught:
        gate.check_file(file)
    assert "broken.ttl" in caught.value.reason.ko


def test_a_missing_file_is_named(gate: Gate, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        gate.check_file(tmp_path / "none.ttl")


def test_a_folder_without_shapes_is_a_setup_error(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        Gate(tmp_path)


def test_the_shapes_are_well_formed() -> None:
    conforms, _, text = validate(Graph(), shacl_graph=shapes_graph(), meta_shacl=True)
    assert conforms, text


def test_every_shape_has_messages_in_both_languages_a_severity_and_a_stable_iri() -> None:
    shapes = shapes_graph()
    for shape, reason in messages(read_shapes()).items():
        assert isinstance(shape, str)
        assert shape.startswith(PREFIXES["kgs"])
        assert re.search("[가-힣]", reason.ko), shape
        assert re.fullmatch("[^가-힣]+", reason.en), shape
        assert shapes.value(URIRef(shape), SH.severity) in (SH.Violation, SH.Warning)
    below = {str(shape) for shape in shapes.objects(None, SH.property)}
    assert below <= set(named_shapes(read_shapes()))


def test_lists_of_concepts_are_those_of_the_schemes() -> None:
    shapes = shapes_graph()
    found = 0
    for name, scheme in {
        "Position-status": "kg:StatusScheme",
        "Participation-role": "kg:RoleScheme",
        "Statement-manner": "kg:MannerScheme",
        "PolicyAction-action": "kg:ActionScheme",
        "Relation-predicate": "kg:PredicateScheme",
    }.items():
        head = shapes.value(URIRef(PREFIXES["kgs"] + name), SH["in"])
        assert [str(item) for item in shapes.items(head)] == [concept.iri for concept in concepts(scheme)]
        found += 1
    assert found


def test_shapes_speak_only_of_known_terms() -> None:
    shapes = shapes_graph()
    known = [SH.path, SH["class"], SH.targetClass, SH.datatype, SH.lessThan, SH.lessThanOrEquals, SH.disjoint]
    used = {str(value) for predicate in known for value in shapes.objects(None, predicate)}
    for query in shapes.objects(None, SH.select):
        used |= {PREFIXES[prefix] + name for prefix, name in re.findall(r"\b(kg|oa|org|schema):(\w+)", str(query))}
    plain = {PREFIXES["xsd"] + "string", PREFIXES["rdf"] + "langString"}
    assert used
    assert used - plain <= set(terms())
