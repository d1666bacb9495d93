"""Terms as Turtle and TriG write them: IRIs with a prefix or relative to the base, literals as short as they can be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocab import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple
Node = NamedNode | BlankNode | Triple

_XSD = PREFIXES["xsd"]
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile("true|false"),
}
_LOCAL_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BASE = re.compile(r"https?://[^/?#]+/(?:(?!\.{1,2}/)[^/?#]+/)*")
_RELATIVE = re.compile(r"(?!\.{1,2}(?:/|$))[^/?#:]+(?:/(?!\.{1,2}(?:/|$))[^/?#]+)*(?:#[^?#]*)?")
_ESCAPED = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\\\\"\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\r": "\\r"}


def common_base(iris: Iterable[str], marker: str = "graph/") -> str:
    """Return the base of data of kg: what comes before `marker` in IRIs that have it; empty if nothing fit does."""
    bases = {iri.partition(marker)[0] for iri in iris if marker in iri}
    return min((base for base in bases if _BASE.fullmatch(base)), default="")


class TermWriter:
    """Writes terms relative to one base."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.iri = lru_cache(maxsize=100_000)(self._iri)

    def header(self, keyword: str = "@") -> str:
        """Return the lines that declare base and prefixes."""
        lines = [f"{keyword}base <{self.base}> .\n"] if self.base else []
        lines += [f"{keyword}prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items()]
        return "".join(lines)

    def term(self, term: Term) -> str:
        """Return `term` in Turtle."""
        if isinstance(term, NamedNode):
            return self.iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if isinstance(term, BlankNode):
            return str(term)
        return f"<<( {self.term(term.subject)} {self.term(term.predicate)} {self.term(term.object)} )>>"

    def _iri(self, iri: str) -> str:
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri, len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        if self.base and iri.startswith(self.base) and _RELATIVE.fullmatch(iri, len(self.base)):
            return f"<{iri[len(self.base) :]}>"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        value, language = literal.value, literal.language
        if language:
            return f"{quoted(value)}@{language}"
        datatype = literal.datatype.value
        if datatype == _XSD + "string":
            return quoted(value)
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(value):
            return value
        return f"{quoted(value)}^^{self.iri(datatype)}"


def quoted(text: str) -> str:
    """Return `text` as a string of Turtle; one of several lines keeps them."""
    marks = '"""' if "\n" in text else '"'
    return f"{marks}{_ESCAPED.sub(_escape, text)}{marks}".replace("\t", "\\t")


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"
