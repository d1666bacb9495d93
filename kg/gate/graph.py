"""Quads as a small rdflib graph, which pySHACL needs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from kg.gate.violation import Term

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class CheckedGraph(Graph):
    """A graph in memory that parses each query once: pySHACL hands over the same text at every focus node."""

    def __init__(self) -> None:
        super().__init__(store="SimpleMemory", bind_namespaces="none")

    def __bool__(self) -> bool:
        """Be true even when empty: the default counts all triples, and pySHACL asks at every result."""
        return True

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        """Answer a query as `rdflib.Graph.query` does."""
        parsed = _parsed(query_object) if isinstance(query_object, str) else query_object
        return super().query(parsed, *args, **kwargs)


def graph_of(quads: Iterable[ox.Quad]) -> CheckedGraph:
    """Return the triples of `quads`, whatever graph they stand in, without triple terms, which rdflib lacks."""
    graph = CheckedGraph()
    nodes: dict[Any, Node] = {}  # by term: most occur many times
    for quad in quads:
        if isinstance(quad.subject, ox.Triple) or isinstance(quad.object, ox.Triple):
            continue
        triple = []
        for term in (quad.subject, quad.predicate, quad.object):
            node = nodes.get(term)
            if node is None:
                node = nodes[term] = _node(term)
            triple.append(node)
        graph.store.add((triple[0], triple[1], triple[2]), graph)
    return graph


def term_of(node: Node) -> Term:
    """Return a node of an rdflib graph as a term of pyoxigraph."""
    if isinstance(node, Literal):
        if node.language is not None:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))


@lru_cache(maxsize=256)
def _parsed(text: str) -> Query:
    return prepareQuery(text)


def _node(term: Term) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    return Literal(term.value) if datatype == _STRING else Literal(term.value, datatype=URIRef(datatype))
