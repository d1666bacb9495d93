"""The order of the passes over shards. What is done already, by this run or one that was stopped, is passed over.

1. Name the shards by what is in them.
2. Extract each shard.
3. Choose one document of each id, settle who is who, by the engine's shuffle.
4. Map and check each shard.
5. Describe the entities, and compare texts, by the engine's shuffle.
6. Write the manifest of the whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from kg.errors import SetupError
from kg.pipeline.report import Progress, Silent, Stage
from kg.pipeline.sequence import current_version
from kg.read import Unread
from kg.shards import admission, choosing, copies, entities, identity
from kg.shards.choosing import Part
from kg.shards.documents import UNREAD, extract_shard
from kg.shards.engines import Engine
from kg.shards.files import MANIFESTS, Folder, Manifest, Written, digest, made, put, tidy
from kg.shards.plan import Job, ShardSettings, groups, name_shard, parts_for, unique, unseen
from kg.shards.tables import Row, Table, table, write

MANIFEST = "manifest.json"
_RESULTS = ("documents", "facts", "quads", "set-aside", "unread")
_ON_THE_WAY = ("identity", "losers", "members", "namings", "pairs", "refused", "same", "texts")

COUNTS = (
    *("documents", "articles", "refused", "duplicates", "unread", "copies", "entities"),
    *("facts", "set_aside", "warnings", "quads", "bytes"),
)


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """What is in the folder when all is done: `manifest.json`.

    Attributes:
        version: of kg and its ontology.
        base: what the IRIs of the data begin with.
        shards: the names of the shards.
        counts: by the names in `COUNTS`: facts documents, articles that stand in the graph, those set aside as a whole,
            those that lost to another one of their id, inputs that could not be read, copies of texts, entities, facts,
            what was set aside, warnings, quads and their bytes as N-Quads.
        files: every file of the result with its hash.
    """

    version: str
    base: str
    shards: tuple[str, ...]
    counts: dict[str, int]
    files: dict[str, Written]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A pass that brings rows together.

    Attributes:
        columns: of the rows, `part` among them.
        emit: yields the rows of an item.
        collect: works on the rows of a part.
    """

    columns: Any
    emit: Callable[[Job, Any], Iterator[Row]]
    collect: Callable[[Job, int, Table], Manifest]


CHOOSE = Exchange(choosing.COLUMNS, choosing.emit, choosing.collect)
IDENTIFY = Exchange(identity.COLUMNS, identity.emit, identity.collect)
ADMIT = Exchange(admission.COLUMNS, admission.emit, admission.collect)
DESCRIBE = Exchange(entities.COLUMNS, entities.emit, entities.collect)
SKETCH = Exchange(copies.SKETCHES, copies.emit_sketches, copies.collect_sketches)
GIVE = Exchange(copies.WANTED, copies.emit_pairs, copies.collect_pairs)
COMPARE = Exchange(copies.COMPARED, copies.emit_texts, copies.collect_texts)


def process(
    sources: Sequence[str],
    out: str | Path,
    engine: Engine,
    settings: ShardSettings = ShardSettings(),  # noqa: B008 - frozen
    progress: Progress = Silent(),  # noqa: B008 - without state
) -> Whole:
    """Work articles and facts documents into a folder of shards, on an engine.

    Args:
        sources: files, folders, URLs that all machines see at the same place.
        out: the folder, which they see too; it is made if it is not there.
        engine: where to work.
        settings: how to work.
        progress: is told how far it has come.

    Raises:
        InputError: `sources` cannot be read by other machines.
        SetupError: `out` holds something else, or a worker cannot work.
    """
    work = _Work(_prepared(Path(out).absolute()), engine, settings, progress)
    return work.all(sources)


