"""The first pass: the articles of a shard to facts documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from kg.errors import Reason
from kg.pipeline.engines import Extraction
from kg.pipeline.extraction import readable
from kg.pipeline.intake import incoming
from kg.pipeline.report import Silent
from kg.read import RawDocument, Record, SourceFile, Unread, read_source
from kg.shards.files import Folder, Manifest, made
from kg.shards.plan import Job, Shard
from kg.shards.tables import Writer, read, schema
from kg.store import Incoming

DOCUMENTS = schema(
    id="text",
    digest="text",
    origin="text",
    input_digest="text",
    engine="text",
    source="text",
    rank="int",
    sketch="ints",
    document="text",
)
"""A facts document a row; its place is the row's number."""
MEMBERS = schema(
    row="int", local="text", block="text", path="text", data="bytes", type="text", names="text", gpe="bool"
)
"""An entity of a document a row; `path` is empty where other articles decide."""
UNREAD = schema(source="text", reason_en="text", reason_ko="text")


def documents_path(shard: str) -> str:
    """Return where the facts documents of a shard stand."""
    return f"documents/{shard}.parquet"


def members_path(shard: str) -> str:
    """Return where the entities of a shard stand."""
    return f"work/members/{shard}.parquet"


def extract_shard(job: Job, shard: Shard) -> Manifest:
    """Read and extract the articles of a shard; what cannot be read is set aside with the reason, one by one."""
    job.check()
    return made(job.out, f"documents-{shard.name}", shard.name, lambda folder: _extract(job, shard, folder))


def documents(job: Job, shard: str, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of the facts documents of a shard."""
    return read(job.out / documents_path(shard), columns)


def members(job: Job, shard: str, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of the entities of a shard."""
    return read(job.out / members_path(shard), columns)


def _extract(job: Job, shard: Shard, folder: Folder) -> dict[str, int]:
    unread: list[Unread] = []
    with (
        Writer(folder.place(documents_path(shard.name)), DOCUMENTS) as rows,
        Writer(folder.place(members_path(shard.name)), MEMBERS) as entities,
        Writer(folder.place(f"unread/{shard.name}.parquet"), UNREAD) as failed,
    ):
        items = readable(_items(shard.files, job), unread)
        for item, outcome in incoming(items, 1, Extraction(job.settings.dictionary), Silent()):
            if isinstance(outcome, Reason):
                unread.append(Unread(item.source, outcome))
            else:
                for entity in _members(rows.count, outcome):
                    entities.add(entity)
                rows.add(_row(outcome))
        for each in unread:
            failed.add({"source": each.source, "reason_en": each.reason.en, "reason_ko": each.reason.ko})
    return {"documents": rows.count, "unread": failed.count}


def _items(files: Iterable[SourceFile], job: Job) -> Iterator[Record | RawDocument | Unread]:
    for file in files:
        yield from read_source(file, job.settings.columns)


def _row(document: Incoming) -> dict[str, Any]:
    return {
        "id": document.id,
        "digest": document.digest,
        "origin": document.origin,
        "input_digest": document.input_digest,
        "engine": document.engine,
        "source": document.source,
        "rank": document.sketch.rank,
        "sketch": list(document.sketch.hashes),
        "document": document.content.decode(),
    }


def _members(row: int, document: Incoming) -> Iterator[dict[str, Any]]:
    for member in document.members:
        yield {
            "row": row,
            "local": member.local,
            "block": member.block,
            "path": member.path or "",
            "data": member.data,
            "type": member.type,
            "names": msgspec.json.encode(member.names).decode(),
            "gpe": member.gpe,
        }
