"""Turtle, TriG, N-Quads and JSON-LD hold the dataset, the same bytes each time."""

from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from kg.errors import SetupError
from kg.export import FORMATS, nquads, write
from kg.export.turtle import triples_as_turtle

XSD = "http://www.w3.org/2001/XMLSchema#"
DATASETS = {"trig": RdfFormat.TRIG, "nquads": RdfFormat.N_QUADS, "jsonld": RdfFormat.JSON_LD}
RDF = {"turtle": RdfFormat.TURTLE, **DATASETS}
NASTY = '\\ "따옴표" \'\'\' """ \n\r\t\x00\x01\x7f\ufffe <b> &amp; {} @ko ^^ 😀 \u202e\u0085\u2028'
ODD_IRIS = (
    "https://kg.example/data/person/a;b=c,d!$&'()*+~",
    "https://kg.example/data/person/..",
    "https://kg.example/data/../x",
    "https://kg.example/data//x",
    "https://kg.example/data/",
    "https://kg.example/data/?q",
    "https://kg.example/data/a:b",
    "https://kg.example/data/person/x?y#z",
    "https://kg.example/ontology#",
    "https://kg.example/ontology#a.b.",
    "https://schema.org/한글",
    "urn:x",
    "https://kg.example/data/article/a/fact/position",
    "https://kg.example/data/article/a/fact/position.1-2.3",
    "https://kg.example/data/article/a/text/9999999999999999999999-1",
)


def written(dataset: Store, name: str, set_aside: bool | None = None) -> bytes:
    stream = BytesIO()
    write(dataset, name, stream, set_aside)
    return stream.getvalue()


def read(content: bytes, rdf_format: RdfFormat) -> set[Quad]:
    return set(parse(content, format=rdf_format))


def merged(quads: Store | set[Quad]) -> set[Quad]:
    return {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads}


def nasty() -> Store:
    store = Store()
    graph = NamedNode("https://kg.example/data/graph/article/a")
    for number, iri in enumerate(ODD_IRIS):
        store.add(Quad(NamedNode(iri), NamedNode("urn:p"), NamedNode(ODD_IRIS[-number]), graph))
        store.add(Quad(NamedNode("urn:s"), NamedNode(iri), Literal(iri), DefaultGraph()))
    values = [
        Literal(NASTY),
        Literal(NASTY, language="ko"),
        *(Literal(v, datatype=NamedNode(XSD + "decimal")) for v in ("0.97", "1", "-.5", "1.", "x")),
        *(Literal(v, datatype=NamedNode(XSD + "integer")) for v in ("7", "-7", "123456789012345678901", "1.5")),
        *(Literal(v, datatype=NamedNode(XSD + "boolean")) for v in ("true", "false", "TRUE")),
        Literal("2026-03", datatype=NamedNode(XSD + "gYearMonth")),
        Literal("x", datatype=NamedNode("urn:type")),
    ]
    for value in values:
        store.add(Quad(NamedNode("urn:s"), NamedNode("urn:value"), value, graph))
        store.add(Quad(NamedNode("urn:s"), NamedNode("https://kg.example/ontology#confidence"), value, graph))
        store.add(Quad(NamedNode("urn:s"), NamedNode("https://kg.example/ontology#event"), value, graph))
    return store


@pytest.mark.parametrize("name", DATASETS)
def test_the_whole_dataset_is_read_back(newsroom: Store, name: str) -> None:
    assert read(written(newsroom, name), DATASETS[name]) == set(newsroom)


@pytest.mark.parametrize("name", DATASETS)
def test_nasty_texts_and_odd_iris_are_read_back(name: str) -> None:
    assert read(written(nasty(), name), DATASETS[name]) == set(nasty())


def test_turtle_holds_all_graphs_as_one(newsroom: Store) -> None:
    assert read(written(newsroom, "turtle", set_aside=True), RdfFormat.TURTLE) == merged(newsroom)
    assert read(written(nasty(), "turtle"), RdfFormat.TURTLE) == merged(nasty())


@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld"])
def test_rdflib_reads_the_same(newsroom: Store, name: str) -> None:
    graph = rdflib.Dataset()
    graph.parse(data=written(newsroom, name, set_aside=True), format={"jsonld": "json-ld"}.get(name, name))
    lines = {line for line in graph.serialize(format="nquads").splitlines() if line}
    back = read("\n".join(lines).encode(), RdfFormat.N_QUADS)
    assert merged(back) == merged(newsroom)
    assert len({q.graph_name for q in back}) == (1 if name == "turtle" else len(list(newsroom.named_graphs())))


@pytest.mark.parametrize(
    ("base", "used"),
    [
        ("https://news.example/", True),
        ("http://news.example/한국/데이터/", True),
        ("https://news.example/data#", False),
        ("https://news.example/?q=/", False),
        ("https://news.example/a/../b/", False),
        ("https://news.example//", False),
        ("urn:x/", False),
    ],
)
@pytest.mark.parametrize("name", ["turtle", "trig", "jsonld"])
def test_any_base_is_read_back_and_a_sound_one_is_declared(base: str, used: bool, name: str) -> None:
    store = Store()
    for end in ("article/a", "article/a/fact/position.1-2", "person/가~나", "x//y", "article/../b"):
        subject, graph = NamedNode(base + end), NamedNode(base + "graph/article/a")
        store.add(Quad(subject, NamedNode("urn:p"), NamedNode(base), graph))
    content = written(store, name)
    assert merged(read(content, RDF[name])) == merged(store)
    assert (f"base <{base}>" in content.decode() or f'"@base": "{base}"' in content.decode()) == used
    reader = rdflib.Dataset()
    reader.parse(data=content, format={"jsonld": "json-ld"}.get(name, name))
    assert {str(s) for s, _, _, _ in reader.quads()} == {
        q.subject.value for q in store if isinstance(q.subject, NamedNode)
    }


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_back_from_turtle(text: str) -> None:
    triple = Triple(NamedNode("urn:s"), NamedNode("urn:p"), Literal(text))
    assert [q.triple for q in parse(triples_as_turtle([triple]), format=RdfFormat.TURTLE)] == [triple]


