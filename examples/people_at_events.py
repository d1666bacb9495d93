"""Draw who met whom at events, with networkx and matplotlib.

python examples/people_at_events.py news.kg people.svg
"""

import sys

import matplotlib.pyplot as plt
import networkx as nx
from matplotlib import font_manager
from pylopdf_fonts_ko import sans_path

import kg

store, picture = sys.argv[1:]
with kg.open(store) as news:
    graph = kg.networkx_graph(news, projection="people-at-events")

measured = kg.analyse(graph, engine="networkx").nodes
font_manager.fontManager.addfont(str(sans_path()))  # a font with Hangul, whatever the machine has
plt.rcParams["font.family"] = "Noto Sans KR"
plt.figure(figsize=(12, 8))
places = nx.spring_layout(graph, seed=1, k=0.6)
nx.draw_networkx_edges(
    graph, places, edge_color="#9a9a9a", width=[weight for _, _, weight in graph.edges(data="weight")]
)
nx.draw_networkx_nodes(
    graph,
    places,
    node_size=[100 + 3000 * measured[person].pagerank for person in graph],
    node_color=[measured[person].community for person in graph],
    cmap="cividis",
)
nx.draw_networkx_labels(
    graph,
    places,
    labels=dict(graph.nodes(data="label")),
    font_size=9,
    font_family="Noto Sans KR",
    verticalalignment="bottom",
)
plt.axis("off")
plt.savefig(picture, bbox_inches="tight")
print(f"{graph.number_of_nodes()} people, {graph.number_of_edges()} ties: {picture}")
for one, other, tie in list(graph.edges(data=True))[:5]:
    names = graph.nodes[one]["label"], graph.nodes[other]["label"]
    print(*names, "at", tie["label"], "after", tie["evidence"][0]["quote"], sep=" | ")
