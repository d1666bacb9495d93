"""An article's text cut where something begins or ends, each piece with all that stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from kg.extract.explanation import Explanation

Kind = Literal["mention", "evidence", "dropped"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Something that stands at a span.

    Attributes:
        start: first code point.
        end: one past the last.
        kind: a mention (of an entity, or of a title, time or quantity), a fact's evidence, a dropped candidate.
        what: the type of the mention, the fact or the candidate.
        number: index in `document.facts` or `dropped`; -1 for a mention.
        entity: the entity's id, empty if it names none.
        score: the tagger's, if it gave one.
    """

    start: int
    end: int
    kind: Kind
    what: str
    number: int = -1
    entity: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text, and the marks that cover it, the shortest first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    @property
    def mention(self) -> Mark | None:
        """The mention that a reader sees here: the longest one that names an entity, else the longest."""
        mentions = [m for m in self.marks if m.kind == "mention"]
        return max(mentions, key=lambda m: (bool(m.entity), m.end - m.start), default=None)


def marks(explanation: Explanation) -> Iterator[Mark]:
    """Yield all marks of an explanation."""
    document = explanation.document
    scores = {(m.start, m.end): m.score for m in document.mentions}
    referred = {(m.start, m.end) for m in explanation.references}
    for m in explanation.references:
        yield Mark(m.start, m.end, "mention", m.type, entity=m.entity or "", score=scores.get((m.start, m.end)))
    dropped = {(d.start, d.end) for d in explanation.dropped}
    for m in document.mentions:
        if (m.start, m.end) not in referred and (m.entity or (m.start, m.end) not in dropped):
            yield Mark(m.start, m.end, "mention", m.type, entity=m.entity or "", score=m.score)
    for number, fact in enumerate(document.facts):
        for start, end in fact.evidence:
            yield Mark(start, end, "evidence", str(fact.__struct_config__.tag), number)
    for number, candidate in enumerate(explanation.dropped):
        yield Mark(candidate.start, candidate.end, "dropped", candidate.what, number)


def pieces(explanation: Explanation) -> Iterator[Piece]:
    """Yield the text of the article piece by piece, without a gap."""
    length = len(explanation.document.article.text)
    found = [m for m in marks(explanation) if 0 <= m.start < m.end <= length]
    begins: dict[int, list[Mark]] = {}
    for mark in found:
        begins.setdefault(mark.start, []).append(mark)
    cuts = sorted({0, length, *(m.start for m in found), *(m.end for m in found)})
    open_marks: list[Mark] = []
    for start, end in pairwise(cuts):
        open_marks = [m for m in open_marks if m.end > start] + begins.get(start, [])
        yield Piece(start, end, tuple(sorted(open_marks, key=lambda m: (m.end - m.start, m))))
