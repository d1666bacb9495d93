"""Dask: tasks by `distributed`, rows together by the shuffle of Dask's data frames, which spills to disk."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import dask
import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
from distributed import Client, KilledWorker, LocalCluster, as_completed

from kg.shards.engines import died, unreachable
from kg.shards.tables import PART, Table, by_part

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def opened(scheduler: str | None, workers: int) -> Iterator[DaskEngine]:
    """Connect with a scheduler, or start workers of one thread each on this machine."""
    if scheduler is None:
        own = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None, "silence_logs": logging.ERROR}
        with LocalCluster(**own) as cluster, Client(cluster) as client:
            yield DaskEngine(client)
        return
    try:
        client = Client(scheduler)
    except (OSError, ValueError, TimeoutError) as error:
        raise unreachable(scheduler, error) from error
    with client:
        yield DaskEngine(client)


class DaskEngine:
    """See `Engine`."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def each(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Submit a task for each item; those of a worker that dies go to another one."""
        return self._results(self._client.map(task, items, pure=False, key=task_name(task)))

    def exchange(
        self,
        columns: Any,
        emit: Callable[[Item], Table],
        items: Sequence[Item],
        collect: Callable[[int, Table], Result],
        parts: int,
    ) -> Iterator[Result]:
        """Shuffle a data frame of a partition for each item by its column `part`."""
        frame = dd.from_map(partial(_frame, emit), list(items), meta=_as_frame(columns.empty_table()))
        partitions = frame.shuffle(on=PART, npartitions=parts).to_delayed()
        work = dask.delayed(partial(_collected, columns, collect))
        for results in self._results(self._client.compute([work(partition) for partition in partitions])):
            yield from results

    def _results(self, futures: Sequence[Any]) -> Iterator[Any]:
        try:
            for future in as_completed(futures):
                yield future.result()
                future.release()
        except KilledWorker as error:
            raise died(error) from error
        finally:
            self._client.cancel(futures)


def task_name(task: Callable[..., Any]) -> str:
    """Return what the engine calls a task in its messages."""
    return getattr(task, "func", task).__name__


def _frame(emit: Callable[[Item], Table], item: Item) -> pd.DataFrame:
    return _as_frame(emit(item))


def _as_frame(table: Table) -> pd.DataFrame:
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def _collected(columns: Any, collect: Callable[[int, Table], Result], frame: pd.DataFrame) -> list[Result]:
    rows = pa.Table.from_pandas(frame, schema=columns, preserve_index=False)
    return [collect(part, table) for part, table in by_part(rows)] if rows.num_rows else []
