"""The parts of a facts document, each read by itself: entities, mentions, facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from kg.errors import Reason
from kg.model import FACT_TYPES, UNGROUNDED, AnyFact, Entity, Mention, Span
from kg.read.explain import explain
from kg.read.text import clean, clean_line

Element = Literal["fact", "mention", "entity"]

NOTE = "set_aside"
"""A key that `kg set-aside` adds to facts; it is no part of them."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a facts document that cannot be used.

    Attributes:
        element: what it was meant to be.
        number: its place in its list, from 0.
        type: its type as written, empty if it has none.
        reason: why it cannot be used.
        span: where in the text it points, if that can be told.
        candidate: the part itself as JSON.
    """

    element: Element
    number: int
    type: str
    reason: Reason
    span: Span | None
    candidate: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What mentions and facts are read against.

    Attributes:
        text: the article's text as it is stored.
        entities: the usable entities by local id.
        shifted: whether offsets of the document do not count in `text`.
    """

    text: str
    entities: Mapping[str, Entity]
    shifted: bool


class _Stated(msgspec.Struct):
    """A reason as it stands in a document."""

    en: str
    ko: str


class _Ungrounded(msgspec.Struct):
    """Any part of a facts document, of which only its writer's own doubt is read."""

    ungrounded: _Stated


class _Typed(msgspec.Struct):
    """Any part of a facts document, of which only the type is read."""

    type: str


_encoder = msgspec.json.Encoder()
_type_decoder = msgspec.json.Decoder(_Typed)
_ungrounded_decoder = msgspec.json.Decoder(_Ungrounded)
_KEY = f'"{UNGROUNDED}"'.encode()
_LONGEST_REASON = 1_000
"""Characters of a writer's reason that are kept."""
_fact_decoder = msgspec.json.Decoder(AnyFact)
_mention_decoder = msgspec.json.Decoder(Mention)
_entity_decoder = msgspec.json.Decoder(Entity)


def read_entities(raw: Mapping[str, msgspec.Raw]) -> tuple[dict[str, Entity], list[Refused]]:
    """Return the usable entities by local id, and the others."""
    entities: dict[str, Entity] = {}
    refused = []
    for number, (local, value) in enumerate(raw.items()):
        entity = _entity(local, bytes(value))
        if isinstance(entity, Reason):
            candidate = _readable(_encoder.encode({local: value}))
            refused.append(Refused("entity", number, _type_of(bytes(value)), entity, None, candidate))
        else:
            entities[local] = entity
    return entities, refused


def read_mentions(raw: Sequence[msgspec.Raw], frame: Frame) -> tuple[dict[int, Mention], list[Refused]]:
    """Return the usable mentions by number, and the others."""
    mentions: dict[int, Mention] = {}
    refused = []
    for number, value in enumerate(raw):
        mention, span = _mention(bytes(value), frame)
        if isinstance(mention, Reason):
            refused.append(_refused("mention", number, bytes(value), mention, span))
        else:
            mentions[number] = mention
    return mentions, refused


def read_facts(raw: Sequence[msgspec.Raw], frame: Frame) -> tuple[dict[int, AnyFact], list[Refused]]:
    """Return the usable facts by number, anchored in the text, and the others."""
    facts: dict[int, AnyFact] = {}
    refused = []
    for number, value in enumerate(raw):
        fact, span = _fact(bytes(value), frame)
        if isinstance(fact, Reason):
            refused.append(_refused("fact", number, bytes(value), fact, span))
        else:
            facts[number] = fact
    return facts, refused


def _refused(element: Element, number: int, raw: bytes, reason: Reason, span: Span | None) -> Refused:
    return Refused(element, number, _type_of(raw), reason, span, _readable(raw))


def _ungrounded(raw: bytes) -> Reason | None:
    """Why the writer of a part says that it does not stand in the text, None if it does not say so."""
    if _KEY not in raw:
        return None
    try:
        stated = _ungrounded_decoder.decode(raw).ungrounded
    except msgspec.DecodeError:
        return None
    return Reason(clean_line(stated.en)[:_LONGEST_REASON], clean_line(stated.ko)[:_LONGEST_REASON])


def _entity(local: str, raw: bytes) -> Entity | Reason:
    if doubt := _ungrounded(raw):
        return doubt
    try:
        entity: Entity = _entity_decoder.decode(raw)
    except msgspec.DecodeError as error:
        return explain(error, raw)
    names = tuple(name for name in map(clean_line, entity.names) if name)
    if not names:
        return Reason(f"The entity {local!r} has no name.", f"개체 {local!r}에 이름이 없습니다.")
    return msgspec.structs.replace(entity, names=names)


