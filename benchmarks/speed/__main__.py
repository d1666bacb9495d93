"""Measure how fast articles are built into a graph, beside Kiwi alone on the same texts in the same run.

    python benchmarks/speed [--articles N] [--update]

The corpus is not part of the project: it is looked for in the environment variable KG_BENCHMARK, else in
`../shared/benchmark` beside the repository; without it the sample articles are taken, which are too few for figures.

Each part runs with one worker in a process of its own, which reports its processor time without loading its models, and
its peak memory. Processor time, unlike time by the clock, hardly depends on what else the machine does. At the end two
stores that were built cold, in opposite orders and with one and two workers, must have the same hash.
`--update` writes `result.json` and the tables of the documentation anew.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
RESULT = Path(__file__).with_name("result.json")
TABLES = ROOT / "benchmarks" / "tables.py"
CORPUS = Path(os.environ.get("KG_BENCHMARK", ROOT.parent / "shared" / "benchmark")) / "corpus" / "wikinews.jsonl"

Part = dict[str, Any]
"""What a part reports: `seconds` by what was measured, and the process's `peak_megabytes`."""


def main() -> None:
    """Run the benchmark, or one part of it in a process that it started."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, metavar="N", help="only the first N articles")
    parser.add_argument("--update", action="store_true", help="write the result and the documentation's tables anew")
    parser.add_argument("--part", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        run_part(options.part[0], Path(options.part[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        result = measure(corpus(options.articles), Path(folder))
    show(result)
    if options.update:
        RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, TABLES], check=True)


def corpus(most: int | None) -> list[str]:
    """Return the articles to measure on, a line of JSON each."""
    if CORPUS.is_file():
        return CORPUS.read_text(encoding="utf-8").splitlines()[:most]
    print("The corpus is absent (set KG_BENCHMARK to the folder of the benchmark); measuring on the sample articles.\n")
    documents = map(json.loads, (ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines())
    return [json.dumps({"id": d["id"], **d["article"]}) for d in documents][:most]


def measure(lines: list[str], folder: Path) -> dict[str, Any]:
    """Run every part and return the result as it is stored."""
    (folder / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    kiwi, extraction, build, load = (started(name, folder) for name in ("kiwi", "extract", "build", "load"))
    shuffled = random.Random(0).sample(lines, len(lines))
    (folder / "corpus.jsonl").write_text("\n".join(shuffled), encoding="utf-8")
    again = started("rebuild", folder)
    by_stage = build["seconds"]
    base = kiwi["seconds"]["kiwi"]
    stages = [
        ("Kiwi alone: sentences and morphemes", base, kiwi),
        ("`kg extract`, models loaded", extraction["seconds"]["extract"], extraction),
        ("mapping, gate and loading", by_stage["admit"], None),
        ("loading alone", load["seconds"]["load"], load),
        ("`kg build`, models loaded", sum(by_stage.values()), build),
    ]
    return {
        "machine": {"cores": os.cpu_count(), "processor": platform.machine(), "system": platform.system()},
        "versions": {name: version(name) for name in ("kg", "kiwipiepy", "pyoxigraph", "pyshacl")}
        | {"python": platform.python_version()},
        "articles": len(lines),
        "characters": sum(len(json.loads(line)["text"]) for line in lines),
        "stages": [
            {
                "name": name,
                "articles_per_second": round(len(lines) / seconds, 1),
                "ratio": round(seconds / base, 2),
                "peak_megabytes": part["peak_megabytes"] if part else None,
            }
            for name, seconds, part in stages
        ],
        "same_hash_in_any_order": build["hash"] == again["hash"],
    }


def started(name: str, folder: Path) -> Part:
    """Run a part in a process of its own and return what it reports."""
    command = [sys.executable, str(Path(__file__).parent), "--part", name, str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(f"the part {name!r} failed:\n{done.stderr.decode()}")
    part: Part = json.loads(done.stdout)
    return part


def run_part(name: str, folder: Path) -> None:
    """Run a part here and print what it reports."""
    report = PARTS[name](folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps(report | {"peak_megabytes": peak // 1024 if sys.platform == "linux" else peak // 1024**2}))


def kiwi_alone(folder: Path) -> Part:
    """Cut the texts into sentences and morphemes."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1)
    kiwi.split_into_sents("준비.", return_tokens=True)
    texts = [json.loads(line)["text"] for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines()]
    begin = time.process_time()
    for text in texts:
        kiwi.split_into_sents(text, return_tokens=True)
    return {"seconds": {"kiwi": time.process_time() - begin}}


def extraction_alone(folder: Path) -> Part:
    """Extract facts documents."""
    from kg.extract import extractor, warm_up
    from kg.read import Record, read_sources

    warm_up()
    begin = time.process_time()
    for item in read_sources([str(folder / "corpus.jsonl")]):
        if isinstance(item, Record):
            extractor()(item.id, item.article)
    return {"seconds": {"extract": time.process_time() - begin}}


def whole_build(folder: Path) -> Part:
    """Build a store with one worker, stage by stage."""
    from kg.extract import warm_up

    warm_up()
    return build(folder, "one.kg", 1)


def second_build(folder: Path) -> Part:
    """Build another store with two workers."""
    return build(folder, "two.kg", 2)


def build(folder: Path, out: str, workers: int) -> Part:
    """Build a store and return the time of each stage and the store's hash."""
    from kg.pipeline import BuildSettings
    from kg.pipeline import build as run
    from kg.store import Store

    clock = Clock()
    run([str(folder / "corpus.jsonl")], folder / out, BuildSettings(workers=workers), clock)
    clock.stage("end", None)
    with Store.open(folder / out) as store:
        return {"seconds": clock.seconds, "hash": store.hash()}


class Clock:
    """Progress that measures the processor time of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: tuple[str, float] | None = None

    def stage(self, stage: str, total: int | None) -> None:  # noqa: ARG002 - the progress's signature
        """A stage begins and the one before ends."""
        now = time.process_time()
        if self._running is not None:
            self.seconds[self._running[0]] = now - self._running[1]
        self._running = (stage, now)

    def advance(self, steps: int) -> None:
        """Do nothing: only whole stages are measured."""


def loading_alone(folder: Path) -> Part:
    """Load the quads of the store that was built into another one on disk."""
    import pyoxigraph as ox

    from kg.store import open_read_only

    dump = open_read_only(folder / "one.kg").dump(format=ox.RdfFormat.N_QUADS)
    begin = time.process_time()
    store = ox.Store(str(folder / "load"))
    store.bulk_load(dump, format=ox.RdfFormat.N_QUADS)
    store.flush()
    return {"seconds": {"load": time.process_time() - begin}}


PARTS: dict[str, Callable[[Path], Part]] = {
    "kiwi": kiwi_alone,
    "extract": extraction_alone,
    "build": whole_build,
    "load": loading_alone,
    "rebuild": second_build,
}


def show(result: dict[str, Any]) -> None:
    """Print the result as a table."""
    print(f"{result['articles']} articles, {result['characters']:,} characters, one worker; processor time\n")
    print(f"{'':44}{'articles/s':>11}{'Kiwi = 1':>10}{'peak MB':>9}")
    for stage in result["stages"]:
        peak = stage["peak_megabytes"] or ""
        print(f"{stage['name']:44}{stage['articles_per_second']:11.1f}{stage['ratio']:10.2f}{peak:>9}")
    same = "the same hash" if result["same_hash_in_any_order"] else "DIFFERENT HASHES"
    print(f"\nTwo cold builds in different orders, with one and two workers: {same}")


if __name__ == "__main__":
    main()
