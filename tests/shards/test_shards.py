"""Shards give the graph of a build, each file is written once, and what was stopped or damaged is made whole."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyoxigraph import RdfFormat, Store, parse
from small import event, lines, post

from kg.cli import run
from kg.errors import InputError, SetupError
from kg.pipeline import BuildSettings, build
from kg.pipeline.identity import Joins
from kg.shards import ShardSettings, process, started
from kg.shards.documents import extract_shard
from kg.shards.engines.local_engine import LocalEngine
from kg.shards.plan import Job, Shard
from kg.store import Store as NewsStore
from kg.store.canonical import dataset_hash

NEWSROOM = Path(__file__).parents[1] / "newsroom.jsonl"
LOOP = LocalEngine(None)
SIZE = 1_300
"""More than each of the files, less than two of them."""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """An id that two files give to different articles, a document twice, one text twice, and a broken line."""
    folder = tmp_path_factory.mktemp("sources")
    (folder / "a.jsonl").write_text(lines(post("a2", "이하늘"), post("a3", "박노을", title="의원")), encoding="utf-8")
    (folder / "b.jsonl").write_text(lines(post("a1", "이하늘"), event("e1")), encoding="utf-8")
    (folder / "c.jsonl").write_text(lines(post("a1", "박노을"), event("e1")) + "{broken\n", encoding="utf-8")
    return [str(folder)]


def build_hash(sources: list[str], out: Path, joins: Joins = "posts") -> str:
    """The hash of the store that one machine builds."""
    build(sources, out, BuildSettings(workers=1, joins=joins))
    with NewsStore.open(out) as store:
        return store.hash()


@pytest.fixture(scope="module")
def whole(sources: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles in three shards, by a plain loop."""
    out = tmp_path_factory.mktemp("whole") / "news.shards"
    process(sources, out, LOOP, ShardSettings(size=SIZE))
    return out


def graph_hash(out: Path) -> str:
    store = Store()
    for file in sorted((out / "quads").iterdir()):
        store.extend(parse(pa.input_stream(str(file), compression="zstd").read(), format=RdfFormat.N_QUADS))
    return dataset_hash(store)


def content(out: Path) -> dict[str, bytes]:
    """All files of a result but those on the way to it."""
    files = (file for file in out.rglob("*") if file.is_file())
    return {str(file.relative_to(out)): file.read_bytes() for file in files if "work" not in file.parts}


def times(out: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in out.rglob("*.*") if file.name != "manifest.json"}


