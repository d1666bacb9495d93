"""The gate: what enters the graph is checked against the shapes, with pySHACL over one small graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
from pyshacl.pytypes import SHACLExecutor
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from kg.errors import InputError, Reason
from kg.gate.graph import graph_of, term_of
from kg.gate.shapes import messages, prepared, read_shapes
from kg.gate.violation import Severity, Violation, owners
from kg.model import FACT_CLASSES
from kg.vocab import iri

_EVIDENCE = URIRef(iri("kg:evidence"))
_FACT_TYPES = tuple(URIRef(iri(f"kg:{kind.__name__}")) for kind in FACT_CLASSES)
_SHOWN = 80


class Gate:
    """Checks graphs against the shapes, which it reads once: build one, then fork or keep it."""

    def __init__(self, shapes: Path | None = None) -> None:
        """Read the shapes of a folder, of the shipped one by default.

        Raises:
            SetupError: it has none.
        """
        graph = read_shapes(shapes)
        self._messages = messages(graph)
        self._shapes = prepared(graph)

    def check(self, quads: Iterable[ox.Quad], context: Iterable[ox.Quad] = ()) -> tuple[Violation, ...]:
        """Return what is wrong with the graph of an article, in order.

        Args:
            quads: the article's graph.
            context: what the entity graph says of the entities and roles that the article names; without their types
                every fact about them is refused.
        """
        return self._check(graph_of([*quads, *context]))

    def check_file(self, path: Path) -> tuple[Violation, ...]:
        """Return what is wrong with all graphs of an RDF file taken together, in order.

        Raises:
            InputError: the file cannot be read.
        """
        try:
            with path.open("rb") as file:
                form = ox.RdfFormat.from_extension(path.suffix.removeprefix(".")) or ox.RdfFormat.TURTLE
                quads = list(ox.parse(file, format=form))
        except (OSError, SyntaxError, ValueError) as error:
            raise InputError(
                f"{path} cannot be read as RDF: {error}", f"{path}를 RDF로 읽을 수 없습니다: {error}"
            ) from error
        return self.check(quads)

    def _check(self, graph: Graph) -> tuple[Violation, ...]:
        executor = SHACLExecutor()
        results = [parts for shape in self._shapes for _, _, parts in shape.validate(executor, graph)[1]]
        if not results:
            return ()
        facts = _facts(graph)
        return tuple(sorted({self._violation(parts, facts) for parts in results}, key=Violation.order))

    def _violation(self, parts: Iterable[tuple[Node, Node, Any]], known: Mapping[str, Sequence[str]]) -> Violation:
        found = {predicate: value[1] if isinstance(value, tuple) else value for _, predicate, value in parts}
        shape, focus = found[SH.sourceShape], found[SH.focusNode]
        path, value = found.get(SH.resultPath), found.get(SH.value)
        facts = owners(str(focus), known)
        if not facts and isinstance(value, URIRef):
            facts = owners(str(value), known)
        return Violation(
            severity=cast(Severity, str(found[SH.resultSeverity]).removeprefix(str(SH))),
            facts=facts,
            shape=str(shape),
            focus=f"_:{focus}" if isinstance(focus, BNode) else str(focus),
            path=str(path) if isinstance(path, URIRef) else None,
            value=None if value is None or value == focus else term_of(value),
            component=str(found[SH.sourceConstraintComponent]),
            reason=_shown(self._messages[shape], value, focus),
        )


def _facts(graph: Graph) -> Mapping[str, Sequence[str]]:
    """Each fact by its own IRI, and by each span of evidence the facts that point at it, in order."""
    facts = sorted({fact for kind in _FACT_TYPES for fact in graph.subjects(RDF.type, kind)}, key=str)
    known: dict[str, list[str]] = {str(fact): [str(fact)] for fact in facts}
    for fact in facts:
        for span in graph.objects(fact, _EVIDENCE):
            known.setdefault(str(span), []).append(str(fact))
    return known


def _shown(message: Reason, value: object, focus: object) -> Reason:
    """The message with the offending value, where there is one to see."""
    if value is None or value == focus:
        return message
    text = str(value) if len(str(value)) <= _SHOWN else str(value)[:_SHOWN] + "…"
    shown = f"“{text}”" if isinstance(value, Literal) else f"<{text}>"
    return Reason(f"{message.en} Found: {shown}", f"{message.ko} 실제: {shown}")
