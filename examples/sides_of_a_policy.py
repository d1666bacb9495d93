"""Draw who is for a policy and who is against it, and print the words that say so.

python examples/sides_of_a_policy.py news.kg sides.svg
"""

import sys

import matplotlib.pyplot as plt
import networkx as nx
from matplotlib import font_manager

import kg

KOREAN_FONTS = ("Noto Sans CJK KR", "Noto Sans CJK JP", "NanumGothic", "Malgun Gothic", "AppleGothic", "UnDotum")
COLORS = {
    "opposes": "#c53030",
    "supports": "#2f855a",
    "proposes": "#2b6cb0",
    "adopts": "#6b46c1",
    "implements": "#718096",
}

store, picture = sys.argv[1:]
with kg.open(store) as news:
    everything = kg.networkx_graph(news)

graph = nx.MultiDiGraph()
for who, policy, fact, edge in everything.edges(keys=True, data=True):
    if edge["type"] == "PolicyAction":
        graph.add_node(who, label=everything.nodes[who]["label"], layer=0)
        graph.add_node(policy, label=everything.nodes[policy]["label"], layer=1)
        graph.add_edge(who, policy, fact, action=edge["action"])
        words = edge["evidence"][0]["quote"]
        print(f"{graph.nodes[who]['label']} {edge['action']} {graph.nodes[policy]['label']}: {words}")

installed = {font.name for font in font_manager.fontManager.ttflist}
plt.rcParams["font.family"] = [font for font in KOREAN_FONTS if font in installed] or ["sans-serif"]
plt.figure(figsize=(12, 8))
places = nx.multipartite_layout(graph, subset_key="layer")
actions = [action for _, _, action in graph.edges(data="action")]
nx.draw_networkx_nodes(graph, places, node_color="#e2e8f0", node_size=900)
nx.draw_networkx_edges(graph, places, edge_color=[COLORS[action] for action in actions], width=2)
nx.draw_networkx_labels(
    graph, places, labels=dict(graph.nodes(data="label")), font_size=9, font_family=plt.rcParams["font.family"][0]
)
for action in sorted(set(actions)):
    plt.plot([], [], color=COLORS[action], label=action)
plt.legend(loc="lower center", ncols=len(COLORS), frameon=False)
plt.axis("off")
plt.savefig(picture, bbox_inches="tight")
