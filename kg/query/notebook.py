"""Answers in a notebook: as a table of HTML, and as data frames of pandas and polars where these are installed."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import SetupError
from kg.markup import element, table, text
from kg.query.terms import shown

if TYPE_CHECKING:
    import pandas
    import polars

    from kg.query.answer import Answer

SHOWN_ROWS = 100
"""Rows that a notebook shows; `rows` has them all."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")


def html(answer: Answer) -> str:
    """Return the answer as HTML in which nothing of it can act."""
    if answer.boolean is not None:
        return element("b", "true" if answer.boolean else "false")
    if answer.triples is not None:
        from kg.export.turtle import triples_as_turtle

        return element("pre", text(triples_as_turtle(answer.triples[:SHOWN_ROWS]).decode())) + _count(
            len(answer.triples), answer.more
        )
    rows = [[shown(term) for term in row] for row in answer.rows[:SHOWN_ROWS]]
    return table(answer.variables, rows) + _count(len(answer.rows), answer.more)


def _count(rows: int, more: bool) -> str:
    seen = f"{min(rows, SHOWN_ROWS):,} / {rows:,}{'+' if more else ''}"
    return element("p", element("small", seen))


def to_pandas(answer: Answer) -> pandas.DataFrame:
    """Return the rows as a data frame of pandas; see `columns`."""
    frame: pandas.DataFrame = _library("pandas").DataFrame(columns(answer))
    return frame


def to_polars(answer: Answer) -> polars.DataFrame:
    """Return the rows as a data frame of polars; see `columns`."""
    frame: polars.DataFrame = _library("polars").DataFrame(columns(answer))
    return frame


def columns(answer: Answer) -> dict[str, Sequence[object]]:
    """Return the values by column, each column of one Python type: numbers, truth values, dates and times as such.

    An IRI is its text in full. Where the terms of a column are of several types, or a literal is not what its datatype
    says, the whole column is text. What is unbound is None. The triples of a CONSTRUCT are three columns.
    """
    names: Sequence[str] = answer.variables
    rows: Sequence[Sequence[NamedNode | BlankNode | Literal | Triple | None]] = answer.rows
    if answer.triples is not None:
        names, rows = ("subject", "predicate", "object"), [(t.subject, t.predicate, t.object) for t in answer.triples]
    if answer.boolean is not None:
        return {"answer": [answer.boolean]}
    return {name: _column([row[index] for row in rows]) for index, name in enumerate(names)}


def _column(terms: Sequence[NamedNode | BlankNode | Literal | Triple | None]) -> Sequence[object]:
    values = [_value(term) for term in terms]
    kinds = {type(value) for value in values if value is not None}
    if kinds == {int, float}:
        return [None if value is None else float(str(value)) for value in values]
    if int in kinds and any(isinstance(value, int) and not -(2**63) <= value < 2**63 for value in values):
        kinds.add(str)  # more than a column of whole numbers can hold
    if datetime.datetime in kinds and len({v.tzinfo for v in values if isinstance(v, datetime.datetime)}) > 1:
        kinds.add(str)
    return values if len(kinds) <= 1 else [_text(term) for term in terms]


def _text(term: NamedNode | BlankNode | Literal | Triple | None) -> str | None:
    if term is None:
        return None
    return str(term) if isinstance(term, Triple) else term.value


def _value(term: NamedNode | BlankNode | Literal | Triple | None) -> object:
    if not isinstance(term, Literal):
        return _text(term)
    read = _READERS.get(term.datatype.value)
    if read is None:
        return term.value
    try:
        return read(term.value)
    except (ValueError, OverflowError, InvalidOperation):
        return term.value


def _truth(value: str) -> bool:
    if value not in ("true", "1", "false", "0"):
        raise ValueError(value)
    return value in ("true", "1")


_READERS: Mapping[str, Callable[[str], object]] = {
    **{_XSD + name: int for name in _INTEGERS},
    _XSD + "decimal": lambda value: float(Decimal(value)),
    _XSD + "double": float,
    _XSD + "float": float,
    _XSD + "boolean": _truth,
    _XSD + "date": datetime.date.fromisoformat,
    _XSD + "dateTime": datetime.datetime.fromisoformat,
}


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise SetupError(
            f"The package {name} is not installed: pip install 'kg[{name}]'.",
            f"{name} 패키지가 없습니다: pip install 'kg[{name}]'.",
        ) from None
