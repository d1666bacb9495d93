"""Loading a graph into another triple store, over HTTP.

    loaded = load("news.kg", GraphStore("http://127.0.0.1:3030/news/data"))

By the SPARQL 1.1 Graph Store HTTP Protocol each named graph is put in place of what the server has of it; or N-Quads
are added in large pieces, where the server takes them.
"""

from kg.load.graph_store import GraphStore
from kg.load.sending import Loaded, load

__all__ = ["GraphStore", "Loaded", "load"]
