"""The shapes, read once from `ontology/shapes`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyshacl import Shape, ShapesGraph
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.errors import Reason, SetupError
from kg.resources import shipped

_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


def read_shapes(folder: Path | None = None) -> Graph:
    """Return all shapes of `folder` as they stand there; without it, the shipped ones.

    Raises:
        SetupError: there are none.
    """
    folder = folder or shipped("ontology") / "shapes"
    shapes = Graph()
    for path in sorted(folder.glob("*.ttl")):
        shapes.parse(path, format="turtle")
    if (None, RDF.type, SH.NodeShape) not in shapes:
        raise SetupError(f"{folder} has no SHACL shapes.", f"{folder}에 SHACL 모양이 없습니다.")
    return shapes


def prepared(shapes: Graph) -> tuple[Shape, ...]:
    """Return the shapes that have targets for pySHACL, in order, in the form that it evaluates fastest.

    A property shape below a node shape gets the node shape's targets as its own. The results are the same, but
    pySHACL looks at all focus nodes at once instead of building the shape anew for each. What is not needed for
    checking is left out, since pySHACL goes through all properties of a shape each time; `messages` has the messages.
    """
    result = Graph("SimpleMemory")
    result += shapes
    result.remove((None, SH.message, None))
    result.remove((None, SH.severity, SH.Violation))
    for shape, _, part in shapes.triples((None, SH.property, None)):
        targets = [(target, value) for target in _TARGETS for value in shapes.objects(shape, target)]
        if targets:
            result.remove((shape, SH.property, part))
            for target, value in targets:
                result.add((part, target, value))
    for shape in set(shapes.subjects(RDF.type, SH.NodeShape)):
        if set(result.predicates(shape)) <= {RDF.type, *_TARGETS}:  # it only gathered property shapes
            result.remove((shape, None, None))
    targeted = {shape for target in _TARGETS for shape in result.subjects(target)}
    found = [shape for shape in ShapesGraph(result).shapes if shape.node in targeted]
    return tuple(sorted(found, key=lambda shape: str(shape.node)))


def messages(shapes: Graph) -> Mapping[Node, Reason]:
    """Return the message of each shape that has one, its own or that of its SPARQL constraint."""
    texts: dict[Node, dict[str, str]] = {}
    for holder, message in shapes.subject_objects(SH.message):
        shape = next(shapes.subjects(SH.sparql, holder), holder)
        if isinstance(message, Literal):
            texts.setdefault(shape, {})[message.language or "en"] = str(message)
    return {shape: Reason(by.get("en", ""), by.get("ko", by.get("en", ""))) for shape, by in texts.items()}


def named_shapes(shapes: Graph) -> tuple[URIRef, ...]:
    """Return the shapes that can be violated, those with a message and an IRI of their own, in order."""
    return tuple(sorted(shape for shape in messages(shapes) if isinstance(shape, URIRef)))
