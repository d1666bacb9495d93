"""Reading and extracting without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.errors import Reason
from kg.pipeline.engines import RULES, Extraction
from kg.pipeline.intake import extracted
from kg.pipeline.report import Progress, Silent
from kg.pipeline.sequence import cores
from kg.read import RawDocument, Record, Unread, extent_of, read_sources
from kg.read.columns import NONE


def extract(
    sources: Sequence[str],
    workers: int | None = None,
    progress: Progress = Silent(),  # noqa: B008 - without state
    columns: Mapping[str, str] = NONE,
    extraction: Extraction = RULES,
) -> Iterator[bytes | Unread]:
    """Yield the facts document of each input as one line of JSON, or why there is none, in the order of the inputs.

    Facts documents among the inputs are handed on as they are, if they can be read.

    Args:
        sources: files, folders, URLs, `-` for standard input.
        workers: number of processes; None takes the cores that this process may use.
        progress: is told how far it has come.
        columns: the column of a table for each field of an article, as far as stated (`kg.read.read_sources`).
        extraction: how articles become facts documents.

    Raises:
        BudgetError: no more may be asked of the language model; the inputs before have come out.
        SetupError: the language model cannot be asked at all.
    """
    progress.stage("read", None)
    unread: list[Unread] = []
    extent = extent_of(sources)
    items = readable(read_sources(sources, columns, extent), unread)
    for item, outcome in extracted(items, workers or cores(), extraction, progress):
        progress.advance(1)
        if extent.expected:
            progress.expect(extent.expected)
        yield Unread(item.source, outcome) if isinstance(outcome, Reason) else outcome
        yield from unread
        unread.clear()
    yield from unread


def readable(items: Iterable[Record | RawDocument | Unread], unread: list[Unread]) -> Iterator[Record | RawDocument]:
    """Yield what was read and put aside what was not, into `unread`."""
    for item in items:
        if isinstance(item, Unread):
            unread.append(item)
        else:
            yield item
