"""The network of entities and statements as a file: GraphML, GEXF, node-link JSON, Cytoscape JSON.

Memory holds the entities and one article at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, BinaryIO

from kg.analysis.parts import Reader
from kg.errors import SetupError
from kg.export.request import Request
from kg.export.sinks import GEXF, Cytoscape, GraphML, NodeLink, Sink, Taker

if TYPE_CHECKING:
    import networkx

SINKS: Mapping[str, Callable[[bool], Sink]] = {
    "graphml": lambda directed: GraphML(directed=directed),
    "gexf": lambda directed: GEXF(directed=directed),
    "node-link": lambda directed: NodeLink(directed=directed),
    "cytoscape": lambda directed: Cytoscape(directed=directed),
}
"""Formats that hold a network in one file, by name."""


def writer(name: str) -> Callable[[Request, BinaryIO], None]:
    """Return what writes the whole network in one of `SINKS`."""

    def write(request: Request, stream: BinaryIO) -> None:
        sink = SINKS[name](True)
        feed(request, sink)
        sink.write(stream)

    return write


def feed(request: Request, sink: Taker) -> None:
    """Give `sink` every statement and edge, article by article, and then the entities.

    Raises:
        SetupError: what was set aside is asked for, which is no fact.
    """
    if request.set_aside:
        raise SetupError(
            "A network holds facts only; choose turtle, trig, nquads or jsonld for what was set aside.",
            "네트워크 형식에는 사실만 담깁니다. 보류된 것은 turtle, trig, nquads, jsonld로 내보내세요.",
        )
    reader = Reader(request.dataset)
    published: dict[str, str] = {}
    for part in reader.parts():
        published.update(part.published)
        for iri, statement in part.statements.items():
            sink.node(iri, statement, [statement["published"]])
        for edge in part.edges:
            sink.edge(*edge)
    for iri, entity in reader.entities.items():
        sink.node(iri, entity, [published.get(str(span["article"]), "") for span in entity["evidence"]])


def write_graph(graph: networkx.Graph[str], format_name: str, stream: BinaryIO) -> None:
    """Write a graph that `kg.networkx_graph` returned, with whatever its nodes and edges carry by now.

    Args:
        graph: a network or a projection.
        format_name: one of `SINKS`.
        stream: open for bytes.

    Raises:
        SetupError: there is no such format.
    """
    if format_name not in SINKS:
        known = ", ".join(SINKS)
        raise SetupError(
            f"Unknown format {format_name!r} for a network; known: {known}.",
            f"네트워크에 쓸 수 없는 형식 {format_name!r}. 쓸 수 있는 형식: {known}.",
        )
    sink = SINKS[format_name](graph.is_directed())
    for iri, attributes in graph.nodes(data=True):
        sink.node(iri, attributes, ())
    for number, (source, target, attributes) in enumerate(graph.edges(data=True)):
        sink.edge(source, target, f"e{number}", attributes)
    sink.write(stream)
