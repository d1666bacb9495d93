"""The second pass: the facts documents of a shard, now that their entities are known, to quads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec

from kg.model import Fact, fact_type
from kg.pipeline.loading import admitted
from kg.pipeline.sequence import current_version
from kg.read.documents import read_document
from kg.shards import choosing, identity
from kg.shards.documents import documents, members
from kg.shards.files import Folder, Manifest, digest, made
from kg.shards.nquads import packed
from kg.shards.plan import Job
from kg.shards.tables import PART, Row, Table, Writer, read, schema, write
from kg.store import Finding, Pending, Verdict, duplicate

COLUMNS = schema(part="int", row="int", local="text", path="text", lost="text")
FACTS = schema(
    article="text",
    published="text",
    number="int",
    type="text",
    arguments="text",
    quote="text",
    start="int",
    end="int",
    score="float",
    rule="text",
)
"""An accepted fact a row: its place in the facts document, its arguments as JSON with IRIs, its first evidence."""
SET_ASIDE = schema(
    article="text",
    element="text",
    number="int",
    severity="text",
    stage="text",
    type="text",
    shape="text",
    reason_en="text",
    reason_ko="text",
    start="int",
    end="int",
    candidate="text",
)
NAMINGS = schema(path="text", type="text", names="text", gpe="bool", count="int", title="text")
"""How the accepted articles of a shard name an entity, and how many do so; of a role only the title."""
REFUSED = schema(id="text")

Known = tuple[int, str, str, str]
"""Of an entity its document's row, its local id and its path, of a document that lost to another its row and how."""


def namings_path(shard: str) -> str:
    """Return where it stands how a shard names entities."""
    return f"work/namings/{shard}.parquet"


def refused(job: Job, shard: str) -> Iterator[str]:
    """Yield the ids of the articles of a shard that were set aside as a whole."""
    for row in read(job.out / f"work/refused/{shard}.parquet"):
        yield row["id"]


def emit(job: Job, part: Manifest) -> Iterator[Row]:
    """Yield what was decided of entities, or which documents do not count, by their shard."""
    if part.name.startswith("losers-"):
        for row in choosing.losers(job, part):
            lost = "other" if row["other"] else "same"
            yield {PART: row["shard"], "row": row["row"], "local": "", "path": "", "lost": lost}
    else:
        for row in identity.paths(job, part):
            yield {PART: row["shard"], "row": row["row"], "local": row["local"], "path": row["path"], "lost": ""}


def collect(job: Job, part: int, rows: Table) -> Manifest:
    """Map and check the documents of one shard, of whose entities `rows` says what other articles decided."""
    name = job.shards[part]
    known = sorted((row["row"], row["local"], row["path"], row["lost"]) for row in rows.to_pylist())
    inputs = digest(name, job.settings.base, current_version(), *(text for row in known for text in map(str, row)))
    return made(job.out, f"quads-{name}", inputs, lambda folder: _admit(job, name, known, folder))


def admit_shard(job: Job, number: int) -> Manifest:
    """Map and check the documents of one shard of whose entities other articles decide nothing."""
    return collect(job, number, COLUMNS.empty_table())


def _admit(job: Job, name: str, known: Sequence[Known], folder: Folder) -> Mapping[str, int]:
    """Write what becomes of the documents of a shard, one of them in memory at a time."""
    counts: Counter[str] = Counter()
    namings = _Namings()
    with ExitStack() as stack:
        quads = stack.enter_context(packed(folder.place(f"quads/{name}.nq.zst")))
        facts = stack.enter_context(Writer(folder.place(f"facts/{name}.parquet"), FACTS))
        aside = stack.enter_context(Writer(folder.place(f"set-aside/{name}.parquet"), SET_ASIDE))
        turned_away = stack.enter_context(Writer(folder.place(f"work/refused/{name}.parquet"), REFUSED))
        entities: dict[str, list[dict[str, Any]]] = {}
        pending = _pending(job, name, known, entities, aside)
        for document, admission in admitted(pending, job.mapping, workers=1):
            verdict, named = admission.verdict, entities.pop(document.id)
            quads.write(admission.nquads)
            counts["quads"] += admission.nquads.count(b"\n")
            counts["bytes"] += len(admission.nquads)
            counts["articles" if verdict.accepted else "refused"] += 1
            for finding in verdict.findings:
                aside.add(_aside(finding))
                counts["set_aside" if finding.severity == "violation" else "warnings"] += 1
            if verdict.accepted:
                for fact in _facts(document, verdict, job):
                    facts.add(fact)
                namings.add(named, document.paths, verdict.roles)
            else:
                turned_away.add({"id": document.id})
        counts["facts"] = facts.count
        write(folder.place(namings_path(name)), namings.rows(), NAMINGS)
    return counts


