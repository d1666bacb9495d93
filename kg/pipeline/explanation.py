"""One article with everything that was found in it and why."""

from __future__ import annotations

from itertools import islice

from kg.errors import InputError
from kg.extract import explainer
from kg.extract.dictionary import NONE, Dictionary
from kg.extract.explanation import Explanation
from kg.read import RawDocument, Record, Unread, read_sources
from kg.read.documents import read_document

_NAMED = 8
"""How many ids a message names."""


def explain(
    source: str, ident: str | None = None, dictionary: Dictionary = NONE, accurate: bool = False
) -> Explanation:
    """Explain the article in `source`; of a facts document nothing is known but what stands in it.

    Args:
        source: a file, a folder, or `-` for standard input.
        ident: the id of the article, where there are several.
        dictionary: names that the extractor shall know for certain.
        accurate: whether it takes its slower way that is nearer to the truth.

    Raises:
        InputError: it cannot be read, there is no such article, or there are several and none is named.
    """
    found: list[Record | RawDocument] = []
    refused: list[Unread] = []
    for item in read_sources([source]):
        if isinstance(item, Unread):
            refused.append(item)
        elif ident is None or _id(item) == ident:
            found.append(item)
            if ident is not None:
                break
    if not found and refused:
        first = refused[0]
        raise InputError(f"{first.source}: {first.reason.en}", f"{first.source}: {first.reason.ko}")
    if not found:
        name = repr(ident) if ident is not None else ""
        raise InputError(f"{source} holds no article {name}.".replace(" .", "."), f"{source}: 기사 {name} 없음.")
    if len(found) > 1:
        names = ", ".join(_id(item) for item in islice(found, _NAMED)) + (" …" if len(found) > _NAMED else "")
        raise InputError(
            f"{source} holds {len(found)} articles; choose one by --id: {names}",
            f"{source}: 기사가 {len(found)}건입니다. --id로 하나를 고르세요: {names}",
        )
    return _explained(found[0], dictionary, accurate)


def _id(item: Record | RawDocument) -> str:
    return item.id if isinstance(item, Record) else read_document(item.data).document.id


def _explained(item: Record | RawDocument, dictionary: Dictionary, accurate: bool) -> Explanation:
    if isinstance(item, RawDocument):
        return Explanation(document=read_document(item.data).document)
    return explainer(item.article.language, dictionary, accurate)(item.id, item.article)
