"""From a query and values for its parameters to the text that is asked: the same at a store, a file and an endpoint.

A query reads the parameter `topic` by the function `param:topic()`. The call is replaced by the value, written as a
term of SPARQL. The text is cut into tokens first, so that only calls are replaced, never what looks like one inside a
string or a comment; and what a user types is written by `literal`, out of which nothing leads back into the query.
`LIMIT N`, where N is what the header gives as `limit`, becomes the limit that is wanted, and one row more, by which is
seen whether there are any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query.catalogue import Query
from kg.query.header import LIMIT
from kg.query.parameters import Value, bind
from kg.query.syntax import Token, expanded, prefixes, refuse_what_reaches_out, tokens

PARAMETERS = "https://kg.example/parameter#"
"""Namespace of the functions through which a query reads its parameters."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        text: SPARQL without parameters.
        rows: rows of the answer at most; 0 for all.
        newest: whether of more rows the one published first is left out, not the last one.
        name: of the query or its file, for messages.
        default_graphs: IRIs of the graphs that patterns without GRAPH look at, `named_graphs` of those that GRAPH does
            (SPARQL 1.1 Protocol, 2.1.4). If there is none of either, the query's own FROM counts; without that too,
            patterns without GRAPH look at all graphs as one.
    """

    text: str
    rows: int = 0
    newest: bool = False
    name: str = "query"
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse_what_reaches_out(self.text, self.name)


def bound(query: Query, values: Mapping[str, Value] | None = None) -> Question:
    """Return `query` with its parameters replaced by values or by their defaults.

    Raises:
        QueryError: a value is unknown, missing or of the wrong type; the query reads a parameter that it does not
            declare, uses SERVICE or is an update.
    """
    terms, rows = bind(query.parameters, values or {}, query.name)
    written = next((p.default for p in query.parameters if p.name == LIMIT), None)
    pieces: list[str] = []
    rest = list(tokens(query.text))
    namespaces = prefixes([token for token in rest if token.kind != "gap"])
    position = 0
    while position < len(rest):
        call = called(rest, position, namespaces)
        if call is not None:
            name, position = call
            if name not in terms:
                raise _undeclared(query, name)
            pieces.append(written_term(terms[name]))
        elif _is_limit(rest, position, written):
            pieces.append(f"LIMIT {rows + 1}" if rows else "")
            position += 3
        else:
            pieces.append(rest[position].text)
            position += 1
    return Question("".join(pieces), rows, query.newest, str(query.path))


def called(content: list[Token], position: int, namespaces: dict[str, str]) -> tuple[str, int] | None:
    """Return the parameter that is read at `position` and the position after its brackets, None if none is."""
    iri = expanded(content[position], namespaces)
    if iri is None or not iri.startswith(PARAMETERS):
        return None
    after = position + 1
    for mark in "()":
        while after < len(content) and content[after].kind == "gap":
            after += 1
        if after == len(content) or content[after].text != mark:
            return None
        after += 1
    return iri[len(PARAMETERS) :], after


def _is_limit(content: list[Token], position: int, number: str | None) -> bool:
    if number is None or not content[position].says("LIMIT"):
        return False
    return [token.text for token in content[position + 2 : position + 3]] == [number]


def written_term(term: NamedNode | Literal) -> str:
    """Return a term as SPARQL writes it where an expression stands."""
    if isinstance(term, NamedNode):
        if re.search(r'[<>"{}|^`\\\x00-\x20]', term.value):
            raise ValueError(term.value)
        return f"<{term.value}>"
    text = literal(term.value)
    if term.datatype.value == "http://www.w3.org/2001/XMLSchema#string":
        return text
    return f"{text}^^<{term.datatype.value}>"


_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})


def literal(text: str) -> str:
    r"""Return `text` as a string of SPARQL, whatever it holds.

    A reader of SPARQL may undo `\uXXXX` before anything else (SPARQL 1.1, 19.2), and a careless one does so after an
    escaped backslash too: a backslash before `u` is kept apart from it.

    >>> print(literal('"} #'))
    "\"} #"
    """
    parts = re.split(r"(?<=\\)(?=[uU])", text)
    written = ['"' + part.translate(_ESCAPES) + '"' for part in parts]
    return written[0] if len(written) == 1 else f"CONCAT({', '.join(written)})"


def _undeclared(query: Query, name: str) -> QueryError:
    return QueryError(
        f"{query.path} reads the parameter {name!r}, which its header does not declare.",
        f"{query.path}: 머리말에 없는 매개변수 {name!r}를 읽습니다.",
    )
