"""Checking whether a store is as it was written."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kg.errors import KgError
from kg.mapping import article_graph, copies_graph, entity_graph, set_aside_graph
from kg.pipeline.checks.damage import GRAPH, LEDGER, Checked, Damage, damage
from kg.pipeline.checks.graph import file_of, own_graphs, shared_graphs
from kg.pipeline.checks.ledger import decisions, document, past_states, reading_of
from kg.pipeline.report import Progress, Silent
from kg.pipeline.sequence import current_version
from kg.store import Store, fault_of


def check(store: Store, checked: Checked, progress: Progress = Silent()) -> Iterator[Damage]:  # noqa: B008 - stateless
    """Yield what is damaged in a store that is open for reading.

    The ledger: what SQLite says of its file, the digests of facts documents and articles, that what identity knows of
    an article is what the document says, that all of its facts are counted, the decisions. The graph: that its files
    are as a writer left them, those too that this check does not read; that the graphs of each article hold the quads
    that were written, its text with hash and length, at each span the words of the text, and as many facts as the
    ledger counts; that no graph is there which no article accounts for; entities and copies.

    Args:
        store: the store.
        checked: is counted up.
        progress: is told how far it has come.
    """
    examination = store.examination()
    for complaint in examination.complaints():
        yield damage(LEDGER, None, complaint, complaint)
    yield from past_states(store)
    yield from decisions(store)
    for name in store.changed_tables():
        yield damage(f"{GRAPH}/{name}", None, "it is not as it was written", "처음 쓴 것과 다릅니다")
    base = store.ledger.meta("base") or ""
    own_version = store.ledger.meta("version") == current_version()
    names = examination.articles()
    progress.stage("check", len(names))
    try:
        graphs = store.graph.names(f"{base}graph/")
    except (KgError, OSError, RuntimeError) as error:
        yield Damage(file_of(error), None, fault_of(store.path, error).reason)
        graphs = None
    expected = {entity_graph(base), copies_graph(base)}
    for name in names:
        checked.articles += 1
        progress.advance(1)
        try:
            noted = examination.article(name)
        except (KgError, msgspec.DecodeError) as error:
            yield damage(LEDGER, name, f"its row cannot be read: {error}", f"행을 읽을 수 없습니다: {error}")
            continue
        reading = reading_of(noted)
        yield from document(name, noted, reading, own_version)
        own = (article_graph(base, name), set_aside_graph(base, name))
        expected |= set(own)
        if graphs is not None and noted.state != "pending":
            yield from own_graphs(store, name, noted, reading, own, checked)
    if graphs is not None:
        for graph in sorted(graphs - expected):
            yield damage(
                GRAPH, None, f"there is a graph of no article: {graph}", f"어느 기사의 것도 아닌 그래프: {graph}"
            )
        yield from shared_graphs(store, base, checked)
