"""SHACL constraints as checks in plain Python: a table from the IRI of a parameter to what compiles it.

The semantics is that of pySHACL, which is asked wherever a check says no, or is not sure. So a check may be too strict,
but it must never let pass what pySHACL would refuse. What is not in the table is for pySHACL alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

import pyoxigraph as ox

from kg.gate.check import SH, Check, Pairs, Shape, UnsupportedError, iri, literal, one
from kg.gate.data import BOOLEAN, INTEGER, Comparable, Data, Node, UnsureError, comparable
from kg.rdf import LANG_STRING, STRING
from kg.vocab import PREFIXES


def _whole(shape: Shape, name: str) -> int:
    number = int(literal(one(shape, name), INTEGER))
    if number < 0:
        raise UnsupportedError(name)
    return number


def _text(node: Node) -> str:
    """The words of an IRI or a literal, which patterns and lengths are about."""
    return node if type(node) is str else node[0]  # type: ignore[index]


def _of_property(shape: Shape, name: str) -> None:
    if not shape.is_property:
        raise UnsupportedError(name)


def _always(_data: Data, _pairs: Pairs) -> bool:
    return True


def _min_count(shape: Shape) -> Check:
    _of_property(shape, "minCount")
    least = _whole(shape, "minCount")

    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:  # noqa: SIM110 – a generator would cost more than what it asks
            if len(values) < least:
                return False
        return True

    return check


def _max_count(shape: Shape) -> Check:
    _of_property(shape, "maxCount")
    most = _whole(shape, "maxCount")

    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:  # noqa: SIM110
            if len(values) > most:
                return False
        return True

    return check


def _class(shape: Shape) -> Check:
    names = shape.objects("class")

    def check(data: Data, pairs: Pairs) -> bool:
        for name in names:
            instances = data.instances(name)
            for _, values in pairs:
                for value in values:
                    if value not in instances:
                        return False
        return True

    return check


def _datatype(shape: Shape) -> Check:
    datatype = iri(one(shape, "datatype"))
    if datatype.startswith(PREFIXES["rdfs"]):  # every literal is an rdfs:Literal
        raise UnsupportedError(datatype)

    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:
            for value in values:
                if type(value) is not tuple or value[1] != datatype:
                    return False
        return True

    return check


_KINDS: Mapping[str, tuple[type, ...]] = {
    SH + "IRI": (str,),
    SH + "Literal": (tuple,),
    SH + "BlankNode": (ox.BlankNode,),
    SH + "BlankNodeOrIRI": (ox.BlankNode, str),
    SH + "BlankNodeOrLiteral": (ox.BlankNode, tuple),
    SH + "IRIOrLiteral": (str, tuple),
}


def _node_kind(shape: Shape) -> Check:
    kinds = _KINDS.get(iri(one(shape, "nodeKind")))
    if kinds is None:
        raise UnsupportedError("nodeKind")

    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:
            for value in values:
                if type(value) not in kinds:
                    return False
        return True

    return check


def _text_check(holds: Callable[[str], object]) -> Check:
    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:
            for value in values:
                if type(value) is ox.BlankNode or not holds(_text(value)):
                    return False
        return True

    return check


def _min_length(shape: Shape) -> Check:
    least = _whole(shape, "minLength")
    if least == 0:  # then even a blank node passes
        return _always
    return _text_check(lambda text: len(text) >= least)


def _max_length(shape: Shape) -> Check:
    most = _whole(shape, "maxLength")
    return _text_check(lambda text: len(text) <= most)


def _pattern(shape: Shape) -> Check:
    flags = literal(one(shape, "flags"), STRING).lower() if shape.objects("flags") else ""
    known = (re.IGNORECASE if "i" in flags else 0) | (re.MULTILINE if "m" in flags else 0)
    try:
        search = re.compile(literal(one(shape, "pattern"), STRING), known).search
    except re.error as error:
        raise UnsupportedError(error) from error
    return _text_check(search)


def _unique_lang(shape: Shape) -> Check:
    _of_property(shape, "uniqueLang")
    if literal(one(shape, "uniqueLang"), BOOLEAN) == "false":
        return _always

    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:
            languages = [value[2].lower() for value in values if type(value) is tuple and value[1] == LANG_STRING]  # type: ignore[union-attr]
            if len(set(languages)) < len(languages):
                return False
        return True

    return check


def _range(name: str, allowed: Collection[int]) -> Callable[[Shape], Check]:
    """A bound on values: which results of comparing a value with it are allowed (-1 is less, 0 equal, 1 greater)."""

    def compile_bound(shape: Shape) -> Check:
        try:
            bound = comparable(one(shape, name))
        except UnsureError as error:
            raise UnsupportedError(name) from error

        def check(_data: Data, pairs: Pairs) -> bool:
            for _, values in pairs:
                for value in values:
                    if type(value) is not tuple or _compare(comparable(value), bound) not in allowed:
                        return False
            return True

        return check

    return compile_bound


def _less(name: str, allowed: Collection[int]) -> Callable[[Shape], Check]:
    """A comparison of values with those of another property of the same focus node."""

    def compile_comparison(shape: Shape) -> Check:
        _of_property(shape, name)
        others = [iri(node) for node in shape.objects(name)]

        def check(data: Data, pairs: Pairs) -> bool:
            for focus, values in pairs:
                for other in others:
                    for right in map(comparable, data.values(focus, other)):
                        for left in values:
                            if _compare(comparable(left), right) not in allowed:
                                return False
            return True

        return check

    return compile_comparison


def _compare(left: Comparable, right: Comparable) -> int:
    """Return -1, 0 or 1 as `left` is less than, equal to or greater than `right`.

    Raises:
        UnsureError: they are not values of one kind.
    """
    (kind, one_value), (other_kind, other_value) = left, right
    if kind is not other_kind:
        raise UnsureError
    return (one_value > other_value) - (one_value < other_value)  # type: ignore[operator]


def _in(shape: Shape) -> Check:
    allowed = frozenset(shape.members(one(shape, "in")))
    if any(type(node) is ox.BlankNode for node in allowed):
        raise UnsupportedError("in")

    def check(_data: Data, pairs: Pairs) -> bool:
        for _, values in pairs:
            for value in values:
                if value not in allowed:
                    return False
        return True

    return check


def _has_value(shape: Shape) -> Check:
    wanted = shape.objects("hasValue")
    if any(type(node) is ox.BlankNode for node in wanted):
        raise UnsupportedError("hasValue")
    return lambda _data, pairs: all(node in values for _, values in pairs for node in wanted)


def _equals(shape: Shape) -> Check:
    others = [iri(node) for node in shape.objects("equals")]
    return lambda data, pairs: all(
        set(values) == set(data.values(focus, other)) for focus, values in pairs for other in others
    )


def _disjoint(shape: Shape) -> Check:
    others = [iri(node) for node in shape.objects("disjoint")]
    return lambda data, pairs: all(
        set(values).isdisjoint(data.values(focus, other)) for focus, values in pairs for other in others
    )


def _logical(name: str, holds: Callable[[Iterable[bool]], bool]) -> Callable[[Shape], Check]:
    """Lists of shapes, and how many of a list each value node must conform to."""

    def compile_lists(shape: Shape) -> Check:
        lists = [[shape.other(node) for node in shape.members(head)] for head in shape.objects(name)]
        if not all(lists):
            raise UnsupportedError(name)

        def check(data: Data, pairs: Pairs) -> bool:
            for _, values in pairs:
                for value in values:
                    for members in lists:
                        if not holds(conforms(data, (value,)) for conforms in members):
                            return False
            return True

        return check

    return compile_lists


def _not(shape: Shape) -> Check:
    others = [shape.other(node) for node in shape.objects("not")]
    return lambda data, pairs: (
        not any(conforms(data, (value,)) for _, values in pairs for value in values for conforms in others)
    )


def _each(name: str, is_property: bool) -> Callable[[Shape], Check]:
    """Shapes that all value nodes conform to."""

    def compile_shapes(shape: Shape) -> Check:
        others = [shape.other(node, is_property) for node in shape.objects(name)]
        return lambda data, pairs: all(conforms(data, values) for _, values in pairs for conforms in others)

    return compile_shapes


COMPILERS: Mapping[str, Callable[[Shape], Check]] = {
    "and": _logical("and", all),
    "class": _class,
    "datatype": _datatype,
    "disjoint": _disjoint,
    "equals": _equals,
    "hasValue": _has_value,
    "in": _in,
    "lessThan": _less("lessThan", (-1,)),
    "lessThanOrEquals": _less("lessThanOrEquals", (-1, 0)),
    "maxCount": _max_count,
    "maxExclusive": _range("maxExclusive", (-1,)),
    "maxInclusive": _range("maxInclusive", (-1, 0)),
    "maxLength": _max_length,
    "minCount": _min_count,
    "minExclusive": _range("minExclusive", (1,)),
    "minInclusive": _range("minInclusive", (0, 1)),
    "minLength": _min_length,
    "node": _each("node", is_property=False),
    "nodeKind": _node_kind,
    "not": _not,
    "or": _logical("or", any),
    "pattern": _pattern,
    "property": _each("property", is_property=True),
    "uniqueLang": _unique_lang,
    "xone": _logical("xone", lambda results: sum(results) == 1),
}
"""What compiles each parameter, by its name in SHACL's namespace."""
