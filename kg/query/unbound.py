"""Variables of a query that may be unbound where they are joined: there they match everything, not nothing.

    OPTIONAL { ?post org:organization ?body }
    OPTIONAL { ?body schema:name ?name }        # a post without an organization gets every name that there is

The algebra is that of SPARQL 1.1 (section 18.2), as rdflib translates it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.term import Variable


class _Bound(NamedTuple):
    """What a pattern binds: always, only in some of its solutions, and what stands in it as a subject."""

    always: frozenset[str]
    sometimes: frozenset[str]
    subjects: frozenset[str]


_NOTHING = _Bound(frozenset(), frozenset(), frozenset())


def unbound(text: str) -> list[str]:
    """Return the names of the variables that may be unbound where a pattern about them is joined.

    A variable that two patterns give a value in turn (a name, else a label) is none.

    Args:
        text: a query that parses.
    """
    found: set[str] = set()
    _walk(translateQuery(parseQuery(text)).algebra, found)
    return sorted(found)


def _walk(node: Any, found: set[str]) -> _Bound:
    """Return what a node of the algebra binds, and add what is wrong in it to `found`."""
    if not isinstance(node, CompValue):
        return _NOTHING
    if node.name in ("Join", "LeftJoin"):
        return _joined(node, found)
    if node.name == "BGP":
        names = frozenset(str(term) for triple in node.triples for term in triple if isinstance(term, Variable))
        subjects = frozenset(str(triple[0]) for triple in node.triples if isinstance(triple[0], Variable))
        return _Bound(names, frozenset(), subjects)
    if node.name == "Union":
        one, other = _walk(node.p1, found), _walk(node.p2, found)
        always = one.always & other.always
        return _Bound(always, _names(one, other) - always, one.subjects | other.subjects)
    if node.name == "values":
        return _of_values(node)
    inner = _walk(node.p1 if node.name == "Minus" else node.p, found)
    if node.name == "Graph" and isinstance(node.term, Variable):
        return inner._replace(always=inner.always | {str(node.term)})
    if node.name == "Extend":
        return _named(inner, str(node.var), node.expr)
    if node.name == "AggregateJoin":
        for aggregate in node.A:
            inner = _named(inner, str(aggregate.res), aggregate.vars if aggregate.name == "Aggregate_Sample" else None)
        return inner
    if node.name == "Project":
        kept = frozenset(str(name) for name in node.PV)
        return _Bound(inner.always & kept, inner.sometimes & kept, frozenset())
    return inner


def _joined(node: CompValue, found: set[str]) -> _Bound:
    one, other = _walk(node.p1, found), _walk(node.p2, found)
    found |= (one.sometimes & other.subjects) | (other.sometimes & one.subjects if node.name == "Join" else set())
    always = one.always if node.name == "LeftJoin" else one.always | other.always
    return _Bound(always, _names(one, other) - always, one.subjects | other.subjects)


def _names(one: _Bound, other: _Bound) -> frozenset[str]:
    return one.always | one.sometimes | other.always | other.sometimes


def _named(inner: _Bound, name: str, value: Any) -> _Bound:
    """Bind `name` to an expression, which is taken to have a value unless it is a variable that may have none."""
    if isinstance(value, Variable) and str(value) in inner.sometimes:
        return inner._replace(sometimes=inner.sometimes | {name})
    return inner._replace(always=inner.always | {name})


def _of_values(node: CompValue) -> _Bound:
    rows = [{str(name) for name, value in row.items() if value != "UNDEF"} for row in node.res]
    names = frozenset(str(name) for row in node.res for name in row)
    always = frozenset(name for name in names if all(name in row for row in rows))
    return _Bound(always, names - always, frozenset())
