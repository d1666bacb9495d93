"""Who has which part in an event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.extract.document import Sentence
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.lexicon import cues
from kg.extract.ko.reading import Agent, Reading
from kg.model import AnyFact, Participation, Role, Statement

_PARTICLES: tuple[tuple[Role, str], ...] = (
    ("organizer", r"(?:을|를|도)?"),
    ("sponsor", r"(?:을|를)?"),
    ("participant", r"(?:에|에도|에는|엔|을|를)"),
)
_OBJECT_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"{particle}\s?(?:\S+\s){{0,3}}?{cues('participation_cues', role)}(?!된|됐|되|돼|국)"))
    for role, particle in _PARTICLES
)
_SUFFERED = re.compile(cues("event_ownership", "target"))
_DONE = re.compile(cues("event_ownership", "participant"))
_LECTURE = re.compile(r"(?:강연|연설|특강|발제|주제발표)$")
_SPEECH = re.compile(rf"{_LECTURE.pattern}|(?:발표|토론)$")
_MATCH = re.compile(r"(?:경기|시합|회담|협상|회동|면담|평가전|결승전|결정전|예선전|대결|협약식|공방)$")
_GATHERING = re.compile(
    r"(?:집회|시위|대회|총궐기|행진|경기|결승전|결정전|경선|선거|축제|올림픽|월드컵|토론회|청문회)$"
)
_CHOSEN = re.compile(r"[’”'\"」)]*\s(?:수상자|당선자|우승자|대상자)(?:로|에)")
_AT = re.compile(r"[’”'\"」)]*(?:에서|에 참석|을 통해|를 통해|에 나와|에 출석|\s?자리에서)")
_HELD = re.compile(rf"{_AT.pattern}|[’”'\"」)]*(?:을|를) (?:열|갖)")
_WINS = re.compile(
    r"(?:상을|상\s?수상|수상|우승|[가-힣]*왕을?|[가-힣]*왕에|대상을|금메달|은메달|동메달|트로피|신인상|MVP)\S*\s?(?:\S+\s){0,2}?"
    r"(?:받|차지|수상|올랐|오른|거머|안았|챙겼|챙긴|선정|목에|수여)"
)
_AWARDS = re.compile(r"시상식|대회|결정전|결승전|대상|영화제|공모전|선수권|올림픽|월드컵")
_MODERATES = re.compile(r"(?<![가-힣])(?:좌장|사회|진행)(?:을|를)?\s?(?:\S+\s)?(?:맡|보았|봤|한|했|하)")
_SPEAKS = re.compile(
    r"(?:기조강연|기조연설|강연|연설|주제발표|발제|특강|축사|환영사|개회사|기조발제|토론)(?:을|를)?\s?(?:했|하|한|진행|맡|이어)"
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


def participation(doc: Reading, found: Sequence[AnyFact]) -> Iterator[Participation]:
    """Yield who organizes, sponsors, speaks at, moderates, takes part in, wins or suffers which event."""
    for agent, event, role, span, rule in _all(doc, [f for f in found if isinstance(f, Statement)]):
        if agent != event:
            yield Participation(
                agent=agent, event=event, role=role, evidence=(span,), score=0.65, rule=f"participation.{rule}"
            )


_Found = tuple[str, str, Role, tuple[int, int], str]


def _all(doc: Reading, said: Sequence[Statement]) -> Iterator[_Found]:
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


class _Named:
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


def by_verb(doc: Reading, event: Reference) -> Iterator[_Found]:
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


def _subject(doc: Reading, event: Reference, before: list[Agent], end: int) -> Iterator[_Found]:
    """A는 … E를 열었다, A가 E에 참석했다; who is only described by the verb (참여한 직원) is not its subject."""
    window = doc.text[end : min(doc.sentence_of(event.start).end, end + 60)]
    for role, pattern in _OBJECT_ROLES:
        match = pattern.match(window)
        if match is None:
            continue
        if role == "participant" and re.match(r"(?:한|하는|하던|했던|할)\s(?!가운데)", window[match.end() :]):
            return
        agent = _nearest(before, event.start)
        if role == "organizer" and _LECTURE.search(doc.text[event.start : event.end]):
            yield from _each(agent, event, "speaker", (agent.start, end + match.end()), "verb")
            return
        one_sided = match.group().endswith(("시행", "실시")) and _DONE.search(doc.text[event.start : event.end])
        span = (agent.start, end + match.end())
        yield from _each(agent, event, "participant" if one_sided else role, span, "verb")
        return


def _led_before(doc: Reading, event: Reference, before: list[Agent]) -> Iterator[_Found]:
    """A가 주관한 E, A가 주최하고 B가 후원하는 E."""
    until = event.start
    for agent in reversed(before):
        verb = _LEADS.match(doc.text, agent.end, until) if agent.particle in ("이", "가") else None
        if verb is None or not _UP_TO_NAME.fullmatch(doc.text, verb.end(), until):
            return
        yield from _each(agent, event, _leading_role(verb[1]), (agent.start, event.end), "verb")
        until = agent.start


def hosted(doc: Reading, event: Reference) -> Iterator[_Found]:
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


def _led_after(doc: Reading, event: Reference, after: list[Agent]) -> Iterator[_Found]:
    """E는 … A가 주최하고 B가 후원했다."""
    for agent in after:
        verb = re.match(
            r"\s?(?:공동\s?)?(주최|주관|후원|개최|마련)(?:하고|하는|한|해|로|으로|했)",
            doc.text[agent.end : agent.end + 16],
        )
        if verb:
            yield from _each(agent, event, _leading_role(verb[1]), (agent.start, agent.end + verb.end()), "verb")


def attended(doc: Reading, event: Reference, end: int) -> Iterator[_Found]:
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


def _each(agent: Agent, event: Reference, role: Role, span: tuple[int, int], rule: str) -> Iterator[_Found]:
    for entity in agent.entities:
        yield entity, event.entity, role, span, rule


def by_noun(doc: Reading, event: Reference) -> Iterator[_Found]:
    """철도노조의 파업, 김정일의 사망: whose event it is, by a genitive or the first words of its name."""
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
        if _LECTURE.search(surface):
            yield reference.entity, event.entity, "speaker", span, "noun"
        elif _SUFFERED.search(tail):
            yield reference.entity, event.entity, "target", span, "noun"
        elif _DONE.search(tail):
            yield reference.entity, event.entity, "participant", span, "noun"


def _frames(doc: Reading) -> list[Reference]:
    """Return the events at which somebody can speak: not the speeches themselves."""
    return [event for event in doc.events if not _SPEECH.search(doc.text[event.start : event.end])]


def speakers(doc: Reading, said: Sequence[Statement]) -> Iterator[_Found]:
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
    named = _Named(_frames(doc))
    for agent in doc.agents:
        sentence = doc.sentence_of(agent.start)
        match = _SPEAKS.search(doc.text, agent.end, min(sentence.end, agent.end + 90))
        if match and "Person" in {doc.type_of(e) for e in agent.entities}:
            spoken_at = named.of(sentence, agent.start)
            if spoken_at is not None:
                yield from _each(agent, spoken_at, "speaker", (agent.start, match.end()), "speaks")


def winners(doc: Reading) -> Iterator[_Found]:
    """신인상에는 강백호가 올랐다, 전상현 선수가 다승왕을 챙겼다: winners at the awards or contest of the article."""
    contests = [e for e in doc.events if _AWARDS.search(doc.text[e.start : e.end])]
    if not contests:
        return
    named = _Named(contests)
    for agent in doc.agents:
        sentence = doc.sentence_of(agent.start)
        if doc.type_of(agent.entities[0]) == "Place" or doc.syntax.in_quotation(agent.start):
            continue
        after = re.match(r"[^.]{0,40}", doc.text[agent.end : sentence.end]).group()  # type: ignore[union-attr]
        if re.search(r"수상자(?:로|에)\s", after):
            continue  # who chooses a laureate
        before = doc.text[max(sentence.start, agent.start - 30) : agent.start]
        listed = re.match(r"\s?[가-힣]{1,5}왕[,.]", after)
        prize = re.search(r"(?:상|왕|MVP)(?:에는|에|엔)\s(?:\S+\s){0,4}?$", before)
        if (
            listed
            or _WINS.search(after)
            or (prize and re.search(r"^\s?(?:올랐|오른|선정|뽑|차지|등이?\s올랐|,|각각)?", after))
        ):
            event = named.of(sentence, agent.start)
            if event is not None:
                yield from _each(agent, event, "winner", (agent.start, agent.end), "wins")


def laureates(doc: Reading) -> Iterator[_Found]:
    """노벨평화상 수상자로 X를 선정했다: the objects of being chosen win the prize."""
    for event in doc.events:
        sentence = doc.sentence_of(event.start)
        if not _CHOSEN.match(doc.text, event.end) or not re.search(
            r"선정|뽑|수여|발표", doc.text[event.end : sentence.end]
        ):
            continue
        for reference in doc.between(event.end, sentence.end, "Person", "Organization"):
            particle, _ = doc.syntax.particle_after(doc.phrase_end(reference))
            if particle in ("을", "를", "와", "과", "이", "가") and not doc.syntax.in_quotation(reference.start):
                yield reference.entity, event.entity, "winner", (event.start, reference.end), "laureate"


def moderators(doc: Reading) -> Iterator[_Found]:
    """A가 사회를 맡았다, 좌장을 맡은 A: who moderates the event of the sentence."""
    named = _Named(doc.events)
    for agent in doc.agents:
        sentence = doc.sentence_of(agent.start)
        match = _MODERATES.search(doc.text, agent.end, min(sentence.end, agent.end + 30))
        event = named.of(sentence, agent.start) if match else None
        if match and event is not None and doc.type_of(agent.entities[0]) == "Person":
            yield from _each(agent, event, "moderator", (agent.start, match.end()), "moderates")


def told(doc: Reading) -> Iterator[_Found]:
    """김정일이 사망하였다 beside 김정일의 사망: the subject of a verb that tells a named event."""
    for event, predicate in doc.told_events:
        sentence = doc.sentence_of(event.start)
        before = [a for a in doc.agents_in(sentence.start, event.start) if a.end <= event.start]
        noun = doc.text[predicate.start : predicate.end]
        if not before or predicate.adnominal or _LECTURE.search(predicate.lemma) or event.start - before[-1].end > 45:
            continue
        suffered = predicate.voice == "passive" or _SUFFERED.search(noun)
        if suffered or _DONE.search(noun):
            yield from _each(
                before[-1], event, "target" if suffered else "participant", (before[-1].start, event.end), "told"
            )


def programme(doc: Reading) -> Iterator[_Found]:
    """▲주제(이름 직함. 소속) … 등 주제발표: the speakers of a programme in a list."""
    named = _Named(_frames(doc))
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


def taking_part(doc: Reading) -> Iterator[_Found]:
    """나래시립합창단이 참가하는 시민합창제: who is said to take part right before the event's name."""
    for event in doc.events:
        for agent in [a for end in range(event.start - 8, event.start) for a in doc.agents_by_end.get(end, ())]:
            if re.fullmatch(
                r"\s(?:참가|참여|참석|출전|출연)(?:하는|한|했던)\s[‘“'\"]?", doc.text[agent.end : event.start]
            ):
                yield from _each(agent, event, "participant", (agent.start, event.end), "taking-part")


def present(doc: Reading) -> Iterator[_Found]:
    """백남기 농민은 민중총궐기 집회에서 물대포를 맞고: who is or does something at a gathering takes part in it."""
    for event in doc.events:
        sentence = doc.sentence_of(event.start)
        at_event = re.match(r"[’”'\"」)]*에서(?!는|\s열)", doc.text[event.end : event.end + 8])
        gathering = _GATHERING.search(doc.text[event.start : event.end])
        if not at_event or not gathering or doc.syntax.in_quotation(event.start):
            continue
        quoted = doc.syntax.quotations_in(event.end, sentence.end)
        agents = [a for a in doc.agents_in(sentence.start, event.start) if a.end <= event.start]
        if agents and event.start - agents[-1].end < 40 and not quoted:
            yield from _each(agents[-1], event, "participant", (agents[-1].start, event.end), "present")


def opponents(doc: Reading) -> Iterator[_Found]:
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
