"""Rows as Arrow tables: what shards keep as Parquet, and what engines move between machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import SetupError

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise SetupError(
        "Shards are kept as Parquet; install what that needs with: pip install 'kg[shards]'",
        "조각은 Parquet으로 저장합니다. 필요한 라이브러리 설치: pip install 'kg[shards]'",
    ) from error

Row = Mapping[str, Any]
Table = Any
"""A `pyarrow.Table`."""

PART = "part"
"""The column by which an engine brings rows together."""
ROWS = 256
"""Rows of a Parquet file that are read or written at a time: facts documents are large."""
_TYPES = {
    "text": pa.large_string(),
    "bytes": pa.large_binary(),
    "int": pa.int64(),
    "bool": pa.bool_(),
    "ints": pa.list_(pa.int64()),
    "float": pa.float64(),
}


def schema(**columns: str) -> Any:
    """Return the schema of columns by their kinds: `text`, `bytes`, `int`, `ints`, `float`, `bool`."""
    return pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])


def table(rows: Iterable[Row], columns: Any) -> Table:
    """Return rows as a table."""
    return pa.Table.from_pylist(list(rows), schema=columns)


class Writer:
    """Writes rows to a Parquet file, a group at a time. Use it in a `with` statement."""

    def __init__(self, path: Path, columns: Any) -> None:
        self._file = pq.ParquetWriter(path, columns, compression="zstd")
        self._columns = columns
        self._waiting: list[Row] = []
        self.count = 0

    def add(self, row: Row) -> None:
        """Write a row."""
        self._waiting.append(row)
        self.count += 1
        if len(self._waiting) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._waiting:
            self._file.write_table(table(self._waiting, self._columns))
            self._waiting = []

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._file.close()


def write(path: Path, rows: Iterable[Row], columns: Any) -> int:
    """Write rows to a Parquet file and return their number."""
    with Writer(path, columns) as writer:
        for row in rows:
            writer.add(row)
    return writer.count


def read(path: Path, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, a group of them in memory at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(ROWS, columns=columns):
            yield from batch.to_pylist()


def by_part(whole: Table) -> Iterator[tuple[int, Table]]:
    """Yield the rows of each part, in the order of the parts."""
    ordered = whole.sort_by(PART)
    start = 0
    for run in ordered[PART].combine_chunks().value_counts().to_pylist():
        yield run["values"], ordered.slice(start, run["counts"])
        start += run["counts"]
