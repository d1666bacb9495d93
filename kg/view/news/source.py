"""The content of a store that is open."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import FactsDocument
from kg.read.documents import read_document
from kg.store import Ledger, Store
from kg.view.news.content import Content, content

_PAGE = 256


def store_content(store: Store) -> Content:
    """Return what `store` holds, with every mention that its documents know."""
    return content(store.graph.store, store.ledger.meta("base") or "", _documents(store.ledger))


def _documents(ledger: Ledger) -> Iterator[FactsDocument]:
    after = ""
    while page := ledger.contents(after, _PAGE):
        yield from (read_document(text).document for _, text in page)
        after = page[-1][0]
