"""The shapes, read once from `ontology/shapes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import Reason, SetupError
from kg.gate.data import RDF, TYPE, Data, Node
from kg.rdf import LANG_STRING
from kg.resources import shipped
from kg.vocab import PREFIXES

SH = PREFIXES["sh"]
TARGETS = tuple(SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"))

_PROPERTY, _MESSAGE, _SEVERITY, _VIOLATION, _SPARQL = (
    SH + name for name in ("property", "message", "severity", "Violation", "sparql")
)
_USES = (SH + "node", SH + "not", SH + "qualifiedValueShape", RDF + "first")
_SIBLINGS = SH + "qualifiedValueShapesDisjoint"
_CLASS, _SUBCLASS = PREFIXES["rdfs"] + "Class", PREFIXES["rdfs"] + "subClassOf"


def read_shapes(folder: Path | None = None) -> tuple[ox.Quad, ...]:
    """Return all shapes of `folder` as they stand there; without it, the shipped ones.

    Raises:
        SetupError: there are none, or a file is no Turtle.
    """
    folder = folder or shipped("ontology") / "shapes"
    quads: list[ox.Quad] = []
    for path in sorted(folder.glob("*.ttl")):
        try:
            base = path.resolve().as_uri()
            quads += ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True)
        except (OSError, SyntaxError) as error:
            raise SetupError(
                f"{path} cannot be read as Turtle: {error}", f"{path}를 Turtle로 읽을 수 없습니다: {error}"
            ) from error
    if not any(quad.predicate.value.startswith(SH) for quad in quads):
        raise SetupError(f"{folder} has no SHACL shapes.", f"{folder}에 SHACL 모양이 없습니다.")
    return tuple(quads)


def spread(shapes: Sequence[ox.Quad]) -> tuple[ox.Quad, ...]:
    """Return the shapes in the form that is evaluated fastest, with the same results.

    A property shape below a node shape gets the node shape's targets as its own, so that all focus nodes are looked at
    together instead of one by one; a shape that is a class gets itself as its target. What is not needed for checking
    is left out, since pySHACL goes through all properties of a shape each time; `messages` has the messages.
    """
    data = Data.of_quads(shapes)
    targets = {shape: _targets(data, shape) for shape in data.subjects}
    lifted = {shape for shape, found in targets.items() if found and _only_gathers(data, shape)}
    result: dict[ox.Quad, None] = {}
    for quad in shapes:
        subject = cast(Node, quad.subject.value if isinstance(quad.subject, ox.NamedNode) else quad.subject)
        predicate = quad.predicate.value
        if predicate == _PROPERTY and subject in lifted:
            result |= dict.fromkeys(ox.Quad(quad.object, p, node) for p, node in targets[subject])  # type: ignore[arg-type]
        elif predicate == _MESSAGE or (predicate == _SEVERITY and quad.object == ox.NamedNode(_VIOLATION)):
            continue
        else:
            result[quad] = None
    for shape, found in targets.items():
        term = ox.NamedNode(shape) if isinstance(shape, str) else shape
        result |= dict.fromkeys(ox.Quad(term, p, node) for p, node in found)  # type: ignore[arg-type]
    return tuple(result)


def messages(shapes: Sequence[ox.Quad]) -> Mapping[Node, Reason]:
    """Return the message of each shape that has one, its own or that of its SPARQL constraint."""
    data = Data.of_quads(shapes)
    holders = data.inverse(_SPARQL)
    texts: dict[Node, dict[str, str]] = {}
    for holder, properties in data.subjects.items():
        for message in properties.get(_MESSAGE, ()):
            if type(message) is tuple:
                language = message[2] if message[1] == LANG_STRING else None
                for shape in holders.get(holder, [holder]):
                    texts.setdefault(shape, {})[language or "en"] = message[0]
    return {shape: Reason(by.get("en", ""), by.get("ko", by.get("en", ""))) for shape, by in texts.items()}


def named_shapes(shapes: Sequence[ox.Quad]) -> tuple[str, ...]:
    """Return the IRIs of the shapes that can be violated, those with a message, in order."""
    return tuple(sorted(shape for shape in messages(shapes) if isinstance(shape, str)))


def _targets(data: Data, shape: Node) -> tuple[tuple[ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal], ...]:
    """The targets of a shape, each a property and its value."""
    found = [(ox.NamedNode(name), term(node)) for name in TARGETS for node in data.values(shape, name)]
    classes = {_CLASS, *data.inverse(_SUBCLASS).get(_CLASS, ())}
    if classes.intersection(data.values(shape, TYPE)) and any(name.startswith(SH) for name in data.subjects[shape]):
        found.append((ox.NamedNode(TARGETS[0]), term(shape)))
    return tuple(found)


def _only_gathers(data: Data, shape: Node) -> bool:
    """Whether the property shapes of a node shape may stand alone: it is in force, and nothing else needs them."""
    alone = not any(data.values(shape, SH + name) for name in ("path", "deactivated", "closed"))
    used = any(shape in data.inverse(name) for name in _USES)
    siblings = any(data.values(part, _SIBLINGS) for part in data.values(shape, _PROPERTY))
    return alone and not used and not siblings


def term(node: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """Return a node of `Data` as the term that it was read from."""
    if type(node) is str:
        return ox.NamedNode(node)
    if type(node) is tuple:
        text, datatype, language = node
        return ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))
    return node  # type: ignore[return-value]
