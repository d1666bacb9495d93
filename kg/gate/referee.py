"""pySHACL, which decides what compiled checks leave open. Importing this loads rdflib and pySHACL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

import pyoxigraph as ox
from pyshacl import ShapesGraph
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError
from pyshacl.pytypes import SHACLExecutor
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import Node as RdfNode

from kg.errors import InputError, Reason, SetupError
from kg.gate.data import Node
from kg.gate.graph import graph_of, term_of
from kg.gate.shapes import TARGETS, messages, spread
from kg.gate.violation import Severity, Violation, owners
from kg.model import FACT_CLASSES
from kg.vocab import iri

_EVIDENCE = URIRef(iri("kg:evidence"))
_FACT_TYPES = tuple(URIRef(iri(f"kg:{kind.__name__}")) for kind in FACT_CLASSES)
_SHOWN = 80


class Referee:
    """pySHACL with some shapes, which it prepares once."""

    def __init__(self, shapes: Sequence[ox.Quad]) -> None:
        """Take the shapes as `read_shapes` returns them.

        Raises:
            SetupError: a shape is not well-formed.
        """
        graph = graph_of(spread(shapes))
        targeted = {shape for target in TARGETS for shape in graph.subjects(URIRef(target))}
        try:
            found = [shape for shape in ShapesGraph(graph).shapes if shape.node in targeted]
        except ShapeLoadError as error:
            raise _wrong_shapes(error) from error
        self._shapes = sorted(found, key=lambda shape: str(shape.node))
        self._messages = messages(shapes)

    def check(self, quads: Collection[ox.Quad], shapes: Collection[Node] | None = None) -> tuple[Violation, ...]:
        """Return what is wrong with a graph, in order.

        Args:
            quads: the graph.
            shapes: the shapes to look at; all where it is None.

        Raises:
            SetupError: a shape is not well-formed.
            InputError: the graph holds what pySHACL cannot judge.
        """
        try:
            return self._check(graph_of(quads), shapes)
        except (ConstraintLoadError, ShapeLoadError) as error:
            raise _wrong_shapes(error) from error
        except ReportableRuntimeError as error:
            raise InputError(
                f"pySHACL cannot judge the graph: {error.message}",
                f"pySHACL이 그래프를 판정하지 못합니다: {error.message}",
            ) from error

    def _check(self, graph: Graph, shapes: Collection[Node] | None) -> tuple[Violation, ...]:
        asked = self._shapes if shapes is None else [shape for shape in self._shapes if _key(shape.node) in shapes]
        executor = SHACLExecutor()
        results = [(node, parts) for shape in asked for _, node, parts in shape.validate(executor, graph)[1]]
        if not results:
            return ()
        facts = _facts(graph)
        found = {self._violation(node, parts, facts) for node, parts in results}
        return tuple(sorted(found, key=Violation.order))

    def _violation(
        self, result: RdfNode, parts: Iterable[tuple[RdfNode, RdfNode, Any]], known: Mapping[str, Sequence[str]]
    ) -> Violation:
        own = [(predicate, value) for subject, predicate, value in parts if subject == result]  # not those of details
        found = {predicate: value[1] if isinstance(value, tuple) else value for predicate, value in own}
        shape, focus = found[SH.sourceShape], found[SH.focusNode]
        path, value = found.get(SH.resultPath), found.get(SH.value)
        facts = owners(str(focus), known)
        if not facts and isinstance(value, URIRef):
            facts = owners(str(value), known)
        name = _key(shape)
        return Violation(
            severity=cast(Severity, str(found[SH.resultSeverity]).removeprefix(str(SH))),
            facts=facts,
            shape=str(shape),
            focus=f"_:{focus}" if isinstance(focus, BNode) else str(focus),
            path=str(path) if isinstance(path, URIRef) else None,
            value=None if value is None or value == focus else term_of(value),
            component=str(found[SH.sourceConstraintComponent]),
            reason=_shown(self._messages.get(name) or _unnamed(shape), None if str(value) in facts else value, focus),
        )


def _wrong_shapes(error: ReportableRuntimeError) -> SetupError:
    return SetupError(f"The shapes are wrong: {error.message}", f"모양이 잘못되었습니다: {error.message}")


def _key(node: RdfNode) -> Node:
    """The node of a shape as compiled checks name it."""
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else str(node)


def _unnamed(shape: RdfNode) -> Reason:
    return Reason(f"It violates a shape that has no message: {shape}.", f"설명이 없는 모양을 어겼습니다: {shape}.")


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
