"""SPARQL constraints: the simple ones in plain Python, the others asked of Oxigraph.

has_solution = compile_query(text, prefixes)    # once
has_solution(data, focus)                       # for each focus node that stands for `$this`
"""

from kg.gate.sparql.query import compile_query

__all__ = ["compile_query"]