class _Work:
    """One run: the engine, how far it has come, and what was made."""

    def __init__(self, out: Path, engine: Engine, settings: ShardSettings, progress: Progress) -> None:
        self._out = out
        self._engine = engine
        self._progress = progress
        self._job = Job(out, settings)
        self._made: dict[str, Manifest] = {}

    def all(self, sources: Sequence[str]) -> Whole:
        """Do every pass."""
        files, unread = groups(sources, self._job.settings.size)
        shards = unique(self._watched("plan", partial(name_shard, self._job), files))
        self._job = replace(self._job, shards=tuple(s.name for s in shards), parts=parts_for(len(shards)))
        self._keep([self._listed(unread)])
        extracted = self._keep(self._watched("read", partial(extract_shard, self._job), shards))
        self._job = replace(self._job, state=self._state(extracted))
        parts = self._choose()
        self._admit(self._keep(self._exchange("identify", IDENTIFY, parts)))
        self._keep(self._exchange("describe", DESCRIBE, self._job.shards))
        self._compare(parts)
        return self._finish()

    def _state(self, extracted: Iterable[Manifest]) -> str:
        """What the shared passes depend on."""
        hashes = [file.sha256 for manifest in extracted for file in manifest.files.values()]
        return digest(current_version(), self._job.settings.joins, str(self._job.parts), *hashes)

    def _choose(self) -> list[Part]:
        """Find the documents that do not count, and return the shards as later passes are given them."""
        shards = [Part(number, name) for number, name in enumerate(self._job.shards)]
        lost: defaultdict[int, set[int]] = defaultdict(set)
        for part in self._keep(self._exchange("identify", CHOOSE, shards)):
            for row in choosing.losers(self._job, part):
                lost[row["shard"]].add(row["row"])
        return [shard._replace(losers=frozenset(lost[shard.number])) for shard in shards]

    def _admit(self, identified: Sequence[Manifest]) -> None:
        known = [*identified, *(m for name, m in self._made.items() if name.startswith("losers-"))]
        judged = {m.name for m in self._keep(self._exchange("admit", ADMIT, known))}
        rest = [number for number, name in enumerate(self._job.shards) if f"quads-{name}" not in judged]
        self._keep(self._watched("admit", partial(admission.admit_shard, self._job), rest))

    def _compare(self, parts: Sequence[Part]) -> None:
        pairs = self._keep(self._exchange("compare", SKETCH, parts))
        texts = self._keep(self._exchange("compare", GIVE, pairs))
        same = self._keep(self._exchange("compare", COMPARE, texts))
        refused = frozenset(name for shard in self._job.shards for name in admission.refused(self._job, shard))
        self._keep([copies.write_copies(self._job, same, refused)])

    def _watched(self, stage: Stage, task: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        self._progress.stage(stage, len(items))
        for result in self._engine.each(task, items):
            self._progress.advance(1)
            yield result

    def _exchange(self, stage: Stage, exchange: Exchange, items: Sequence[Any]) -> Iterator[Manifest]:
        if not items:
            return
        self._progress.stage(stage, None)
        emit, collect = partial(_emitted, exchange, self._job), partial(exchange.collect, self._job)
        most = max(self._job.parts, len(self._job.shards))
        for manifest in self._engine.exchange(exchange.columns, emit, items, collect, most):
            self._progress.advance(1)
            yield manifest

    def _keep(self, manifests: Iterable[Manifest]) -> list[Manifest]:
        """Note what was made, in the order of the names."""
        found = sorted(manifests, key=lambda manifest: manifest.name)
        for manifest in found:
            if not all((self._out / path).exists() for path in manifest.files):
                raise unseen(self._out)
            self._made[manifest.name] = manifest
        return found

    def _listed(self, unread: Sequence[Unread]) -> Manifest:
        """Note what could not even be listed."""
        rows = [{"source": u.source, "reason_en": u.reason.en, "reason_ko": u.reason.ko} for u in unread]
        inputs = digest(*(str(value) for row in rows for value in row.values()))

        def listed(folder: Folder) -> dict[str, int]:
            return {"unread": write(folder.place("unread/sources.parquet"), rows, UNREAD)}

        return made(self._out, "sources", inputs, listed)

    def _finish(self) -> Whole:
        files = {path: file for m in self._made.values() for path, file in m.files.items()}
        counts: Counter[str] = Counter()
        for manifest in self._made.values():
            counts.update(manifest.counts)
        whole = Whole(
            version=current_version(),
            base=self._job.settings.base,
            shards=self._job.shards,
            counts={name: counts[name] for name in COUNTS},
            files={path: file for path, file in sorted(files.items()) if not path.startswith("work/")},
        )
        put(self._out, MANIFEST, msgspec.json.format(msgspec.json.encode(whole)) + b"\n")
        keep = files | dict.fromkeys((f"{MANIFESTS}/{name}.json" for name in self._made), Written("", 0))
        tidy(self._out, keep, (*_RESULTS, *(f"work/{name}" for name in _ON_THE_WAY), MANIFESTS))
        return whole


def _emitted(exchange: Exchange, job: Job, item: Any) -> Table:
    return table(exchange.emit(job, item), exchange.columns)


def _prepared(out: Path) -> Path:
    """Make the folder, or make sure that it is one of shards.

    Raises:
        SetupError: something else is there.
    """
    ours = (out / MANIFESTS).is_dir() or (out / MANIFEST).is_file()
    if out.exists() and not ours and not (out.is_dir() and not any(out.iterdir())):
        raise SetupError(
            f"{out} is not a folder of shards; give a new folder.",
            f"{out}은(는) 조각 폴더가 아닙니다. 새 폴더를 주세요.",
        )
    (out / MANIFESTS).mkdir(parents=True, exist_ok=True)
    return out
