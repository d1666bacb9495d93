"""RDF as plain Python values: what mapping makes, the gate looks at and the store writes.

An IRI is a `str`, a literal a tuple of lexical form, datatype and language, so that nobody can take one for the other.
Objects of pyoxigraph are made only where Oxigraph or pySHACL has to see a statement: most are never looked at again
before they are written, and to make the objects takes longer than to write the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

Value = tuple[str, str, str | None]
"""A literal: lexical form, IRI of the datatype, language tag (None but for `LANG_STRING`)."""
Term = str | Value
"""An IRI or a literal."""
Statement = tuple[str, str, Term, str]
"""Subject, predicate, object and the name of the graph that says so."""

STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_ESCAPES = {chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    "\b": r"\b",
    "\t": r"\t",
    "\n": r"\n",
    "\f": r"\f",
    "\r": r"\r",
    '"': r"\"",
    "\\": r"\\",
}


def as_nquads(statements: Iterable[Statement]) -> bytes:
    """Return statements as canonical N-Quads, a line each in their order.

    IRIs are taken as they are; what loads the lines checks them.
    """
    lines = [
        f"<{subject}> <{predicate}> {f'<{target}>' if isinstance(target, str) else _quoted(target)} <{graph}> .\n"
        for subject, predicate, target, graph in statements
    ]
    return "".join(lines).encode()


def as_quads(statements: Iterable[Statement]) -> list[ox.Quad]:
    """Return statements as quads of pyoxigraph.

    Raises:
        ValueError: an IRI or a language tag is malformed.
    """
    return [
        ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), as_term(target), ox.NamedNode(graph))
        for subject, predicate, target, graph in statements
    ]


def as_term(term: Term) -> ox.NamedNode | ox.Literal:
    """Return a term as pyoxigraph has it.

    Raises:
        ValueError: the IRI or the language tag is malformed.
    """
    if isinstance(term, str):
        return ox.NamedNode(term)
    text, datatype, language = term
    return ox.Literal(text, language=language) if language else ox.Literal(text, datatype=ox.NamedNode(datatype))


def _quoted(value: Value) -> str:
    text, datatype, language = value
    if _ESCAPED.search(text):
        text = _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text)
    if language:
        return f'"{text}"@{language}'
    return f'"{text}"' if datatype == STRING else f'"{text}"^^<{datatype}>'
