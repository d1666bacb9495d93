"""Why an answer is empty: the first part of the query that matches nothing, and names near to those that were given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.errors import QueryError
from kg.query.answer import Answer
from kg.query.binding import Question, bound
from kg.query.catalogue import Query
from kg.query.nearness import near
from kg.query.parameters import Value
from kg.query.patterns import Part, group_of, parts, prologue, triples, where, within

_SHOWN = 300
Ask = Callable[[Question], Answer]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Why an answer is empty.

    Attributes:
        pattern: the part of the query from which on nothing matches, its parameters filled in; empty if none was found.
        names: by parameter, names that the graph has and that are near to the one given; the nearest first.
    """

    pattern: str
    names: Mapping[str, tuple[str, ...]]


def diagnosed(query: Query, values: Mapping[str, Value], ask: Ask) -> Diagnosis:
    """Return why `query` with `values` has no rows.

    Args:
        query: as it was asked.
        values: as they were given.
        ask: asks what gave the answer.
    """
    question = bound(query, values)
    names = {}
    for parameter in query.parameters:
        given = str(values.get(parameter.name, ""))
        if parameter.type == "name" and given:
            found = near(given, _names(ask))
            if given.lower() not in (name.lower() for name in found):
                names[parameter.name] = found
    return Diagnosis(_unmatched(prologue(question.text), parts(where(question.text)), ask), names)


def _names(ask: Ask) -> list[str]:
    text = (
        "PREFIX schema: <https://schema.org/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "SELECT DISTINCT ?name { VALUES ?naming { schema:name skos:altLabel } "
        "{ GRAPH ?g { ?thing ?naming ?name } } UNION { ?thing ?naming ?name } }"
    )
    rows = ask(Question(text, name="names")).rows
    return sorted({row[0].value for row in rows if isinstance(row[0], Literal)})


def _unmatched(begin: str, group: list[Part], ask: Ask) -> str:
    """Return the first part of a group with which nothing matches any more.

    The parts are asked together with all that stand before them; a FILTER only after whatever binds its variables.
    """
    asked: list[Part] = []
    known: set[str] = set()
    waiting: list[Part] = []
    for part in group:
        if part.kind == "FILTER":
            waiting.append(part)
        else:
            asked.append(part)
            known |= part.variables
            if part.kind not in ("OPTIONAL", "BIND", "VALUES") and not _matches(begin, _texts(asked), ask):
                return _inside(begin, asked[:-1], part, ask)
        ready = [each for each in waiting if each.variables <= known]
        waiting = [each for each in waiting if each not in ready]
        for each in ready:
            asked.append(each)
            if not _matches(begin, _texts(asked), ask):
                return each.text
    return ""


def _inside(begin: str, before: list[Part], part: Part, ask: Ask) -> str:
    """Return what of `part` matches nothing: a part of its group, a triple pattern, or the whole."""
    if part.kind == "{":
        unmatched = _unmatched(begin, parts(group_of(part)), ask)
        return unmatched or part.text[:_SHOWN]
    patterns = triples(part) if part.kind in ("GRAPH", "triples") else []
    for count in range(1, len(patterns)):
        if not _matches(begin, [*_texts(before), within(part, patterns[:count])], ask):
            return within(part, patterns[count - 1 : count])
    return within(part, patterns[-1:]) if patterns else part.text


def _texts(asked: list[Part]) -> list[str]:
    return [part.text + (" ." if part.kind == "triples" else "") for part in asked]


def _matches(begin: str, texts: list[str], ask: Ask) -> bool:
    try:
        text = f"{begin}\nSELECT * WHERE {{\n{chr(10).join(texts)}\n}} LIMIT 1"
        return bool(ask(Question(text, 1, name="diagnosis")).rows)
    except QueryError:  # a part that cannot stand by itself tells nothing
        return True
