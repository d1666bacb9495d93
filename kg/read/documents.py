"""Facts documents as JSON: written plainly, read tolerantly.

Whatever comes from outside (a person's editor, a language model, another extractor) is read fact by fact: one that
cannot be used is set aside with its number and a reason, and the rest goes on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from kg.errors import InputError, Reason
from kg.model import FACT_TYPES, AnyFact, Article, Entity, FactsDocument, Mention, Span
from kg.read.dates import published
from kg.read.explain import explain, malformed
from kg.read.text import body, clean, clean_line

Element = Literal["fact", "mention", "entity"]

_encoder = msgspec.json.Encoder()
_fact_decoder = msgspec.json.Decoder(AnyFact)
_mention_decoder = msgspec.json.Decoder(Mention)
_entity_decoder = msgspec.json.Decoder(Entity)
_article_decoder = msgspec.json.Decoder(Article)


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
class Reading:
    """A facts document as far as it can be used, and what cannot.

    Attributes:
        document: the usable part.
        numbers: for each fact of `document`, its place in the list that was read.
        refused: what cannot be used; facts of `document` and refused facts together are all that were read.
    """

    document: FactsDocument
    numbers: tuple[int, ...]
    refused: tuple[Refused, ...]


class _Line(msgspec.Struct, kw_only=True):
    """The outline of a facts document, its parts still unread."""

    id: str
    article: dict[str, msgspec.Raw]
    mentions: list[msgspec.Raw] | None = None
    entities: dict[str, msgspec.Raw] | None = None
    facts: list[msgspec.Raw] | None = None


class _Typed(msgspec.Struct):
    """Any part of a facts document, of which only the type is read."""

    type: str


_type_decoder = msgspec.json.Decoder(_Typed)
_line_decoder = msgspec.json.Decoder(_Line)


def write_document(document: FactsDocument) -> bytes:
    """Return `document` as one line of JSON, without the line's end."""
    return _encoder.encode(document)


def read_document(line: bytes) -> Reading:
    """Read one facts document, tolerating parts that cannot be used.

    Raises:
        InputError: the document as a whole cannot be used (not JSON, no id, no text).
    """
    outline = _outline(line)
    article, shifted = _article(outline)
    refused: list[Refused] = []
    entities = _entities(outline.entities or {}, refused)
    mentions = _mentions(outline.mentions or (), article.text, entities, shifted, refused)
    facts: list[AnyFact] = []
    numbers: list[int] = []
    for number, raw in enumerate(outline.facts or ()):
        fact = _fact(number, bytes(raw), article.text, entities, shifted)
        if isinstance(fact, Refused):
            refused.append(fact)
        else:
            facts.append(fact)
            numbers.append(number)
    document = FactsDocument(
        id=outline.id, article=article, mentions=tuple(mentions), entities=entities, facts=tuple(facts)
    )
    return Reading(document, tuple(numbers), tuple(refused))


