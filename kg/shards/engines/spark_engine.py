"""Spark: tasks over a distributed list, rows together by the shuffle of Spark's data frames."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from kg.shards.engines import unreachable
from kg.shards.tables import PART, Table

Item = TypeVar("Item")
Result = TypeVar("Result")

_RESULT = "result binary"


@contextmanager
def opened(scheduler: str | None, workers: int) -> Iterator[SparkEngine]:
    """Connect with a master, whose machines have this Python at the same place, or start workers on this machine."""
    address = scheduler or f"local[{workers}]"
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        session = (
            SparkSession.builder.appName("kg")
            .master(address)
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
    except (OSError, PySparkException, RuntimeError) as error:
        raise unreachable(address, error) from error
    try:
        yield SparkEngine(session)
    finally:
        session.stop()


class SparkEngine:
    """See `Engine`."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def each(self, task: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """Map a list of one partition an item."""
        if items:
            yield from self._session.sparkContext.parallelize(items, len(items)).map(task).collect()

    def exchange(
        self,
        columns: Any,
        emit: Callable[[Item], Table],
        items: Sequence[Item],
        collect: Callable[[int, Table], Result],
        parts: int,
    ) -> Iterator[Result]:
        """Group a data frame of a row an item by its column `part`."""
        packed = [(pickle.dumps(item),) for item in items]
        self._session.conf.set("spark.sql.shuffle.partitions", parts)
        given = self._session.createDataFrame(packed, "item binary").repartition(len(packed))
        rows = given.mapInArrow(partial(_emitted, emit), from_arrow_schema(columns))
        results = rows.groupBy(PART).applyInArrow(lambda rows: _collected(collect, rows), _RESULT)
        for row in results.collect():
            yield pickle.loads(row[0])


def _emitted(emit: Callable[[Any], Table], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for item in batch.column(0).to_pylist():
            yield from emit(pickle.loads(item)).to_batches()


def _collected(collect: Callable[[int, Table], Any], rows: Table) -> Table:
    result = collect(rows[PART][0].as_py(), rows)
    return pa.table({"result": pa.array([pickle.dumps(result)], pa.binary())})
