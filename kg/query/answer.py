"""Ask a query of a dataset."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

from kg.errors import QueryError
from kg.query.catalogue import Query
from kg.query.dataset import Dataset
from kg.query.parameters import Value, bind

if TYPE_CHECKING:
    import pandas
    import polars

Term = NamedNode | BlankNode | Literal | Triple

PARAMETERS = "https://kg.example/parameter#"
"""Namespace of the functions through which a query reads its parameters: `param:topic()` is the value of `topic`."""

_GAP = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(
    rf"(?<![?$])SERVICE{_GAP}(?:SILENT{_GAP})?(?:<[^>]*>|[?$]\w+|[^\s{{}}<>]*:[^\s{{]*){_GAP}\{{", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query answers: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE, or the yes or no of an ASK.

    Attributes:
        variables: the columns.
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

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame of pandas, numbers and dates as such.

        Raises:
            SetupError: pandas is not installed (`pip install 'kg[pandas]'`).
        """
        from kg.query.notebook import to_pandas

        return to_pandas(self)

    def to_polars(self) -> polars.DataFrame:
        """Return the rows as a data frame of polars, numbers and dates as such.

        Raises:
            SetupError: polars is not installed (`pip install 'kg[polars]'`).
        """
        from kg.query.notebook import to_polars

        return to_polars(self)

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it."""
        from kg.query.notebook import html

        return html(self)


def run(dataset: Dataset, query: Query, values: Mapping[str, Value] | None = None) -> Answer:
    """Ask `query` of `dataset`, its parameters bound as terms.

    A query reads a parameter by calling a function of its name in the namespace `PARAMETERS` (SPARQL 1.1, 17.6,
    extension functions). Oxigraph's own substitution of variables binds the projection of a SELECT only and keeps the
    planner from applying a filter early: it took twenty times as long over 10,000 articles.

    The default graph is the union of all graphs, so that a query may leave out `GRAPH`; the union repeats a triple
    that stands in several graphs.

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
            custom_functions={NamedNode(PARAMETERS + name): _constant(term) for name, term in terms.items()},
        )
        return _collect(result, limit)
    except (SyntaxError, RuntimeError, ValueError) as error:
        raise QueryError(
            f"{query.path} is not a query that can be asked: {error}.",
            f"{query.path}: 실행할 수 없는 질의입니다: {error}.",
        ) from error


def _constant(term: NamedNode | Literal) -> Callable[[], NamedNode | Literal]:
    return lambda: term


def _collect(result: QuerySolutions | QueryBoolean | QueryTriples, limit: int) -> Answer:
    if isinstance(result, QueryBoolean):
        return Answer(boolean=bool(result))
    if isinstance(result, QueryTriples):
        return Answer(triples=tuple(sorted(set(result), key=str)))
    rows = tuple(tuple(solution) for solution in (islice(result, limit + 1) if limit else result))
    more = bool(limit) and len(rows) > limit
    return Answer(tuple(variable.value for variable in result.variables), rows[:limit] if more else rows, more=more)
