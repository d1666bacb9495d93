"""pySHACL by itself, with the shapes as they stand in the files and rdflib for everything: what the gate must equal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyshacl import ShapesGraph
from pyshacl.pytypes import SHACLExecutor
from rdflib import Graph
from rdflib.namespace import SH

from kg.resources import shipped

Result = tuple[str, str, str, str, str, str]


def shapes_graph(folder: Path | None = None) -> Graph:
    """Return the shapes of a folder, of the shipped one by default, as rdflib reads them."""
    graph = Graph()
    for path in sorted((folder or shipped("ontology") / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def plain_results(shapes: ShapesGraph, data: Graph) -> set[Result]:
    """Return shape, focus node, path, value, component and severity of each result of pySHACL."""
    results = set()
    for shape in shapes.shapes:
        for _, node, parts in shape.validate(SHACLExecutor(), data)[1]:
            found: dict[Any, Any] = {
                predicate: value[1] if isinstance(value, tuple) else value
                for subject, predicate, value in parts
                if subject == node
            }
            focus, value = found[SH.focusNode], found.get(SH.value)
            results.add(
                (
                    str(found[SH.sourceShape]),
                    str(focus),
                    str(found.get(SH.resultPath, "")),
                    "" if value is None or value == focus else str(value),
                    str(found[SH.sourceConstraintComponent]),
                    str(found[SH.resultSeverity]),
                )
            )
    return results
