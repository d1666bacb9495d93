"""An answer as a Parquet file: a column of numbers where all its values are numbers, of text otherwise."""

from __future__ import annotations

from importlib import import_module
from io import BytesIO
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError, SetupError
from kg.query.answer import Answer, Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_TYPES = {_XSD + "integer": "int64", _XSD + "decimal": "float64", _XSD + "double": "float64"}
_LARGEST = 2**63


def parquet(answer: Answer) -> bytes:
    """Return the rows of an answer as a Parquet file; IRIs stand there in full.

    Raises:
        QueryError: the answer is a graph, or yes or no.
        SetupError: pyarrow is not installed.
    """
    if answer.triples is not None or answer.boolean is not None:
        raise QueryError(
            "Parquet is for queries that answer with rows (SELECT).",
            "parquet는 행으로 답하는 질의(SELECT)에만 씁니다.",
        )
    try:
        arrow, writer = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise SetupError(
            "Writing Parquet needs pyarrow; install it with: pip install 'kg[parquet]'",
            "parquet로 쓰려면 pyarrow가 필요합니다. 설치: pip install 'kg[parquet]'",
        ) from error
    columns = {name: _column(arrow, [row[at] for row in answer.rows]) for at, name in enumerate(answer.variables)}
    stream = BytesIO()
    writer.write_table(arrow.table(columns), stream)
    return stream.getvalue()


def _column(arrow: Any, terms: list[Term | None]) -> Any:
    names = {_TYPES.get(t.datatype.value, "string") if isinstance(t, Literal) else "string" for t in terms if t}
    kind = names.pop() if len(names) == 1 else "float64" if names == {"int64", "float64"} else "string"
    if kind == "int64" and any(
        t is not None and abs(int(t.value)) >= _LARGEST for t in terms if isinstance(t, Literal)
    ):
        kind = "string"
    number = {"int64": int, "float64": float, "string": str}[kind]
    return arrow.array([None if term is None else number(_text(term)) for term in terms], getattr(arrow, kind)())


def _text(term: Term) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else str(term)
