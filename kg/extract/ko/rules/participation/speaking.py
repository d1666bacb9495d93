"""Who speaks at an event or moderates it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.participation.shared import Found, Named, each, frames
from kg.model import Statement

_AT = re.compile(r"[’”'\"」)]*(?:에서|에 참석|을 통해|를 통해|에 나와|에 출석|\s?자리에서)")
_HELD = re.compile(rf"{_AT.pattern}|[’”'\"」)]*(?:을|를) (?:열|갖)")
_MODERATES = re.compile(r"(?<![가-힣])(?:좌장|사회|진행)(?:을|를)?\s?(?:\S+\s)?(?:맡|보았|봤|한|했|하)")
_SPEAKS = re.compile(
    r"(?:기조강연|기조연설|강연|연설|주제발표|발제|특강|축사|환영사|개회사|기조발제|토론)(?:을|를)?\s?(?:했|하|한|진행|맡|이어)"
)


def speakers(doc: Reading, said: Sequence[Statement]) -> Iterator[Found]:
    """A는 E에서 “…”라고 말했다; who calls a press conference also speaks at it."""
    for statement in said:
        start = statement.evidence[0][0]
        sentence = doc.sentence_of(start)
        for event in doc.events_in(sentence.start, start):
            held = re.search(r"회견|브리핑|간담회|총회|회의|토론회", doc.text[event.start : event.end])
            if (_HELD if held else _AT).match(doc.text, event.end):
                yield statement.speaker, event.entity, "speaker", (event.start, statement.evidence[0][1]), "says-at"
                if re.search(r"기자회견|브리핑|회견|기자간담회", doc.text[event.start : event.end]):
                    yield statement.speaker, event.entity, "organizer", (event.start, event.end), "own-conference"
    named = Named(frames(doc))
    for agent in doc.agents:
        sentence = doc.sentence_of(agent.start)
        match = _SPEAKS.search(doc.text, agent.end, min(sentence.end, agent.end + 90))
        if match and "Person" in {doc.type_of(e) for e in agent.entities}:
            spoken_at = named.of(sentence, agent.start)
            if spoken_at is not None:
                yield from each(agent, spoken_at, "speaker", (agent.start, match.end()), "speaks")


def moderators(doc: Reading) -> Iterator[Found]:
    """A가 사회를 맡았다, 좌장을 맡은 A: who moderates the event of the sentence."""
    named = Named(doc.events)
    for agent in doc.agents:
        sentence = doc.sentence_of(agent.start)
        match = _MODERATES.search(doc.text, agent.end, min(sentence.end, agent.end + 30))
        event = named.of(sentence, agent.start) if match else None
        if match and event is not None and doc.type_of(agent.entities[0]) == "Person":
            yield from each(agent, event, "moderator", (agent.start, match.end()), "moderates")


def programme(doc: Reading) -> Iterator[Found]:
    """▲주제(이름 직함. 소속) … 등 주제발표: the speakers of a programme in a list."""
    named = Named(frames(doc))
    for sentence in doc.analysis.sentences:
        text = doc.text[sentence.start : sentence.end]
        if text.count("▲") + text.count("△") < 2 or not re.search(r"발표|강연|발제|토론|특강", text):
            continue
        listed = [
            r
            for r in doc.between(sentence.start, sentence.end, "Person")
            if doc.text[r.start - 1] in "(（" and re.search("[▲△]", doc.text[sentence.start : r.start])
        ]
        own = [e for e in doc.events_in(sentence.start, sentence.end) if listed and e.start > listed[-1].end]
        main = named.main(sentence.start)
        for person in listed:
            for event in [*own[:1], *([main] if main else [])]:
                yield person.entity, event.entity, "speaker", (person.start, person.end), "programme"