def _pending(
    job: Job, name: str, known: Sequence[Known], entities: dict[str, list[dict[str, Any]]], aside: Writer
) -> Iterator[Pending]:
    """The documents of a shard that count, with the paths of their entities; those that lost to another are noted."""
    lost = {row: state for row, local, _, state in known if not local}
    decided = {(row, local): path for row, local, path, _ in known if local}
    rows = groupby(members(job, name, ("row", "local", "path", "type", "names", "gpe")), itemgetter("row"))
    row, group = next(rows, _NONE)
    for number, document in enumerate(documents(job, name, ("id", "document"))):
        named: list[dict[str, Any]] = []
        if row == number:
            named = list(group)
            row, group = next(rows, _NONE)
        if number in lost:
            if lost[number] == "other":
                aside.add(_duplicate(document["id"]))
            continue
        paths = {m["local"]: m["path"] or decided[number, m["local"]] for m in named}
        entities[document["id"]] = named
        yield Pending(document["id"], document["document"].encode(), paths, False)


_NONE: tuple[int, Iterator[dict[str, Any]]] = (-1, iter(()))


class _Namings:
    """Counts how accepted articles name entities."""

    def __init__(self) -> None:
        self._entities: Counter[tuple[str, str, str, bool]] = Counter()
        self._titles: dict[str, str] = {}

    def add(self, named: Iterable[dict[str, Any]], paths: Mapping[str, str], roles: Mapping[str, str]) -> None:
        """Count one article."""
        self._entities.update((paths[m["local"]], m["type"], m["names"], m["gpe"]) for m in named)
        for path, title in roles.items():
            self._titles[path] = min(title, self._titles.get(path, title))

    def rows(self) -> Iterator[Row]:
        """Yield what was counted, in an order that depends on nothing else."""
        for (path, kind, names, gpe), count in sorted(self._entities.items()):
            yield {"path": path, "type": kind, "names": names, "gpe": gpe, "count": count, "title": ""}
        for path, title in sorted(self._titles.items()):
            yield {"path": path, "type": "", "names": "", "gpe": False, "count": 1, "title": title}


def _facts(pending: Pending, verdict: Verdict, job: Job) -> Iterator[Row]:
    reading = read_document(pending.content)
    document = reading.document
    aside = {f.number for f in verdict.findings if f.element == "fact" and f.severity == "violation"}
    for number, fact in zip(reading.numbers, document.facts, strict=True):
        if number in aside:
            continue
        start, end = fact.evidence[0]
        yield {
            "article": document.id,
            "published": document.article.published,
            "number": number,
            "type": fact_type(fact),
            "arguments": msgspec.json.encode(_arguments(fact, pending.paths, job.settings.base)).decode(),
            "quote": document.article.text[start:end],
            "start": start,
            "end": end,
            "score": fact.score,
            "rule": fact.rule,
        }


def _arguments(fact: Fact, paths: Mapping[str, str], base: str) -> dict[str, Any]:
    """What a fact says, its entities by their IRIs."""
    said = {name: getattr(fact, name) for name in fact.__struct_fields__ if name not in Fact.__struct_fields__}
    return {
        name: base + paths[value] if name in fact.entity_arguments and value in paths else value
        for name, value in said.items()
        if value is not None
    }


def _duplicate(name: str) -> Row:
    reason = duplicate(name)
    return _aside(
        Finding(
            document=name,
            element="document",
            number=0,
            severity="violation",
            stage="read",
            type="",
            shape=None,
            reason=reason,
            span=None,
            candidate="",
        )
    )


def _aside(finding: Finding) -> Row:
    start, end = finding.span or (None, None)
    return {
        "article": finding.document,
        "element": finding.element,
        "number": finding.number,
        "severity": finding.severity,
        "stage": finding.stage,
        "type": finding.type,
        "shape": finding.shape,
        "reason_en": finding.reason.en,
        "reason_ko": finding.reason.ko,
        "start": start,
        "end": end,
        "candidate": finding.candidate,
    }
