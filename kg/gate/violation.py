"""What the gate finds, and which facts it concerns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pyoxigraph as ox

from kg.errors import Reason

Severity = Literal["Violation", "Warning", "Info"]
Term = ox.NamedNode | ox.BlankNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of a shape.

    Attributes:
        severity: `Violation` sets the facts aside, `Warning` and `Info` are only reported.
        facts: IRIs of the facts that it concerns; empty where it concerns the article or an entity.
        shape: IRI of the violated shape.
        focus: IRI of the node that the shape looked at, `_:` and a label for a blank node.
        path: IRI of the property, None for a shape about the node as a whole.
        value: the offending value, None where something is missing.
        component: IRI of the kind of constraint.
        reason: why, for people.
    """

    severity: Severity
    facts: tuple[str, ...]
    shape: str
    focus: str
    path: str | None
    value: Term | None
    component: str
    reason: Reason

    def order(self) -> tuple[bool, tuple[str, ...], str, str, str, str, str]:
        """Return what violations are sorted by: what sets aside first, then the facts, then the shapes."""
        return (
            self.severity != "Violation",
            self.facts,
            self.shape,
            self.focus,
            self.path or "",
            str(self.value),
            self.component,
        )


def owners(node: str, facts: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the facts that `node` belongs to; none where it belongs to no fact.

    Args:
        node: a fact, a span of evidence, or a part of either (`…#selector`, `…#during`).
        facts: the facts by what they are known by: each fact by itself, and the facts that point at a span by the span.
    """
    return tuple(facts.get(node) or facts.get(node.rpartition("#")[0]) or ())
