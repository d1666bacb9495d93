"""Networks: hand a graph over to networkx, project it, measure it.

    graph = networkx_graph(open_dataset("news.kg"))                      # every fact, a networkx.MultiDiGraph
    people = networkx_graph("news.kg", projection="people-at-events")    # PROJECTIONS has the names

`kg.analysis.parts` tells what nodes and edges carry. networkx is loaded with the first call.
"""

from kg.analysis.network import networkx_graph
from kg.analysis.projections import PROJECTIONS

__all__ = ["PROJECTIONS", "networkx_graph"]
