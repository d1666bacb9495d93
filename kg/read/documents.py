"""Facts documents as JSON: written plainly, read tolerantly.

Whatever comes from outside (a person's editor, a language model, another extractor) is read part by part: one that
cannot be used is set aside with its number and a reason, and the rest goes on.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import msgspec

from kg.errors import InputError
from kg.model import Article, FactsDocument
from kg.read.dates import published
from kg.read.explain import AS_TEXT, explain, finite, malformed
from kg.read.parts import Frame, Refused, read_entities, read_facts, read_mentions
from kg.read.text import body, clean, clean_line

__all__ = ["Reading", "Refused", "read_document", "write_document"]

_encoder = msgspec.json.Encoder()
_article_decoder = msgspec.json.Decoder(Article)


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


_line_decoder = msgspec.json.Decoder(_Line)


def write_document(document: FactsDocument) -> bytes:
    """Return `document` as one line of JSON, without the line's end."""
    return _encoder.encode(document)


def read_document(line: bytes) -> Reading:
    """Read one facts document, tolerating parts that cannot be used.

    Raises:
        InputError: the document as a whole cannot be used (not JSON, no id, no text).
    """
    try:
        line.decode()
        return _read(finite(line, AS_TEXT))
    except UnicodeDecodeError as error:
        raise InputError(
            f"The facts document is not UTF-8 (first fault at byte {error.start}).",
            f"사실 문서가 UTF-8이 아닙니다({error.start}번째 바이트).",
        ) from None
    except RecursionError:
        raise InputError("The JSON is nested too deeply.", "JSON의 중첩이 너무 깊습니다.") from None


def _read(line: bytes) -> Reading:
    outline = _outline(line)
    article, shifted = _article(outline)
    entities, without_name = read_entities(outline.entities or {})
    frame = Frame(article.text, entities, shifted)
    mentions, astray = read_mentions(outline.mentions or (), frame)
    facts, refused = read_facts(outline.facts or (), frame)
    document = FactsDocument(
        id=outline.id,
        article=article,
        mentions=tuple(mentions.values()),
        entities=entities,
        facts=tuple(facts.values()),
    )
    return Reading(document, tuple(facts), (*without_name, *astray, *refused))


def _outline(line: bytes) -> _Line:
    try:
        outline = _line_decoder.decode(line)
    except msgspec.ValidationError as error:
        reason = explain(error)
        raise InputError(f"Not a facts document: {reason.en}", f"사실 문서가 아닙니다: {reason.ko}") from None
    except msgspec.DecodeError as error:
        raise malformed(line, error) from None
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
