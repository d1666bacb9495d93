"""The fact rules of Korean, in the order in which they run. A rule is a function from a reading to facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.events import event_places, event_times
from kg.extract.ko.rules.measures import measures
from kg.extract.ko.rules.participation import participation
from kg.extract.ko.rules.policy_actions import policy_actions
from kg.extract.ko.rules.positions import positions
from kg.extract.ko.rules.relations import relations
from kg.extract.ko.rules.statements import statements
from kg.model import AnyFact

RULES: tuple[Callable[[Reading], Iterator[AnyFact]], ...] = (
    positions,
    event_times,
    event_places,
    statements,
    policy_actions,
    relations,
    measures,
)

FOLLOWING: tuple[Callable[[Reading, Sequence[AnyFact]], Iterator[AnyFact]], ...] = (participation,)
"""Rules that also look at what the rules before them found."""
