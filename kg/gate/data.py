"""The triples that compiled checks look at: plain Python values, indexed once.

Terms are those of `kg.rdf`, or a blank node. A literal that rdflib may read otherwise than it stands there
(`"007"^^xsd:integer` becomes `7`) is a literal of pyoxigraph: compiled checks refuse to judge it, and pySHACL decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

import pyoxigraph as ox

from kg.rdf import LANG_STRING, STRING, Statement, Value, as_quads, as_term
from kg.vocab import PREFIXES

RDF, XSD = PREFIXES["rdf"], PREFIXES["xsd"]
TYPE = RDF + "type"
INTEGER, DECIMAL, BOOLEAN, DATE, DATE_TIME = (
    XSD + name for name in ("integer", "decimal", "boolean", "date", "dateTime")
)

Node = str | Value | ox.BlankNode | ox.Literal
Row = tuple[Node, str, Node, object]
"""Subject, predicate, object and graph, which does not count."""

Comparable = tuple[type, int | Decimal | date | datetime]
"""The kind of values that a value compares with, and the value."""
NOTHING: Mapping[str, Collection[Node]] = {}
"""The properties of what is no subject."""

_SUBCLASS = PREFIXES["rdfs"] + "subClassOf"
_TEXTS = frozenset({STRING, LANG_STRING})


class UnsureError(Exception):
    """A compiled check met what only pySHACL can judge."""


class Data:
    """Triples by subject and predicate, whatever graph they stand in.

    Attributes:
        subjects: the objects of each subject by predicate, each once.
        sure: whether every literal is one that compiled checks can judge.
    """

    __slots__ = ("_instances", "_inverse", "_quads", "_store", "subjects", "sure")

    def __init__(self, rows: Iterable[Row], quads: Callable[[], Collection[ox.Quad]]) -> None:
        """Index `rows`; `quads` makes quads of pyoxigraph of them, should anything ask for these."""
        self.subjects: dict[Node, dict[str, Collection[Node]]] = {}
        self.sure = True
        self._quads = quads
        self._instances: dict[Node, set[Node]] | None = None
        self._inverse: dict[str, dict[Node, list[Node]]] = {}
        self._store: ox.Store | None = None
        self._index(rows)

    @classmethod
    def of(cls, statements: Collection[Statement]) -> Data:
        """Return the triples of statements."""
        return cls(statements, lambda: as_quads(statements))

    @classmethod
    def of_quads(cls, quads: Collection[ox.Quad]) -> Data:
        """Return the triples of quads; those about triples, which SHACL does not know, are left out."""
        return cls(_rows(quads), lambda: quads)

    def _index(self, rows: Iterable[Row]) -> None:
        """Put the triples in: a good part of the gate's time is spent here."""
        subjects, last = self.subjects, None
        properties: dict[str, Any] = {}
        for subject, predicate, target, _ in rows:
            if type(target) is tuple:
                if target[1] not in _TEXTS and not _certain(target[0], target[1]):
                    target = cast(ox.Literal, as_term(target))
                    self.sure = False
            elif type(target) is ox.Literal:
                self.sure = False
            if subject != last:
                properties = subjects.setdefault(subject, {})
                last = subject
            known = properties.get(predicate)
            if known is None:
                properties[predicate] = (target,)
            elif type(known) is tuple:
                properties[predicate] = {known[0], target}
            else:
                known.add(target)

    @property
    def quads(self) -> Collection[ox.Quad]:
        """The same triples as quads of pyoxigraph."""
        return self._quads()

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


def _rows(quads: Iterable[ox.Quad]) -> Iterator[Row]:
    named, literal, triple = ox.NamedNode, ox.Literal, ox.Triple
    subject: Any
    target: Any
    for subject, predicate, target, graph in quads:
        kind = type(target)
        if kind is named:
            target = target.value
        elif kind is literal:
            target = _read(target)
        elif kind is triple:
            continue
        yield subject.value if type(subject) is named else subject, predicate.value, target, graph


def _read(literal: ox.Literal) -> Node:
    """Return a literal as a tuple; as it is if its text has a direction."""
    if literal.language is None:
        return literal.value, literal.datatype.value, None
    return (literal.value, LANG_STRING, literal.language) if literal.direction is None else literal


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
