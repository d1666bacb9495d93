"""The triples that compiled checks look at: plain Python values, indexed once.

A term is an IRI as a `str`, a literal as a tuple of lexical form, datatype and language, or a blank node. A literal
that rdflib may read otherwise than it stands there (`"007"^^xsd:integer` becomes `7`) stays a literal of pyoxigraph:
compiled checks refuse to judge it, and pySHACL decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from kg.vocab import PREFIXES

RDF, XSD = PREFIXES["rdf"], PREFIXES["xsd"]
TYPE = RDF + "type"
STRING, LANG_STRING = XSD + "string", RDF + "langString"
INTEGER, DECIMAL, BOOLEAN, DATE, DATE_TIME = (
    XSD + name for name in ("integer", "decimal", "boolean", "date", "dateTime")
)

Value = tuple[str, str, str | None]
Node = str | Value | ox.BlankNode | ox.Literal

Comparable = tuple[type, int | Decimal | date | datetime]
"""The kind of values that a value compares with, and the value."""
NOTHING: Mapping[str, Collection[Node]] = {}
"""The properties of what is no subject."""

_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"


class UnsureError(Exception):
    """A compiled check met what only pySHACL can judge."""


class Data:
    """Triples by subject and predicate, whatever graph they stand in.

    Attributes:
        quads: what the triples were read from.
        subjects: the objects of each subject by predicate, each once.
        sure: whether every literal is one that compiled checks can judge.
    """

    __slots__ = ("_instances", "_inverse", "_store", "quads", "subjects", "sure")

    def __init__(self, quads: Collection[ox.Quad]) -> None:
        self.quads = quads
        self.subjects: dict[Node, dict[str, Collection[Node]]] = {}
        self.sure = True
        self._instances: dict[Node, set[Node]] | None = None
        self._inverse: dict[str, dict[Node, list[Node]]] = {}
        self._store: ox.Store | None = None
        self._index(quads)

    def _index(self, quads: Iterable[ox.Quad]) -> None:
        """Put the triples in: half of the gate's time is spent here."""
        named, literal, blank = ox.NamedNode, ox.Literal, ox.BlankNode
        subjects, last = self.subjects, None
        properties: dict[str, Any] = {}
        subject: Any
        target: Any
        for subject, term, target, _ in quads:
            kind = type(target)
            if kind is named:
                target = target.value
            elif kind is literal:
                target = read_literal(target)
                if type(target) is not tuple:
                    self.sure = False
            elif kind is not blank:  # a triple term, which SHACL does not know
                continue
            if type(subject) is named:
                subject = subject.value
            if subject != last:
                properties = subjects.setdefault(subject, {})
                last = subject
            predicate = term.value
            known = properties.get(predicate)
            if known is None:
                properties[predicate] = (target,)
            elif type(known) is tuple:
                properties[predicate] = {known[0], target}
            else:
                known.add(target)

    @property
    def store(self) -> ox.Store:
        """The same triples to be queried, loaded when first asked for."""
        if self._store is None:
            self._store = ox.Store()
            self._store.extend(self.quads)
        return self._store

    def values(self, subject: Node, predicate: str) -> Collection[Node]:
        """Return the objects of a subject, each once."""
        return self.subjects.get(subject, NOTHING).get(predicate, ())

    def instances(self, name: Node) -> Collection[Node]:
        """Return what is of a class or, by `rdfs:subClassOf` in these triples, of a class beneath it."""
        if self._instances is None:
            self._instances = self._find_instances()
        return self._instances.get(name, ())

    def inverse(self, predicate: str) -> Mapping[Node, list[Node]]:
        """Return the subjects by object, for one predicate."""
        found = self._inverse.get(predicate)
        if found is None:
            found = self._inverse[predicate] = {}
            for subject, properties in self.subjects.items():
                for node in properties.get(predicate, ()):
                    found.setdefault(node, []).append(subject)
        return found

    def _find_instances(self) -> dict[Node, set[Node]]:
        found: dict[Node, set[Node]] = {}
        for subject, properties in self.subjects.items():
            for name in properties.get(TYPE, ()):
                if name in found:
                    found[name].add(subject)
                else:
                    found[name] = {subject}
        narrower = self.inverse(_SUBCLASS) if any(_SUBCLASS in known for known in self.subjects.values()) else {}
        below = {name: reachable(name, narrower) for name in narrower}
        direct = {name: frozenset(subjects) for name, subjects in found.items()}
        for name, names in below.items():
            found[name] = set().union(*(direct.get(each, frozenset()) for each in names))
        return found


def reachable(start: Node, steps: Mapping[Node, Iterable[Node]]) -> set[Node]:
    """Return `start` and all that steps lead to from it."""
    seen, waiting = {start}, [start]
    while waiting:
        for node in steps.get(waiting.pop(), ()):
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return seen


def read_literal(literal: ox.Literal) -> Node:
    """Return a literal as a tuple; as it is where its reading is not sure."""
    text, language = literal.value, literal.language
    if language is not None:
        return (text, LANG_STRING, language) if literal.direction is None else literal
    datatype = literal.datatype.value
    if datatype == STRING:
        return text, STRING, None
    return (text, datatype, None) if _certain(text, datatype) else literal


@lru_cache(maxsize=10_000)  # offsets and the like come again and again
def _certain(text: str, datatype: str) -> bool:
    return datatype in _CERTAIN and _CERTAIN[datatype](text)


def comparable(node: Node) -> Comparable:
    """Return the value of a literal with its kind.

    Raises:
        UnsureError: it is none of a number, a date, or a date and time with its offset.
    """
    if type(node) is tuple:
        text, datatype, _ = node
        if datatype == INTEGER:
            return Decimal, int(text)
        if datatype == DECIMAL:
            return Decimal, Decimal(text)
        if datatype == DATE:
            return date, date.fromisoformat(text)
        if datatype == DATE_TIME and len(text) > _NAIVE:
            return datetime, datetime.fromisoformat(text)
    raise UnsureError


_NAIVE = len("2012-10-30T14:00:00")
_INTEGER = re.compile("0|-?[1-9][0-9]{0,17}")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\+(?:0[0-9]|1[0-3]):[0-5][0-9]|-(?:0[1-9]|1[0-3]):[0-5][0-9])?"
)


def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _is_date_time(text: str) -> bool:
    try:
        return _DATE_TIME.fullmatch(text) is not None and datetime.fromisoformat(text) is not None
    except ValueError:
        return False


_CERTAIN: Mapping[str, Callable[[str], bool]] = {
    INTEGER: lambda text: _INTEGER.fullmatch(text) is not None,
    DECIMAL: lambda text: _DECIMAL.fullmatch(text) is not None,
    BOOLEAN: lambda text: text in ("true", "false"),
    DATE: _is_date,
    DATE_TIME: _is_date_time,
    XSD + "gYear": lambda _: True,  # any text is one to rdflib, which does not read these two
    XSD + "gYearMonth": lambda _: True,
    XSD + "anyURI": lambda _: True,
}
"""The literals of each datatype that are certain: rdflib keeps their lexical form, and they are well-formed."""
