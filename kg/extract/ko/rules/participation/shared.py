"""What the rules of participation share."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.document import Sentence
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.lexicon import cues
from kg.extract.ko.reading import Agent, Reading
from kg.model import Role

SUFFERED = re.compile(cues("event_ownership", "target"))
DONE = re.compile(cues("event_ownership", "participant"))
LECTURE = re.compile(r"(?:강연|연설|특강|발제|주제발표)$")
SPEECH = re.compile(rf"{LECTURE.pattern}|(?:발표|토론)$")

Found = tuple[str, str, Role, tuple[int, int], str]
"""Agent, event, role, the span that says it, and the rule."""


class Named:
    """Events in text order, asked which one a sentence is about."""

    def __init__(self, events: Sequence[Reference]) -> None:
        self._events = events
        self._main: list[Reference] = []
        first: dict[str, Reference] = {}
        counts: Counter[str] = Counter()
        for event in events:
            counts[event.entity] += 1
            here = first.setdefault(event.entity, event)
            best = self._main[-1] if self._main else here
            ahead = (counts[here.entity], -here.start) > (counts[best.entity], -best.start)
            self._main.append(here if ahead else best)

    def main(self, offset: int) -> Reference | None:
        """Return the first mention of the event that is named most often before `offset`."""
        at = bisect_left(self._events, (offset,))
        return self._main[at - 1] if at else None

    def of(self, sentence: Sentence, offset: int) -> Reference | None:
        """Return the event of the sentence, else the article's main event so far."""
        at = bisect_left(self._events, (sentence.start,))
        here = at < len(self._events) and self._events[at].start < sentence.end
        return self._events[at] if here else self.main(offset)


def each(agent: Agent, event: Reference, role: Role, span: tuple[int, int], rule: str) -> Iterator[Found]:
    """Yield one part for each of the entities that an agent is."""
    for entity in agent.entities:
        yield entity, event.entity, role, span, rule


def frames(doc: Reading) -> list[Reference]:
    """Return the events at which somebody can speak: not the speeches themselves."""
    return [event for event in doc.events if not SPEECH.search(doc.text[event.start : event.end])]
