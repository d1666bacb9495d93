"""What measures a network: networkx with whichever of its backends is asked for, or igraph where it is installed.

Both give the same figures, but for communities: there each has an implementation of the Louvain method of its own.
igraph is what a million edges need.
"""

# ruff: noqa: D102 - what the methods do is told in `Engine`

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from kg.errors import SetupError

if TYPE_CHECKING:
    import networkx

SEED = 1
"""Where an algorithm draws lots, it draws these."""


class Web(NamedTuple):
    """A network as the engines take it: undirected, one tie between two nodes, nodes by number.

    Attributes:
        size: the number of nodes.
        ties: both ends, the smaller number first, in order; none connects a node with itself.
        weights: of each tie.
    """

    size: int
    ties: Sequence[tuple[int, int]]
    weights: Sequence[float]


class Engine(Protocol):
    """Measures one web. Every method returns a value for each node in order, unless it says otherwise."""

    name: str

    def betweenness(self, sources: Sequence[int] | None) -> list[float]:
        """Count the shortest paths through each node; only those that begin at `sources` where it is given."""

    def communities(self) -> list[list[int]]:
        """Return groups of nodes with many ties within and few between (Blondel et al. 2008, weighted)."""

    def components(self) -> list[list[int]]:
        """Return groups of nodes that paths connect."""

    def cores(self) -> list[int]:
        """Return the largest k such that each has k neighbours that have k neighbours … (Batagelj, Zaversnik 2003)."""

    def cut(self) -> set[int]:
        """Return the nodes without which a component falls apart."""

    def constraint(self, nodes: Sequence[int]) -> list[float]:
        """Return Burt's constraint of `nodes`: low where the neighbours of a node are not neighbours of one another."""


class NetworkX:
    """networkx; `backend` is one of its own (`networkx.config`), None the plain one."""

    def __init__(self, web: Web, backend: str | None = None) -> None:
        import networkx

        self.name = f"networkx:{backend}" if backend else "networkx"
        self._nx: Any = networkx
        self._options: Mapping[str, str] = {"backend": backend} if backend else {}
        self._graph: networkx.Graph[int] = networkx.Graph()
        self._graph.add_nodes_from(range(web.size))
        self._graph.add_weighted_edges_from((a, b, w) for (a, b), w in zip(web.ties, web.weights, strict=True))

    def betweenness(self, sources: Sequence[int] | None) -> list[float]:
        if sources is None:
            found = self._nx.betweenness_centrality(self._graph, normalized=False, **self._options)
        else:
            everything = list(self._graph)
            found = self._nx.betweenness_centrality_subset(self._graph, sources, everything, normalized=False)
        return [found[node] for node in self._graph]

    def communities(self) -> list[list[int]]:
        return [sorted(group) for group in self._nx.community.louvain_communities(self._graph, seed=SEED)]

    def components(self) -> list[list[int]]:
        return [sorted(group) for group in self._nx.connected_components(self._graph)]

    def cores(self) -> list[int]:
        found = self._nx.core_number(self._graph)
        return [found[node] for node in self._graph]

    def cut(self) -> set[int]:
        return set(self._nx.articulation_points(self._graph))

    def constraint(self, nodes: Sequence[int]) -> list[float]:
        found = self._nx.constraint(self._graph, nodes=nodes, weight="weight")
        return [found[node] for node in nodes]


class IGraph:
    """igraph, by conversion."""

    name = "igraph"

    def __init__(self, web: Web) -> None:
        import igraph

        igraph.set_random_number_generator(Random(SEED))
        self._graph = igraph.Graph(web.size, web.ties)
        self._weights = list(web.weights)

    def betweenness(self, sources: Sequence[int] | None) -> list[float]:
        found: list[float] = self._graph.betweenness(directed=False, sources=sources)
        return found

    def communities(self) -> list[list[int]]:
        return [sorted(group) for group in self._graph.community_multilevel(weights=self._weights)]

    def components(self) -> list[list[int]]:
        return [sorted(group) for group in self._graph.connected_components()]

    def cores(self) -> list[int]:
        found: list[int] = self._graph.coreness()
        return found

    def cut(self) -> set[int]:
        return set(self._graph.articulation_points())

    def constraint(self, nodes: Sequence[int]) -> list[float]:
        found: list[float] = self._graph.constraint(vertices=list(nodes), weights=self._weights)
        return found


def engine(web: Web, name: str = "auto") -> Engine:
    """Return what measures `web`.

    Args:
        web: the network.
        name: `igraph`, `networkx`, an installed backend of networkx, or `auto`: igraph where it is installed.

    Raises:
        SetupError: there is no such engine here.
    """
    if name == "auto":
        name = "igraph" if find_spec("igraph") else "networkx"
    if name == "networkx":
        return NetworkX(web)
    if name == "igraph":
        if find_spec("igraph") is None:
            raise SetupError(
                "igraph is not installed: pip install 'kg[analyse]'.",
                "igraph가 없습니다: pip install 'kg[analyse]'.",
            )
        return IGraph(web)
    known = _backends()
    if name not in known:
        installed = ", ".join(["networkx", *(["igraph"] if find_spec("igraph") else []), *known])
        raise SetupError(
            f"Unknown engine {name!r}; installed: {installed}.", f"알 수 없는 엔진 {name!r}. 설치된 것: {installed}."
        )
    return NetworkX(web, name)


def _backends() -> list[str]:
    """Return the installed backends of networkx."""
    import networkx

    return sorted(networkx.config.backends)
