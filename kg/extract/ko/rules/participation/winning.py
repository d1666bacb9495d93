"""Who wins at an event."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.participation.shared import Found, Named, each

_CHOSEN = re.compile(r"[’”'\"」)]*\s(?:수상자|당선자|우승자|대상자)(?:로|에)")
_WINS = re.compile(
    r"(?:상을|상\s?수상|수상|우승|[가-힣]*왕을?|[가-힣]*왕에|대상을|금메달|은메달|동메달|트로피|신인상|MVP)\S*\s?(?:\S+\s){0,2}?"
    r"(?:받|차지|수상|올랐|오른|거머|안았|챙겼|챙긴|선정|목에|수여)"
)
_AWARDS = re.compile(r"시상식|대회|결정전|결승전|대상|영화제|공모전|선수권|올림픽|월드컵")


def winners(doc: Reading) -> Iterator[Found]:
    """신인상에는 한지우가 올랐다, 오세린 선수가 다승왕을 챙겼다: winners at the awards or contest of the article."""
    contests = [e for e in doc.events if _AWARDS.search(doc.text[e.start : e.end])]
    if not contests:
        return
    named = Named(contests)
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
                yield from each(agent, event, "winner", (agent.start, agent.end), "wins")


def laureates(doc: Reading) -> Iterator[Found]:
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
