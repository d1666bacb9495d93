"""Work on a stream of items in several processes: bounded memory, results in the order of the items.

A worker that dies takes no more with it than the item that it died of.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import Generic, TypeVar

from kg.errors import KgError, Reason, SetupError

Item = TypeVar("Item")
Result = TypeVar("Result")

_BATCH = 4
_BATCHES_AHEAD = 12
"""Batches in flight for each worker: enough that none waits for a slow one, or while the parent writes what a hundred
documents came to; few enough that memory stays bounded."""
_ORPHAN_CHECK_SECONDS = 1.0


def each(
    task: Callable[[Item], Result], items: Iterable[Item], *, workers: int, prepare: Callable[[], None]
) -> Iterator[tuple[Item, Result | Reason]]:
    """Yield each item with what `task` made of it, or with the reason why it failed.

    Args:
        task: a function of a module. What it raises becomes the item's reason, but for a `SetupError`.
        items: read as far ahead as the workers need.
        workers: number of processes; 1 works in this one.
        prepare: loads what `task` needs, if there is any item. Where processes fork it is called once, before they do,
            so that they share it.
    """
    stream = iter(items)
    start = list(islice(stream, 1))
    if not start:
        return
    stream = chain(start, stream)
    if workers == 1:
        prepare()
        for item in stream:
            yield from _attempt(task, [item])
        return
    yield from _Pool(task, workers, prepare).run(stream)


def _attempt(task: Callable[[Item], Result], batch: Sequence[Item]) -> list[tuple[Item, Result | Reason]]:
    """Apply `task` to each item of `batch`; an error stays with its item."""
    results: list[tuple[Item, Result | Reason]] = []
    for item in batch:
        try:
            results.append((item, task(item)))
        except SetupError:  # concerns every item: the run stops
            raise
        except KgError as error:
            results.append((item, error.reason))
        except Exception as error:
            results.append((item, fault_of(error)))
    return results


def fault_of(error: Exception) -> Reason:
    """Return the reason to give for an error of the program itself."""
    name = type(error).__name__
    return Reason(
        f"An error of kg itself: {name}: {error}. Please report it with this article.",
        f"kg 자체의 오류입니다: {name}: {error}. 이 기사와 함께 알려 주세요.",
    )


_DIED = Reason(
    "The worker process died of it (out of memory, or a fault in a library).",
    "작업 프로세스가 이 기사를 처리하다가 죽었습니다(메모리 부족이나 라이브러리 결함).",
)


class _Pool(Generic[Item, Result]):
    """Worker processes that are started anew when one of them dies."""

    def __init__(self, task: Callable[[Item], Result], workers: int, prepare: Callable[[], None]) -> None:
        self._task = task
        self._workers = workers
        self._forks = sys.platform == "linux"
        self._prepare = prepare
        if self._forks:
            prepare()

    def run(self, items: Iterator[Item]) -> Iterator[tuple[Item, Result | Reason]]:
        """Yield the items with their results, in order."""
        executor = self._started(self._workers)
        try:
            waiting: deque[tuple[list[Item], Future[list[tuple[Item, Result | Reason]]]]] = deque()
            while True:
                while len(waiting) < self._workers * _BATCHES_AHEAD and (batch := list(islice(items, _BATCH))):
                    waiting.append((batch, self._submitted(executor, batch)))
                if not waiting:
                    return
                batch, future = waiting.popleft()
                try:
                    results = future.result()
                except BrokenProcessPool:
                    batches = [batch, *(left for left, _ in waiting)]
                    waiting.clear()
                    executor.shutdown()
                    for item in (item for left in batches for item in left):
                        yield self._alone(item)
                    executor = self._started(self._workers)
                    continue
                yield from results
        finally:
            executor.shutdown(cancel_futures=True)

    def _submitted(
        self, executor: ProcessPoolExecutor, batch: list[Item]
    ) -> Future[list[tuple[Item, Result | Reason]]]:
        """Hand a batch to the workers; that they are dead already is told when its result is asked for."""
        try:
            return executor.submit(_attempt, self._task, batch)
        except BrokenProcessPool as error:
            failed: Future[list[tuple[Item, Result | Reason]]] = Future()
            failed.set_exception(error)
            return failed

    def _alone(self, item: Item) -> tuple[Item, Result | Reason]:
        """Try an item in a process of its own."""
        with self._started(1) as executor:
            try:
                return executor.submit(_attempt, self._task, [item]).result()[0]
            except BrokenProcessPool:
                return item, _DIED

    def _started(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers,
            mp_context=multiprocessing.get_context("fork" if self._forks else "spawn"),
            initializer=_begin,
            initargs=(os.getpid(), None if self._forks else self._prepare),
        )


def _begin(parent: int, prepare: Callable[[], None] | None) -> None:
    """Set a worker up: Ctrl-C is for the parent to handle, and without the parent the worker ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if prepare is not None:
        prepare()
    gc.freeze()  # what was loaded stays: the collector need not go through it again and again


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_ORPHAN_CHECK_SECONDS)
    os._exit(1)
