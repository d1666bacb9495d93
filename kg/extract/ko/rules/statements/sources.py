"""What a source is named for: "X에 따르면 …", and the sentence before "X는 이같이 밝혔다"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document import Sentence
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.statements.indirect import indirect_speech
from kg.extract.ko.rules.statements.reporting import reports
from kg.extract.ko.rules.statements.said import Said
from kg.extract.ko.rules.statements.speakers import main_agent

_ACCORDING = re.compile(
    r"(?:(?:이|가)\s[^\s]{1,12}\s)?(?:\[[^\]]*\])?(?:의\s[^.]{0,16}?)?(?:에|를)\s?(?:따르면|의하면),?\s?(?:\[\d+\])?"
)
_THUS = re.compile(r"이\s?같이|이와\s같이|이처럼|이렇게")


def said_thus(doc: Reading, sentence: Sentence, index: int) -> Iterator[tuple[Said, tuple[str, ...]]]:
    """Yield the sentence before "X는 이같이 밝혔다" as what X said, without the words that only present it."""
    match = _THUS.search(doc.text, sentence.start, sentence.end)
    if not match or not index or not reports(doc.text[match.end() : match.end() + 16]):
        return
    before = doc.analysis.sentences[index - 1]
    agents = list(doc.agents_in(sentence.start, match.start()))
    if not agents or any(q.mark in '“"' for q in doc.syntax.quotations_in(before.start, before.end)):
        return
    content = re.sub(
        r"(?:이?라는\s\S+\s제기\S+|고\s(?:알렸|밝혔|말했)다)?[.\s]*$", "", doc.text[before.start : before.end]
    )
    if content and not any(before.start <= s.end <= before.end for s in indirect_speech(doc, before, [])):
        agent = main_agent(agents, "indirect") or agents[0]
        yield (
            Said(before.start, before.start + len(content), sentence.end, "indirect", 0.6, "statement.thus"),
            agent.entities,
        )


def according_to(doc: Reading, sentence: Sentence, other: list[Said]) -> Iterator[tuple[Said, tuple[str, ...]]]:
    """Yield what stands after "X에 따르면", unless somebody else is quoted there."""
    for reference in doc.actors_in(sentence.start, sentence.end):
        match = _ACCORDING.match(doc.text, doc.after_brackets(doc.phrase_end(reference)))
        if not match or (doc.type_of(reference.entity) == "Place" and not doc.entities[reference.entity].gpe):
            continue
        inner = doc.agents_in(match.end(), sentence.end)
        quoted = [s for s in other if s.start >= match.end() or (s.manner == "indirect" and s.end > match.end())]
        if quoted:
            if not any(a.end <= quoted[0].end for a in inner) and quoted[0].manner == "direct":
                yield quoted[0], (reference.entity,)
            continue
        end = sentence.end
        while end > match.end() and doc.text[end - 1] in " .\n”\"'’]0123456789[":
            end -= 1
        content = doc.text[match.end() : end]
        if content.endswith("다") and len(content.split()) >= 3:
            yield Said(match.end(), end, end, "indirect", 0.7, "statement.according-to"), (reference.entity,)
