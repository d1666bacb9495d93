"""The gate's verdicts are those of pySHACL: on random graphs, valid and broken, and on every case file."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest
from mutants import documents, mapped, mutant
from plain_shacl import gate_results, plain_results, shapes_graph
from pyshacl import ShapesGraph
from rdflib import Graph

from kg.gate import Gate
from kg.gate.compiler import compile_shapes, suspects
from kg.gate.data import Data
from kg.gate.referee import Referee
from kg.gate.shapes import read_shapes, spread
from kg.rdf import Statement, Term

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.ttl"))
NEVER = 10**12
GRAPHS, CHUNK = (4_000, 250) if os.environ.get("KG_LONG") else (400, 200)
PLAIN = 16


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate(sample=NEVER)


def plain(quads: list[ox.Quad]) -> list[Statement] | None:
    """The quads as mapping makes statements; None where one holds what it never makes."""
    said: list[Statement] = []
    value: Term
    for subject, predicate, target, _ in quads:
        if isinstance(target, ox.Literal) and target.direction is None:
            value = (target.value, target.datatype.value, target.language)
        elif isinstance(target, ox.NamedNode):
            value = target.value
        else:
            return None
        if not isinstance(subject, ox.NamedNode):
            return None
        said.append((subject.value, predicate.value, value, "urn:g"))
    return said


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize("start", range(0, GRAPHS, CHUNK))
def test_random_graphs_are_judged_as_by_pyshacl(gate: Gate, start: int) -> None:
    shapes = read_shapes()
    referee, units = Referee(shapes), compile_shapes(spread(shapes))
    seen: Counter[str] = Counter()
    for seed in range(start, start + CHUNK):
        quads = mutant(seed)
        expected = referee.check(quads)
        assert gate.check_quads(quads) == expected, seed
        data = Data.of_quads(quads)
        doubtful = set(suspects(units, data))
        said = plain(quads)
        if said is not None:
            assert set(suspects(units, Data.of(said))) == doubtful, seed
            seen["plain"] += 1
        seen["valid" if not expected else "broken"] += 1
        seen["precise"] += doubtful == {violation.shape for violation in expected}
    assert seen["valid"] > CHUNK / 5
    assert seen["broken"] > CHUNK / 5
    assert seen["plain"] > CHUNK / 5
    assert seen["precise"] > CHUNK / 2, "compiled checks decide by themselves, not by leaving all to pySHACL"


def test_graphs_are_judged_as_by_pyshacl_alone(gate: Gate) -> None:
    """With rdflib for the SPARQL constraints too, and the shapes as they stand in the files."""
    plain = ShapesGraph(shapes_graph())
    found = 0
    for seed in range(PLAIN):
        quads = [quad for quad in mutant(seed) if not isinstance(quad.object, ox.Triple)]
        text = ox.serialize([quad.triple for quad in quads], format=ox.RdfFormat.N_TRIPLES) or b""
        expected = plain_results(plain, Graph().parse(data=text, format="nt"))
        assert gate_results(gate.check_quads(quads)) == expected, seed
        found += len(expected)
    assert found


def test_case_files_are_judged_as_by_pyshacl_alone(gate: Gate) -> None:
    plain = ShapesGraph(shapes_graph())
    found = 0
    for case in CASES:
        expected = plain_results(plain, Graph().parse(case, format="turtle"))
        assert gate_results(gate.check_file(case)) == expected, case
        found += len(expected)
    assert found >= len(CASES) / 2 > 0


def test_sample_documents_conform_without_pyshacl_and_with_it() -> None:
    compiled, both = Gate(sample=NEVER), Gate(sample=1)
    for document in documents():
        statements = mapped(document)
        assert [v for v in compiled.check(statements) if v.severity == "Violation"] == []
        assert compiled.check(statements) == both.check(statements)
