"""The sequence of a build. Each stage leaves the store so that the next run can go on from there."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg import __version__
from kg.errors import InputError, StoreError
from kg.mapping import MappingSettings
from kg.pipeline.copies import compare, describe_copies
from kg.pipeline.engines import RULES, Extraction
from kg.pipeline.identity import Joins, choose, identify
from kg.pipeline.intake import member_rows, sketch_of
from kg.pipeline.loading import describe, load, withdraw
from kg.pipeline.report import Progress, Silent, Summary
from kg.pipeline.taking import Desk, Taking, take
from kg.read import extent_of, read_sources
from kg.read.documents import read_document
from kg.resolve import EDITION
from kg.resources import shipped
from kg.store import Ledger, MemberRow, Sketch, Store, store_faults

_PAGE = 256
_MANY, _SHARE = 100, 4
"""After so many articles, if they are at least that share of all (a quarter), the graph's files are put in order: then
this costs a run no more than in proportion to what it loaded, and what reads the network of all facts takes a third."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """How to build; none of it but `base`, `extraction` and `joins` changes what is built.

    Attributes:
        workers: number of processes; None takes the cores that this process may use.
        base: what the IRIs of the data begin with; None takes the store's, or the default for a new store.
        retry_set_aside: whether to try again whatever was set aside.
        columns: the column of a table for each field of an article, as far as stated (`kg.read.read_sources`).
        extraction: how articles become facts documents; articles in the store that were extracted in another way are
            extracted again when they come.
        joins: what joins people of one name; None takes the store's, or `posts` for a new store.
    """

    workers: int | None = None
    base: str | None = None
    retry_set_aside: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    extraction: Extraction = RULES
    joins: Joins | None = None


def build(
    sources: Sequence[str],
    out: str | Path,
    settings: BuildSettings = BuildSettings(),
    progress: Progress = Silent(),  # noqa: B008 - without state
    now: Callable[[], str] = str,
) -> Summary:
    """Build articles and facts documents into the store at `out`, which is made if it is not there.

    What an earlier run left undone is finished too; with no `sources` that is all that happens.

    Args:
        sources: files, folders, URLs, `-` for standard input.
        out: the store's folder.
        settings: how to build.
        progress: is told how far it has come.
        now: gives the time for the store's log; nothing else sees it. The default leaves the time out.

    Raises:
        StoreError: the store cannot be opened or written.
        SetupError: the settings or the installation are wrong.
    """
    workers = settings.workers or cores()
    with Store.open_to_write(out) as store, store_faults(store.path):
        mapping = prepare(store, settings.base)
        choose(store, settings.joins)
        run = store.ledger.begin_run("build", now(), __version__, {"base": mapping.base})
        progress.stage("read", None)
        extent = extent_of(sources)
        taken = (
            take(
                read_sources(sources, settings.columns, extent),
                Desk(store.ledger, run, progress, extent),
                workers,
                settings.extraction,
            )
            if sources
            else Taking()
        )
        if settings.retry_set_aside:
            store.verdicts.pend_set_aside()
        admitted = complete(store, mapping, workers, progress)
        store.ledger.finish_run(run, now())
        return Summary(
            added=taken.added,
            changed=taken.changed,
            unchanged=taken.unchanged,
            retracted=taken.retracted,
            unread=taken.unread,
            examples=tuple(taken.examples),
            admitted=admitted,
            totals=store.totals(),
            stopped=taken.stopped,
        )


def prepare(store: Store, base: str | None = None) -> MappingSettings:
    """Make a store that is open for writing ready for work, and return how it is mapped.

    Raises:
        StoreError: its graph is damaged, or it was made with another base.
    """
    store.graph.flush()  # opened before all work, so that damage is told at once
    mapping = _mapping_settings(store, base)
    _renew_for_version(store.ledger)
    return mapping


def complete(store: Store, mapping: MappingSettings, workers: int, progress: Progress) -> int:
    """Bring the graph to where the ledger is; return how many articles were mapped, checked and loaded.

    Each step does what is marked as left to do, by this run or by one that was stopped.
    """
    identify(store, progress)
    compare(store, progress)
    admitted = load(store, mapping, workers, progress)
    withdraw(store, mapping)
    describe(store, mapping, progress)
    describe_copies(store, mapping)
    if admitted >= _MANY and admitted >= store.verdicts.settled_count() / _SHARE:
        store.graph.compact()
    return admitted


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _mapping_settings(store: Store, base: str | None) -> MappingSettings:
    known = store.ledger.meta("base")
    if known is None:
        mapping = MappingSettings() if base is None else MappingSettings(base=base)
        store.ledger.set_meta("base", mapping.base)
        return mapping
    if base is not None and base != known:
        raise StoreError(
            f"{store.path} was built with the base {known}; build with another base into another folder.",
            f"{store.path}: 바탕 IRI {known}(으)로 만든 저장소입니다. 다른 바탕을 쓰려면 다른 폴더에 만드세요.",
        )
    return MappingSettings(base=known)


def current_version() -> str:
    """Return what stands in a store that this version of kg, with its ontology and identity, has brought up to date."""
    return f"{__version__}+{_ontology_digest()}+{EDITION}"


def _renew_for_version(ledger: Ledger) -> None:
    """Have every document go the whole way again if another version of kg or of its ontology wrote the store."""
    version = current_version()
    if ledger.meta("version") == version:
        return
    for page in _pages(ledger):
        ledger.renew((name, *_derived(content)) for name, content in page)
    ledger.set_meta("version", version)


def _derived(content: bytes) -> tuple[tuple[MemberRow, ...], Sketch]:
    """Entities and sketch of a stored document; none if this version cannot read it, which its admission will say."""
    try:
        document = read_document(content).document
    except InputError:
        return (), Sketch(0, ())
    return member_rows(document), sketch_of(document.article)


def _pages(ledger: Ledger) -> Iterator[list[tuple[str, bytes]]]:
    after = ""
    while page := ledger.contents(after, _PAGE):
        yield page
        after = page[-1][0]


def _ontology_digest() -> str:
    """A digest of vocabulary, shapes and rules, on which mapping and gate depend."""
    digest = hashlib.sha256()
    folder = shipped("ontology")
    for file in sorted(file for file in folder.rglob("*") if file.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
