"""This machine: a plain loop, or worker processes. Rows come together in memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

import pyarrow as pa

from kg.shards.engines import died
from kg.shards.tables import Table, by_part

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def opened(scheduler: str | None, workers: int) -> Iterator[LocalEngine]:
    """Start as many processes; with one, all is done in this one."""
    del scheduler
    if workers == 1:
        yield LocalEngine(None)
        return
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        try:
            yield LocalEngine(pool)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class LocalEngine:
    """See `Engine`."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self._pool = pool

    def each(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Call `task` for each item."""
        return self._all([(task, (item,)) for item in items])

    def exchange(
        self,
        columns: Any,
        emit: Callable[[Item], Table],
        items: Sequence[Item],
        collect: Callable[[int, Table], Result],
        parts: int,
    ) -> Iterator[Result]:
        """Bring rows together by sorting them."""
        del columns, parts
        whole = pa.concat_tables(self.each(emit, items))
        return self._all([(collect, part) for part in by_part(whole)])

    def _all(self, calls: Sequence[tuple[Callable[..., Result], tuple[Any, ...]]]) -> Iterator[Result]:
        if self._pool is None:
            yield from (function(*arguments) for function, arguments in calls)
            return
        try:
            for future in as_completed([self._pool.submit(function, *arguments) for function, arguments in calls]):
                yield future.result()
        except BrokenProcessPool as error:
            raise died(error) from error
