"""When two facts about one article say the same, and when they say different things of the same matter."""

from __future__ import annotations

from kg.model import (
    AnyFact,
    EventPlace,
    EventTime,
    Measure,
    Participation,
    PolicyAction,
    Position,
    Relation,
    Statement,
)

_ARGUMENTS: dict[type[AnyFact], tuple[tuple[str, ...], tuple[str, ...]]] = {
    Position: (("person", "organization", "title"), ("status",)),
    EventTime: (("event",), ("start", "end")),
    EventPlace: (("event", "place"), ()),
    Participation: (("agent", "event"), ("role",)),
    Statement: (("content",), ("speaker", "manner")),
    PolicyAction: (("agent", "policy"), ("action",)),
    Relation: (("subject", "object"), ("predicate",)),
    Measure: (("evidence",), ("value", "unit")),
}
"""For each type the arguments that tell what a fact is about, and those that tell what it says of that."""
_ALIKE = 0.8
"""Share of the longer of two quoted contents that the other one covers at least if they are one statement."""


def same_fact(one: AnyFact, other: AnyFact) -> bool:
    """Whether two facts say the same; the words they rest on, scores and rules do not matter."""
    return _about_same(one, other) and all(
        _agree(getattr(one, name), getattr(other, name)) for name in _ARGUMENTS[type(one)][1]
    )


def contradict(one: AnyFact, other: AnyFact) -> bool:
    """Whether two facts say different things of the same matter: another day, another speaker, another role."""
    return _about_same(one, other) and not same_fact(one, other)


def _about_same(one: AnyFact, other: AnyFact) -> bool:
    if type(one) is not type(other):
        return False
    return all(_agree(getattr(one, name), getattr(other, name)) for name in _ARGUMENTS[type(one)][0])


def _agree(one: object, other: object) -> bool:
    """Whether two values are one: a time may be the more precise one, a long text may reach a little farther."""
    if one == other:
        return True
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    short, long = sorted((one, other), key=len)
    if _is_time(long) and long.startswith(short):
        return long[len(short)] in "-T"
    return short in long and len(short) >= _ALIKE * len(long) and len(short) >= _LONG


_LONG = 12
"""Characters from which on a text may be cut a little shorter and be the same."""


def _is_time(text: str) -> bool:
    return text[:4].isdigit() and text[4:5] == "-"
