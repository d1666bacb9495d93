"""Many edges of the network made one, which says which it was made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.analysis.parts import Attributes, Edge, Reader

Ends = tuple[str, str, str]
"""Source, target and key of an edge; the key tells edges between the same two nodes apart."""


class Collapsed:
    """The edges of a projection while they are gathered.

    Attributes:
        edges: by their ends. Each has `label`, `type` (the projection's own), `weight`, `collapsed` (how many edges of
            the network it stands for), `from` (their types), `facts` (IRIs), `first` and `last` (the dates of their
            articles) and `evidence`.
    """

    def __init__(self, kind: str, *, directed: bool, evidence: bool) -> None:
        self.edges: dict[Ends, Attributes] = {}
        self._kind = kind
        self._directed = directed
        self._evidence = evidence

    def add(self, source: str, target: str, made_from: Iterable[Edge], label: str, key: str = "") -> Attributes:
        """Count one more reason for the edge and return its attributes.

        Args:
            source: IRI of one end.
            target: IRI of the other; ends that are not directed are put in order.
            made_from: the edges of the network that connect them.
            label: what the edge is called when it is new.
            key: tells edges between the same ends apart.
        """
        if not self._directed and target < source:
            source, target = target, source
        edge = self.edges.get((source, target, key))
        if edge is None:
            edge = {"label": label, "type": self._kind, "weight": 0, "collapsed": 0, "from": [], "facts": []}
            edge |= {"first": "", "last": ""} | ({"evidence": []} if self._evidence else {})
            self.edges[source, target, key] = edge
        edge["weight"] += 1
        for one in made_from:
            self._made_from(edge, one)
        return edge

    def _made_from(self, edge: Attributes, one: Edge) -> None:
        attributes = one.attributes
        edge["collapsed"] += 1
        edge["facts"].append(one.key)
        if attributes["type"] not in edge["from"]:
            edge["from"] = sorted([*edge["from"], attributes["type"]])
        if attributes["published"]:
            edge["first"] = min(edge["first"] or attributes["published"], attributes["published"])
            edge["last"] = max(edge["last"], attributes["published"])
        if self._evidence:
            edge["evidence"].extend(attributes["evidence"])


class Count:
    """Counts which edges of the network a projection took, by type; the rest it left out."""

    def __init__(self) -> None:
        self.all: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()

    def of(self, edges: Iterable[Edge], kinds: Iterable[str]) -> list[Edge]:
        """Return those of `edges` that are of `kinds`, and count all."""
        wanted = frozenset(kinds)
        chosen = []
        for edge in edges:
            kind = edge.attributes["type"]
            self.all[kind] += 1
            if kind in wanted:
                self.taken[kind] += 1
                chosen.append(edge)
        return chosen

    def leave(self, *edges: list[Edge]) -> None:
        """Note that edges that were counted as taken are left out after all."""
        self.taken.subtract(edge.attributes["type"] for group in edges for edge in group)

    def summary(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many edges were collapsed and how many left out, by type."""
        left = self.all - self.taken
        return {"collapsed": dict(sorted((+self.taken).items())), "left_out": dict(sorted(left.items()))}


def nodes_of(reader: Reader, iris: Iterable[str]) -> dict[str, Attributes]:
    """Return the nodes of these IRIs in their order."""
    return {iri: reader.entities[iri] for iri in sorted(set(iris))}
