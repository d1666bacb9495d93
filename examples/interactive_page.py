"""Write a page on which people and organizations can be dragged about, with pyvis (`pip install pyvis`).

python examples/interactive_page.py news.kg people.html
"""

import re
import sys
from html import escape
from pathlib import Path

from pyvis.network import Network

import kg

COLORS = {"Person": "#0072B2", "Organization": "#E69F00", "Place": "#009E73"}

store, page = sys.argv[1:]
with kg.open(store) as news:
    graph = kg.networkx_graph(news, projection="people-organizations")

shown = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
for iri, node in graph.nodes(data=True):
    # What comes from articles is text of strangers: escape it before it goes into a page.
    shown.add_node(iri, label=escape(node["label"]), color=COLORS[node["type"]], size=8 + 2 * graph.degree(iri))
for person, organization, edge in graph.edges(data=True):
    posts = "\n".join(f"{post['published'][:10]} {post['label']} ({post['status']})" for post in edge["posts"])
    shown.add_edge(person, organization, label=escape(edge["label"]), title=escape(posts), value=edge["weight"])
shown.barnes_hut(spring_length=120)
written = shown.generate_html(notebook=False)
written = re.sub(r"<(link|script)[^>]*https://[^>]*>(</script>)?", "", written)  # Bootstrap from a CDN: it does without
Path(page).write_text(written, encoding="utf-8")
print(f"{graph.number_of_nodes()} nodes, {graph.number_of_edges()} edges: {page}")
