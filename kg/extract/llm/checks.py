"""Whether the words of a proposed fact are those of the article: for each type of fact what must stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import msgspec

from kg.errors import Reason
from kg.extract.grounds import Grounds
from kg.extract.llm.locating import Text
from kg.model import (
    AnyFact,
    Entity,
    EventPlace,
    EventTime,
    Measure,
    Participation,
    PolicyAction,
    Position,
    Relation,
    Span,
    Statement,
)


@dataclass(frozen=True)
class Frame:
    """What facts are held against: the text, what its language's engine reads in it, and the entities that stand there.

    The arguments of the facts name entities of `entities`.
    """

    text: Text
    grounds: Grounds
    entities: Mapping[str, Entity]

    def around(self, *spans: Span) -> Span:
        """Return from the begin of the first sentence of `spans` to the end of the last."""
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        touched = [(s, e) for s, e in self.grounds.sentences() if s < end and start < e]
        return min([start, *(s for s, _ in touched)]), max([end, *(e for _, e in touched)])

    def names(self, local: str, within: Span) -> bool:
        """Whether an entity is named in a span of the text."""
        entity = self.entities[local]
        return any(
            within[0] <= start and end <= within[1]
            for name in entity.names
            for start, end in self.grounds.names(name, entity.type)
        )


def grounded(fact: AnyFact, frame: Frame) -> AnyFact | Reason:
    """Return `fact` with its evidence and its words as they stand in the text, or why they do not stand there."""
    quote = frame.text.find(fact.quote or "")
    if quote is None:
        return Reason("The quoted words do not stand in the text.", "인용한 말(quote)이 본문에 그대로 있지 않습니다.")
    placed = msgspec.structs.replace(fact, quote=None, evidence=(quote,))
    return _CHECKS[type(fact)](placed, quote, frame)


def _position(fact: Position, quote: Span, frame: Frame) -> Position | Reason:
    around = frame.around(quote)
    title = _inside(fact.title, around, quote, frame)
    if title is None:
        return _absent("title", "직함", fact.title)
    return msgspec.structs.replace(fact, title=title) if _named(fact, around, frame) else _UNNAMED


def _event_time(fact: EventTime, quote: Span, frame: Frame) -> EventTime | Reason:
    stated = frame.grounds.periods(*frame.around(quote))
    begins = [value for period in stated for value in period if value]
    for value in (fact.start, fact.end):
        if value is not None and not any(_no_finer(value, begin) for begin in begins):
            said = ", ".join(dict.fromkeys(begins))
            return Reason(
                f"The sentence does not say {value}; the times it states: {said or 'none'}.",
                f"문장이 {value}(이)라고 말하지 않습니다. 문장에 있는 때: {said or '없음'}.",
            )
    return fact


def _two_entities(fact: AnyFact, quote: Span, frame: Frame) -> AnyFact | Reason:
    return fact if _named(fact, frame.around(quote), frame) else _UNNAMED


def _statement(fact: Statement, quote: Span, frame: Frame) -> Statement | Reason:
    content = frame.text.find(fact.content, quote)
    if content is None:
        return _absent("content", "발언 내용", fact.content)
    around = frame.around(content, quote) if _touch(content, quote) else frame.around(content)
    verb = _inside(fact.verb, around, quote, frame) if fact.verb else None
    start, end = min(content[0], quote[0]), max(content[1], quote[1])
    evidence = ((start, end),) if _touch(content, quote) else (content, quote)
    words = frame.text.text[slice(*content)]
    return msgspec.structs.replace(fact, content=words, verb=verb, evidence=evidence)


def _measure(fact: Measure, quote: Span, frame: Frame) -> Measure | Reason:
    amounts = frame.grounds.amounts(*quote)
    unit = frame.grounds.unit(fact.unit)
    found = [amount for amount in amounts if amount.value == fact.value and amount.unit == unit]
    if not found:
        said = ", ".join(dict.fromkeys(f"{amount.value:,.15g} {amount.unit}" for amount in amounts))
        return Reason(
            f"The quoted words do not say {fact.value:,.15g} {fact.unit}; the quantities they state: {said or 'none'}.",
            f"인용한 말이 {fact.value:,.15g} {fact.unit}(이)라고 말하지 않습니다. 거기 있는 수량: {said or '없음'}.",
        )
    around = frame.around(quote)
    qualifier = _inside(fact.qualifier, around, quote, frame) if fact.qualifier else None
    return msgspec.structs.replace(fact, unit=unit, qualifier=qualifier, evidence=(found[0].span,))


_CHECKS: Mapping[type[AnyFact], Callable[..., AnyFact | Reason]] = MappingProxyType(
    {
        Position: _position,
        EventTime: _event_time,
        EventPlace: _two_entities,
        Participation: _two_entities,
        Statement: _statement,
        PolicyAction: _two_entities,
        Relation: _two_entities,
        Measure: _measure,
    }
)


def _inside(words: str, around: Span, near: Span, frame: Frame) -> str | None:
    """Return `words` as they stand in the span `around` of the text, None if they do not."""
    for home in (near, around):
        found = frame.text.find(words, home)
        if found is not None and around[0] <= found[0] and found[1] <= around[1]:
            return frame.text.text[slice(*found)]
    return None


def _named(fact: AnyFact, around: Span, frame: Frame) -> bool:
    stated = [getattr(fact, name) for name in fact.entity_arguments]
    return any(frame.names(local, around) for local in stated if local is not None)


def _no_finer(value: str, stated: str) -> bool:
    """Whether a time is one that the text states, as precisely or less so."""
    return stated == value or (stated.startswith(value) and stated[len(value)] in "-T")


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _absent(field: str, name: str, words: str) -> Reason:
    return Reason(
        f"The {field} {words!r} does not stand in the text where the quoted words do.",
        f"{name} {words!r}이(가) 인용한 말이 있는 곳에 없습니다.",
    )


_UNNAMED = Reason(
    "The sentence of the quoted words names none of the fact's entities.",
    "인용한 말이 있는 문장에 이 사실의 개체가 하나도 나오지 않습니다.",
)
