"""Who takes part in an event or suffers it: whose it is, who is at it, who stands on its sides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko.entities.group import Reference
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.participation.shared import DONE, LECTURE, SUFFERED, Found, each

_MATCH = re.compile(r"(?:경기|시합|회담|협상|회동|면담|평가전|결승전|결정전|예선전|대결|협약식|공방)$")
_GATHERING = re.compile(
    r"(?:집회|시위|대회|총궐기|행진|경기|결승전|결정전|경선|선거|축제|올림픽|월드컵|토론회|청문회)$"
)


def by_noun(doc: Reading, event: Reference) -> Iterator[Found]:
    """나래노조의 파업, 한지우의 별세: whose event it is, by a genitive or the first words of its name."""
    surface = doc.text[event.start : event.end]
    at = event.start
    near = {*doc.actors_ending(at - 9, at - 1), *doc.actors_in(at, at + 1)}
    near |= {person for end in (at - 2, at - 1) for person in doc.people_by_phrase_end.get(end, ())}
    for reference in sorted(near):
        owns = reference.end <= event.start and re.fullmatch(
            r"(?:의|\s)\s?(?:\S{1,6}\s)?", doc.text[reference.end : event.start]
        )
        inside = event.start == reference.start and reference.end < event.end and doc.text[reference.end] in "의 "
        titled = doc.phrase_end(reference) if doc.type_of(reference.entity) == "Person" else reference.end
        owns = owns or (reference.end <= event.start and re.fullmatch(r"의\s|\s", doc.text[titled : event.start]))
        if not (owns or inside) or (
            doc.type_of(reference.entity) == "Place" and not doc.entities[reference.entity].gpe
        ):
            continue
        if doc.entities[reference.entity].gpe and not doc.text.startswith("의", reference.end):
            continue
        tail = surface[-8:]
        if re.search(r"규탄|비판|반대", surface) and inside:
            yield reference.entity, event.entity, "target", (event.start, event.end), "against"
            continue
        span = min(reference.start, event.start), max(reference.end, event.end)
        if LECTURE.search(surface):
            yield reference.entity, event.entity, "speaker", span, "noun"
        elif SUFFERED.search(tail):
            yield reference.entity, event.entity, "target", span, "noun"
        elif DONE.search(tail):
            yield reference.entity, event.entity, "participant", span, "noun"


def told(doc: Reading) -> Iterator[Found]:
    """한지우가 별세하였다 beside 한지우의 별세: the subject of a verb that tells a named event."""
    for event, predicate in doc.told_events:
        sentence = doc.sentence_of(event.start)
        before = [a for a in doc.agents_in(sentence.start, event.start) if a.end <= event.start]
        noun = doc.text[predicate.start : predicate.end]
        if not before or predicate.adnominal or LECTURE.search(predicate.lemma) or event.start - before[-1].end > 45:
            continue
        suffered = predicate.voice == "passive" or SUFFERED.search(noun)
        if suffered or DONE.search(noun):
            yield from each(
                before[-1], event, "target" if suffered else "participant", (before[-1].start, event.end), "told"
            )


def taking_part(doc: Reading) -> Iterator[Found]:
    """나래시립합창단이 참가하는 시민합창제: who is said to take part right before the event's name."""
    for event in doc.events:
        for agent in [a for end in range(event.start - 8, event.start) for a in doc.agents_by_end.get(end, ())]:
            if re.fullmatch(
                r"\s(?:참가|참여|참석|출전|출연)(?:하는|한|했던)\s[‘“'\"]?", doc.text[agent.end : event.start]
            ):
                yield from each(agent, event, "participant", (agent.start, event.end), "taking-part")


def present(doc: Reading) -> Iterator[Found]:
    """정하람 농민은 쌀값 집회에서 깃발을 들고: who is or does something at a gathering takes part in it."""
    for event in doc.events:
        sentence = doc.sentence_of(event.start)
        at_event = re.match(r"[’”'\"」)]*에서(?!는|\s열)", doc.text[event.end : event.end + 8])
        gathering = _GATHERING.search(doc.text[event.start : event.end])
        if not at_event or not gathering or doc.syntax.in_quotation(event.start):
            continue
        quoted = doc.syntax.quotations_in(event.end, sentence.end)
        agents = [a for a in doc.agents_in(sentence.start, event.start) if a.end <= event.start]
        if agents and event.start - agents[-1].end < 40 and not quoted:
            yield from each(agents[-1], event, "participant", (agents[-1].start, event.end), "present")


def opponents(doc: Reading) -> Iterator[Found]:
    """A와 B의 경기, A와 B의 정상회담: both sides take part."""
    for event in doc.events:
        if not _MATCH.search(doc.text[event.start : event.end]):
            continue
        offset = max(0, event.start - 40)
        sides = re.search(r"(\S+?)(?:와|과)\s(\S+?)의\s?(?:\S+\s){0,3}$", doc.text[offset : event.start])
        if sides is None:
            continue
        ends = {offset + sides.end(1), offset + sides.end(2)}
        for reference in doc.between(offset + sides.start(), event.start, "Person", "Organization", "Place"):
            if reference.end in ends:
                yield reference.entity, event.entity, "participant", (reference.start, event.end), "both-sides"
