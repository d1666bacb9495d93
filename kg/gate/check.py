"""What a compiled check is, and how the shape that it belongs to is read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from kg.gate.data import Data, Node
from kg.vocab import PREFIXES

SH = PREFIXES["sh"]

Pairs = Sequence[tuple[Node, Collection[Node]]]
"""Focus nodes, each with its value nodes, of which none comes twice."""
Check = Callable[[Data, Pairs], bool]
"""Whether all focus nodes conform to one constraint."""
Conforms = Callable[[Data, Collection[Node]], bool]
"""Whether all of some nodes conform to a shape."""


class UnsupportedError(Exception):
    """A shape has something that is not compiled; pySHACL checks it."""


class Shape(Protocol):
    """A shape that is being compiled."""

    is_property: bool

    def objects(self, name: str) -> Collection[Node]:
        """Return the values of a parameter, by its name in SHACL's namespace."""
        ...

    def members(self, head: Node) -> tuple[Node, ...]:
        """Return the members of an RDF list; raise UnsupportedError where it is none."""
        ...

    def other(self, node: Node, is_property: bool | None = None) -> Conforms:
        """Return the compiled form of another shape; raise UnsupportedError where it has none.

        Args:
            node: the other shape.
            is_property: whether it must be a property shape, or must not; None where it may be either.
        """
        ...


def one(shape: Shape, name: str) -> Node:
    """Return the only value of a parameter; raise UnsupportedError where there are more or none."""
    values = shape.objects(name)
    if len(values) != 1:
        raise UnsupportedError(name)
    return next(iter(values))


def iri(node: Node) -> str:
    """Return an IRI; raise UnsupportedError where it is none."""
    if type(node) is not str:
        raise UnsupportedError(node)
    return node


def literal(node: Node, datatype: str) -> str:
    """Return the lexical form of a literal; raise UnsupportedError where it is none of that datatype."""
    if type(node) is not tuple or node[1] != datatype:
        raise UnsupportedError(node)
    return node[0]
