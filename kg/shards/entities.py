"""Names and types of the entities: each described once, whatever number of shards name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kg.mapping import Identity, map_entity, map_role
from kg.rdf import as_nquads
from kg.resolve import profile
from kg.shards.admission import namings_path
from kg.shards.files import Folder, Manifest, digest, made
from kg.shards.nquads import packed
from kg.shards.plan import Job, part_of
from kg.shards.tables import PART, Row, Table, read, schema

COLUMNS = schema(part="int", path="text", type="text", names="text", gpe="bool", count="int", title="text")

_ORDER = ("path", "type", "names", "gpe", "count", "title")
_names = msgspec.json.Decoder(tuple[str, ...])


def emit(job: Job, shard: str) -> Iterator[Row]:
    """Yield how a shard names entities, by their paths."""
    for row in read(job.out / namings_path(shard)):
        yield {PART: part_of(row["path"], job.parts), **row}


def collect(job: Job, part: int, rows: Table) -> Manifest:
    """Describe the entities and roles of one part."""
    namings = sorted(rows.select(_ORDER).to_pylist(), key=lambda row: tuple(row[name] for name in _ORDER))
    inputs = digest(job.settings.base, job.version, *(str(row[name]) for row in namings for name in _ORDER))
    return made(job.out, f"entities-{part}", inputs, lambda folder: _describe(job, part, namings, folder))


def _describe(job: Job, part: int, namings: list[dict[str, Any]], folder: Folder) -> Mapping[str, int]:
    grouped: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in namings:
        grouped[row["path"]].append(row)
    entities = lines = size = 0
    with packed(folder.place(f"quads/entities-{part:05}.nq.zst")) as stream:
        for path, rows in grouped.items():
            nquads = _described(job, path, rows)
            stream.write(nquads)
            entities += not rows[0]["title"]
            lines += nquads.count(b"\n")
            size += len(nquads)
    return {"entities": entities, "quads": lines, "bytes": size}


def _described(job: Job, path: str, rows: list[dict[str, Any]]) -> bytes:
    titles = [row["title"] for row in rows if row["title"]]
    if titles:
        return as_nquads(map_role(min(titles), job.mapping))
    known = profile((row["type"], _names.decode(row["names"]), row["gpe"], row["count"]) for row in rows)
    entity = Identity(job.settings.base + path, known.types, known.names, known.gpe)
    return as_nquads(map_entity(entity, job.mapping))
