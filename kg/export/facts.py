"""Facts documents, one a line, as `kg build` takes them back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.errors import InputError, SetupError
from kg.export.request import Request
from kg.store import Store

_PAGE = 256


def write_facts(request: Request, stream: BinaryIO) -> None:
    """Write the facts documents of a store as they came in, in the order of their ids.

    A store that is built of them has the same hash. What was set aside is in them, for nobody has corrected it yet.

    Raises:
        SetupError: the dataset is no store's; graphs do not hold the documents.
        InputError: the article that is asked for is not in the store.
    """
    if request.store is None:
        raise SetupError(
            "Facts documents are kept by a store; an RDF file does not hold them.",
            "사실 문서는 저장소에만 있습니다. RDF 파일에는 들어 있지 않습니다.",
        )
    if request.article is not None:
        stream.write(_one(request.store, request.article) + b"\n")
        return
    for content in _all(request.store):
        stream.write(content + b"\n")


def _one(store: Store, article: str) -> bytes:
    try:
        return store.ledger.content(article)
    except KeyError:
        raise InputError(
            f"There is no article {article!r} in the store.", f"저장소에 {article!r} 기사가 없습니다."
        ) from None


def _all(store: Store) -> Iterator[bytes]:
    after = ""
    while page := store.ledger.contents(after, _PAGE):
        yield from (bytes(content) for _, content in page)
        after = page[-1][0]
