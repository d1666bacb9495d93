"""Who has which part in an event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.participation.leading import by_verb, hosted
from kg.extract.ko.rules.participation.shared import Found
from kg.extract.ko.rules.participation.speaking import moderators, programme, speakers
from kg.extract.ko.rules.participation.taking_part import by_noun, opponents, present, taking_part, told
from kg.extract.ko.rules.participation.winning import laureates, winners
from kg.model import AnyFact, Participation, Statement


def participation(doc: Reading, found: Sequence[AnyFact]) -> Iterator[Participation]:
    """Yield who organizes, sponsors, speaks at, moderates, takes part in, wins or suffers which event."""
    for agent, event, role, span, rule in _all(doc, [f for f in found if isinstance(f, Statement)]):
        if agent != event:
            yield Participation(
                agent=agent, event=event, role=role, evidence=(span,), score=0.65, rule=f"participation.{rule}"
            )


def _all(doc: Reading, said: Sequence[Statement]) -> Iterator[Found]:
    for event in doc.events:
        yield from by_verb(doc, event)
        yield from by_noun(doc, event)
        yield from hosted(doc, event)
    yield from speakers(doc, said)
    yield from winners(doc)
    yield from laureates(doc)
    yield from moderators(doc)
    yield from programme(doc)
    yield from told(doc)
    yield from taking_part(doc)
    yield from present(doc)
    yield from opponents(doc)
