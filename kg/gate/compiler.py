"""Shapes as checks in plain Python.

`compile_shapes` goes through the shapes once; `suspects` then tells for a graph which shapes it may violate. The answer
is for pySHACL to confirm: a shape that nothing here can judge is always among them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.gate.check import SH, Check, Conforms, Pairs, UnsupportedError, literal, one
from kg.gate.constraints import COMPILERS
from kg.gate.data import BOOLEAN, NOTHING, RDF, TYPE, Data, Node, UnsureError
from kg.gate.shapes import TARGETS
from kg.gate.sparql import compile_query
from kg.vocab import PREFIXES

Targets = tuple[tuple[str, Node], ...]

_FIRST, _REST, _NIL = (RDF + name for name in ("first", "rest", "nil"))
_ONTOLOGY = PREFIXES["owl"] + "Ontology"
_NOT_CHECKED = frozenset(
    ["path", "message", "severity", "deactivated", "flags", "name", "description", "order", "group", "defaultValue"]
    + [target.removeprefix(SH) for target in TARGETS]
)
"""Properties of shapes that constrain nothing by themselves."""
_COMPONENTS = (SH + "ConstraintComponent", SH + "SPARQLFunction", SH + "JSConstraint")
_DEPTH = 8
"""How deep shapes may nest; pySHACL gives up at 15."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A shape with targets.

    Attributes:
        shape: its node.
        targets: the properties that declare its targets, with their values.
        conforms: whether nodes conform to it; None if only pySHACL can tell.
    """

    shape: Node
    targets: Targets
    conforms: Conforms | None


def compile_shapes(shapes: Sequence[ox.Quad]) -> tuple[Unit, ...]:
    """Return every shape that has targets and constraints, in the order of the file.

    Args:
        shapes: the shapes, as `spread` returns them.
    """
    data = Data.of_quads(shapes)
    foreign = any(data.instances(name) for name in _COMPONENTS)  # then any property may be a constraint
    units = []
    for node, properties in data.subjects.items():
        targets = tuple((name, value) for name in TARGETS for value in properties.get(name, ()))
        if not targets:
            continue
        try:
            if foreign:
                raise UnsupportedError(node)
            shape = _Shape(data, node, ())
            if shape.checks:
                units.append(Unit(node, targets, shape.conforms))
        except UnsupportedError:
            units.append(Unit(node, targets, None))
    return tuple(units)


def suspects(units: Iterable[Unit], data: Data) -> list[Node]:
    """Return the shapes that the triples may violate; all others they satisfy."""
    found: list[Node] = []
    known: dict[Targets, Collection[Node]] = {}
    for unit in units:
        focus = known.get(unit.targets)
        if focus is None:
            focus = known[unit.targets] = _focus_nodes(unit.targets, data)
        if focus and not _holds(unit, data, focus):
            found.append(unit.shape)
    return found


def _holds(unit: Unit, data: Data, focus: Collection[Node]) -> bool:
    if unit.conforms is None or not data.sure:
        return False
    try:
        return unit.conforms(data, focus)
    except UnsureError:
        return False


def _focus_nodes(targets: Targets, data: Data) -> Collection[Node]:
    found: set[Node] = set()
    for name, value in targets:
        kind = name.removeprefix(SH)
        if kind == "targetClass":
            found.update(data.instances(value))
        elif kind == "targetNode":
            found.add(value)
        elif kind == "targetSubjectsOf":
            found.update(subject for subject, known in data.subjects.items() if value in known)
        else:
            found.update(data.inverse(value) if type(value) is str else ())
    return found


class _Shape:
    """A shape that is being compiled, and what the table of constraints may ask of it."""

    def __init__(self, data: Data, node: Node, above: tuple[Node, ...]) -> None:
        if node in above or len(above) >= _DEPTH:
            raise UnsupportedError(node)
        self._data, self._node, self._above = data, node, above
        paths = self.objects("path")
        self.is_property = bool(paths)
        self._path = next(iter(paths), "")
        if len(paths) > 1 or type(self._path) is not str:
            raise UnsupportedError(paths)
        self.checks = tuple(self._checks())

    def objects(self, name: str) -> Collection[Node]:
        return self._data.values(self._node, SH + name)

    def members(self, head: Node) -> tuple[Node, ...]:
        found: list[Node] = []
        seen: set[Node] = set()
        while head != _NIL:
            first, rest = self._data.values(head, _FIRST), self._data.values(head, _REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise UnsupportedError(head)
            seen.add(head)
            found += first
            (head,) = rest
        return tuple(found)

    def other(self, node: Node, is_property: bool | None = None) -> Conforms:
        shape = _Shape(self._data, node, (*self._above, self._node))
        if is_property not in (None, shape.is_property):
            raise UnsupportedError(node)
        return shape.conforms

    def conforms(self, data: Data, nodes: Collection[Node]) -> bool:
        pairs: Pairs
        if self.is_property:
            path, subjects = self._path, data.subjects
            pairs = [(node, subjects.get(node, NOTHING).get(path, ())) for node in nodes]  # type: ignore[arg-type]
        else:
            pairs = [(node, (node,)) for node in nodes]
        for check in self.checks:  # noqa: SIM110 – a generator would cost as much as a check
            if not check(data, pairs):
                return False
        return True

    def _checks(self) -> Iterable[Check]:
        if self.objects("deactivated") and literal(one(self, "deactivated"), BOOLEAN) == "true":
            return
        for name in self._data.subjects.get(self._node, ()):
            parameter = name.removeprefix(SH)
            if not name.startswith(SH) or parameter in _NOT_CHECKED:
                continue
            if parameter == "sparql":
                yield from self._queries()
            elif parameter in COMPILERS:
                yield COMPILERS[parameter](self)
            else:
                raise UnsupportedError(name)

    def _queries(self) -> Iterable[Check]:
        if self.is_property:  # `$PATH` stands for its path there
            raise UnsupportedError("sparql")
        for constraint in self.objects("sparql"):
            known = set(self._data.subjects.get(constraint, ())) - {
                TYPE,
                SH + "message",
                SH + "select",
                SH + "prefixes",
            }
            if known:
                raise UnsupportedError(constraint)
            yield _query_check(self._only_text(constraint, "select"), self._prefixes(constraint))

    def _prefixes(self, constraint: Node) -> Mapping[str, str]:
        prefixes: dict[str, str] = {}
        for ontology in self._data.values(constraint, SH + "prefixes"):
            if ontology not in self._data.instances(_ONTOLOGY):
                raise UnsupportedError(ontology)
            for declaration in self._data.values(ontology, SH + "declare"):
                prefix, namespace = (self._only_text(declaration, name) for name in ("prefix", "namespace"))
                if prefixes.setdefault(prefix, namespace) != namespace:
                    raise UnsupportedError(declaration)
        return prefixes

    def _only_text(self, node: Node, name: str) -> str:
        (value, *more) = self._data.values(node, SH + name) or [""]
        if more or not isinstance(value, tuple):
            raise UnsupportedError(node)
        return value[0]


def _query_check(text: str, prefixes: Mapping[str, str]) -> Check:
    has_solution = compile_query(text, prefixes)
    return lambda data, pairs: not any(has_solution(data, focus) for focus, _ in pairs)
