"""Write a network for Gephi: PageRank, communities and brokers at its nodes, days at its edges for the timeline.

python examples/for_gephi.py news.kg speakers.gexf

In Gephi: File > Open, then Appearance > Nodes > Partition > community and Ranking > pagerank, and the timeline below.
"""

import sys
from pathlib import Path

import kg
from kg.analysis.measures import attributed
from kg.export import write_graph

store, file = sys.argv[1:]
with kg.open(store) as news:
    graph = kg.networkx_graph(news, projection="speakers")

analysis = kg.analyse(graph, engine="networkx")
attributed(graph, analysis)
with Path(file).open("wb") as stream:
    write_graph(graph, "gexf", stream)
foremost = analysis.top(lambda node: node.betweenness)[0]
print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges: {file}")
print(f"Who connects most: {foremost.label}")
