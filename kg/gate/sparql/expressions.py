"""SPARQL expressions as functions of a solution. What would be an error, or is unusual, is `UnsureError`.

So an expression that answers at all answers as SPARQL 1.1 says (section 17): numbers are integers here, strings are
without language unless a function takes one with it.
"""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable, Mapping, Sequence

import pyoxigraph as ox

from kg.gate.check import UnsupportedError
from kg.gate.data import INTEGER, Node, UnsureError
from kg.gate.sparql.parser import Call, Expression, Variable
from kg.rdf import LANG_STRING, STRING

Row = list[Node | None]
"""A solution: what each variable stands for, by its number."""
Result = Node | bool | int
Evaluate = Callable[[Row], Result]


def variables(expression: Expression) -> set[str]:
    """Return the names of the variables in an expression."""
    if isinstance(expression, Variable):
        return {expression.name}
    if isinstance(expression, Call):
        return set().union(*map(variables, expression.arguments))
    return set()


def conjuncts(expression: Expression) -> list[Expression]:
    """Return the parts that must all hold."""
    if isinstance(expression, Call) and expression.name == "&&":
        return [part for argument in expression.arguments for part in conjuncts(argument)]
    return [expression]


def compile_expression(expression: Expression, slots: Mapping[str, int]) -> Evaluate:
    """Return the function that evaluates an expression.

    Args:
        expression: what to evaluate.
        slots: the number of each variable.

    Raises:
        UnsupportedError: a variable is not bound anywhere.
    """
    if isinstance(expression, Variable):
        if expression.name not in slots:
            raise UnsupportedError(expression)
        return _variable(slots[expression.name])
    if not isinstance(expression, Call):
        return lambda _row: expression
    arguments = [compile_expression(argument, slots) for argument in expression.arguments]
    if expression.name == "COALESCE":
        return _coalesce(expression.arguments, slots)
    if expression.name in _LAZY:
        return _LAZY[expression.name](arguments)
    return _apply(_STRICT[expression.name], arguments)


def _variable(slot: int) -> Evaluate:
    def evaluate(row: Row) -> Result:
        value = row[slot]
        if value is None:
            raise UnsureError
        return value

    return evaluate


def _apply(function: Callable[..., Result], arguments: Sequence[Evaluate]) -> Evaluate:
    if len(arguments) == 1:
        (only,) = arguments
        return lambda row: function(only(row))
    if len(arguments) == 2:
        left, right = arguments
        return lambda row: function(left(row), right(row))
    return lambda row: function(*[argument(row) for argument in arguments])


def _coalesce(arguments: Sequence[Expression], slots: Mapping[str, int]) -> Evaluate:
    """The first that is bound; only variables and terms, which cannot fail otherwise."""
    if any(isinstance(argument, Call) for argument in arguments):
        raise UnsupportedError("COALESCE of a call")

    def evaluate(row: Row) -> Result:
        for argument in arguments:
            value = row[slots[argument.name]] if isinstance(argument, Variable) else argument
            if value is not None:
                return value  # type: ignore[return-value]
        raise UnsureError

    return evaluate


def truth(value: Result) -> bool:
    """Return a value that is true or false."""
    if type(value) is not bool:
        raise UnsureError
    return value


def _either(arguments: Sequence[Evaluate]) -> Evaluate:
    return lambda row: any(truth(argument(row)) for argument in arguments)


def _both(arguments: Sequence[Evaluate]) -> Evaluate:
    return lambda row: all(truth(argument(row)) for argument in arguments)


def _number(value: Result) -> int:
    if type(value) is int:
        return value
    if type(value) is tuple and value[1] == INTEGER:
        return int(value[0])
    raise UnsureError


def _string(value: Result) -> str:
    if type(value) is tuple and value[1] == STRING:
        return value[0]
    raise UnsureError


def _words(value: Result) -> str:
    if type(value) is tuple and value[1] in (STRING, LANG_STRING):
        return value[0]
    raise UnsureError


def _str(value: Result) -> Node:
    if type(value) is str:
        return (value, STRING, None)
    if type(value) is tuple and value[1] in (STRING, LANG_STRING, INTEGER):  # a store may write others anew
        return (value[0], STRING, None)
    raise UnsureError


def _substr(value: Result, start: Result, length: Result) -> Node:
    text, first, count = _words(value), _number(start), _number(length)
    if first < 1 or count < 0 or type(value) is not tuple:
        raise UnsureError
    return (text[first - 1 : first - 1 + count], value[1], value[2])


def _equal(left: Result, right: Result) -> bool:
    """Whether two values are the same; only where both are strings, numbers or nodes can that be told."""
    left_node, right_node = type(left) in (str, ox.BlankNode), type(right) in (str, ox.BlankNode)
    if left_node or right_node:
        return left_node and right_node and left == right
    if type(left) is tuple and left[1] == STRING:
        return left[0] == _string(right)
    return _number(left) == _number(right)


def _order(compare: Callable[[int, int], bool]) -> Callable[[Result, Result], bool]:
    return lambda left, right: compare(_number(left), _number(right))


_LAZY: Mapping[str, Callable[[Sequence[Evaluate]], Evaluate]] = {"||": _either, "&&": _both}
_STRICT: Mapping[str, Callable[..., Result]] = {
    "!": lambda value: not truth(value),
    "=": _equal,
    "!=": lambda left, right: not _equal(left, right),
    "<": _order(operator.lt),
    ">": _order(operator.gt),
    "<=": _order(operator.le),
    ">=": _order(operator.ge),
    "+": lambda left, right: _number(left) + _number(right),
    "-": lambda left, right: _number(left) - _number(right),
    "IN": lambda value, *others: any(_equal(value, other) for other in others),
    "STR": _str,
    "STRLEN": lambda value: len(_words(value)),
    "SHA256": lambda value: (hashlib.sha256(_string(value).encode()).hexdigest(), STRING, None),
    "SUBSTR": _substr,
    "CONTAINS": lambda text, part: _string(part) in _string(text),
}
