"""The graph: the Oxigraph side of a store. Everything in it is derived and can be written again from the ledger."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from kg.rdf import Statement, as_quads

_ENTITIES_AT_A_TIME = 200


class Graph:
    """The quads of one store, on disk."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    def add(self, nquads: Sequence[bytes]) -> None:
        """Load the quads of new articles in bulk; repeating it changes nothing.

        It is not atomic. The ledger must hold the articles as pending until it has returned.
        """
        self.store.bulk_load(b"".join(nquads), format=ox.RdfFormat.N_QUADS)

    def replace_graphs(self, graphs: Sequence[str], nquads: bytes) -> None:
        """Put `nquads`, which lie in `graphs`, in place of all that these graphs hold, in one transaction."""
        steps = [f"DROP SILENT GRAPH {ox.NamedNode(graph)}" for graph in graphs]
        quads = ox.parse(nquads, format=ox.RdfFormat.N_QUADS)
        self.store.update(" ;\n".join([*steps, *_insertions(quads)]))

    def replace_subjects(self, graph: str, statements: Mapping[str, Iterable[Statement]]) -> None:
        """Put `statements`, by the IRI of a subject, in place of all that `graph` says of it and of its parts.

        Parts of a subject are the nodes that it names whose IRI is its own with a fragment.
        """
        subjects = sorted(statements)
        for first in range(0, len(subjects), _ENTITIES_AT_A_TIME):
            part = subjects[first : first + _ENTITIES_AT_A_TIME]
            known = [node for iri in part for node in self._described(graph, iri)]
            new = as_quads(statement for iri in part for statement in statements[iri])
            steps = []
            if known:
                values = " ".join(map(str, known))
                where = f"GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }}"
                steps.append(f"DELETE {{ {where} }} WHERE {{ VALUES ?s {{ {values} }} {where} }}")
            if new:
                steps += _insertions(new)
            if steps:
                self.store.update(" ;\n".join(steps))

    def graphs_with_context(self, prefix: str, context: str) -> Iterator[list[ox.Quad]]:
        """Yield, for each graph whose name begins with `prefix`, its quads and what `context` says of its objects.

        The graphs come in the order of their names.
        """
        for name in sorted(self.names(prefix)):
            quads = self.quads(name)
            objects = {quad.object for quad in quads if isinstance(quad.object, ox.NamedNode)}
            for thing in sorted(objects, key=str):
                quads += self.store.quads_for_pattern(thing, None, None, ox.NamedNode(context))
            yield quads

    def _described(self, graph: str, iri: str) -> list[ox.NamedNode]:
        """The subject itself, if `graph` says anything of it, and its parts."""
        this = ox.NamedNode(iri)
        objects = [quad.object for quad in self.store.quads_for_pattern(this, None, None, ox.NamedNode(graph))]
        parts = [o for o in objects if isinstance(o, ox.NamedNode) and o.value.startswith(f"{iri}#")]
        return [this, *parts] if objects else []

    def names(self, prefix: str) -> set[str]:
        """Return the names of the graphs that begin with `prefix`."""
        names = (name.value for name in self.store.named_graphs() if isinstance(name, ox.NamedNode))
        return {name for name in names if name.startswith(prefix)}

    def quads(self, graph: str, subject: str | None = None) -> list[ox.Quad]:
        """Return the quads of one graph, or what it says of one subject."""
        of = None if subject is None else ox.NamedNode(subject)
        return list(self.store.quads_for_pattern(of, None, None, ox.NamedNode(graph)))

    def clear(self) -> None:
        """Remove every quad."""
        self.store.clear()

    def flush(self) -> None:
        """Have everything written to disk before the ledger notes it as done."""
        self.store.flush()

    def compact(self) -> None:
        """Put the files of the store in order, so that reading need not look into several: after much was loaded."""
        self.store.optimize()


def digest_of(nquads: bytes) -> str:
    """Return the SHA-256 (hex) over the lines of N-Quads, whatever their order."""
    return hashlib.sha256(b"\n".join(sorted(set(nquads.split(b"\n"))))).hexdigest()


def nquads_of(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as N-Quads, in the form in which they were added."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def _insertions(quads: Iterable[ox.Quad]) -> list[str]:
    """`quads` as SPARQL INSERT DATA, whose triples are written as N-Triples, which every SPARQL parser reads."""
    graphs: defaultdict[ox.NamedNode | ox.BlankNode | ox.DefaultGraph, list[ox.Triple]] = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
    steps = []
    for graph, triples in graphs.items():
        text = (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
        steps.append(f"INSERT DATA {{ GRAPH {graph} {{ {text} }} }}")
    return steps
