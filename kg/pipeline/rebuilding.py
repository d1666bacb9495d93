"""Making the graph of a store again from its documents and decisions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kg import __version__
from kg.pipeline.report import Progress, Silent
from kg.pipeline.sequence import complete, cores, prepare
from kg.store import Store, Totals, store_faults


def rebuild(
    path: str | Path,
    workers: int | None = None,
    progress: Progress = Silent(),  # noqa: B008 - without state
    now: Callable[[], str] = str,
) -> Totals:
    """Make the graph again, and all else that follows from the documents and decisions in the ledger.

    Nothing is read or extracted. A run that is stopped is finished by the next one, whatever it is.

    Args:
        path: the store's folder.
        workers: number of processes; None takes the cores.
        progress: is told how far it has come.
        now: gives the time for the store's log.

    Raises:
        StoreError: the store cannot be opened or written.
    """
    Store.open(path).close()  # of a store that is not there, say so rather than make one
    with Store.open_to_write(path) as store, store_faults(store.path):
        store.discard_graph()
        mapping = prepare(store)
        run = store.ledger.begin_run("rebuild", now(), __version__, {"base": mapping.base})
        complete(store, mapping, workers or cores(), progress)
        store.ledger.finish_run(run, now())
        return store.totals()
