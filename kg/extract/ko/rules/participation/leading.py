"""Who organizes, sponsors or takes part in an event, by the verb or noun beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko.entities.group import Reference
from kg.extract.ko.lexicon import cues
from kg.extract.ko.reading import Agent, Reading
from kg.extract.ko.rules.participation.shared import DONE, LECTURE, Found, each
from kg.model import Role

_PARTICLES: tuple[tuple[Role, str], ...] = (
    ("organizer", r"(?:을|를|도)?"),
    ("sponsor", r"(?:을|를)?"),
    ("participant", r"(?:에|에도|에는|엔|을|를)"),
)
_OBJECT_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"{particle}\s?(?:\S+\s){{0,3}}?{cues('participation_cues', role)}(?!된|됐|되|돼|국)"))
    for role, particle in _PARTICLES
)
_LEADS = re.compile(
    r"\s(?:공동\s?)?(주최|주관|개최|마련|실시|후원|협찬)(?:[·ㆍ,]\s?(?:주최|주관|후원))?(?:하고|하며|하는|한|해)(?=\s)"
)
_UP_TO_NAME = re.compile(r"\s(?:\S+\s)?[‘“'\"]?")
_HOSTS = re.compile(
    r"\s(?:공동\s?)?(주최|주관|후원|협찬)(?:로|으로|의)?\s(?:(?:열린|열리는|개최된|개최되는|진행된|치러진)\s)?(?:\S+\s)?[‘“'\"]?"
)
_ASKS = re.compile(r"(?:의|이|가)?\s?(의뢰)(?:로|를\s받아|를\s받은)\s[^.]*")
_SURVEY = re.compile(r"조사$")
_FARTHEST = 80
"""Characters before an event within which who hosts it is looked for."""


def by_verb(doc: Reading, event: Reference) -> Iterator[Found]:
    """A는 … E를 열었다, A가 주관한 E, E에는 A 등이 참석했다."""
    if doc.syntax.in_quotation(event.start):
        return
    sentence = doc.sentence_of(event.start)
    agents = [a for a in doc.agents_in(sentence.start, sentence.end) if not doc.syntax.in_quotation(a.start)]
    before = [a for a in agents if a.end <= event.start]
    end = doc.after_marks(event.end)
    if before:
        yield from _subject(doc, event, before, end)
        yield from _led_before(doc, event, before)
    yield from _led_after(doc, event, [a for a in agents if a.start > event.end])
    yield from attended(doc, event, end)


def _subject(doc: Reading, event: Reference, before: list[Agent], end: int) -> Iterator[Found]:
    """A는 … E를 열었다, A가 E에 참석했다; who is only described by the verb (참여한 직원) is not its subject."""
    window = doc.text[end : min(doc.sentence_of(event.start).end, end + 60)]
    for role, pattern in _OBJECT_ROLES:
        match = pattern.match(window)
        if match is None:
            continue
        if role == "participant" and re.match(r"(?:한|하는|하던|했던|할)\s(?!가운데)", window[match.end() :]):
            return
        agent = _nearest(before, event.start)
        if role == "organizer" and LECTURE.search(doc.text[event.start : event.end]):
            yield from each(agent, event, "speaker", (agent.start, end + match.end()), "verb")
            return
        one_sided = match.group().endswith(("시행", "실시")) and DONE.search(doc.text[event.start : event.end])
        span = (agent.start, end + match.end())
        yield from each(agent, event, "participant" if one_sided else role, span, "verb")
        return


def _led_before(doc: Reading, event: Reference, before: list[Agent]) -> Iterator[Found]:
    """A가 주관한 E, A가 주최하고 B가 후원하는 E."""
    until = event.start
    for agent in reversed(before):
        verb = _LEADS.match(doc.text, agent.end, until) if agent.particle in ("이", "가") else None
        if verb is None or not _UP_TO_NAME.fullmatch(doc.text, verb.end(), until):
            return
        yield from each(agent, event, _leading_role(verb[1]), (agent.start, event.end), "verb")
        until = agent.start


def _led_after(doc: Reading, event: Reference, after: list[Agent]) -> Iterator[Found]:
    """E는 … A가 주최하고 B가 후원했다."""
    for agent in after:
        verb = re.match(
            r"\s?(?:공동\s?)?(주최|주관|후원|개최|마련)(?:하고|하는|한|해|로|으로|했)",
            doc.text[agent.end : agent.end + 16],
        )
        if verb:
            yield from each(agent, event, _leading_role(verb[1]), (agent.start, agent.end + verb.end()), "verb")


def attended(doc: Reading, event: Reference, end: int) -> Iterator[Found]:
    """E에는 A, B 등이 참석했다."""
    text = doc.text[end : doc.sentence_of(event.start).end]
    attend = re.search(r"(?:등이|이|가|등)\s?(?:\S+\s){0,2}?(?:참석|참가|참여)", text)
    if attend is None or not re.match(r"(?:에는|에|은|는)", text):
        return
    for reference in doc.actors_in(end, end + attend.end()):
        if reference not in doc.inside_titles and doc.type_of(reference.entity) != "Place":
            yield reference.entity, event.entity, "participant", (event.start, end + attend.end()), "attend"


def _nearest(agents: list[Agent], offset: int) -> Agent:
    topics = [a for a in agents if a.topic]
    near = agents[-1]
    if near.particle.startswith("에서") and topics:
        return topics[-1]
    return near if not topics or offset - near.end < 25 else topics[-1]


def hosted(doc: Reading, event: Reference) -> Iterator[Found]:
    """A 주최로 열린 E, A 후원 E, A의 의뢰로 … 조사: whose affair it is, told by a noun."""
    sentence = doc.sentence_of(event.start)
    if doc.syntax.in_quotation(event.start):
        return
    for reference in doc.actors_in(max(sentence.start, event.start - _FARTHEST), event.start):
        if doc.type_of(reference.entity) == "Place" and not doc.entities[reference.entity].gpe:
            continue
        noun = _HOSTS.fullmatch(doc.text, reference.end, event.start)
        if noun is None and _SURVEY.search(doc.text[event.start : event.end]):
            noun = _ASKS.fullmatch(doc.text, reference.end, event.start)
        if noun is not None:
            yield reference.entity, event.entity, _leading_role(noun[1]), (reference.start, event.end), "hosted"


def _leading_role(noun: str) -> Role:
    return "sponsor" if noun in ("후원", "협찬", "의뢰") else "organizer"
