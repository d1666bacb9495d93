"""Draw who took part in which event.

python examples/people_at_events.py news.kg people.svg
"""

import sys

import matplotlib.pyplot as plt
import networkx as nx
from matplotlib import font_manager

import kg

KOREAN_FONTS = ("Noto Sans CJK KR", "Noto Sans CJK JP", "NanumGothic", "Malgun Gothic", "AppleGothic", "UnDotum")
COLORS = {"Person": "#2b6cb0", "Organization": "#2f855a", "Event": "#dd6b20"}

store, picture = sys.argv[1:]
with kg.open(store) as news:
    everything = kg.networkx_graph(news)

taking_part = [edge for edge in everything.edges(keys=True, data="type") if edge[3] == "Participation"]
graph = nx.MultiDiGraph(everything.edge_subgraph(edge[:3] for edge in taking_part))

installed = {font.name for font in font_manager.fontManager.ttflist}
plt.rcParams["font.family"] = [font for font in KOREAN_FONTS if font in installed] or ["sans-serif"]
plt.figure(figsize=(14, 10))
places = nx.spring_layout(nx.Graph(graph), seed=1, k=0.6)
colors = [COLORS.get(kind, "#718096") for _, kind in graph.nodes(data="type")]
nx.draw_networkx_nodes(graph, places, node_color=colors, node_size=160)
nx.draw_networkx_edges(graph, places, edge_color="#a0aec0", arrowsize=8)
nx.draw_networkx_labels(
    graph,
    places,
    labels=dict(graph.nodes(data="label")),
    font_size=8,
    font_family=plt.rcParams["font.family"][0],
    verticalalignment="bottom",
)
plt.axis("off")
plt.savefig(picture, bbox_inches="tight")
print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges: {picture}")
