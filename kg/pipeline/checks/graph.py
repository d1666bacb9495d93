"""Checking the graph against the ledger: quads, texts, the words at every offset, counts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.mapping import article_iri, copies_graph, entity_graph
from kg.mapping.literals import unicode_text
from kg.pipeline.checks.damage import GRAPH, LEDGER, Checked, Damage, damage
from kg.pipeline.loading import written_digest
from kg.read.documents import Reading
from kg.store import Examined, Store, digest_of, fault_of, nquads_of
from kg.vocab import node

if TYPE_CHECKING:
    from pyoxigraph import Quad

_FILE = re.compile(r"graph/([^/\s]+\.(?:sst|log))|(MANIFEST-\d+|CURRENT)")


def own_graphs(
    store: Store, name: str, noted: Examined, reading: Reading | None, own: tuple[str, str], checked: Checked
) -> Iterator[Damage]:
    """Check the two graphs of an article."""
    try:
        said, aside = (store.graph.quads(graph) for graph in own)
    except (OSError, RuntimeError) as error:
        yield Damage(file_of(error), name, fault_of(store.path, error).reason)
        return
    if digest_of(nquads_of([*said, *aside])) != noted.written:
        yield damage(GRAPH, name, "its quads are not those that were written", "쿼드가 처음 쓴 것과 다릅니다")
    if reading is not None and noted.state == "accepted":
        yield from _text(name, reading, said)
        yield from _spans(name, unicode_text(reading.document.article.text), said, checked)
    facts = len({quad.subject for quad in said if quad.predicate == node("kg:evidence")})
    checked.facts += facts
    if facts != noted.accepted:
        yield damage(
            GRAPH,
            name,
            f"{facts} facts where {noted.accepted} were accepted",
            f"수용한 사실은 {noted.accepted}개인데 그래프에는 {facts}개가 있습니다",
        )


def _text(name: str, reading: Reading, said: list[Quad]) -> Iterator[Damage]:
    text = unicode_text(reading.document.article.text)
    values = {quad.predicate: getattr(quad.object, "value", "") for quad in said}
    wanted = {
        "schema:articleBody": text,
        "kg:textHash": hashlib.sha256(text.encode()).hexdigest(),
        "kg:textLength": str(len(text)),
    }
    for term, value in wanted.items():
        if values.get(node(term)) != value:
            yield damage(GRAPH, name, f"{term} is not that of the stored text", f"{term}이(가) 저장된 본문과 다릅니다")


def _spans(name: str, text: str, said: list[Quad], checked: Checked) -> Iterator[Damage]:
    """Check that at the offsets of every span stand the words that it quotes."""
    spans: dict[str, dict[str, str]] = {}
    terms = {node(term): term for term in ("oa:start", "oa:end", "oa:exact")}
    for quad in said:
        if quad.predicate in terms:
            selector = spans.setdefault(str(quad.subject), {})
            selector[terms[quad.predicate]] = getattr(quad.object, "value", "")
    for iri, found in spans.items():
        checked.spans += 1
        try:
            start, end = int(found["oa:start"]), int(found["oa:end"])
            right = 0 <= start < end <= len(text) and text[start:end] == found["oa:exact"]
        except (KeyError, ValueError):
            right = False
        if not right:
            yield damage(
                GRAPH,
                name,
                f"the words of a span do not stand there: {iri}",
                f"범위와 인용문이 다릅니다: {iri}",
            )


def shared_graphs(store: Store, base: str, checked: Checked) -> Iterator[Damage]:
    """Check the graphs of entities and of copies."""
    try:
        graph = entity_graph(base)
        known = dict(store.examination().entities())
        described: dict[str, list[Quad]] = {}
        for quad in store.graph.quads(graph):
            whole, _, _ = getattr(quad.subject, "value", "").removeprefix(base).partition("#")
            described.setdefault(whole, []).append(quad)
        for path in sorted(known.keys() | described.keys()):
            checked.entities += 1
            if written_digest(nquads_of(described.get(path, []))) != known.get(path):
                yield damage(
                    GRAPH,
                    None,
                    f"what is said of {path} is not what was written",
                    f"{path}의 설명이 처음 쓴 것과 다릅니다",
                )
        copies = {(article_iri(base, copy), article_iri(base, first)) for copy, first in store.examination().copies()}
        found = {
            (getattr(quad.subject, "value", ""), getattr(quad.object, "value", ""))
            for quad in store.graph.quads(copies_graph(base))
        }
        for copy, _ in sorted(copies ^ found):
            yield damage(GRAPH, None, f"{copy}: copies are not as noted", f"{copy}: 같은 글 표시가 기록과 다릅니다")
    except (OSError, RuntimeError) as error:
        yield Damage(file_of(error), None, fault_of(store.path, error).reason)
    except KgError as error:
        yield Damage(LEDGER, None, error.reason)


def file_of(error: BaseException) -> str:
    """The file of the graph that Oxigraph complains of."""
    match = _FILE.search(str(error))
    return GRAPH if match is None else f"{GRAPH}/{match[1] or match[2]}"
