"""What is compiled, what is left to pySHACL, and when pySHACL is asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest
from mutants import documents, mapped
from plain_shacl import gate_results, plain_results, shapes_graph
from pyshacl import ShapesGraph
from rdflib import Graph

from kg.errors import InputError, SetupError
from kg.gate import Gate
from kg.gate import gate as gate_module
from kg.gate.compiler import compile_shapes
from kg.gate.shapes import read_shapes, spread
from kg.rdf import Statement, as_quads

NEVER = 10**12
PREFIXES = """
@prefix : <urn:x:> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SPARQL = (
    PREFIXES
    + """
:onto a owl:Ontology ; sh:declare [ sh:prefix "x" ; sh:namespace "urn:x:"^^xsd:anyURI ] .
:S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [ sh:message "no" ; sh:prefixes :onto ; sh:select '''%s''' ] .
"""
)
CORE = PREFIXES + ":S a sh:NodeShape ; sh:targetClass :C ; sh:property :P . :P a sh:PropertyShape ; sh:path :p ; %s ."
DATA = """
:good a :C ; :p 1 ; :q 2 ; :name "가" ; :to :other . :other :p 1 .
:bad a :C ; :p 3, "x"@ko, :iri, [] ; :q 1 ; :name "나", "다" ; :to :good .
:odd a :C, :D ; :p 7.5, "x"@KO, "2024-10-05"^^xsd:date ; :q 7 ; :r "007"^^xsd:string .
:empty a :C .
"""

COMPILED = [
    "sh:minCount 1",
    "sh:maxCount 2",
    "sh:class :C",
    "sh:datatype xsd:integer",
    "sh:nodeKind sh:IRI",
    "sh:nodeKind sh:BlankNodeOrLiteral",
    "sh:minLength 2",
    "sh:minLength 0",
    "sh:maxLength 1",
    'sh:pattern "^[X7]" ; sh:flags "i"',
    "sh:uniqueLang true",
    "sh:uniqueLang false",
    "sh:minInclusive 1.0",
    "sh:maxExclusive 7.5",
    "sh:minExclusive 1",
    "sh:maxInclusive 3",
    "sh:lessThan :q",
    "sh:lessThanOrEquals :q",
    "sh:in ( 1 3 :iri )",
    "sh:hasValue 1",
    "sh:equals :q",
    "sh:disjoint :q",
    "sh:not [ sh:datatype xsd:integer ]",
    "sh:and ( [ sh:nodeKind sh:Literal ] [ sh:datatype xsd:integer ] )",
    "sh:or ( [ sh:nodeKind sh:IRI ] [ sh:datatype xsd:integer ] )",
    "sh:xone ( [ sh:nodeKind sh:Literal ] [ sh:datatype xsd:integer ] )",
    "sh:node :N . :N a sh:NodeShape ; sh:nodeKind sh:Literal",
    "sh:property [ sh:path :q ; sh:minCount 1 ]",
    "sh:minCount 1 ; sh:deactivated true",
    "sh:minCount 5 ; sh:severity sh:Info",
]
LEFT = [
    'sh:languageIn ( "ko" )',
    "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMinCount 1",
    "sh:datatype rdfs:Literal",
    "sh:minInclusive 'a'",
    "sh:in ( [] )",
    "sh:node :N . :N a sh:NodeShape ; sh:closed true ; sh:property [ sh:path :p ]",
    "sh:node :N . :N a sh:NodeShape ; sh:property [ sh:path [ sh:inversePath :p ] ; sh:maxCount 0 ]",
]
IN_PYTHON = [
    "SELECT $this ?value WHERE { $this x:p ?value ; x:q ?q . FILTER (?q > 1) }",
    "SELECT DISTINCT $this WHERE { $this x:to/x:p ?p . # a path\n }",
    "SELECT $this { $this a x:D, x:C . }",
    "SELECT $this { $this x:name ?a, ?b . FILTER (STR(?a) != STR(?b)) }",
    "SELECT $this { $this x:q ?q . OPTIONAL { $this x:r ?r } OPTIONAL { $this x:to ?t }"
    " FILTER (COALESCE(?t, $this) = $this) }",
    "SELECT $this { ?any x:to $this . FILTER EXISTS { $this x:to ?c . ?c x:p ?p } }",
    "SELECT $this { ?any x:to ?thing . FILTER (?thing = $this || ?thing IN (<urn:x:other>, x:good)) }",
    'SELECT $this { $this x:name ?n . FILTER (STRLEN(?n) = 1 && CONTAINS(STR(?n), "나")'
    ' && !(SUBSTR(?n, 1, 1) = "가")) }',
    "SELECT $this { $this x:q ?q . FILTER (?q - 1 <= 0 + 0 && ?q >= 1) }",
    'SELECT $this { $this x:r ?r . FILTER (SHA256(?r) != "x") }',
]
BY_OXIGRAPH = [
    "SELECT $this WHERE { $this ?any x:good }",
    "SELECT $this WHERE { { $this x:to ?t } UNION { $this x:r ?t } }",
    "SELECT $this WHERE { $this x:p ?p . FILTER (isLiteral(?p)) }",
    "SELECT $this WHERE { $this x:name ?n } GROUP BY $this HAVING (COUNT(?n) > 1)",
    "SELECT $this WHERE { $this x:name ?n . FILTER NOT EXISTS { $this x:r ?t } }",
]
BY_PYSHACL = [
    "SELECT ?value WHERE { $this x:p ?value }",
    "SELECT $this WHERE { $this x:p ?p . FILTER ($currentShape = x:S) }",
]


