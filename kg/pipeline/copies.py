"""Finding the articles that print one text, so that they count as one source."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from kg.errors import InputError
from kg.mapping import MappingSettings, article_iri, copies_graph, map_copy
from kg.pipeline.report import Progress
from kg.rdf import Statement
from kg.read.documents import read_document
from kg.resolve import Print, fingerprint, one_text, original
from kg.store import Copies, Ledger, Store

_COMPARED = 256
_DESCRIBED = 1_000
_PRINTS = 512
"""Prints held in memory: an article stands for others of which many come one after another."""


class _Body(msgspec.Struct):
    text: str


class _Document(msgspec.Struct):
    article: _Body


_decoder = msgspec.json.Decoder(_Document)


def compare(store: Store, progress: Progress) -> None:
    """Compare the texts that came in with those whose sketches share something with theirs."""
    progress.stage("compare", store.copies.undecided_count())

    @lru_cache(_PRINTS)
    def printed(document: str) -> Print:
        return print_of(store.ledger.content(document))

    while documents := store.copies.undecided(_COMPARED):
        compared = {}
        for document in documents:
            firsts = store.copies.firsts(document)
            same = {
                first: first == document or one_text(printed(first), printed(document)) for first in {*firsts.values()}
            }
            compared[document] = {value: (first, same[first]) for value, first in firsts.items()}
        store.copies.decide(compared)
        progress.advance(len(documents))


def describe_copies(store: Store, settings: MappingSettings) -> None:
    """Write which articles are copies of which, where that has changed."""
    copies = store.copies
    graph = copies_graph(settings.base)
    while stale := copies.stale(_DESCRIBED):
        originals: dict[str, str | None] = {}
        for document in _with_relatives(copies, stale):
            if document not in originals:
                originals |= _originals(store.ledger, copies.group(document))
        statements = {
            article_iri(settings.base, document): _statements(document, first, settings)
            for document, first in originals.items()
            if first != copies.original(document)
        }
        if statements:
            store.graph.replace_subjects(graph, statements)
            store.graph.flush()
        copies.settle(originals)


def _with_relatives(copies: Copies, documents: Iterable[str]) -> set[str]:
    """`documents` and all that were one source with one of them so far."""
    return {relative for document in documents for relative in {document, *copies.written(document)}}


def _originals(ledger: Ledger, group: set[str]) -> dict[str, str | None]:
    """The source of each article of a group of one text; None where only one of them stands in the graph."""
    accepted = [name for name in group if ledger.is_accepted(name)] if len(group) > 1 else []
    source = original((name, published_in(ledger.content(name))) for name in accepted) if len(accepted) > 1 else None
    return {name: source if name in accepted else None for name in group}


def published_in(content: bytes) -> str | None:
    """Return when the article of a facts document was published, None if that is not known."""
    try:
        return read_document(content).document.article.published
    except InputError:  # another version wrote it; this one sets it aside
        return None


def print_of(content: bytes) -> Print:
    """Return the print of the text of a facts document."""
    return fingerprint(_decoder.decode(content).article.text)


def _statements(document: str, source: str | None, settings: MappingSettings) -> tuple[Statement, ...]:
    return () if source is None or source == document else map_copy(document, source, settings)
