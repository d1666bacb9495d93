"""The graphs of networkx that kg returns: as networkx has them, and a notebook shows what is in them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import networkx

from kg.markup import element, table, text

if TYPE_CHECKING:
    Undirected = networkx.Graph[str]
    Directed = networkx.DiGraph[str]
    Multiple = networkx.MultiDiGraph[str]
else:  # its classes are generic for type checkers alone
    Undirected, Directed, Multiple = networkx.Graph, networkx.DiGraph, networkx.MultiDiGraph

_TOP = 10
"""Nodes that a notebook shows."""


def _html(graph: Undirected) -> str:
    """Return what is in a graph: how much of what, and the nodes with most edges."""
    kinds = Counter(str(node["type"]) for _, node in graph.nodes(data=True))
    links = Counter(str(edge["type"]) for _, _, edge in graph.edges(data=True))
    counts = [("nodes", kind, f"{count:,}") for kind, count in sorted(kinds.items())]
    counts += [("edges", kind, f"{count:,}") for kind, count in sorted(links.items())]
    best = sorted(graph.degree, key=lambda item: (-item[1], item[0]))[:_TOP]
    rows = [
        (str(graph.nodes[iri].get("label", iri)), str(graph.nodes[iri].get("type", "")), f"{degree:,}")
        for iri, degree in best
    ]
    title = element("h4", text(str(graph.graph.get("title", type(graph).__name__))))
    return title + table(("", "type", "count"), counts) + table(("node", "type", "edges"), rows)


class Network(Multiple):
    """Directed, with as many edges between two nodes as there are."""

    def _repr_html_(self) -> str:
        return _html(self)


class Ties(Undirected):
    """Undirected, one edge between two nodes."""

    def _repr_html_(self) -> str:
        return _html(self)


class Arrows(Directed):
    """Directed, one edge from a node to another."""

    def _repr_html_(self) -> str:
        return _html(self)
