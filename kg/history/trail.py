"""What became of one article over the runs of a store."""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.store import Run, Store


class Step(msgspec.Struct, frozen=True):
    """What a run did to an article.

    Attributes:
        what: `added`, `changed` (its facts document, or what the gate made of it), or `retracted`.
        run: the run.
    """

    what: Literal["added", "changed", "retracted"]
    run: Run


def trail(store: Store, article: str) -> list[Step]:
    """Return what became of the article with this id, oldest first; nothing if the store never had it."""
    runs = {run.number: run for run in store.ledger.runs()}
    steps: list[Step] = []
    there = False
    for number, digest in store.history.trail(article):
        what: Literal["added", "changed", "retracted"] = "retracted"
        if digest is not None:
            what = "changed" if there else "added"
        there = digest is not None
        steps.append(Step(what, runs[number]))
    return steps
