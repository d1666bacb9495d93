"""Names and types stand in the entity graph, what was set aside in a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from kg.errors import Reason
from kg.mapping import Identity, MappingSettings, SetAside, entity_graph, map_entity, map_role, map_set_aside
from kg.mapping.settings import set_aside_graph
from kg.rdf import as_quads
from kg.vocab import compact, iri

BASE = "https://news.test/"
SETTINGS = MappingSettings(base=BASE)


def pairs(quads: Iterable[ox.Quad]) -> list[tuple[str, str]]:
    return [(compact(q.predicate.value), compact(getattr(q.object, "value", ""))) for q in quads]


def test_a_person_with_several_names() -> None:
    quads = as_quads(
        map_entity(Identity(BASE + "person/한가람", ("Person",), ("한가람", "한 시장", "한가람")), SETTINGS)
    )
    assert {(q.subject, q.graph_name) for q in quads} == {
        (ox.NamedNode(BASE + "person/한가람"), ox.NamedNode(entity_graph(BASE)))
    }
    assert pairs(quads) == [("rdf:type", "schema:Person"), ("schema:name", "한가람"), ("skos:altLabel", "한 시장")]
    assert {q.object.language for q in quads if isinstance(q.object, ox.Literal)} == {"ko"}


@pytest.mark.parametrize(
    ("types", "gpe", "classes"),
    [
        (("Organization",), False, ["org:Organization", "schema:Organization"]),
        (("Place",), False, ["schema:Place"]),
        (("Event",), False, ["schema:Event", "sem:Event"]),
        (("Policy",), False, ["kg:Policy"]),
        (("Person", "Place"), False, ["schema:Person", "schema:Place"]),
    ],
)
def test_the_classes_of_each_type(types: tuple[str, ...], gpe: bool, classes: list[str]) -> None:
    quads = as_quads(map_entity(Identity(BASE + "x", types, ("이름",), gpe), SETTINGS))  # type: ignore[arg-type]
    assert [value for name, value in pairs(quads) if name == "rdf:type"] == classes


@pytest.mark.parametrize("types", [("Organization",), ("Place",), ("Organization", "Place")])
def test_a_country_or_local_government_is_place_and_organization_whatever_articles_take_it_for(
    types: tuple[str, ...],
) -> None:
    quads = as_quads(map_entity(Identity(BASE + "place/다온시", types, ("다온시",), gpe=True), SETTINGS))  # type: ignore[arg-type]
    found = [value for name, value in pairs(quads) if name == "rdf:type"]
    assert len(found) == len(set(found))
    assert set(found) == {
        "org:Organization",
        "schema:Organization",
        "schema:GovernmentOrganization",
        "schema:Place",
        "schema:AdministrativeArea",
    }


def test_a_role() -> None:
    quads = as_quads(map_role("부시장 겸 대변인", SETTINGS))
    assert {q.subject.value for q in quads} == {BASE + "role/부시장_겸_대변인"}
    assert pairs(quads) == [("rdf:type", "org:Role"), ("skos:prefLabel", "부시장 겸 대변인")]


def test_what_was_set_aside_keeps_everything() -> None:
    records = [
        SetAside(
            '{"type":"event_time"}', "event_time", Reason("No time.", "때가 아닙니다."), "https://kg.example/x", (3, 9)
        ),
        SetAside("\ud800", "unknown", Reason("Unknown.", "모르는 유형입니다.")),
    ]
    quads = as_quads(map_set_aside("a b", records, SETTINGS))
    assert {q.graph_name for q in quads} == {ox.NamedNode(set_aside_graph(BASE, "a b"))}
    first = tuple(q for q in quads if q.subject.value == BASE + "article/a_b/set-aside/1")
    second = tuple(q for q in quads if q.subject.value == BASE + "article/a_b/set-aside/2")
    assert pairs(first) == [
        ("rdf:type", "kg:SetAside"),
        ("kg:article", BASE + "article/a_b"),
        ("kg:factType", "event_time"),
        ("kg:reason", "때가 아닙니다."),
        ("kg:reason", "No time."),
        ("kg:candidate", '{"type":"event_time"}'),
        ("kg:shape", "https://kg.example/x"),
        ("oa:start", "3"),
        ("oa:end", "9"),
    ]
    assert [q.object.language for q in first if q.predicate.value == iri("kg:reason")] == ["ko", "en"]
    assert ("kg:candidate", "\ufffd") in pairs(second)
    assert not {"kg:shape", "oa:start"} & {name for name, _ in pairs(second)}
