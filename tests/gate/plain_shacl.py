"""pySHACL by itself, with the shapes as they stand in the files and rdflib for everything: what the gate must equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyoxigraph as ox
from pyshacl import ShapesGraph
from pyshacl.pytypes import SHACLExecutor
from rdflib import BNode, Graph, URIRef
from rdflib.namespace import SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.evaluate import evalQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Identifier, Node

from kg.gate import Violation
from kg.resources import shipped

Result = tuple[str, str, str, str, str, str]
"""Shape, focus node, path, value, component and severity; a blank node is empty, and so is what is not there."""


def shapes_graph(folder: Path | None = None) -> Graph:
    """Return the shapes of a folder, of the shipped one by default, as rdflib reads them."""
    graph = Graph()
    for path in sorted((folder or shipped("ontology") / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def plain_results(shapes: ShapesGraph, data: Graph) -> set[Result]:
    """Return what pySHACL finds."""
    with patch.object(SPARQLProcessor, "query", _answer):
        return {
            result_of({predicate: _term(value) for subject, predicate, value in parts if subject == node})
            for shape in shapes.shapes
            for _, node, parts in shape.validate(SHACLExecutor(), data)[1]
        }


def _answer(
    processor: SPARQLProcessor,
    query: str,
    bindings: Mapping[str, Identifier],
    namespaces: Mapping[str, str],
    **_: object,
) -> Mapping[str, Any]:
    """Answer as rdflib's processor does, but for parsing each text once.

    pySHACL asks the same texts of every graph and at every focus node, and rdflib takes nine tenths of the time to
    parse them.
    """
    return evalQuery(processor.graph, _prepared(query, tuple(namespaces.items())), bindings)


@cache
def _prepared(query: str, namespaces: tuple[tuple[str, str], ...]) -> Query:
    return prepareQuery(query, initNs=dict(namespaces))


def result_of(found: Mapping[Node, Node]) -> Result:
    """Return a result by the properties of its node in a report."""
    focus, value, path = found[SH.focusNode], found.get(SH.value), found.get(SH.resultPath)
    return (
        _shown(found[SH.sourceShape]),
        _shown(focus),
        str(path) if isinstance(path, URIRef) else "",
        "" if value is None or value == focus else _shown(value),
        str(found[SH.sourceConstraintComponent]),
        str(found[SH.resultSeverity]),
    )


def gate_results(violations: Iterable[Violation]) -> set[Result]:
    """Return what the gate found."""
    return {
        (
            v.shape if ":" in v.shape else "",
            "" if v.focus.startswith("_:") else v.focus,
            v.path or "",
            "" if v.value is None or isinstance(v.value, ox.BlankNode) else v.value.value,
            v.component,
            v.severity if ":" in v.severity else str(SH) + v.severity,
        )
        for v in violations
    }


def _term(value: Node | tuple[Node, Node]) -> Node:
    return value[1] if isinstance(value, tuple) else value  # pySHACL gives a value with the graph that it stands in


def _shown(node: Node) -> str:
    return "" if isinstance(node, BNode) else str(node)
