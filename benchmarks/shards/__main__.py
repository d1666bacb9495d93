"""Measure shards on each engine side by side: the same articles, the same shards, beside a plain loop in one process.

    python benchmarks/shards [--articles N | --documents N] [--workers N] [--engines loop,local,dask,ray,spark]

The corpus is not part of the project: it is looked for in the environment variable KG_BENCHMARK, else in
`../shared/benchmark` beside the repository; without it the sample articles are taken, repeated. Articles beyond those
of the corpus are its own under other ids, with a number in the text so that they are no copies: synthetic.

Each engine runs in a process of its own, with workers of its own on this machine, and all must write the same bytes. An
engine that is not installed is left out. What is told: seconds until it is ready, having worked one article of each
file, so that the models are loaded; seconds of work, by stage; articles a second, and how many times the plain loop
that is; seconds of the same run again, which has nothing to do. All by the clock: leave the machine alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from kg.shards import ShardSettings, Whole, process, started

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("KG_BENCHMARK", ROOT.parent / "shared" / "benchmark")) / "corpus" / "wikinews.jsonl"
MODULES = {"loop": "kg", "local": "kg", "dask": "distributed", "ray": "ray", "spark": "pyspark"}
SHARDS = 8


def main() -> None:
    """Run the benchmark, or one engine in a process that it started."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=240, metavar="N")
    parser.add_argument("--documents", type=int, metavar="N", help="synthetic facts documents: no extraction")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    parser.add_argument("--engines", default=",".join(MODULES))
    parser.add_argument("--part", nargs=2, metavar=("ENGINE", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        print(json.dumps(run(options.part[0], Path(options.part[1]), options.workers)))
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.documents:
            write_documents(Path(folder), options.documents)
        else:
            write_articles(Path(folder), options.articles)
        engines = [name for name in options.engines.split(",") if find_spec(MODULES[name])]
        compare(((name, measured(name, folder, options.workers)) for name in engines), options.workers)


def write_articles(folder: Path, count: int) -> None:
    """Write articles as JSON lines, a file for each shard."""
    if CORPUS.is_file():
        known = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    else:
        print("The corpus is absent (set KG_BENCHMARK to the folder of the benchmark); the sample articles stand in.\n")
        known = [json.loads(line) for line in (ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines()]
        known = [{"id": d["id"], **d["article"]} for d in known]
    for number, article in enumerate(islice(cycle(known), count)):
        if number >= len(known):
            words = f"{number}번째 " + article["text"].replace(" ", f" {number} ", 3)
            article = article | {"id": f"{article['id']}-{number}", "text": words}
        with (folder / f"{number % SHARDS}.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def write_documents(folder: Path, count: int) -> None:
    """Write synthetic facts documents, a file for each shard."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.queries.documents import documents

    files = [(folder / f"{number}.jsonl").open("w", encoding="utf-8") for number in range(SHARDS)]
    for number, document in enumerate(documents(count)):
        files[number % SHARDS].write(json.dumps(document, ensure_ascii=False) + "\n")
    for file in files:
        file.close()


def measured(engine: str, folder: str, workers: int) -> dict[str, Any]:
    """Run one engine in a process of its own and return what it reports."""
    command = [sys.executable, __file__, "--part", engine, folder, "--workers", str(workers)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(f"{engine}: {done.stderr[-2000:]}")
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def run(engine: str, folder: Path, workers: int) -> dict[str, Any]:
    """Work the articles of a folder on one engine, twice."""
    out, clock = folder / f"{engine}.shards", Clock()
    begin = time.perf_counter()
    files = sorted(folder.glob("*.jsonl"))
    settings, sources = ShardSettings(size=max(file.stat().st_size for file in files)), list(map(str, files))
    with started("local" if engine == "loop" else engine, None, 1 if engine == "loop" else workers) as running:  # type: ignore[arg-type]
        process(first_lines(files), folder / f"{engine}.first", running, settings)
        ready = time.perf_counter()
        whole = process(sources, out, running, settings, clock)
        done = time.perf_counter()
        process(sources, out, running, settings)
        again = time.perf_counter()
    return {
        "start": ready - begin,
        "work": done - ready,
        "again": again - done,
        "stages": clock.finished(done),
        "articles": whole.counts["articles"],
        "bytes": sizes(whole),
        "quads": whole.counts["quads"],
        "files": {path: file.sha256 for path, file in whole.files.items()},
    }


def first_lines(files: Iterable[Path]) -> list[str]:
    """Write the first line of each file to a file of its own: work after which every worker has loaded its models."""
    made = []
    for file in files:
        place = file.parent / "first" / file.name
        place.parent.mkdir(exist_ok=True)
        with file.open("rb") as lines:
            place.write_bytes(next(lines))
        made.append(str(place))
    return made


def sizes(whole: Whole) -> dict[str, int]:
    """Return the bytes of each kind of file, and of the quads before compression."""
    found = {"quads, plain": whole.counts["bytes"]}
    for path, file in whole.files.items():
        kind = path.partition("/")[0]
        found[kind] = found.get(kind, 0) + file.size
    return found


class Clock:
    """Progress that takes the time of each stage."""

    def __init__(self) -> None:
        self._begun: list[tuple[str, float]] = []

    def stage(self, stage: str, total: int | None) -> None:  # noqa: ARG002
        """Note that a stage begins."""
        self._begun.append((stage, time.perf_counter()))

    def used(self, usage: object) -> None:
        """Nothing is asked of a language model here."""

    def advance(self, steps: int) -> None:
        """Do nothing."""

    def expect(self, total: int) -> None:
        """Do nothing: only the time counts."""

    def finished(self, end: float) -> dict[str, float]:
        """Return the seconds of each stage."""
        seconds: dict[str, float] = {}
        ends = [begin for _, begin in self._begun[1:]] + [end]
        for (stage, begin), stop in zip(self._begun, ends, strict=True):
            seconds[stage] = seconds.get(stage, 0.0) + stop - begin
        return seconds


def compare(results: Iterable[tuple[str, dict[str, Any]]], workers: int) -> None:
    """Print the engines side by side, each when it is done."""
    first: dict[str, Any] = {}
    for name, result in results:
        if not first:
            first = result
            print(f"{first['articles']} articles in {SHARDS} shards, {workers} workers each\n")
            stages = "".join(f"{stage:>10}" for stage in first["stages"])
            print(f"{'':8}{'start':>8}{'work':>8}{stages}{'art./s':>9}{'loop = 1':>10}{'again':>8}")
        if result["files"] != first["files"]:
            sys.exit(f"{name} wrote different bytes.")
        row = f"{name:8}{result['start']:7.1f}s{result['work']:7.1f}s"
        row += "".join(f"{result['stages'].get(stage, 0):9.1f}s" for stage in first["stages"])
        rate, ratio = result["articles"] / result["work"], first["work"] / result["work"]
        print(f"{row}{rate:9.1f}{ratio:10.2f}{result['again']:7.1f}s", flush=True)
    count = first["articles"]
    print("\nAll wrote the same bytes. Bytes an article: ", end="")
    print(", ".join(f"{kind} {size / count:,.0f}" for kind, size in first["bytes"].items()))
    print(f"Quads an article: {first['quads'] / count:.0f}")


if __name__ == "__main__":
    main()
