"""Which articles print one text, found across shards.

1. Sketches come together by their numbers: each article is paired with the one that stands for all that share one.
2. The pairs go to the shards of their articles, which give the texts that are to be compared.
3. The texts come together by the article that stands for the others, and are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.mapping import map_copy
from kg.pipeline.copies import print_of, published_in
from kg.rdf import as_nquads
from kg.resolve import one_text, original
from kg.resolve.groups import Groups
from kg.shards.choosing import Part
from kg.shards.documents import documents
from kg.shards.files import Folder, Manifest, digest, made
from kg.shards.nquads import packed
from kg.shards.plan import Job, part_of
from kg.shards.tables import PART, Row, Table, read, schema, write

SKETCHES = schema(part="int", hash="int", rank="int", id="text", shard="int", row="int")
PAIRS = schema(first="text", shard="int", row="int")
"""An article that has to be compared with the one whose id is `first`, which itself is among them."""
WANTED = schema(part="int", first="text", row="int")
TEXTS = schema(first="text", id="text", document="text")
COMPARED = schema(part="int", first="text", id="text", document="text")
SAME = schema(first="text", first_published="text", id="text", published="text")


def emit_sketches(job: Job, shard: Part) -> Iterator[Row]:
    """Yield the sketches of a shard's articles, by their numbers."""
    for row, document in enumerate(documents(job, shard.name, ("id", "rank", "sketch"))):
        if row not in shard.losers:
            for value in document["sketch"]:
                yield {
                    PART: part_of(str(value), job.parts),
                    "hash": value,
                    "rank": document["rank"],
                    "id": document["id"],
                    "shard": shard.number,
                    "row": row,
                }


def collect_sketches(job: Job, part: int, rows: Table) -> Manifest:
    """Pair the articles that share a number of their sketches with the first of them."""
    return made(job.out, f"pairs-{part}", job.state, lambda folder: _pair(part, rows, folder))


def emit_pairs(job: Job, part: Manifest) -> Iterator[Row]:
    """Yield which texts are wanted, by their shard."""
    for path in part.files:
        for row in read(job.out / path):
            yield {PART: row["shard"], "first": row["first"], "row": row["row"]}


def collect_pairs(job: Job, part: int, rows: Table) -> Manifest:
    """Write the texts of a shard that are wanted."""
    wanted = sorted({(row["row"], row["first"]) for row in rows.to_pylist()})
    name = job.shards[part]
    inputs = digest(name, *(str(text) for pair in wanted for text in pair))
    return made(job.out, f"texts-{name}", inputs, lambda folder: _give(job, name, wanted, folder))


def emit_texts(job: Job, part: Manifest) -> Iterator[Row]:
    """Yield texts by the article that they are compared with."""
    for path in part.files:
        for row in read(job.out / path):
            yield {PART: part_of(row["first"], job.parts), **row}


def collect_texts(job: Job, part: int, rows: Table) -> Manifest:
    """Compare the texts of one part."""
    return made(job.out, f"same-{part}", job.state, lambda folder: _compare(part, rows, folder))


def write_copies(job: Job, parts: Iterable[Manifest], refused: frozenset[str]) -> Manifest:
    """Write which articles are copies of which, from all pairs that are one text.

    Args:
        job: the job.
        parts: what `collect_texts` returned.
        refused: the articles that do not stand in the graph: a chain may lead over one, but it is no copy.
    """
    files = [job.out / path for part in parts for path in part.files]
    pairs = sorted({tuple(row.values()) for file in files for row in read(file)}, key=str)
    compared = [str(text) for pair in pairs for text in pair]
    inputs = digest(job.settings.base, job.version, *compared, "", *sorted(refused))
    return made(job.out, "copies", inputs, lambda folder: _write(job, _originals(pairs, refused), folder))


def _pair(part: int, rows: Table, folder: Folder) -> Mapping[str, int]:
    sharing: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows.to_pylist():
        sharing[row["hash"]].append(row)
    pairs = set()
    for group in sharing.values():
        if len(group) > 1:
            first = min(group, key=lambda row: (row["rank"], row["id"]))["id"]
            pairs |= {(first, row["shard"], row["row"]) for row in group}
    found = (dict(zip(PAIRS.names, pair, strict=True)) for pair in sorted(pairs))
    return {"pairs": write(folder.place(f"work/pairs/{part}.parquet"), found, PAIRS)}


def _give(job: Job, name: str, wanted: list[tuple[int, str]], folder: Folder) -> Mapping[str, int]:
    firsts: defaultdict[int, list[str]] = defaultdict(list)
    for row, first in wanted:
        firsts[row].append(first)
    texts = (
        {"first": first, **document}
        for row, document in enumerate(documents(job, name, ("id", "document")))
        for first in firsts.get(row, ())
    )
    return {"texts": write(folder.place(f"work/texts/{name}.parquet"), texts, TEXTS)}


def _compare(part: int, rows: Table, folder: Folder) -> Mapping[str, int]:
    groups: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for row in rows.to_pylist():
        groups[row["first"]][row["id"]] = row["document"].encode()
    return {"same": write(folder.place(f"work/same/{part}.parquet"), _same(groups), SAME)}


def _same(groups: Mapping[str, Mapping[str, bytes]]) -> Iterator[Row]:
    for first in sorted(groups):
        group = groups[first]
        printed = print_of(group[first])
        for name in sorted(group):
            if name != first and one_text(printed, print_of(group[name])):
                yield {
                    "first": first,
                    "first_published": published_in(group[first]),
                    "id": name,
                    "published": published_in(group[name]),
                }


def _originals(pairs: Iterable[tuple[Any, ...]], refused: frozenset[str]) -> dict[str, str]:
    """The source of each copy."""
    published: dict[str, str | None] = {}
    links = []
    for first, first_published, name, name_published in pairs:
        published |= {first: first_published, name: name_published}
        links.append((first, name))
    numbers = {name: number for number, name in enumerate(sorted(published))}
    groups = Groups(len(numbers))
    for first, name in links:
        groups.join(numbers[first], numbers[name])
    together: defaultdict[int, list[str]] = defaultdict(list)
    for name, number in numbers.items():
        if name not in refused:
            together[groups.root(number)].append(name)
    sources: dict[str, str] = {}
    for group in together.values():
        source = original((name, published[name]) for name in group)
        sources |= {name: source for name in group if name != source}
    return sources


def _write(job: Job, sources: Mapping[str, str], folder: Folder) -> Mapping[str, int]:
    nquads = b"".join(as_nquads(map_copy(name, sources[name], job.mapping)) for name in sorted(sources))
    with packed(folder.place("quads/copies.nq.zst")) as stream:
        stream.write(nquads)
    return {"copies": len(sources), "quads": len(sources), "bytes": len(nquads)}