@pytest.mark.parametrize("name", RDF)
def test_the_same_dataset_gives_the_same_bytes(newsroom: Store, name: str) -> None:
    other = Store()
    for quad in sorted(newsroom, key=lambda quad: str(quad)[::-1]):
        other.add(quad)
    assert written(other, name) == written(newsroom, name)


def test_what_was_set_aside_is_in_datasets_only_unless_asked(newsroom: Store) -> None:
    for name in RDF:
        assert (b"kg:SetAside" in written(newsroom, name) or b"#SetAside" in written(newsroom, name)) == (
            name in DATASETS
        )
        assert b"SetAside" not in written(newsroom, name, set_aside=False)
        assert b"SetAside" in written(newsroom, name, set_aside=True)
    facts_only = {q for q in newsroom if "graph/set-aside" not in str(q.graph_name)}
    assert read(written(newsroom, "trig", set_aside=False), RdfFormat.TRIG) == facts_only


def test_provenance_survives_in_turtle(newsroom: Store) -> None:
    text = written(newsroom, "turtle").decode()
    assert 'oa:exact "한지우 가온시장"@ko' in text
    assert "<article/forum/text/0-8> a oa:SpecificResource ;\n    oa:hasSource <article/forum> ;" in text
    assert "kg:evidence <article/forum/text/0-8> ;" in text
    assert "prov:wasDerivedFrom <article/forum> ;" in text


def test_turtle_reads_entities_first_then_each_article_in_the_order_of_its_text(newsroom: Store) -> None:
    subjects = re.findall(r"^<([^>]+)>", written(newsroom, "turtle").decode(), re.MULTILINE)
    subjects = [subject for subject in subjects if not subject.startswith("https:")]
    assert len(subjects) == len(set(subjects))
    kinds = [subject.partition("/")[0] for subject in subjects]
    assert kinds.index("person") < kinds.index("organization") < kinds.index("event") < kinds.index("article")
    facts = [int(m[1]) for s in subjects if (m := re.fullmatch(r"article/council/fact/[a-z_]+\.(\d+)-[^#]*", s))]
    assert len(facts) == 14
    assert facts == sorted(facts)
    first = subjects.index("article/council/fact/position.36-45")
    assert subjects[first + 3 : first + 5] == ["article/council/text/36-45", "article/council/text/36-45#selector"]


def test_an_entity_stands_in_turtle_with_what_follows_from_its_facts(newsroom: Store) -> None:
    block = written(newsroom, "turtle").decode().partition("\n<person/한지우~가온시> ")[2].partition("\n\n")[0]
    assert block == (
        'a schema:Person ;\n    schema:name "한지우"@ko ;\n    skos:altLabel "한 시장"@ko ;\n'
        "    schema:worksFor <place/가온시> ."
    )


def test_lines_of_nquads_are_sorted_and_canonical(newsroom: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    content = written(newsroom, "nquads")
    lines = content.splitlines(keepends=True)
    assert lines == sorted(set(lines))
    assert len(lines) == len(newsroom)
    monkeypatch.setattr(nquads, "RUN", 100)  # merged from temporary files
    assert written(newsroom, "nquads") == content


def test_jsonld_is_compact_and_says_so_itself(newsroom: Store) -> None:
    document = json.loads(written(newsroom, "jsonld"))
    assert document["@context"]["@base"] == "https://kg.example/data/"
    nodes = {node["@id"]: node for graph in document["@graph"] for node in graph["@graph"]}
    fact = nodes["https://kg.example/data/article/forum/fact/position.0-8"]
    assert fact["@type"] == "kg:Position"
    assert fact["kg:confidence"] == "0.9"
    assert fact["kg:status"] == "kg:current"
    assert nodes["https://kg.example/data/article/forum/text/0-8#selector"]["oa:start"] == 0


@pytest.mark.parametrize("name", ["turtle", "trig", "nquads", "jsonld"])
def test_an_empty_dataset_is_written(name: str) -> None:
    assert read(written(Store(), name), RDF[name]) == set()


@pytest.mark.parametrize("name", RDF)
def test_blank_nodes_of_foreign_data_are_kept(name: str) -> None:
    store = Store()
    store.add(Quad(BlankNode("a"), NamedNode("urn:p"), BlankNode("b"), NamedNode("urn:g")))
    (quad,) = read(written(store, name), RDF[name])
    assert isinstance(quad.subject, BlankNode)
    assert quad.subject != quad.object


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(SetupError, match="'xlsx'; known: turtle, trig, nquads, jsonld, rdf12, facts, annotations, gr"):
        written(Store(), "xlsx")
    assert list(FORMATS)[:4] == ["turtle", "trig", "nquads", "jsonld"]


def test_the_command_offers_these_formats() -> None:
    from kg.cli.export import command
    from kg.messages import Say

    (option,) = (parameter for parameter in command(Say("en")).params if parameter.name == "format_name")
    assert tuple(option.type.choices) == tuple(FORMATS)
