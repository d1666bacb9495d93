"""Who is who across shards, decided block by block, wherever the engine brings a block together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kg.resolve import RULES, Member, settle
from kg.resolve.bearers import Rule
from kg.shards.choosing import Part
from kg.shards.documents import members
from kg.shards.files import Folder, Manifest, made
from kg.shards.plan import Job, part_of
from kg.shards.tables import PART, Row, Table, read, schema, write

COLUMNS = schema(part="int", block="text", shard="int", row="int", data="bytes")
PATHS = schema(shard="int", row="int", local="text", path="text")
"""The path of the IRI of an entity of a document."""

_decoder = msgspec.json.Decoder(Member)


def emit(job: Job, shard: Part) -> Iterator[Row]:
    """Yield the entities of a shard whose identity other articles decide, by their block."""
    for member in members(job, shard.name, ("row", "block", "path", "data")):
        if not member["path"] and member["row"] not in shard.losers:
            yield {
                PART: part_of(member["block"], job.parts),
                "block": member["block"],
                "shard": shard.number,
                "row": member["row"],
                "data": member["data"],
            }


def collect(job: Job, part: int, rows: Table) -> Manifest:
    """Decide who is who in the blocks of one part."""
    return made(job.out, f"identity-{part}", job.state, lambda folder: _decide(job, part, rows, folder))


def paths(job: Job, part: Manifest) -> Iterator[dict[str, Any]]:
    """Yield what `collect` decided."""
    for path in part.files:
        yield from read(job.out / path)


def _decide(job: Job, part: int, rows: Table, folder: Folder) -> dict[str, int]:
    blocks: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.to_pylist():
        blocks[row["block"]].append(row)
    rules = RULES if job.settings.joins == "posts" else ()
    decided = (row for block in sorted(blocks) for row in _block(blocks[block], rules))
    return {"undecided": write(folder.place(f"work/identity/{part}.parquet"), decided, PATHS)}


def _block(rows: list[dict[str, Any]], rules: Sequence[Rule]) -> list[Row]:
    block = [_decoder.decode(row["data"]) for row in rows]
    assigned = settle(block, (), rules).paths
    found = [
        (row["shard"], row["row"], member.local, assigned[member.document, member.local])
        for row, member in zip(rows, block, strict=True)
    ]
    return [dict(zip(PATHS.names, path, strict=True)) for path in sorted(found)]
