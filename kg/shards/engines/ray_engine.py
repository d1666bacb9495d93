"""Ray: remote functions, rows together by the hash shuffle of Ray Data."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa
import ray
import ray.data
from ray.exceptions import RayTaskError, WorkerCrashedError

from kg.shards.engines import died, unreachable
from kg.shards.tables import PART, Table

Item = TypeVar("Item")
Result = TypeVar("Result")

_ITEM, _RESULT = "item", "result"


@contextmanager
def opened(scheduler: str | None, workers: int) -> Iterator[RayEngine]:
    """Connect with a cluster, or start workers on this machine."""
    own: dict[str, Any] = {"num_cpus": workers, "include_dashboard": False} if scheduler is None else {}
    try:
        ray.init(scheduler, log_to_driver=False, logging_level=logging.ERROR, **own)
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise unreachable(scheduler or "ray", error) from error
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        yield RayEngine()
    finally:
        ray.shutdown()


class RayEngine:
    """See `Engine`."""

    def each(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Start a remote function for each item; those of a worker that dies are tried again."""
        waiting = [_remote.remote(task, item) for item in items]
        while waiting:
            (ready,), waiting = ray.wait(waiting)
            yield _got(partial(ray.get, ready))

    def exchange(
        self,
        columns: Any,
        emit: Callable[[Item], Table],
        items: Sequence[Item],
        collect: Callable[[int, Table], Result],
        parts: int,
    ) -> Iterator[Result]:
        """Group a dataset of a block for each item by its column `part`."""
        del columns
        packed = [{_ITEM: pickle.dumps(item)} for item in items]
        rows = (
            ray.data.from_items(packed, override_num_blocks=len(packed))
            .map_batches(partial(_emitted, emit), batch_size=1, batch_format="pyarrow")
            .groupby(PART, num_partitions=parts)
            .map_groups(partial(_collected, collect), batch_format="pyarrow")
        )
        results = iter(rows.iter_rows())
        while (row := _got(lambda: next(results, None))) is not None:
            yield pickle.loads(row[_RESULT])


def _got(get: Callable[[], Any]) -> Any:
    try:
        return get()
    except RayTaskError as error:
        raise error.cause if isinstance(error.cause, Exception) else error from None
    except WorkerCrashedError as error:
        raise died(error) from error


def _call(task: Callable[[Item], Result], item: Item) -> Result:
    return task(item)


_remote = ray.remote(_call)


def _emitted(emit: Callable[[Any], Table], batch: Table) -> Table:
    return pa.concat_tables([emit(pickle.loads(item)) for item in batch[_ITEM].to_pylist()])


def _collected(collect: Callable[[int, Table], Any], rows: Table) -> Table:
    result = collect(rows[PART][0].as_py(), rows)
    return pa.table({_RESULT: pa.array([pickle.dumps(result)], pa.large_binary())})
