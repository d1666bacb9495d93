"""Who says it: named before, named after, or carried over from the sentence before."""

from __future__ import annotations

import re

from kg.extract.document import Sentence
from kg.extract.ko.reading import Agent, Reading
from kg.extract.ko.rules.statements.reporting import reports
from kg.extract.ko.rules.statements.said import Said
from kg.model import Manner

_CONTINUES = re.compile(
    r"\s*[▲△]?\s*"
    r"(?:또|또한|그리고|이어|이어서|아울러|특히|이와 함께|그러면서|다만|더불어|이\s?밖에|계속해서|나아가|[“\"‘'])"
)


def carried_over(
    doc: Reading, sentence: Sentence, index: int, last: tuple[int, tuple[str, ...]] | None, according: bool
) -> tuple[str, ...] | None:
    """Return the speaker of the sentence before, where this one goes on without naming anybody."""
    if last is None or according:
        return None
    distance = index - last[0]
    if distance == 1 or (distance <= 2 and _CONTINUES.match(doc.text, sentence.start)):
        return last[1]
    return None


def speakers_of(doc: Reading, said: Said, sentence: Sentence, previous: int) -> tuple[str, ...] | None:
    """Return who says it: named before it, after it, or None if this sentence names nobody; empty if unnamed."""
    outside = [a for a in doc.agents_in(sentence.start, sentence.end) if not doc.syntax.in_quotation(a.start)]
    limit = said.start if said.manner == "direct" else said.end
    before = [a for a in outside if a.end <= limit and previous <= a.start]
    chosen = main_agent(before, said.manner)
    after = [a for a in outside if said.cue_end <= a.start <= said.cue_end + 30]
    if chosen is None and after and reports(doc.text[after[0].end : after[0].end + 40]):
        return after[0].entities
    if said.manner == "direct":
        floor = chosen.end if chosen else previous
        if doc.unnamed_subject_between(floor, said.start):
            return ()
    elif doc.unnamed_subject_between(previous, chosen.start if chosen else min(said.end, previous + 30)):
        return ()
    if chosen is not None:
        return chosen.entities
    clause = re.match(r"\s?(?:\S+\s){0,2}\S*(?:한|힌|된|쓴|온|린|던)\s", doc.text[said.cue_end : said.cue_end + 40])
    if clause:
        named = next(doc.between(said.cue_end, said.cue_end + 50, "Person"), None)
        if named and named.start <= said.cue_end + clause.end() + 12:
            return (named.entity,)
    return None


def main_agent(before: list[Agent], manner: Manner) -> Agent | None:
    """Choose the subject of the reporting verb: the nearest topic before a quotation, else the first."""
    topics = [a for a in before if a.topic or a.particle.startswith("에서")]
    if manner == "direct":
        return topics[-1] if topics else (before[-1] if before else None)
    return topics[0] if topics else (before[0] if before else None)
