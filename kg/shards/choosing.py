"""Of documents with one id, which one counts: the same that a store would keep, whatever the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from kg.shards.documents import documents
from kg.shards.files import Folder, Manifest, made
from kg.shards.plan import Job, part_of
from kg.shards.tables import PART, Row, Table, read, schema, write

COLUMNS = schema(part="int", id="text", shard="int", row="int", weight="text", input_digest="text")
LOSERS = schema(shard="int", row="int", other="bool")
"""A document that does not count, and whether it is of another article than the one that does."""


class Part(NamedTuple):
    """A shard as later passes are given it: its number, its name, and the rows of its documents that do not count."""

    number: int
    name: str
    losers: frozenset[int] = frozenset()


def emit(job: Job, shard: Part) -> Iterator[Row]:
    """Yield the ids of a shard."""
    for row, document in enumerate(documents(job, shard.name, ("id", "digest", "origin", "input_digest"))):
        yield {
            PART: part_of(document["id"], job.parts),
            "id": document["id"],
            "shard": shard.number,
            "row": row,
            "weight": f"{document['origin'] != 'facts':d}{document['digest']}",
            "input_digest": document["input_digest"],
        }


def collect(job: Job, part: int, rows: Table) -> Manifest:
    """Note the documents of one part that do not count: what was handed in comes first, then the smaller digest."""
    return made(job.out, f"losers-{part}", job.state, lambda folder: _losers(part, rows, folder))


def losers(job: Job, part: Manifest) -> Iterator[dict[str, Any]]:
    """Yield what `collect` noted."""
    for path in part.files:
        yield from read(job.out / path)


def _losers(part: int, rows: Table, folder: Folder) -> dict[str, int]:
    same: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.to_pylist():
        same[row["id"]].append(row)
    found = []
    for name in sorted(name for name, rivals in same.items() if len(rivals) > 1):
        first, *rest = sorted(same[name], key=lambda row: (row["weight"], row["shard"], row["row"]))
        found += [
            {"shard": row["shard"], "row": row["row"], "other": row["input_digest"] != first["input_digest"]}
            for row in rest
        ]
    return {"duplicates": write(folder.place(f"work/losers/{part}.parquet"), found, LOSERS)}