class Stopping:
    """An engine that dies before it does the given piece of work."""

    def __init__(self, after: int) -> None:
        self.left = after

    def each(self, task: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        for result in LOOP.each(task, items):
            self._count()
            yield result

    def exchange(self, columns: Any, emit: Any, items: Any, collect: Any, parts: int) -> Iterator[Any]:
        for result in LOOP.exchange(columns, emit, items, collect, parts):
            self._count()
            yield result

    def _count(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt


def test_the_shards_together_are_the_graph_of_a_build(sources: list[str], tmp_path: Path) -> None:
    everything = [*sources, str(NEWSROOM)]
    built = build_hash(everything, tmp_path / "news.kg")
    for shards, size in ((1, 10**9), (5, 5_000)):
        result = process(everything, tmp_path / f"{shards}", LOOP, ShardSettings(size=size))
        assert len(result.shards) == shards, "large files of lines are divided"
        assert result.counts["copies"] > 1
        assert graph_hash(tmp_path / f"{shards}") == built


def test_what_joins_people_is_what_joins_them_in_a_build(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(lines(*(post(f"a{n}", "한도윤", title="국장") for n in range(2))), encoding="utf-8")
    hashes = set()
    for joins in get_args(Joins):
        process([str(source)], tmp_path / joins, LOOP, ShardSettings(joins=joins))
        assert graph_hash(tmp_path / joins) == build_hash([str(source)], tmp_path / f"{joins}.kg", joins)
        hashes.add(graph_hash(tmp_path / joins))
    assert len(hashes) == 2


def test_a_compressed_file_is_not_cut_whatever_its_name(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_bytes(gzip.compress(lines(*(post(f"a{n}", "이하늘") for n in range(3))).encode()))
    result = process([str(source)], tmp_path / "out", LOOP, ShardSettings(size=100))
    assert len(result.shards) == 1
    assert result.counts["articles"] == 3


def test_no_quad_is_written_twice(whole: Path) -> None:
    found: list[bytes] = []
    for file in (whole / "quads").iterdir():
        found += pa.input_stream(str(file), compression="zstd").read().splitlines()
    assert found
    assert len(found) == len(set(found))


def test_nothing_vanishes(whole: Path, sources: list[str]) -> None:
    counts = json.loads((whole / "manifest.json").read_bytes())["counts"]
    read = sum(len(file.read_text(encoding="utf-8").splitlines()) for file in Path(sources[0]).iterdir())
    assert counts["documents"] + counts["unread"] == read
    assert counts["articles"] + counts["refused"] + counts["duplicates"] == counts["documents"]
    (unread,) = [row for f in (whole / "unread").iterdir() for row in pq.read_table(f).to_pylist()]
    assert unread["source"].endswith("c.jsonl:3")
    aside = [row for f in (whole / "set-aside").iterdir() for row in pq.read_table(f).to_pylist()]
    assert [row["article"] for row in aside if "id" in row["reason_en"] and row["stage"] == "read"] == ["a1"]


def test_facts_as_rows_say_what_the_documents_say(whole: Path) -> None:
    texts = {}
    for file in (whole / "documents").iterdir():
        for row in pq.read_table(file, columns=["id", "document"]).to_pylist():
            texts.setdefault(row["id"], json.loads(row["document"])["article"]["text"])
    facts = [row for file in (whole / "facts").iterdir() for row in pq.read_table(file).to_pylist()]
    assert len(facts) == json.loads((whole / "manifest.json").read_bytes())["counts"]["facts"]
    for fact in facts:
        if fact["article"] != "a1":  # which two files give
            assert texts[fact["article"]][fact["start"] : fact["end"]] == fact["quote"]
    people = {json.loads(f["arguments"]).get("person") for f in facts if f["type"] == "position"}
    assert "https://kg.example/data/person/이하늘~가온시" in people


def test_doing_it_again_writes_nothing(whole: Path, sources: list[str]) -> None:
    before = times(whole)
    process(sources, whole, LOOP, ShardSettings(size=SIZE))
    assert times(whole) == before


@pytest.mark.parametrize("done", [1, 4, 8, 11])
def test_a_stopped_run_is_finished_by_the_next_to_the_same_bytes(
    sources: list[str], whole: Path, tmp_path: Path, done: int
) -> None:
    settings = ShardSettings(size=SIZE)
    with pytest.raises(KeyboardInterrupt):
        process(sources, tmp_path / "out", Stopping(done), settings)
    assert not (tmp_path / "out" / "manifest.json").exists()
    before = times(tmp_path / "out")
    process(sources, tmp_path / "out", LOOP, settings)
    assert content(tmp_path / "out") == content(whole)
    assert before.items() <= times(tmp_path / "out").items(), "what was done is not done again"


@pytest.mark.parametrize(
    ("folder", "fault"), [("documents", "cut"), ("quads", "changed"), ("facts", "gone"), ("work/members", "cut")]
)
def test_a_damaged_file_is_made_again_and_no_other(
    sources: list[str], whole: Path, tmp_path: Path, folder: str, fault: str
) -> None:
    out = tmp_path / "out"
    shutil.copytree(whole, out)
    file = min((out / folder).iterdir())
    data = file.read_bytes()
    if fault == "gone":
        file.unlink()
    else:
        file.write_bytes(data[:-1] if fault == "cut" else bytes([data[0] ^ 1]) + data[1:])
    before = times(out)
    process(sources, out, LOOP, ShardSettings(size=SIZE))
    assert content(out) == content(whole)
    assert file.read_bytes() == data
    changed = {name for name, time in times(out).items() if before.get(name) != time}
    assert all(file.stem.partition(".")[0] in name for name in changed)


def test_shards_follow_their_inputs(sources: list[str], whole: Path, tmp_path: Path) -> None:
    out, settings = tmp_path / "out", ShardSettings(size=SIZE)
    shutil.copytree(whole, out)
    before = {name for name in times(out).items() if "/documents/" in name[0]}
    (tmp_path / "late.jsonl").write_text(lines(post("z1", "이하늘", title="의원")), encoding="utf-8")
    more = [*sources, str(tmp_path / "late.jsonl")]
    process(more, out, LOOP, settings)
    assert before < {name for name in times(out).items() if "/documents/" in name[0]}, "others are not extracted again"
    assert graph_hash(out) == build_hash(more, tmp_path / "more.kg")
    process(sources, out, LOOP, settings)
    assert content(out) == content(whole), "what is no input any more is gone"


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("x")
    with pytest.raises(SetupError, match="not a folder of shards"):
        process([str(NEWSROOM)], tmp_path, LOOP)


def test_what_was_on_the_way_may_be_removed(sources: list[str], whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole, out := tmp_path / "out")
    shutil.rmtree(out / "work")
    process(sources, out, LOOP, ShardSettings(size=SIZE))
    assert content(out) == content(whole)


def test_standard_input_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Standard input"):
        process(["-"], tmp_path / "out", LOOP)


def test_a_worker_of_another_version_does_not_work(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"0\.0\.9"):
        extract_shard(Job(tmp_path, ShardSettings(), version="0.0.9"), Shard("x", ()))


def test_the_command_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.jsonl").write_text(lines(post("a1", "이하늘")), encoding="utf-8")
    arguments = ["shards", str(tmp_path / "a.jsonl"), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert run(["--lang", "en", *arguments]) == 0
    assert "1 article in 1 shard" in capsys.readouterr().err
    assert run(["--lang", "ko", *arguments, str(tmp_path / "없음.jsonl")]) == 1
    assert "읽지 못한 입력: 1건" in capsys.readouterr().err
    assert run(["--lang", "en", *arguments, "--scheduler", "tcp://127.0.0.1:1"]) == 2


def kill_a_worker(client: Any) -> None:
    pid = next(iter(client.run(os.getpid).values()))
    os.kill(pid, signal.SIGKILL)


class Killing:
    """Progress that has a worker killed whenever the first piece of work of a stage is done."""

    def __init__(self, kill: Callable[[], None]) -> None:
        self._kill, self._stages = kill, ["read", "admit", "describe"] if "KG_LONG" in os.environ else ["read"]
        self._stage = ""

    def stage(self, stage: str, total: int | None) -> None:
        self._stage = stage

    def advance(self, steps: int) -> None:
        if self._stage in self._stages:
            self._stages.remove(self._stage)
            self._kill()


def test_dask_gives_the_same_bytes_while_its_workers_are_killed(
    sources: list[str], whole: Path, tmp_path: Path
) -> None:
    pytest.importorskip("distributed", reason="the extra dask is not installed")
    with started("dask", None, 2) as engine:
        client = engine._client  # type: ignore[attr-defined]
        process(sources, tmp_path / "out", engine, ShardSettings(size=SIZE), Killing(lambda: kill_a_worker(client)))
    assert content(tmp_path / "out") == content(whole)


@pytest.mark.skipif("KG_LONG" not in os.environ, reason="starting these engines takes most of a minute: KG_LONG=1")
@pytest.mark.parametrize(("name", "module"), [("ray", "ray"), ("spark", "pyspark")])
def test_other_engines_give_the_same_bytes(
    sources: list[str], whole: Path, tmp_path: Path, name: Any, module: str
) -> None:
    pytest.importorskip(module, reason=f"the extra {name} is not installed")
    with started(name, None, 2) as engine:
        process(sources, tmp_path / "out", engine, ShardSettings(size=SIZE))
    assert content(tmp_path / "out") == content(whole)
