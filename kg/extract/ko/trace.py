"""What came of each candidate: the stages of an extraction, read backwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from kg.errors import Reason
from kg.extract.explanation import Dropped, Explanation
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.names.name import Name, trimmed
from kg.extract.ko.phrases import Phrase
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.catalogue import meanings
from kg.model import ENTITY_TYPES, AnyFact, FactsDocument, Mention, fact_type


@dataclass(frozen=True, slots=True)
class Stages:
    """What the stages of one extraction gave.

    Attributes:
        reading: the article as the fact rules read it, with the tagger's mentions.
        candidates: names and phrases, those that lost their place to another among them.
        repeated: facts that came again, each with the one before.
        document: the result.
        ids: the id in the document of each entity that stayed in it.
    """

    reading: Reading
    candidates: Sequence[Name | Phrase]
    repeated: Sequence[tuple[AnyFact, AnyFact]]
    document: FactsDocument
    ids: Mapping[str, str]


def explained(stages: Stages) -> Explanation:
    """Return the explanation of an extraction."""
    entities = stages.document.entities
    references = tuple(
        Mention(start=r.start, end=r.end, type=entities[stages.ids[r.entity]].type, entity=stages.ids[r.entity])
        for r in stages.reading.references
        if r.entity in stages.ids
    )
    dropped = {(d.start, d.end, d.what): d for d in [*_unneeded(stages), *_lost(stages), *_repeated(stages)]}
    return Explanation(
        document=stages.document,
        references=references,
        dropped=tuple(dropped[key] for key in sorted(dropped)),
        rules=meanings({fact.rule for fact in stages.document.facts if fact.rule}),
    )


def _lost(stages: Stages) -> Iterator[Dropped]:
    """Yield the tagged mentions, names and phrases that no reference has the span of."""
    reading = stages.reading
    spans = {(r.start, r.end) for r in reading.references}
    standing = _Standing(reading.references)
    tagged = [m for m in reading.mentions if m.type in ENTITY_TYPES]
    proposed = {(c.start, c.end) for c in stages.candidates}
    for candidate in [*stages.candidates, *tagged]:
        if (candidate.start, candidate.end) in spans:
            continue
        winner = standing.over(candidate.start, candidate.end)
        if winner is not None and trimmed(reading.text, candidate.start, candidate.end) == winner[:2]:
            continue
        if winner is not None:
            reason = _loses(reading.text[winner.start : winner.end], reading.type_of(winner.entity))
        elif isinstance(candidate, Mention) and (candidate.start, candidate.end) not in proposed:
            reason = _unsound(candidate)
        else:
            reason = _bare()
        yield Dropped(candidate.start, candidate.end, candidate.type, reason)


def _unneeded(stages: Stages) -> Iterator[Dropped]:
    """Yield the references to entities that did not stay."""
    for reference in stages.reading.references:
        if reference.entity not in stages.ids:
            kind = stages.reading.type_of(reference.entity)
            yield Dropped(reference.start, reference.end, kind, _needless(kind in ("Event", "Policy")))


def _repeated(stages: Stages) -> Iterator[Dropped]:
    """Yield the facts that say again what another says."""
    for fact, first in stages.repeated:
        (start, end), (at, _) = fact.evidence[0], first.evidence[0]
        yield Dropped(start, end, fact_type(fact), _again(at, first.rule or ""))


class _Standing:
    """References, asked which of them stands at a span."""

    def __init__(self, references: Iterable[Reference]) -> None:
        self._references = sorted(references)
        self._ends = list(accumulate((r.end for r in self._references), max))

    def over(self, start: int, end: int) -> Reference | None:
        """Return the longest reference that shares a code point with [start, end)."""
        at = bisect_left(self._references, (end,)) - 1
        found = []
        while at >= 0 and self._ends[at] > start:
            if self._references[at].end > start:
                found.append(self._references[at])
            at -= 1
        return max(found, key=lambda r: (r.end - r.start, -r.start), default=None)


def _loses(winner: str, kind: str) -> Reason:
    return Reason(
        f"Another name stands at this place, longer or surer: {winner} ({kind}).",
        f"이 자리에는 더 길거나 더 확실한 이름이 있습니다: {winner} ({kind}).",
    )


def _unsound(mention: Mention) -> Reason:
    score = f"{mention.score or 0:.2f}"
    if mention.type in ("Event", "Policy"):
        return Reason(
            f"The tagger proposed it (score {score}), but no noun that names such a thing stands at its end, "
            "or it is only that noun, or the score is too low.",
            f"개체 인식기가 제안했지만(점수 {score}) 끝에 그런 것을 이름하는 명사가 없거나, "
            "그 명사뿐이거나, 점수가 낮습니다.",
        )
    return Reason(
        f"The tagger proposed it (score {score}), but it is no sound name: an anonymous, common or too short word, "
        "a title, or too unsure without a title beside it.",
        f"개체 인식기가 제안했지만(점수 {score}) 온전한 이름이 아닙니다. 익명이거나, 보통 명사이거나, 너무 짧거나, "
        "직함이거나, 곁에 직함이 없어 확실하지 않습니다.",
    )


def _bare() -> Reason:
    return Reason(
        "A bare noun names nothing by itself, unless a fuller name with it stands in the article.",
        "기사에 더 온전한 이름이 없으면 명사 하나만으로는 무엇을 이름하지 않습니다.",
    )


def _needless(matter: bool) -> Reason:
    if matter:
        return Reason(
            "No fact needs it, and it is not named surely enough to stand alone.",
            "이것을 필요로 하는 사실이 없고, 홀로 남을 만큼 확실한 이름이 아닙니다.",
        )
    return Reason(
        "No fact needs it, and a state body without a proper name does not stand alone.",
        "이것을 필요로 하는 사실이 없고, 고유한 이름이 없는 국가기관은 홀로 남지 않습니다.",
    )


def _again(at: int, rule: str) -> Reason:
    return Reason(
        f"The same fact was found before, at character {at} ({rule}).",
        f"같은 사실이 이미 있습니다. {at}번째 글자 ({rule}).",
    )