def gate_of(folder: Path, text: str) -> Gate:
    (folder / "shapes.ttl").write_text(text, encoding="utf-8")
    return Gate(folder, sample=NEVER)


def compare(folder: Path, text: str, turtle: str = DATA) -> int:
    """Compare the gate with pySHACL; return the number of results."""
    found = gate_results(gate_of(folder, text).check_quads(ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE)))
    assert found == plain_results(
        ShapesGraph(shapes_graph(folder)), Graph().parse(data=PREFIXES + turtle, format="turtle")
    )
    return len(found)


def without_blank(constraint: str) -> str:
    """The data; without its blank node for comparisons, which pySHACL refuses to make with one."""
    return DATA.replace(", []", "") if "lessThan" in constraint else DATA


def compiled(folder: Path) -> bool:
    units = compile_shapes(spread(read_shapes(folder)))
    assert units
    return all(unit.conforms is not None for unit in units)


def test_all_shipped_shapes_are_compiled() -> None:
    units = compile_shapes(spread(read_shapes()))
    assert [unit.shape for unit in units if unit.conforms is None] == []
    assert len(units) > 60


@pytest.mark.parametrize("constraint", COMPILED)
def test_a_compiled_constraint_judges_as_pyshacl(tmp_path: Path, constraint: str) -> None:
    compare(tmp_path, CORE % constraint, without_blank(constraint))
    if "deactivated" not in constraint:
        assert compiled(tmp_path)


def test_constraints_in_the_test_find_something(tmp_path: Path) -> None:
    assert (
        sum(compare(tmp_path, CORE % constraint, without_blank(constraint)) > 0 for constraint in COMPILED)
        > len(COMPILED) * 0.8
    )


@pytest.mark.parametrize("constraint", LEFT)
def test_what_is_not_compiled_is_checked_by_pyshacl(tmp_path: Path, constraint: str) -> None:
    compare(tmp_path, CORE % constraint)
    assert not compiled(tmp_path)


@pytest.mark.parametrize("query", [*IN_PYTHON, *BY_OXIGRAPH, *BY_PYSHACL])
def test_a_sparql_constraint_judges_as_pyshacl(tmp_path: Path, query: str) -> None:
    assert compare(tmp_path, SPARQL % query)
    assert compiled(tmp_path) == (query not in BY_PYSHACL)


