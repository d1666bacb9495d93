"""The core cases of the W3C's SHACL test suite: the gate reports what pySHACL does, and what the suite expects."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from plain_shacl import gate_results, plain_results, result_of, shapes_graph
from pyshacl import ShapesGraph
from rdflib import BNode, Graph, Namespace
from rdflib.namespace import SH
from rdflib.term import Node

from kg.gate import Gate
from kg.gate.compiler import compile_shapes, suspects
from kg.gate.constraints import COMPILERS
from kg.gate.data import Data
from kg.gate.shapes import read_shapes, spread

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
NEVER = 10**12
LEFT_TO_PYSHACL = {
    "minInclusive-003": "its bound is a time without an offset",
    "uniqueLang-002": "its parameter is the boolean 1, which pySHACL takes for true against the suite",
}


def constraints(shapes: Graph) -> set[str]:
    """The constraints that shapes use, by their names."""
    used = {str(predicate).removeprefix(str(SH)) for predicate in shapes.predicates() if predicate in SH}
    return used & {str(term).removeprefix(str(SH)) for term in PARAMETERS}


def parameters() -> set[Node]:
    from pyshacl.constraints import ALL_CONSTRAINT_PARAMETERS

    return set(ALL_CONSTRAINT_PARAMETERS)


PARAMETERS = parameters()


def file_of(manifest: Graph, action: Node | None, name: str) -> Path:
    return Path(str(manifest.value(action, SHT[name])).removeprefix("file://"))


@pytest.fixture(scope="module")
def cases(benchmark_folder: Path) -> list[tuple[str, Path, Path, set[tuple[str, ...]]]]:
    found = []
    for file in sorted((benchmark_folder / "shacl-tests" / "core").glob("*/*.ttl")):
        manifest = Graph().parse(file, format="turtle")
        for test in manifest.subjects(None, SHT.Validate):
            action, report = manifest.value(test, MF.action), manifest.value(test, MF.result)
            expected = {
                result_of(dict(manifest.predicate_objects(result))) for result in manifest.objects(report, SH.result)
            }
            shapes, data = (file_of(manifest, action, name) for name in ("shapesGraph", "dataGraph"))
            found.append((file.stem, shapes, data, expected))
    return found


def prepare(shapes: Path, folder: Path) -> Path:
    """A folder with the one file of shapes, under the same base."""
    folder.mkdir()
    (folder / "shapes.ttl").write_text(f"@base <{shapes.as_uri()}> .\n{shapes.read_text('utf-8')}", encoding="utf-8")
    return folder


def quads_of(data: Path) -> list[ox.Quad]:
    return list(ox.parse(data.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=data.as_uri()))


def test_the_gate_reports_what_pyshacl_and_the_suite_do(cases: list, tmp_path: Path) -> None:
    as_expected = 0
    for number, (name, shapes, data, expected) in enumerate(cases):
        gate = Gate(prepare(shapes, tmp_path / str(number)), sample=NEVER)
        found = gate_results(gate.check_quads(quads_of(data)))
        plain = plain_results(ShapesGraph(Graph().parse(shapes, format="turtle")), Graph().parse(data, format="turtle"))
        assert found == plain, name
        as_expected += found == expected
    assert len(cases) > 90
    assert as_expected >= len(cases) - 1  # uniqueLang-002, see above


def test_compiled_checks_alone_tell_what_conforms(cases: list, tmp_path: Path) -> None:
    ours = constraints(shapes_graph()) - {"sparql"}
    assert ours <= set(COMPILERS)
    judged = conforming = 0
    for number, (name, shapes, data, expected) in enumerate(cases):
        graph = Graph().parse(shapes, format="turtle")
        simple_paths = not any(isinstance(path, BNode) for path in graph.objects(None, SH.path))
        if constraints(graph) <= ours and simple_paths and name not in LEFT_TO_PYSHACL:
            units = compile_shapes(spread(read_shapes(prepare(shapes, tmp_path / str(number)))))
            assert all(unit.conforms is not None for unit in units), name
            assert bool(suspects(units, Data.of_quads(quads_of(data)))) == bool(expected), name
            judged += 1
            conforming += not expected
    assert judged > 40
    assert conforming > 1
