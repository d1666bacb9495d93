"""From pending documents to the graph, and from their entities to the entity graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec

from kg.errors import Reason
from kg.gate import Gate
from kg.mapping import (
    ROLES,
    Identity,
    MappingSettings,
    article_graph,
    entity_graph,
    map_entity,
    map_role,
    set_aside_graph,
)
from kg.pipeline.admission import Admission, admit, refuse
from kg.pipeline.report import Progress
from kg.pipeline.workers import each
from kg.rdf import Statement, as_nquads
from kg.resolve import profile
from kg.store import Decided, Identities, Naming, Pending, Store, Verdicts, digest_of

_PAGE = 64
LOAD_DOCUMENTS = 128
_LOAD_BYTES = 16_000_000
_ENTITIES = 1_000


def load(store: Store, settings: MappingSettings, workers: int, progress: Progress) -> int:
    """Map, check and load every pending document; return their number.

    A document is first marked as standing in the graph, then its quads are written, then what became of it is noted.
    A run that is killed in between leaves it pending, and writing it again changes nothing.
    """
    total = store.verdicts.pending_count()
    progress.stage("admit", total)
    batch: list[tuple[Pending, Admission]] = []
    for pending, admission in admitted(_pending(store.verdicts), settings, workers):
        batch.append((pending, admission))
        if len(batch) >= LOAD_DOCUMENTS or sum(len(a.nquads) for _, a in batch) >= _LOAD_BYTES:
            _write(store, batch, progress)
            batch = []
    if batch:
        _write(store, batch, progress)
    return total


def admitted(
    documents: Iterable[Pending], settings: MappingSettings, workers: int
) -> Iterator[tuple[Pending, Admission]]:
    """Yield each document with what became of it in mapping and gate; one that cannot be judged is refused."""
    jobs = ((pending, settings) for pending in documents)
    for (pending, _), outcome in each(_admit, jobs, workers=workers, prepare=_load_gate):
        yield pending, refuse(pending, outcome, settings) if isinstance(outcome, Reason) else outcome


def describe(store: Store, settings: MappingSettings, progress: Progress) -> None:
    """Write names and types of the entities that may have changed, where they have.

    As with documents, those of which the graph holds nothing are first marked, then loaded in bulk.
    """
    identities = store.identities
    progress.stage("describe", identities.stale_entity_count())
    graph = entity_graph(settings.base)
    while stale := identities.stale_entities(_ENTITIES):
        described = _descriptions(identities, [path for path, _ in stale], settings)
        nquads = {path: as_nquads(statements) for path, statements in described.items()}
        digests = {path: written_digest(lines) for path, lines in nquads.items()}
        changed = [(path, written) for path, written in stale if digests[path] != written]
        new = [path for path, written in changed if written is None]
        old = {settings.base + path: described[path] for path, written in changed if written is not None}
        identities.mark_in_graph(new)
        if new:
            store.graph.add([nquads[path] for path in new])
        store.graph.replace_subjects(graph, old)
        if changed:
            store.graph.flush()
        identities.settle_entities(digests, {path: _logged(path, statements) for path, statements in described.items()})
        progress.advance(len(stale))


def withdraw(store: Store, settings: MappingSettings) -> None:
    """Remove from the graph what articles said that are gone from the ledger."""
    while leaving := store.ledger.leaving(_PAGE):
        graphs = [graph(settings.base, name) for name in leaving for graph in (article_graph, set_aside_graph)]
        store.graph.replace_graphs(graphs, b"")
        store.graph.flush()
        store.ledger.settle_leaving(leaving)


@cache
def gate() -> Gate:
    """Return the gate of this process."""
    return Gate()


def _load_gate() -> None:
    gate()


def _admit(job: tuple[Pending, MappingSettings]) -> Admission:
    pending, settings = job
    return admit(pending, gate(), settings)


def _pending(verdicts: Verdicts) -> Iterator[Pending]:
    """Every pending document, read page by page, for documents cease to be pending in between."""
    after = ""
    while page := verdicts.pending(after, _PAGE):
        yield from page
        after = page[-1].id


def _write(store: Store, batch: list[tuple[Pending, Admission]], progress: Progress) -> None:
    new = [admission for pending, admission in batch if not pending.in_graph]
    store.verdicts.mark_in_graph(admission.verdict.document for admission in new)
    if new:
        store.graph.add([admission.nquads for admission in new])
    for pending, admission in batch:
        if pending.in_graph:
            store.graph.replace_graphs(admission.graphs, admission.nquads)
    store.graph.flush()
    store.verdicts.settle(admission.verdict for _, admission in batch)
    progress.advance(len(batch))


def _descriptions(
    identities: Identities, paths: Sequence[str], settings: MappingSettings
) -> dict[str, tuple[Statement, ...]]:
    """What the entity graph shall say of entities and roles; nothing of those that no article names any more."""
    titles, namings, decided = identities.role_titles(paths), identities.namings(paths), identities.decided(paths)
    described: dict[str, tuple[Statement, ...]] = dict.fromkeys(paths, ())
    described |= {path: map_role(title, settings) for path, title in titles.items()}
    described |= {
        path: map_entity(_identity(settings.base + path, named, decided.get(path, Decided())), settings)
        for path, named in namings.items()
    }
    return described


def _identity(iri: str, namings: Sequence[Naming], decided: Decided) -> Identity:
    known = profile(namings)
    return Identity(
        iri=iri,
        types=known.types,
        names=known.names,
        gpe=known.gpe,
        authorities=decided.authorities,
        dated=decided.names,
    )


def _logged(path: str, statements: Sequence[Statement]) -> bytes | None:
    """What the log keeps of an entity; roles stand in the positions of the articles that name them."""
    if not statements or path.startswith(ROLES):
        return None
    return msgspec.json.encode([(p, o if isinstance(o, str) else o[0]) for _, p, o, _ in statements])


def written_digest(nquads: bytes) -> str | None:
    """Return the digest by which the ledger knows what the entity graph says of an entity; None of nothing."""
    return digest_of(nquads) if nquads else None
