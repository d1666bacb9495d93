"""A dataset as a graph of networkx: all of it, or a projection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, overload

from kg.analysis.parts import Attributes, Edge, Reader
from kg.analysis.period import Period
from kg.analysis.period import period as read_period
from kg.analysis.projections import PROJECTIONS, Projection
from kg.errors import SetupError
from kg.query import Dataset, open_dataset

if TYPE_CHECKING:
    import networkx

    Graph = networkx.Graph[str]


@overload
def networkx_graph(
    source: Dataset | str | Path,
    projection: None = None,
    *,
    period: str | Period | None = None,
    evidence: bool = True,
) -> networkx.MultiDiGraph[str]: ...
@overload
def networkx_graph(
    source: Dataset | str | Path,
    projection: str | None,
    *,
    period: str | Period | None = None,
    evidence: bool = True,
) -> Graph: ...
def networkx_graph(
    source: Dataset | str | Path,
    projection: str | None = None,
    *,
    period: str | Period | None = None,
    evidence: bool = True,
) -> Graph:
    """Return the graph of a dataset, of a store's folder or of an RDF file, the same each time.

    Without a projection it is a `MultiDiGraph` of every fact; `kg.analysis.parts` lists what nodes and edges carry.
    With one it is what `PROJECTIONS` says. `graph.graph` has the projection, its title, and how many edges of the
    network it collapsed and left out, by type.

    Args:
        source: what to read.
        projection: one of `PROJECTIONS` by name, None for the network itself.
        period: only what articles of these dates say (`2025`, `2025-01..2025-06`).
        evidence: whether nodes and edges carry the words that say them; a large graph is much
            smaller without.

    Raises:
        InputError: the file cannot be read.
        StoreError: the folder is no store of this version.
        SetupError: there is no such projection, or the period is none.
    """
    chosen = None if projection is None else find(projection)
    dataset = open_dataset(source) if isinstance(source, str | Path) else source
    reader = Reader(dataset, read_period(period) if isinstance(period, str) else period, evidence=evidence)
    return _network(reader) if chosen is None else _projected(chosen, reader, evidence)


def find(name: str) -> Projection:
    """Return the projection of this name.

    Raises:
        SetupError: there is none.
    """
    for projection in PROJECTIONS:
        if projection.name == name:
            return projection
    known = ", ".join(projection.name for projection in PROJECTIONS)
    raise SetupError(
        f"Unknown projection {name!r}; known: {known}.", f"알 수 없는 투영 {name!r}. 쓸 수 있는 것: {known}."
    )


def _network(reader: Reader) -> Graph:
    from kg.analysis.graphs import Network

    graph = Network(projection="network", title="every fact")
    statements: dict[str, Attributes] = {}
    edges: list[Edge] = []
    for part in reader.parts():
        statements.update(part.statements)
        edges.extend(part.edges)
    graph.add_nodes_from(reader.entities.items())
    graph.add_nodes_from(statements.items())
    for edge in sorted(edges, key=lambda edge: edge[:3]):
        graph.add_edge(edge.source, edge.target, edge.key, **edge.attributes)
    return graph


def _projected(projection: Projection, reader: Reader, evidence: bool) -> Graph:
    from kg.analysis.graphs import Arrows, Network, Ties

    nodes, edges, counts = projection.make(reader, evidence)
    kinds: dict[str, type[Graph]] = {"ties": Ties, "arrows": Arrows, "network": Network}
    graph = kinds[projection.shape]()
    graph.graph.update(projection=projection.name, title=projection.title.en, **counts)
    graph.add_nodes_from(nodes.items())
    for (source, target, key), attributes in sorted(edges.items(), key=lambda item: item[0]):
        if isinstance(graph, Network):
            graph.add_edge(source, target, key, **attributes)
        else:
            graph.add_edge(source, target, **attributes)
    return graph
