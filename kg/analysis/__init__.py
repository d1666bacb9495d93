"""Hand a graph over to networkx.

    graph = networkx_graph(open_dataset("news.kg"))      # a networkx.MultiDiGraph

See `kg.analysis.network` for what nodes and edges carry. networkx is loaded with the first call.
"""

from kg.analysis.network import networkx_graph

__all__ = ["networkx_graph"]
