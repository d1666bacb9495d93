"""Quads as a small rdflib graph, which pySHACL needs."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Any, cast

import pyoxigraph as ox
from rdflib import BNode, Graph, Literal, URIRef, Variable
from rdflib.graph import Graph as Context
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.memory import SimpleMemory
from rdflib.query import Result
from rdflib.term import Identifier, Node

from kg.gate.violation import Term

# A literal that is no value of its datatype is for the shapes to refuse; rdflib would print a traceback of each.
logging.getLogger("rdflib.term").setLevel(logging.ERROR)

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Triples(SimpleMemory):
    """A store in memory whose queries Oxigraph answers.

    pySHACL walks the graph in Python, which is quickest over rdflib's plain memory. But it asks each SPARQL constraint
    anew at each focus node, and rdflib takes milliseconds to parse and evaluate what Oxigraph answers in a fraction of
    one from the same triples.
    """

    def __init__(self, quads: Collection[ox.Quad]) -> None:
        super().__init__()
        self._size = len(quads)
        self._queried = ox.Store()
        self._queried.extend(quads)

    def query(
        self,
        query: Query | str,
        initNs: Mapping[str, Any],  # noqa: N803 – rdflib's names
        initBindings: Mapping[str, Identifier],  # noqa: N803
        queryGraph: str,  # noqa: N803, ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> Result:
        """Answer the text of a SELECT query, all that a SPARQL constraint can be.

        Raises:
            NotImplementedError: a bound variable is not selected, which Oxigraph cannot bind then; rdflib takes over.
        """
        try:
            solutions = self._queried.query(
                str(query),
                prefixes={prefix: str(namespace) for prefix, namespace in initNs.items()},
                substitutions={ox.Variable(name): term_of(node) for name, node in initBindings.items()},
                use_default_graph_as_union=True,
            )
        except RuntimeError as error:
            raise NotImplementedError(str(error)) from error
        answer = Result("SELECT")
        answer.vars = [Variable(variable.value) for variable in cast(ox.QuerySolutions, solutions).variables]
        answer.bindings = [
            {
                name: _node(cast(Term, term))
                for name, term in zip(answer.vars, solution, strict=True)
                if term is not None
            }
            for solution in cast(ox.QuerySolutions, solutions)
        ]
        return answer

    def __len__(self, context: Context | None = None) -> int:
        """Return how many quads were put in: pySHACL asks at every result, and counting walks through all."""
        return self._size


def graph_of(quads: Collection[ox.Quad]) -> Graph:
    """Return the triples of `quads`, whatever graph they stand in, without triple terms, which rdflib lacks."""
    store = Triples([quad for quad in quads if not isinstance(quad.object, ox.Triple)])
    graph = Graph(store, bind_namespaces="none")
    nodes: dict[object, Node] = {}  # by term: most occur many times
    for quad in quads:
        if isinstance(quad.object, ox.Triple):
            continue
        triple = []
        for term in (quad.subject, quad.predicate, quad.object):
            node = nodes.get(term)
            if node is None:
                node = nodes[term] = _node(cast(Term, term))
            triple.append(node)
        store.add((triple[0], triple[1], triple[2]), graph)
    return graph


def term_of(node: Node) -> Term:
    """Return a node of an rdflib graph as a term of pyoxigraph."""
    if isinstance(node, Literal):
        if node.language is not None:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or _STRING)))
    return ox.BlankNode(str(node)) if isinstance(node, BNode) else ox.NamedNode(str(node))


def _node(term: Term) -> Identifier:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    if term.language is not None:
        return Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    return Literal(term.value) if datatype == _STRING else Literal(term.value, datatype=URIRef(datatype))
