"""Ask a question of a dataset in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

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
from kg.query.binding import Question, bound
from kg.query.catalogue import Query
from kg.query.dataset import Dataset
from kg.query.parameters import Value
from kg.query.syntax import names_graphs
from kg.query.unparsed import unparsed

if TYPE_CHECKING:
    import pandas
    import polars

Term = NamedNode | BlankNode | Literal | Triple
Result = QuerySolutions | QueryBoolean | QueryTriples
T = TypeVar("T")


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
    """Ask `query` of a dataset that is open in this process; it runs for as long as it takes.

    Args:
        dataset: what to ask; see `open_dataset`.
        query: see `load`.
        values: parameters by name.

    Raises:
        QueryError: a parameter is wrong, the query is not SPARQL, is an update or reaches for the network.
    """
    return answered(dataset, bound(query, values))


def answered(dataset: Dataset, question: Question) -> Answer:
    """Ask a question of a dataset that is open in this process.

    Raises:
        QueryError: it is not SPARQL.
    """
    return evaluated(dataset, question, lambda result: collected(result, question))


def evaluated(dataset: Dataset, question: Question, use: Callable[[Result], T]) -> T:
    """Return what `use` makes of the result of a question.

    Where neither the question nor its FROM names graphs, the default graph is the union of all, so that a query may
    leave out `GRAPH`; the union repeats a triple that stands in several graphs.

    Raises:
        QueryError: the question is not SPARQL.
    """
    try:
        if question.default_graphs or question.named_graphs:
            result = dataset.query(
                question.text,
                default_graph=[NamedNode(iri) for iri in question.default_graphs],
                named_graphs=[NamedNode(iri) for iri in question.named_graphs],
            )
        else:
            result = dataset.query(question.text, use_default_graph_as_union=not names_graphs(question.text))
        return use(result)
    except (SyntaxError, RuntimeError, ValueError) as error:
        why = unparsed(question.text, error)
        raise QueryError(
            f"{question.name} is not a query that can be asked: {why.en}.",
            f"{question.name}: 실행할 수 없는 질의입니다: {why.ko}.",
        ) from error


def collected(result: Result, question: Question) -> Answer:
    """Return a result as an answer of at most as many rows as the question wants."""
    if isinstance(result, QueryBoolean):
        return Answer(boolean=bool(result))
    if isinstance(result, QueryTriples):
        return Answer(triples=tuple(sorted(set(result), key=str)))
    return shortened(tuple(variable.value for variable in result.variables), map(tuple, result), question)


def shortened(variables: tuple[str, ...], found: Iterable[tuple[Term | None, ...]], question: Question) -> Answer:
    """Return rows as an answer of at most as many as the question wants.

    A question that keeps the newest rows has chosen them, and one row more, before it put them in order: of these the
    one published first goes, wherever it stands, and one without a day before all others.
    """
    limit = question.rows
    rows = list(islice(found, limit + 1) if limit else found)
    more = bool(limit) and len(rows) > limit
    if more and question.newest and "published" in variables:
        column = variables.index("published")
        del rows[min(reversed(range(len(rows))), key=lambda at: _day(rows[at][column]))]
    return Answer(variables, tuple(rows[:limit] if limit else rows), more=more)


def _day(term: Term | None) -> str:
    return term.value if isinstance(term, Literal) else ""
