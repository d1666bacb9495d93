"""Extraction with a language model: several articles under way at a time, each checked as by a build."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from anyio.from_thread import start_blocking_portal

from kg.errors import KgError, Reason, SetupError
from kg.extract import extractor, grounded, guide, warm_up
from kg.extract.agreement import agreed, renamed_entities
from kg.extract.llm.asking import Asking
from kg.extract.llm.budget import Budget
from kg.extract.llm.cache import Cache
from kg.extract.llm.client import Client
from kg.extract.llm.draft import Draft
from kg.extract.llm.faults import BudgetError
from kg.extract.llm.settings import LanguageModel, cache_folder, key_for
from kg.extract.llm.usage import Counter
from kg.extract.llm.witness import Witness
from kg.mapping import MappingSettings
from kg.model import Article
from kg.pipeline.admission import admit
from kg.pipeline.engines import Extraction
from kg.pipeline.loading import gate
from kg.pipeline.report import Progress
from kg.pipeline.workers import fault_of
from kg.read import RawDocument, Record
from kg.read.documents import read_document
from kg.resolve import assign, members
from kg.store import Pending

Outcome = bytes | Reason

_AHEAD = 2
"""Articles begun for each request that may be under way: none waits, and memory stays bounded."""


def witnessed(
    items: Iterable[Record | RawDocument], extraction: Extraction, progress: Progress
) -> Iterator[tuple[Record | RawDocument, Outcome]]:
    """Yield each input with its facts document as JSON, or with the reason why there is none, in their order.

    What stops the run stops it cleanly: the inputs before it have come out.

    Raises:
        BudgetError: no more may be asked.
        SetupError: the model cannot be asked at all.
    """
    assert extraction.model is not None
    counter = Counter()
    loaded = False
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(_asking(extraction.model, counter)) as asking,
    ):
        desk = _Desk(extraction, asking, counter)
        waiting: deque[tuple[Record | RawDocument, Future[Outcome]]] = deque()
        for item in items:
            if isinstance(item, Record) and not loaded:
                warm_up(item.article.language, extraction.dictionary)
                loaded = True
            waiting.append((item, portal.start_task_soon(desk.extracted, item)))
            if len(waiting) > extraction.model.parallel * _AHEAD:
                yield _first(waiting, counter, progress)
        while waiting:
            yield _first(waiting, counter, progress)


@asynccontextmanager
async def _asking(model: LanguageModel, counter: Counter) -> AsyncIterator[Asking]:
    budget = Budget(counter, model.max_requests, model.max_tokens)
    with Cache(cache_folder(model)) as cache:
        async with Client(model, key_for(model), counter) as client:
            yield Asking(model, client, cache, budget, counter)


def _first(
    waiting: deque[tuple[Record | RawDocument, Future[Outcome]]], counter: Counter, progress: Progress
) -> tuple[Record | RawDocument, Outcome]:
    item, future = waiting.popleft()
    try:
        return item, future.result()
    finally:
        progress.used(counter.usage)


class _Desk:
    """What the articles of one run share."""

    def __init__(self, extraction: Extraction, asking: Asking, counter: Counter) -> None:
        self._extraction = extraction
        self._asking = asking
        self._counter = counter
        self._witnesses: dict[str, Witness] = {}

    async def extracted(self, item: Record | RawDocument) -> Outcome:
        """Return the facts document of an input; what is wrong with this one alone becomes the reason."""
        try:
            if isinstance(item, RawDocument):
                read_document(item.data)
                return item.data.strip()
            return await self._document(item.id, item.article)
        except (SetupError, BudgetError):
            raise
        except KgError as error:
            return error.reason
        except Exception as error:
            return fault_of(error)

    async def _document(self, ident: str, article: Article) -> bytes:
        grounds = grounded(article, self._extraction.dictionary)
        draft = await self._witness(article.language).read(article, grounds, lambda one: _set_aside(ident, one))
        return (self._together(ident, draft) if self._extraction.engine == "both" else draft).written(ident)

    def _witness(self, language: str) -> Witness:
        if language not in self._witnesses:
            rule = self._asking.model.rule
            self._witnesses[language] = Witness(self._asking, guide(language), rule, self._counter)
        return self._witnesses[language]

    def _together(self, ident: str, draft: Draft) -> Draft:
        """Return a draft of what the rules and the model say."""
        rules = extractor(draft.article.language, self._extraction.dictionary)(ident, draft.article)
        proposed = draft.document(ident)
        both = agreed(rules, proposed)
        self._counter.add(agreed=both.agreed, contradicted=both.contradicted)
        return draft.renamed(renamed_entities(rules, proposed)).with_document(both.document)


def _set_aside(ident: str, draft: Draft) -> list[tuple[Any, Reason]]:
    """Return what a build would set aside of a draft: each part, and why."""
    document = draft.document(ident)
    paths = {}
    for member in members(document):
        paths[member.local] = assign([member])[member.document, member.local]
    admission = admit(Pending(ident, draft.written(ident), paths, False), gate(), MappingSettings())
    aside = [finding for finding in admission.verdict.findings if finding.severity == "violation" and finding.candidate]
    return [(msgspec.json.decode(finding.candidate), finding.reason) for finding in aside]
