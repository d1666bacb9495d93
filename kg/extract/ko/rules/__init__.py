"""The fact rules of Korean, in the order in which they run. A rule is a function from a reading to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.measures import measures
from kg.extract.ko.rules.positions import positions
from kg.extract.ko.rules.statements import statements
from kg.model import AnyFact

RULES: tuple[Callable[[Reading], Iterator[AnyFact]], ...] = (
    positions,
    statements,
    measures,
)
