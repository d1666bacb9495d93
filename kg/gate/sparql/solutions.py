"""Whether a group graph pattern has a solution: nested loops over indexed triples, planned once.

A step is a function of the triples and a solution in the making. It binds what it can and asks the next step; the last
one answers yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.gate.check import UnsupportedError
from kg.gate.data import NOTHING, Data, Node, UnsureError
from kg.gate.sparql.expressions import Row, compile_expression, conjuncts, truth, variables
from kg.gate.sparql.parser import Expression, Group, Pattern, Term, Variable

Step = Callable[[Data, Row], bool]
Place = tuple[int, Node | None]
"""Where the value of a term is found: the number of a variable, or -1 and the term itself."""


class Plan:
    """The plan of one query.

    Attributes:
        slots: the number of each variable in a row.
        width: how long a row is.
    """

    def __init__(self) -> None:
        self.slots: dict[str, int] = {}
        self.width = 0

    def group(self, group: Group, bound: Iterable[str], then: Step) -> Step:
        """Return the step that finds the solutions of `group` and asks `then` of each.

        Raises:
            UnsupportedError: it has something that cannot be planned.
        """
        ordered = list(_ordered(group.patterns, set(bound)))
        bound_before = [set(bound)]  # each pattern, and after the last
        for pattern in ordered:
            bound_before.append(bound_before[-1] | _names(pattern))
        always = bound_before[-1]
        _check_optional(group, always)
        for part in (group, *group.optional):
            for name in always.union(*map(_names, part.patterns)):
                self._slot(name)
        step, early = then, []
        for condition in (part for expression in group.filters for part in conjuncts(expression)):
            if variables(condition) <= always:
                early.append(condition)
            else:  # it asks of what an OPTIONAL may bind
                step = self._filter(condition, step)
        for optional in reversed(group.optional):
            step = self._optional(optional, always, step)
        for inner in group.exists:
            step = _both(self.group(inner, always, _yes), step)
        for index in range(len(ordered), -1, -1):
            for condition in early:
                if _first(bound_before, variables(condition)) == index:
                    step = self._filter(condition, step)
            if index:
                step = self._pattern(ordered[index - 1], bound_before[index - 1], step)
        return step

    def _optional(self, group: Group, bound: set[str], then: Step) -> Step:
        flag = self._slot(f" optional {self.width}")

        def matched(data: Data, row: Row) -> bool:
            row[flag] = ""
            return then(data, row)

        inner = self.group(group, bound, matched)

        def step(data: Data, row: Row) -> bool:
            row[flag] = None
            return inner(data, row) or (row[flag] is None and then(data, row))

        return step

    def _filter(self, expression: Expression, then: Step) -> Step:
        evaluate = compile_expression(expression, self.slots)
        return lambda data, row: truth(evaluate(row)) and then(data, row)

    def _pattern(self, pattern: Pattern, known: set[str], then: Step) -> Step:
        subject_free, object_free = (
            isinstance(term, Variable) and term.name not in known for term in (pattern.subject, pattern.object)
        )
        subject, target, predicate = self._place(pattern.subject), self._place(pattern.object), pattern.predicate
        if subject_free and object_free:
            if pattern.subject == pattern.object:
                raise UnsupportedError("?x ?p ?x")
            return _scan(subject[0], predicate, target[0], then)
        if object_free:
            return _forward(subject, predicate, target[0], then)
        if subject_free:
            return _backward(subject[0], predicate, target, then)
        return _test(subject, predicate, target, then)

    def _slot(self, name: str) -> int:
        if name not in self.slots:
            self.slots[name] = self.width
            self.width += 1
        return self.slots[name]

    def _place(self, term: Term) -> Place:
        return (self._slot(term.name), None) if isinstance(term, Variable) else (-1, term)


def _first(bound: Sequence[set[str]], names: set[str]) -> int:
    return next(index for index, known in enumerate(bound) if names <= known)


def _check_optional(group: Group, shared: set[str]) -> None:
    """What an OPTIONAL may bind must not occur in another OPTIONAL or in an EXISTS, which would see it or not."""
    seen = {name for inner in group.exists for pattern in inner.patterns for name in _names(pattern)} - shared
    for part in group.optional:
        own = {name for pattern in part.patterns for name in _names(pattern)} - shared
        if own & seen:
            raise UnsupportedError("OPTIONAL")
        seen |= own


def _names(pattern: Pattern) -> set[str]:
    return {term.name for term in (pattern.subject, pattern.object) if isinstance(term, Variable)}


def _ordered(patterns: Sequence[Pattern], known: set[str]) -> Iterable[Pattern]:
    """The patterns so that each begins at something known: best at its subject, else at its object."""
    bound, left = set(known), list(patterns)

    def cost(pattern: Pattern) -> int:
        free = [isinstance(t, Variable) and t.name not in bound for t in (pattern.subject, pattern.object)]
        return 2 * free[0] + free[1]

    while left:
        pattern = min(left, key=cost)  # the first of those that cost least
        left.remove(pattern)
        bound |= _names(pattern)
        yield pattern


def _yes(_data: Data, _row: Row) -> bool:
    return True


def _both(first: Step, second: Step) -> Step:
    return lambda data, row: first(data, row) and second(data, row)


def _scan(subject: int, predicate: str, target: int, then: Step) -> Step:
    def step(data: Data, row: Row) -> bool:
        for node, sources in data.inverse(predicate).items():
            for source in sources:
                row[subject], row[target] = source, node
                if then(data, row):
                    return True
        row[subject] = row[target] = None
        return False

    return step


def _forward(subject: Place, predicate: str, target: int, then: Step) -> Step:
    slot, constant = subject

    def step(data: Data, row: Row) -> bool:
        source = row[slot] if slot >= 0 else constant
        for row[target] in data.subjects.get(source, NOTHING).get(predicate, ()):  # type: ignore[arg-type]
            if then(data, row):
                return True
        row[target] = None
        return False

    return step


def _backward(subject: int, predicate: str, target: Place, then: Step) -> Step:
    def step(data: Data, row: Row) -> bool:
        for row[subject] in data.inverse(predicate).get(_joined(target, row), ()):  # noqa: B020
            if then(data, row):
                return True
        row[subject] = None
        return False

    return step


def _test(subject: Place, predicate: str, target: Place, then: Step) -> Step:
    slot, constant = subject

    def step(data: Data, row: Row) -> bool:
        source = row[slot] if slot >= 0 else constant
        known = data.subjects.get(source, NOTHING).get(predicate, ())  # type: ignore[arg-type]
        return _joined(target, row) in known and then(data, row)

    return step


def _joined(place: Place, row: Row) -> Node:
    """A value that two patterns share; a literal might be equal to another that is written otherwise."""
    slot, constant = place
    value = row[slot] if slot >= 0 else constant
    if value is None or (type(value) is tuple and slot >= 0):
        raise UnsureError
    return value
