"""Ask a query of a dataset."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    Variable,
)

from kg.errors import QueryError
from kg.query.catalogue import Query
from kg.query.parameters import Value, bind

Term = NamedNode | BlankNode | Literal | Triple

_GAP = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(
    rf"(?<![?$])SERVICE{_GAP}(?:SILENT{_GAP})?(?:<[^>]*>|[?$]\w+|[^\s{{}}<>]*:[^\s{{]*){_GAP}\{{", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answers: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or the yes or no of an ASK.

    Attributes:
        variables: the columns, without those that are parameters.
        rows: one term or None (unbound) a column.
        triples: sorted; None unless the query builds a graph.
        boolean: None unless the query is an ASK.
        more: whether the limit cut rows off.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    boolean: bool | None = None
    more: bool = False


def run(dataset: Store, query: Query, values: Mapping[str, Value] | None = None) -> Answer:
    """Ask `query` of `dataset`, its parameters bound as terms.

    The default graph is the union of all graphs, so that a query may leave out `GRAPH`; the union repeats a triple
    that stands in several graphs. Oxigraph binds variables of the projection only: a query must project its
    parameters, which are then left out of the answer, and so must its subqueries that use them.

    Args:
        dataset: what to ask; see `open_dataset`.
        query: see `load`.
        values: parameters by name.

    Raises:
        QueryError: a parameter is wrong, the query is not SPARQL, is an update or reaches for the network.
    """
    if _SERVICE.search(query.text):
        raise QueryError(
            f"{query.path} uses SERVICE; queries do not reach the network.",
            f"{query.path}: SERVICE를 쓸 수 없습니다. 질의는 네트워크에 접속하지 않습니다.",
        )
    terms, limit = bind(query.parameters, values or {}, query.name)
    try:
        result = dataset.query(
            query.text,
            use_default_graph_as_union=True,
            substitutions={Variable(name): term for name, term in terms.items()} or None,
        )
    except (SyntaxError, RuntimeError, ValueError) as error:
        raise QueryError(
            f"{query.path} is not a query that can be asked: {error}.",
            f"{query.path}: 실행할 수 없는 질의입니다: {error}.",
        ) from error
    if isinstance(result, QueryBoolean):
        return Answer(boolean=bool(result))
    if isinstance(result, QueryTriples):
        return Answer(triples=tuple(sorted(set(result), key=str)))
    return _rows(result, set(terms), limit)


def _rows(result: QuerySolutions, parameters: set[str], limit: int) -> Answer:
    columns = [(i, v.value) for i, v in enumerate(result.variables) if v.value not in parameters]
    solutions = islice(result, limit + 1) if limit else result
    rows = tuple(tuple(solution[i] for i, _ in columns) for solution in solutions)
    more = bool(limit) and len(rows) > limit
    return Answer(tuple(name for _, name in columns), rows[:limit] if more else rows, more=more)
