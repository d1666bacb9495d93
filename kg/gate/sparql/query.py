"""The SELECT query of a SPARQL constraint as a function: has it a solution for this focus node?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import cast

import pyoxigraph as ox

from kg.gate.check import UnsupportedError
from kg.gate.data import Data, Node
from kg.gate.sparql.parser import parse
from kg.gate.sparql.solutions import Plan

HasSolution = Callable[[Data, Node], bool]

_FOR_PYSHACL = re.compile(
    r"\b(?:MINUS|VALUES|SERVICE|AS)\b|[$?](?:PATH|currentShape|shapesGraph|failure)\b|SELECT.*\bSELECT\b",
    re.IGNORECASE | re.DOTALL,
)
"""What SHACL forbids in a constraint, or binds beyond `$this`."""


def compile_query(text: str, prefixes: Mapping[str, str]) -> HasSolution:
    """Return the function that tells whether a query has a solution.

    Raises:
        UnsupportedError: only pySHACL can evaluate it.
    """
    try:
        return _in_python(text, prefixes)
    except UnsupportedError:
        return _by_oxigraph(text, prefixes)


def _in_python(text: str, prefixes: Mapping[str, str]) -> HasSolution:
    query = parse(text, prefixes)
    if "this" not in query.variables:  # then a solution is a result only if it binds something else
        raise UnsupportedError("$this")
    plan = Plan()
    plan.slots["this"], plan.width = 0, 1
    step = plan.group(query.where, {"this"}, lambda _data, _row: True)

    def has_solution(data: Data, focus: Node) -> bool:
        row: list[Node | None] = [None] * plan.width
        row[0] = focus
        return step(data, row)

    return has_solution


def _by_oxigraph(text: str, prefixes: Mapping[str, str]) -> HasSolution:
    if _FOR_PYSHACL.search(text):
        raise UnsupportedError(text)
    this = ox.Variable("this")
    try:
        answer = ox.Store().query(text, prefixes=dict(prefixes), substitutions={this: ox.NamedNode("urn:focus")})
    except (SyntaxError, RuntimeError) as error:  # RuntimeError: `$this` is not selected
        raise UnsupportedError(text) from error
    if not isinstance(answer, ox.QuerySolutions):
        raise UnsupportedError(text)

    def has_solution(data: Data, focus: Node) -> bool:
        term = ox.NamedNode(focus) if type(focus) is str else focus
        if not isinstance(term, ox.NamedNode | ox.BlankNode):
            return True  # a focus node that is a literal is unusual enough for pySHACL
        solutions = data.store.query(
            text, prefixes=dict(prefixes), substitutions={this: term}, use_default_graph_as_union=True
        )
        return next(iter(cast(ox.QuerySolutions, solutions)), None) is not None

    return has_solution
