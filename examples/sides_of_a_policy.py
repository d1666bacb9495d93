"""Draw who is for a policy and who is against it, and print the words that say so.

python examples/sides_of_a_policy.py news.kg sides.svg
"""

import sys

import matplotlib.pyplot as plt
import networkx as nx
from matplotlib import font_manager
from pylopdf_fonts_ko import sans_path

import kg

COLORS = {  # of Okabe and Ito, which colour-blind readers can tell
    "opposes": "#D55E00",
    "supports": "#009E73",
    "proposes": "#0072B2",
    "adopts": "#CC79A7",
    "implements": "#56B4E9",
}

store, picture = sys.argv[1:]
with kg.open(store) as news:
    graph = kg.networkx_graph(news, projection="policies")

for who, policy, edge in graph.edges(data=True):
    graph.nodes[who]["layer"], graph.nodes[policy]["layer"] = 0, 1
    words = edge["evidence"][0]["quote"]
    print(f"{graph.nodes[who]['label']} {edge['action']} {graph.nodes[policy]['label']}: {words}")

font_manager.fontManager.addfont(str(sans_path()))  # a font with Hangul, whatever the machine has
plt.rcParams["font.family"] = "Noto Sans KR"
plt.figure(figsize=(12, 8))
places = nx.multipartite_layout(graph, subset_key="layer")
actions = [action for _, _, action in graph.edges(data="action")]
nx.draw_networkx_nodes(graph, places, node_color="#e2e8f0", node_size=900)
nx.draw_networkx_edges(graph, places, edge_color=[COLORS[action] for action in actions], width=2)
nx.draw_networkx_labels(graph, places, labels=dict(graph.nodes(data="label")), font_size=9, font_family="Noto Sans KR")
for action in sorted(set(actions)):
    plt.plot([], [], color=COLORS[action], label=action)
plt.legend(loc="lower center", ncols=len(COLORS), frameon=False)
plt.axis("off")
plt.savefig(picture, bbox_inches="tight")
