"""Several runs of a language model over the same articles: what they cost, and how far they say the same."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

from kg.extract import warm_up
from kg.extract.llm import LanguageModel, Price, Usage
from kg.pipeline import Engine, Extraction, Silent, extract
from kg.read import Unread

Document = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        documents: by id.
        usage: what was asked and what came of it.
        seconds: from the first article to the last.
        unread: articles without a document.
    """

    documents: dict[str, Document]
    usage: Usage
    seconds: float
    unread: int


class _Watch(Silent):
    """Remembers what was asked."""

    usage = Usage()

    def used(self, usage: Usage) -> None:
        self.usage = usage


def runs(sources: Sequence[Path], engine: Engine, model: LanguageModel, times: int) -> Iterator[Run]:
    """Extract the sources so many times, each time with a cache of its own, so that the model is asked anew."""
    warm_up()  # loading is no part of what an article takes
    for _ in range(times):
        with tempfile.TemporaryDirectory() as folder:
            yield _run([str(source) for source in sources], engine, replace(model, cache=Path(folder)))


def _run(sources: Sequence[str], engine: Engine, model: LanguageModel) -> Run:
    watch = _Watch()
    documents: dict[str, Document] = {}
    unread = 0
    begin = time.monotonic()
    for item in extract(sources, 1, watch, extraction=Extraction(engine=engine, model=model)):
        if isinstance(item, Unread):
            unread += 1
        else:
            document = json.loads(item)
            documents[document["id"]] = standing(document)
    return Run(documents, watch.usage, time.monotonic() - begin, unread)


def standing(document: Document) -> Document:
    """Return a document without what is marked as not standing in the text, as its reader takes it."""
    entities = {local: entity for local, entity in document["entities"].items() if "ungrounded" not in entity}
    facts = [fact for fact in document["facts"] if isinstance(fact, dict) and fact.get("evidence")]
    mentions = [mention for mention in document["mentions"] if "ungrounded" not in mention]
    return {**document, "entities": entities, "facts": facts, "mentions": mentions}


def stability(found: Sequence[Run]) -> float:
    """Return how many of the facts of any two runs are in both (Jaccard), on average; 1 if they always say the same."""
    shares = []
    for one, other in combinations([_said(run) for run in found], 2):
        shares.append(len(one & other) / len(one | other) if one | other else 1.0)
    return sum(shares) / len(shares) if shares else 1.0


def _said(run: Run) -> set[str]:
    """The facts of a run by what they say: names in place of ids, no scores."""
    said = set()
    for ident, document in run.documents.items():
        names = {local: sorted(entity["names"]) for local, entity in document["entities"].items()}
        for fact in document["facts"]:
            plain = {k: names.get(v, v) if isinstance(v, str) else v for k, v in fact.items() if k not in _NOT_SAID}
            said.add(json.dumps([ident, plain], ensure_ascii=False, sort_keys=True))
    return said


_NOT_SAID = ("score", "rule", "evidence")


def told(found: Sequence[Run], price: Price | None) -> list[str]:
    """Return lines that tell what the runs cost and how steady they are."""
    total = sum((run.usage for run in found), Usage())
    articles = max(total.articles, 1)
    lines = [
        f"articles a run           {found[0].usage.articles}, without an answer {sum(run.unread for run in found)}",
        f"seconds an article       {sum(run.seconds for run in found) / articles:.2f} (several at a time)",
        f"requests an article      {total.requests / articles:.2f}, tried again {total.repeated}",
        f"tokens an article        {total.read / articles:,.0f} read, {total.written / articles:,.0f} written",
        f"facts proposed           {total.proposed}, not in the text {total.ungrounded} "
        f"({total.ungrounded / max(total.proposed, 1):.1%}), gained by the second look {total.repaired}",
        f"stability of {len(found)} runs      {stability(found):.3f} of the facts of any two runs are in both",
    ]
    if total.agreed or total.contradicted:
        lines.append(f"beside the rules         {total.agreed} agree, {total.contradicted} contradict")
    if price is not None:
        lines.append(f"cost an article          {total.cost(price) / articles:.5f}")
    return lines