def _outline(line: bytes) -> _Line:
    try:
        outline = _line_decoder.decode(line)
    except msgspec.ValidationError as error:
        reason = explain(error)
        raise InputError(f"Not a facts document: {reason.en}", f"사실 문서가 아닙니다: {reason.ko}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise malformed(line, error) from None
    except RecursionError:
        raise InputError("The JSON is nested too deeply.", "JSON의 중첩이 너무 깊습니다.") from None
    name = clean_line(outline.id)
    if not name:
        raise InputError("The facts document has an empty id.", "사실 문서의 id가 비어 있습니다.")
    return msgspec.structs.replace(outline, id=name)


def _article(outline: _Line) -> tuple[Article, bool]:
    """The article with its text in NFC, and whether that moved offsets."""
    stated = {key: value for key, value in outline.article.items() if bytes(value) != b"null"}
    try:
        article = _article_decoder.decode(_encoder.encode(stated))
    except msgspec.ValidationError as error:
        reason = explain(error)
        raise InputError(f"The article cannot be used: {reason.en}", f"기사를 쓸 수 없습니다: {reason.ko}") from None
    except msgspec.DecodeError as error:
        raise malformed(_encoder.encode(stated), error) from None
    cleaned = msgspec.structs.replace(
        article,
        text=body(clean(article.text)),
        headline=_line(article.headline),
        published=published(article.published or ""),
        publisher=_line(article.publisher),
        authors=tuple(name for name in map(clean_line, article.authors) if name),
        url=_line(article.url),
    )
    return cleaned, not unicodedata.is_normalized("NFC", article.text)


def _line(text: str | None) -> str | None:
    return clean_line(text) or None if text is not None else None


def _entities(raw: Mapping[str, msgspec.Raw], refused: list[Refused]) -> dict[str, Entity]:
    entities = {}
    for number, (local, value) in enumerate(raw.items()):
        reason: Reason | None = None
        try:
            entity = _entity_decoder.decode(value)
        except msgspec.DecodeError as error:
            reason = explain(error)
        else:
            names = tuple(name for name in map(clean_line, entity.names) if name)
            if names:
                entities[local] = msgspec.structs.replace(entity, names=names)
            else:
                reason = Reason(f"The entity {local!r} has no name.", f"개체 {local!r}에 이름이 없습니다.")
        if reason is not None:
            candidate = _readable(_encoder.encode({local: value}))
            refused.append(Refused("entity", number, _type_of(bytes(value)), reason, None, candidate))
    return entities


def _mentions(
    raw: Sequence[msgspec.Raw], text: str, entities: Mapping[str, Entity], shifted: bool, refused: list[Refused]
) -> list[Mention]:
    mentions = []
    for number, value in enumerate(raw):
        span: Span | None = None
        try:
            mention = _mention_decoder.decode(value)
        except msgspec.DecodeError as error:
            reason: Reason | None = explain(error)
        else:
            span = (mention.start, mention.end)
            reason = _SHIFTED if shifted else _span_fault(span, text) or _dangling(mention.entity, entities)
            if reason is None:
                mentions.append(mention)
        if reason is not None:
            refused.append(
                Refused("mention", number, _type_of(bytes(value)), reason, _within(span, text), _readable(bytes(value)))
            )
    return mentions


def _fact(number: int, raw: bytes, text: str, entities: Mapping[str, Entity], shifted: bool) -> AnyFact | Refused:
    """The fact that `raw` holds, anchored in `text`; or why it cannot be used."""
    span: Span | None = None
    try:
        fact: AnyFact = _fact_decoder.decode(raw)
    except msgspec.DecodeError as error:
        reason: Reason | None = _unknown_type(raw) or explain(error)
    else:
        fact = _cleaned(fact)
        span = fact.evidence[0] if fact.evidence else None
        reason = _argument_fault(fact, entities)
        if fact.evidence and reason is None:
            faults = (_SHIFTED if shifted else _span_fault(s, text) for s in fact.evidence)
            reason = next((fault for fault in faults if fault is not None), None)
        if reason is None and fact.quote is not None:
            fact, reason = _anchored(fact, text)
        if reason is None and not fact.evidence:
            reason = Reason("It has neither evidence nor a quote.", "근거(evidence)도 인용문(quote)도 없습니다.")
        if reason is None:
            return fact
    assert reason is not None
    return Refused("fact", number, _type_of(raw), reason, _within(span, text), _readable(raw))


def _anchored(fact: AnyFact, text: str) -> tuple[AnyFact, Reason | None]:
    """`fact` with its quote turned into evidence: the occurrence nearest to its other evidence, else the first."""
    quote = (fact.quote or "").strip()
    starts = _occurrences(quote, text)
    if not starts:
        return fact, Reason(
            "The quoted words do not stand in the text.", "인용한 말(quote)이 본문에 그대로 있지 않습니다."
        )
    home = fact.evidence[0][0] if fact.evidence else 0
    start = min(starts, key=lambda s: (abs(s - home), s))
    span = (start, start + len(quote))
    evidence = fact.evidence if span in fact.evidence else (*fact.evidence, span)
    return msgspec.structs.replace(fact, quote=None, evidence=evidence), None


def _occurrences(quote: str, text: str) -> list[int]:
    starts: list[int] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts


def _argument_fault(fact: AnyFact, entities: Mapping[str, Entity]) -> Reason | None:
    for argument in fact.entity_arguments:
        fault = _dangling(getattr(fact, argument), entities)
        if fault is not None:
            return fault
    return None


def _dangling(local: str | None, entities: Mapping[str, Entity]) -> Reason | None:
    if local is None or local in entities:
        return None
    return Reason(
        f"It names the entity {local!r}, which the document does not hold.",
        f"문서에 없는 개체 {local!r}을(를) 가리킵니다.",
    )


def _span_fault(span: Span, text: str) -> Reason | None:
    start, end = span
    if 0 <= start < end <= len(text):
        return None
    return Reason(
        f"The span {start} to {end} does not lie in the text, which has {len(text)} characters.",
        f"구간 {start}~{end}이(가) 본문({len(text)}자) 안에 있지 않습니다.",
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
        return _encoder.encode(msgspec.json.decode(raw)).decode()
    except msgspec.DecodeError:
        return raw.decode(errors="replace")


def _within(span: Span | None, text: str) -> Span | None:
    return span if span is not None and _span_fault(span, text) is None else None


def _cleaned(fact: AnyFact) -> AnyFact:
    """`fact` with its strings as clean as the text, so that its words are found there."""
    stated = ((name, getattr(fact, name)) for name in fact.__struct_fields__ if name not in fact.entity_arguments)
    changes = {name: clean(value) for name, value in stated if isinstance(value, str) and clean(value) != value}
    return msgspec.structs.replace(fact, **changes) if changes else fact
