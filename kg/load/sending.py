"""From a store or a folder of shards to a server, piece by piece; a load that was stopped goes on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.load import journal
from kg.load.graph_store import GraphStore
from kg.load.pieces import pieces, total
from kg.pipeline import Progress, Silent

_SECONDS = 1.0
"""So often the journal is written; what was sent since is sent once more after a kill, which changes nothing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did.

    Attributes:
        quads: number of quads that were sent.
        requests: in how many requests.
        before: number of quads that an earlier load had sent.
    """

    quads: int
    requests: int
    before: int


def load(
    source: str | Path,
    target: GraphStore,
    *,
    quads: bool = False,
    progress: Progress = Silent(),  # noqa: B008 - without state
) -> Loaded:
    """Load a store or a folder of shards into a server.

    Args:
        source: the folder.
        target: the server.
        quads: whether to add N-Quads in large pieces, rather than to put each named graph in place of the server's.
        progress: is told how far it has come, in quads.

    Raises:
        InputError: the server cannot be reached or refuses; or the shards are not finished.
        StoreError: `source` is no store.
    """
    source = Path(source)
    place = journal.journal_of(source.absolute(), name := f"{target.url} {'quads' if quads else 'graphs'}")
    whole = total(source)
    known = journal.read(place, name)
    mark, rest = journal.left(partial(pieces, source, by_graph=not quads), known)
    progress.stage("load", whole)
    sent = requests = 0
    written = time.monotonic()
    try:
        for piece in rest:
            target.send(piece)
            mark = mark.after(piece)
            sent, requests = sent + piece.quads, requests + 1
            progress.advance(piece.quads)
            if time.monotonic() >= written + _SECONDS:
                journal.write(place, mark)
                written = time.monotonic()
    except BaseException:
        if requests:
            journal.write(place, mark)
        raise
    place.unlink(missing_ok=True)
    return Loaded(sent, requests, max(0, whole - sent))