@pytest.mark.parametrize("query", IN_PYTHON)
def test_a_simple_query_is_not_asked_of_oxigraph(tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.gate.sparql.query._by_oxigraph", None)
    gate_of(tmp_path, SPARQL % query)


@pytest.mark.parametrize(
    "shapes",
    [
        ":C a rdfs:Class, sh:NodeShape ; sh:property [ sh:path :p ; sh:maxCount 1 ] .",
        ":K rdfs:subClassOf rdfs:Class . :C a :K, sh:NodeShape ; sh:property [ sh:path :p ; sh:maxCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetNode :bad, :none, 7 ; sh:property [ sh:path :p ; sh:minCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property [ sh:path :name ; sh:minCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetObjectsOf :p ; sh:nodeKind sh:Literal .",
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:deactivated true ; sh:property [ sh:path :p ; sh:maxCount 0 ] .",
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:closed true ; sh:property [ sh:path :p ] .",
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :to ; sh:maxCount 0 ] ."
        " :T a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :to ; sh:node :S ] .",
        ":S a sh:PropertyShape ; sh:path :to ; sh:targetClass :C ; sh:property [ sh:path :name ; sh:minCount 1 ] .",
        ":S a sh:NodeShape ; sh:targetClass :E ; sh:property [ sh:path :p ; sh:maxCount 1 ] .",
    ],
)
def test_shapes_of_other_forms_are_not_skipped(tmp_path: Path, shapes: str) -> None:
    compare(tmp_path, PREFIXES + shapes, DATA + ":D rdfs:subClassOf :E .")


def test_only_shapes_in_doubt_are_asked_of_pyshacl(monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate(sample=NEVER)
    asked: list[object] = []
    check = gate._referee.check
    monkeypatch.setattr(gate._referee, "check", lambda quads, shapes=None: asked.append(shapes) or check(quads, shapes))
    statements = mapped(documents()[0])
    without = [statement for statement in statements if not statement[1].endswith("/headline")]
    assert len(without) == len(statements) - 1
    assert (
        [violation.shape for violation in gate.check(without)]
        == asked[0]
        == ["https://kg.example/shapes#Article-headline"]
    )


def test_a_sample_is_chosen_by_name_and_checked_by_pyshacl() -> None:
    names = [f"urn:g{number}" for number in range(60)]
    chosen = [asked_in_full([(name, name, name, name)]) for name in names]
    assert 2 < sum(chosen) < 30
    assert chosen == [asked_in_full(as_quads([(name, name, name, name)])) for name in names]


def asked_in_full(graph: list[Statement] | list[ox.Quad]) -> bool:
    """Whether pySHACL is asked to look at all shapes of a graph that the compiled checks pass."""
    gate, asked = Gate(sample=6), []
    gate._loaded = SimpleNamespace(check=lambda quads, shapes=None: asked.append(shapes) or ())  # type: ignore[assignment]
    (gate.check_quads if isinstance(graph[0], ox.Quad) else gate.check)(graph)  # type: ignore[arg-type]
    return asked == [None]


def test_a_gate_that_pyshacl_contradicts_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Path(__file__).parent / "cases" / "Entity-name" / "invalid.ttl"
    assert Gate(sample=1).check_file(case)
    monkeypatch.setattr(gate_module, "suspects", lambda units, data: [])
    with pytest.raises(SetupError) as caught:
        Gate(sample=1).check_file(case)
    assert "Entity-name" in caught.value.reason.ko
    assert Gate(sample=NEVER).check_file(case) == ()


def test_what_pyshacl_cannot_judge_is_an_input_error(tmp_path: Path) -> None:
    gate = gate_of(tmp_path, CORE % "sh:lessThan :q")
    with pytest.raises(InputError) as caught:
        gate.check_quads(ox.parse(PREFIXES + DATA, format=ox.RdfFormat.TURTLE))
    assert "BlankNode" in caught.value.reason.ko


@pytest.mark.parametrize(("constraint", "word"), [("sh:minCount 1, 2", "minCount"), ("sh:path :q", "path")])
def test_shapes_that_pyshacl_refuses_are_a_setup_error(tmp_path: Path, constraint: str, word: str) -> None:
    gate = gate_of(tmp_path, CORE % constraint)
    with pytest.raises(SetupError) as caught:
        gate.check_quads(ox.parse(PREFIXES + DATA, format=ox.RdfFormat.TURTLE))
    assert word in caught.value.reason.ko


def test_shapes_that_are_no_turtle_are_a_setup_error(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<x> a", encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        Gate(tmp_path)
    assert "broken.ttl" in caught.value.reason.ko


def test_a_graph_that_conforms_loads_neither_rdflib_nor_pyshacl() -> None:
    case = Path(__file__).parent / "cases" / "Entity-name" / "valid.ttl"
    code = (
        "import sys; from pathlib import Path; from kg.gate import Gate;"
        f"assert Gate(sample={NEVER}).check_file(Path({str(case)!r})) == ();"
        "print([name for name in ('rdflib', 'pyshacl') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