def _mention(raw: bytes, frame: Frame) -> tuple[Mention | Reason, Span | None]:
    """The mention that `raw` holds or why it cannot be used, and the span that it states if that lies in the text."""
    if doubt := _ungrounded(raw):
        return doubt, None
    try:
        mention: Mention = _mention_decoder.decode(raw)
    except msgspec.DecodeError as error:
        return explain(error, raw), None
    span = (mention.start, mention.end)
    if fault := _span_fault(span, frame):
        return fault, None
    return _dangling(mention.entity, frame) or mention, span


def _fact(raw: bytes, frame: Frame) -> tuple[AnyFact | Reason, Span | None]:
    """The fact that `raw` holds or why it cannot be used, and its first span if that lies in the text."""
    if doubt := _ungrounded(raw):
        return doubt, None
    try:
        fact: AnyFact = _cleaned(_fact_decoder.decode(raw))
    except msgspec.DecodeError as error:
        return _unknown_type(raw) or explain(error, raw), None
    for span in fact.evidence:
        if fault := _span_fault(span, frame):
            return fault, None
    span_stated = fact.evidence[0] if fact.evidence else None
    for argument in fact.entity_arguments:
        if fault := _dangling(getattr(fact, argument), frame):
            return fault, span_stated
    if fact.quote is not None:
        return _anchored(fact, frame.text), span_stated
    if span_stated is None:
        return Reason("It has neither evidence nor a quote.", "근거(evidence)도 인용문(quote)도 없습니다."), None
    return fact, span_stated


def _anchored(fact: AnyFact, text: str) -> AnyFact | Reason:
    """`fact` with its quote turned into evidence: the occurrence nearest to its other evidence, else the first."""
    quote = (fact.quote or "").strip()
    starts = _occurrences(quote, text)
    if not starts:
        return Reason("The quoted words do not stand in the text.", "인용한 말(quote)이 본문에 그대로 있지 않습니다.")
    home = fact.evidence[0][0] if fact.evidence else 0
    start = min(starts, key=lambda s: (abs(s - home), s))
    span = (start, start + len(quote))
    evidence = fact.evidence if span in fact.evidence else (*fact.evidence, span)
    return msgspec.structs.replace(fact, quote=None, evidence=evidence)


def _occurrences(quote: str, text: str) -> list[int]:
    starts: list[int] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def _dangling(local: str | None, frame: Frame) -> Reason | None:
    if local is None or local in frame.entities:
        return None
    return Reason(
        f"It names the entity {local!r}, which the document does not hold.",
        f"문서에 없는 개체 {local!r}을(를) 가리킵니다.",
    )


def _span_fault(span: Span, frame: Frame) -> Reason | None:
    start, end = span
    if frame.shifted:
        return _SHIFTED
    if 0 <= start < end <= len(frame.text):
        return None
    return Reason(
        f"The span {start} to {end} does not lie in the text, which has {len(frame.text)} characters.",
        f"구간 {start}~{end}이(가) 본문({len(frame.text)}자) 안에 있지 않습니다.",
    )


_SHIFTED = Reason(
    "The text was not in Unicode normal form NFC, so its offsets do not count in the stored text; "
    "give a quote instead.",
    "본문이 유니코드 NFC가 아니어서 위치가 저장된 본문과 맞지 않습니다. 위치 대신 인용문(quote)을 적으세요.",
)


def _unknown_type(raw: bytes) -> Reason | None:
    name = _type_of(raw)
    if name in FACT_TYPES:
        return None
    known = ", ".join(FACT_TYPES)
    if not name:
        return Reason(f"It has no type; there are {known}.", f"유형(type)이 없습니다. 있는 유형: {known}.")
    return Reason(
        f"There is no fact type {name!r}; there are {known}.",
        f"{name!r}이라는 사실 유형은 없습니다. 있는 유형: {known}.",
    )


def _type_of(raw: bytes) -> str:
    try:
        return _type_decoder.decode(raw).type
    except msgspec.DecodeError:
        return ""


def _readable(raw: bytes) -> str:
    r"""`raw` without needless \u escapes, so that people can read its Hangul; as it is where it is no sound JSON."""
    try:
        value = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        return raw.decode(errors="replace")
    if isinstance(value, dict):
        value.pop(NOTE, None)
        value.pop(UNGROUNDED, None)
    return _encoder.encode(value).decode()


def _cleaned(fact: AnyFact) -> AnyFact:
    """`fact` with its strings as clean as the text, so that its words are found there."""
    stated = ((name, getattr(fact, name)) for name in fact.__struct_fields__ if name not in fact.entity_arguments)
    changes = {name: clean(value) for name, value in stated if isinstance(value, str) and clean(value) != value}
    return msgspec.structs.replace(fact, **changes) if changes else fact
