"""Posts told by a verb: 부시장에 임명했다, 부시장을 지냈다, 간사를 맡고 있다."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko import knowledge
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.positions.title import by_name, by_title
from kg.extract.ko.syntax import Word
from kg.model import Position

_APPOINTED = (
    (re.compile(r"(?:으로|로|에)\s(?:\S+\s){0,5}?(?:임명|선출|선임|위촉|발탁|취임|추대|영입|승진|부임|뽑)"), "current"),
    (re.compile(r"(?:으로|로|에)\s(?:\S+\s){0,5}?(?:내정|지명)"), "future"),
    (
        re.compile(
            r"(?:으로|로)\s(?:일했|일한|근무했|활동했)|(?:을|를)\s(?:\S+\s)?(?:지냈|지낸|지내|역임|맡았던|거쳐|거친)"
        ),
        "former",
    ),
    (re.compile(r"(?:을|를|도)\s(?:\S+\s)?(?:맡고|맡은|맡아|맡는다|겸하|겸임)"), "current"),
)


def careers(doc: Reading) -> Iterator[Position]:
    """Yield posts told by a verb: 오세린을 부시장에 임명했다, 부시장을 지냈다, 간사를 맡고 있다."""
    for word in doc.syntax.words:
        stem = doc.text[word.start : word.stem_end].strip("‘’'\"")
        split = knowledge.split_title(stem) if len(stem) > 1 else None
        if split is None or not word.particle or doc.syntax.in_quotation(word.start):
            continue
        told = next(((m, s) for pattern, s in _APPOINTED if (m := pattern.match(doc.text, word.stem_end))), None)
        person = _appointee(doc, word) if told else None
        if person is None or told is None:
            continue
        verb, status = told
        owner = by_name(doc, split[0], word.start) if split[0] else None
        if owner is None:
            near = [r for r in doc.actors_ending(word.start - 1, word.start - 1) if doc.type_of(r.entity) != "Person"]
            owner = near[-1].entity if near else by_title(doc, split[1]) or _employer(doc, word, status)
        else:
            near = []
        yield Position(
            person=person,
            title=split[1],
            organization=owner,
            status=status,  # type: ignore[arg-type]
            evidence=((near[-1].start if near else word.start, verb.end()),),
            score=0.6,
            rule="position.career",
        )


def _employer(doc: Reading, word: Word, status: str) -> str | None:
    """Return the body that appoints, the topic of the sentence: 나래시는 부시장에 …을 임명했다."""
    if status == "former":
        return None
    sentence = doc.sentence_of(word.start)
    topics = [a for a in doc.agents_in(sentence.start, word.start) if a.end <= word.start and a.topic]
    bodies = [a for a in topics if doc.type_of(a.entities[0]) != "Person"]
    return bodies[0].entities[0] if bodies and len(topics) == 1 else None


def _appointee(doc: Reading, word: Word) -> str | None:
    """Return who gets or had the post: the person who is the object beside it, else the subject of the clause."""
    sentence = doc.sentence_of(word.start)
    for reference in doc.between(sentence.start, sentence.end, "Person"):
        end = doc.phrase_end(reference)
        particle, after = doc.syntax.particle_after(end)
        if particle in ("을", "를") and abs(after - word.start) < 30:
            return reference.entity
    agents = [
        a
        for a in doc.agents_in(sentence.start, word.start)
        if a.end <= word.start and doc.type_of(a.entities[0]) == "Person"
    ]
    return agents[-1].entities[0] if agents else None
