"""From inputs to facts documents with their entities, ready for the store."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TypeVar

import msgspec

from kg.errors import Reason, SetupError
from kg.extract import extractor, warm_up
from kg.model import Article, FactsDocument
from kg.pipeline.engines import Extraction
from kg.pipeline.report import Progress
from kg.pipeline.workers import each
from kg.read import RawDocument, Record
from kg.read.documents import read_document, write_document
from kg.resolve import Member, fingerprint, members, path_alone
from kg.store import Incoming, MemberRow, Sketch, Stored

Result = TypeVar("Result")


def incoming(
    items: Iterable[Record | RawDocument], workers: int, extraction: Extraction, progress: Progress
) -> Iterator[tuple[Record | RawDocument, Incoming | Reason]]:
    """Yield each input with its facts document, extracted or handed in, or with the reason why there is none."""
    if extraction.model is None:
        yield from _each(partial(_take, extraction), items, workers, _loading(extraction))
        return
    for item, outcome in _witnessed(items, extraction, progress):
        yield item, outcome if isinstance(outcome, Reason) else _taken(item, outcome, extraction)


def extracted(
    items: Iterable[Record | RawDocument], workers: int, extraction: Extraction, progress: Progress
) -> Iterator[tuple[Record | RawDocument, bytes | Reason]]:
    """Yield each input with its facts document as JSON; what is one already is handed on as it is."""
    if extraction.model is None:
        return _each(partial(_extract, extraction), items, workers, _loading(extraction))
    return _witnessed(items, extraction, progress)


def _witnessed(
    items: Iterable[Record | RawDocument], extraction: Extraction, progress: Progress
) -> Iterator[tuple[Record | RawDocument, bytes | Reason]]:
    try:
        from kg.pipeline.witnesses import witnessed
    except ImportError as error:
        raise SetupError(
            f"A language model needs {error.name}; install it with: pip install 'kg[llm]'",
            f"언어 모델을 쓰려면 {error.name} 라이브러리가 필요합니다. 설치: pip install 'kg[llm]'",
        ) from None
    return witnessed(items, extraction, progress)


def _loading(extraction: Extraction) -> Callable[[], None]:
    return partial(warm_up, dictionary=extraction.dictionary, accurate=extraction.accurate)


def again(stored: Stored) -> Incoming:
    """Return a document that a ledger kept as one that comes in."""
    return incoming_as(stored, read_document(stored.content).document)


def incoming_as(stored: Stored, document: FactsDocument) -> Incoming:
    """Return what a ledger kept, and what it reads as, as one that comes in."""
    return Incoming(**msgspec.structs.asdict(stored), members=member_rows(document), sketch=sketch_of(document.article))


def article_digest(article: Article) -> str:
    """Return the SHA-256 (hex) of an article, by which it is known again.

    Every field counts as it is: a struct that is encoded itself leaves out defaults, but only those that are the very
    object, so that equal articles would differ.
    """
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.asdict(article))).hexdigest()


def member_rows(document: FactsDocument) -> tuple[MemberRow, ...]:
    """Return the entities of `document` as the store keeps them."""
    return tuple(map(_row, members(document)))


def sketch_of(article: Article) -> Sketch:
    """Return what the store keeps of an article's text to find its copies."""
    text = fingerprint(article.text)
    return Sketch(text.rank, text.sketch)


def _row(member: Member) -> MemberRow:
    return MemberRow(
        local=member.local,
        block=member.block,
        path=path_alone(member) if member.alone else None,
        data=msgspec.json.encode(member),
        type=member.type,
        names=member.names,
        gpe=member.gpe,
    )


def _each(
    task: Callable[[Record | RawDocument], Result],
    items: Iterable[Record | RawDocument],
    workers: int,
    prepare: Callable[[], None],
) -> Iterator[tuple[Record | RawDocument, Result | Reason]]:
    """Apply `task` to `items`; the extractor, which takes seconds to load, is loaded when the first article comes."""
    stream = iter(items)
    first_article: list[Record | RawDocument] = []

    def leading_documents() -> Iterator[Record | RawDocument]:
        for item in stream:
            if isinstance(item, Record):
                first_article.append(item)
                return
            yield item

    yield from each(task, leading_documents(), workers=workers, prepare=_nothing)
    yield from each(task, chain(first_article, stream), workers=workers, prepare=prepare)


def _nothing() -> None:
    """Prepare nothing: facts documents need no extractor."""


def _extract(extraction: Extraction, item: Record | RawDocument) -> bytes:
    content = _content(extraction, item)
    if isinstance(item, RawDocument):
        read_document(content)  # raises if it cannot be used
    return content


def _take(extraction: Extraction, item: Record | RawDocument) -> Incoming:
    return _taken(item, _content(extraction, item), extraction)


def _content(extraction: Extraction, item: Record | RawDocument) -> bytes:
    """The facts document of an input as JSON; one that was handed in is still unread."""
    if isinstance(item, RawDocument):
        return item.data.strip()
    extract = extractor(item.article.language, extraction.dictionary, extraction.accurate)
    return write_document(extract(item.id, item.article))


def _taken(item: Record | RawDocument, content: bytes, extraction: Extraction) -> Incoming:
    document = read_document(content).document
    return Incoming(
        id=document.id,
        content=content,
        digest=document_digest(content),
        origin="facts" if isinstance(item, RawDocument) else "article",
        input_digest=article_digest(document.article),
        engine="" if isinstance(item, RawDocument) else extraction.name,
        source=item.source,
        members=member_rows(document),
        sketch=sketch_of(document.article),
    )


def document_digest(content: bytes) -> str:
    """Return the SHA-256 (hex) of a facts document; white space and the order of keys do not change it."""
    with contextlib.suppress(msgspec.DecodeError):  # a part is no sound JSON; it is refused later, by itself
        content = msgspec.json.encode(msgspec.json.decode(content), order="sorted")
    return hashlib.sha256(content).hexdigest()
