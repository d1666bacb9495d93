"""Direct edges follow from facts, and each leads back to its fact."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox
import pytest

from kg import model
from kg.mapping import MappingSettings, map_document
from kg.rdf import as_quads
from kg.resources import shipped
from kg.vocab import PREFIXES, compact, iri

BASE = "https://news.test/"
ENTITIES = {
    "p": model.Entity(type="Person", names=("사람",)),
    "q": model.Entity(type="Person", names=("다른 사람",)),
    "o": model.Entity(type="Organization", names=("조직",)),
    "x": model.Entity(type="Organization", names=("상위 조직",)),
    "g": model.Entity(type="Organization", names=("시",), gpe=True),
    "d": model.Entity(type="Place", names=("도",), gpe=True),
    "l": model.Entity(type="Place", names=("건물",)),
    "v": model.Entity(type="Event", names=("행사",)),
}
RULES = sorted((shipped("ontology") / "rules").glob("*.rq"))
SPAN = ((0, 1),)


def relation(subject: str, predicate: model.Predicate, object_: str) -> model.Relation:
    return model.Relation(subject=subject, predicate=predicate, object=object_, evidence=SPAN)


def quads(*facts: model.AnyFact) -> list[ox.Quad]:
    document = model.FactsDocument(id="a", article=model.Article(text="가나다"), entities=ENTITIES, facts=facts)
    mapped = map_document(document, {local: BASE + local for local in ENTITIES}, MappingSettings(base=BASE))
    return as_quads(mapped.statements)


def edges(found: Iterable[ox.Quad]) -> set[tuple[str, str, str]]:
    return {
        (quad.subject.value.removeprefix(BASE), compact(quad.predicate.value), quad.object.value.removeprefix(BASE))
        for quad in found
        if quad.subject.value.removeprefix(BASE) in ENTITIES
    }


@pytest.mark.parametrize(
    ("fact", "edge"),
    [
        (model.Position(person="p", title="대표", organization="o", evidence=SPAN), ("p", "schema:worksFor", "o")),
        (model.EventPlace(event="v", place="l", evidence=SPAN), ("v", "schema:location", "l")),
        (model.Participation(agent="o", event="v", role="organizer", evidence=SPAN), ("v", "schema:organizer", "o")),
        (model.Participation(agent="o", event="v", role="sponsor", evidence=SPAN), ("v", "schema:sponsor", "o")),
        (model.Participation(agent="p", event="v", role="target", evidence=SPAN), ("v", "sem:hasActor", "p")),
        (model.Participation(agent="p", event="v", role="speaker", evidence=SPAN), ("v", "sem:hasActor", "p")),
        (relation("o", "part_of", "x"), ("o", "org:subOrganizationOf", "x")),
        (relation("g", "part_of", "d"), ("g", "schema:containedInPlace", "d")),
        (relation("o", "part_of", "g"), ("o", "org:subOrganizationOf", "g")),
        (relation("l", "located_in", "g"), ("l", "schema:containedInPlace", "g")),
        (relation("o", "located_in", "l"), ("o", "schema:location", "l")),
        (relation("v", "located_in", "d"), ("v", "schema:location", "d")),
        (relation("p", "member_of", "o"), ("p", "org:memberOf", "o")),
        (relation("o", "owner_of", "l"), ("o", "schema:owns", "l")),
        (relation("p", "founder_of", "o"), ("o", "schema:founder", "p")),
        (relation("p", "relative_of", "q"), ("p", "schema:relatedTo", "q")),
    ],
)
def test_a_fact_gives_one_edge_and_names_it(fact: model.AnyFact, edge: tuple[str, str, str]) -> None:
    found = quads(fact)
    assert edges(found) == {edge}
    named = {
        compact(quad.predicate.value): compact(quad.object.value).removeprefix(BASE)
        for quad in found
        if quad.predicate.value in {iri(f"rdf:{part}") for part in ("subject", "predicate", "object")}
    }
    assert named == dict(zip(("rdf:subject", "rdf:predicate", "rdf:object"), edge, strict=True))


@pytest.mark.parametrize(
    "fact",
    [
        model.Position(person="p", title="대표", organization="o", status="former", evidence=SPAN),
        model.Position(person="p", title="대표", organization="o", status="future", evidence=SPAN),
        model.Position(person="p", title="대표", evidence=SPAN),
        model.Position(person="p", title="대표", organization="nobody", evidence=SPAN),
        model.Statement(speaker="p", manner="direct", content="가", evidence=SPAN),
        model.PolicyAction(agent="p", action="supports", policy="v", evidence=SPAN),
        model.EventPlace(event="nobody", place="l", evidence=SPAN),
        relation("o", "partner_of", "x"),
        relation("v", "part_of", "o"),
        relation("nobody", "member_of", "o"),
        relation("p", "founder_of", "nobody"),
    ],
)
def test_nothing_follows_from_these(fact: model.AnyFact) -> None:
    assert edges(quads(fact)) == set()


def test_each_edge_leads_back_to_every_fact_that_says_it_and_to_the_text() -> None:
    first = model.Position(person="p", title="대표", organization="o", evidence=((0, 1),))
    second = model.Position(person="p", title="이사", organization="o", evidence=((1, 3),))
    store = ox.Store()
    store.extend(quads(first, second, relation("p", "member_of", "x")))
    rows = store.query(
        """SELECT ?s ?p ?o ?exact WHERE { GRAPH ?g {
             ?s ?p ?o . ?fact rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
               kg:evidence/oa:hasSelector/oa:exact ?exact } } ORDER BY ?exact""",
        prefixes=dict(PREFIXES),
        substitutions={
            ox.Variable("s"): ox.NamedNode(BASE + "p"),
            ox.Variable("p"): ox.NamedNode(iri("schema:worksFor")),
            ox.Variable("o"): ox.NamedNode(BASE + "o"),
        },
    )
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["exact"].value for row in rows] == ["가", "나다"]


def test_no_edge_stands_without_a_fact_that_names_it() -> None:
    found = quads(*(relation("o", "part_of", "x"), relation("x", "part_of", "o"), relation("p", "member_of", "o")))
    named: dict[str, dict[str, str]] = {}
    for quad in found:
        named.setdefault(quad.subject.value, {})[compact(quad.predicate.value)] = quad.object.value
    facts = {
        (p["rdf:subject"].removeprefix(BASE), compact(p["rdf:predicate"]), p["rdf:object"].removeprefix(BASE))
        for p in named.values()
        if "rdf:subject" in p
    }
    assert len(edges(found)) == 3
    assert edges(found) == facts


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_a_rule_introduces_itself_and_uses_only_known_terms(path: object) -> None:
    text = path.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for field in ("title", "title@ko", "description", "description@ko"):
        assert re.search(rf"^# {field}: \S", text, re.MULTILINE), field
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    used = re.findall(r"\b[a-z]+:\w+", body)
    assert used
    assert all(iri(term) for term in used)


def test_there_are_rules() -> None:
    assert RULES
