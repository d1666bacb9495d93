"""What can be asked under limits: a store, a file or an endpoint, all in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kg.query.answer import Answer
from kg.query.binding import Question, bound
from kg.query.catalogue import Query
from kg.query.parameters import Value
from kg.query.pool import Pool

SECONDS = 60.0
"""How long a question may take unless told otherwise."""


class Source(Protocol):
    """What can be asked; use it in a `with` statement."""

    def ask(self, question: Question, seconds: float) -> Answer:
        """Return the answer to a question, or raise `LimitError` after so many seconds (0 for no limit)."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


def source(target: str | Path) -> Source:
    """Return what is asked at `target`: a store's folder, an RDF file, or the `http` or `https` address of an endpoint.

    Raises:
        SetupError: the address is not one of an endpoint.
    """
    if isinstance(target, str) and target.partition("://")[0].lower() in ("http", "https"):
        from kg.query.endpoint import Endpoint  # brings the libraries of HTTP, which a store needs not

        return Endpoint(target)
    return Pool(target, fast=1, slow=1)


def ask(
    target: str | Path, query: Query, values: Mapping[str, Value] | None = None, seconds: float = SECONDS
) -> Answer:
    """Ask `query` of a store, a file or an endpoint; it is ended after so many seconds (0 for no limit).

    Raises:
        LimitError: it took too long or needed too much.
        QueryError: a parameter is wrong, the query is not SPARQL, is an update or reaches for the network.
        InputError: the file or the endpoint cannot be read.
        StoreError: the folder is not a store of this version.
    """
    question = bound(query, values)
    with source(target) as asked:
        return asked.ask(question, seconds)
