"""Taking articles out of a store, and bringing them back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import __version__
from kg.mapping import MappingSettings
from kg.pipeline.intake import again
from kg.pipeline.report import Progress, Silent
from kg.pipeline.sequence import complete, cores, prepare
from kg.store import Store, store_faults


@dataclass(frozen=True, slots=True)
class Retraction:
    """What a retraction, or taking one back, did.

    Attributes:
        run: its number in the store's log; `kg.history` tells what it changed.
        articles: ids of the articles that were retracted or brought back.
        unknown: ids of which there was nothing to retract or to bring back.
    """

    run: int
    articles: tuple[str, ...]
    unknown: tuple[str, ...]


def retract(
    path: str | Path,
    articles: Sequence[str],
    why: str = "",
    progress: Progress = Silent(),  # noqa: B008 - without state
    now: Callable[[], str] = str,
) -> Retraction:
    """Retract articles: the graph becomes what it would be if they had never been there.

    That they were there, what they said and why they went stays in the store, beside the dataset. They stay out when
    they are built again as they were.

    Args:
        path: the store's folder.
        articles: their ids.
        why: the reason, for the log.
        progress: is told how far it has come.
        now: gives the time for the store's log.

    Raises:
        StoreError: the store cannot be opened or written.
    """

    def act(store: Store, run: int) -> list[str]:  # noqa: ARG001 - the log knows the run
        return store.ledger.retract(dict.fromkeys(articles))

    return _run(path, "retract", articles, why, act, progress, now)


def reinstate(
    path: str | Path,
    articles: Sequence[str],
    why: str = "",
    progress: Progress = Silent(),  # noqa: B008 - without state
    now: Callable[[], str] = str,
) -> Retraction:
    """Bring retracted articles back as they were; the arguments are those of `retract`.

    Raises:
        StoreError: the store cannot be opened or written.
    """

    def act(store: Store, run: int) -> list[str]:
        found = [state for name in dict.fromkeys(articles) if (state := store.ledger.retracted(name)) is not None]
        store.ledger.reinstate([again(state) for state in found], run)
        return [state.id for state in found]

    return _run(path, "reinstate", articles, why, act, progress, now)


def _run(
    path: str | Path,
    command: str,
    articles: Sequence[str],
    why: str,
    act: Callable[[Store, int], list[str]],
    progress: Progress,
    now: Callable[[], str],
) -> Retraction:
    Store.open(path).close()  # of a store that is not there, say so rather than make one
    with Store.open_to_write(path) as store, store_faults(store.path):
        mapping: MappingSettings = prepare(store)
        run = store.ledger.begin_run(command, now(), __version__, {"base": mapping.base}, why)
        done = act(store, run)
        complete(store, mapping, cores(), progress)
        store.ledger.finish_run(run, now())
    unknown = tuple(name for name in dict.fromkeys(articles) if name not in done)
    return Retraction(run, tuple(done), unknown)
