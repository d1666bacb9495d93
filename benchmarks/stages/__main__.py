"""Measure every stage from articles to answers, beside what it is built on, in one run and one table.

    python benchmarks/stages [--stage NAME...] [--size N...] [--folder FOLDER] [--update]

| Stage | What | Beside |
|---|---|---|
| extract | articles to facts documents, models loaded | Kiwi alone: sentences and morphemes of the same texts |
| map | facts documents to N-Quads | |
| gate | the shapes, article by article | pySHACL with all shapes: plainly, and in the form that is fastest |
| load | N-Quads to a store on disk, in the batches of a build | pyoxigraph's bulk load of the same N-Quads |
| facts | build of facts documents: all but extraction | |
| build | build of articles | Kiwi alone |
| workers | build of articles with two workers, by the clock: leave the machine alone | one worker |
| queries | each shipped query | pyoxigraph directly; rdflib in memory, up to 1,000 articles |
| networkx | the network of all facts | rdflib's converter, up to 1,000 articles |

The articles are synthetic: the benchmark's corpus again and again with other names, numbers and dates (`corpus.py`).
The corpus is no part of the project: it is looked for in the environment variable KG_BENCHMARK, else in
`../shared/benchmark` beside the repository; without it the sample articles are taken, which are too few for figures.

Each part runs in a process of its own that reports its time, without loading models, and its peak memory. With
`--folder` what was made (articles, facts documents, quads, stores) is kept and taken again, so that a long run can be
done in pieces: `--stage extract --size 10000`, then the others. Empty the folder when the program has changed.
`--update` puts what was measured into `result.json`, beside what stands there of other stages and sizes, and writes the
tables of the documentation anew.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import tables  # noqa: E402 - the folder must be known first
from benchmarks.stages.corpus import articles  # noqa: E402
from benchmarks.stages.parts import PARTS, RDFLIB  # noqa: E402
from benchmarks.stages.peak import Peak  # noqa: E402

RESULT = Path(__file__).with_name("result.json")
CORPUS = Path(os.environ.get("KG_BENCHMARK", ROOT.parent / "shared" / "benchmark")) / "corpus" / "wikinews.jsonl"
SAMPLES = ROOT / "data" / "facts.jsonl"
SIZES = (100, 1_000, 10_000)
ORDER = 4
"""Seed of the order of the corpus, which is sorted by date: early articles are short. In this one the first 100 have
731 characters on average, all have 726."""

STAGES: Mapping[str, Sequence[str]] = {
    "extract": ("kiwi", "extract"),
    "map": ("map",),
    "gate": ("gate", "pyshacl"),
    "load": ("load", "bulk load"),
    "facts": ("build of facts",),
    "build": ("kiwi", "build"),
    "workers": ("build", "build, two workers"),
    "queries": ("queries",),
    "networkx": ("networkx", "rdflib"),
}
"""The parts that are measured for each stage, in the order in which they run."""
NEEDS: Mapping[str, Sequence[str]] = {
    "map": ("extract",),
    "gate": ("extract",),
    "pyshacl": ("extract",),
    "load": ("map",),
    "bulk load": ("map",),
    "build of facts": ("extract",),
    "queries": ("build of facts",),
    "networkx": ("build of facts",),
    "rdflib": ("map",),
}
"""Parts whose files another one takes; they run before it if the files are not there."""
MADE = {"extract": "facts-{}.jsonl", "map": "quads-{}.nq", "build of facts": "news-{}.kg"}
"""What a part leaves in the folder."""
SMALL = {"rdflib": RDFLIB}
"""The most articles for a part."""

Measured = dict[str, Any]
"""What a part reports: `seconds` by what was measured, and its `peak_megabytes`."""


def main() -> None:
    """Run the benchmark, or one part of it in a process that it started."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stage", nargs="+", choices=STAGES, metavar="NAME", help="only these stages")
    parser.add_argument("--size", nargs="+", type=int, default=SIZES, metavar="N", help="numbers of articles")
    parser.add_argument("--folder", type=Path, metavar="FOLDER", help="keeps what was made, for further pieces")
    parser.add_argument("--update", action="store_true", help="write the result and the documentation's tables anew")
    parser.add_argument("--part", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        run_part(options.part, options.folder, options.size[0])
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(folder)
        for size in sorted(options.size):
            for stage in options.stage or STAGES:
                run.stage(stage, size)
    result = merged(json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {}, run.measured)
    print("\n" + tables.stages(merged({}, run.measured)))
    if options.update:
        RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        tables.write()


class Run:
    """What was measured so far, by part and number of articles."""

    def __init__(self, folder: Path) -> None:
        self.measured: dict[str, dict[str, Measured]] = {}
        self._folder = folder
        self._lines = corpus_lines()

    def stage(self, stage: str, size: int) -> None:
        """Measure the parts of a stage that were not measured yet."""
        self._make_articles(size)
        for part in STAGES[stage]:
            self._measure(part, size)

    def _measure(self, part: str, size: int) -> None:
        if str(size) in self.measured.get(part, {}) or size > SMALL.get(part, size):
            return
        for need in NEEDS.get(part, ()):
            if not (self._folder / MADE[need].format(size)).exists():
                self._measure(need, size)
        report = started(part, self._folder, size)
        self.measured.setdefault(part, {})[str(size)] = report
        times = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in [*report["seconds"].items()][:3])
        print(f"{part}, {size:,} articles: {times}; peak {report['peak_megabytes']:,} MB", flush=True)

    def _make_articles(self, size: int) -> None:
        path = self._folder / f"articles-{size}.jsonl"
        if not path.exists():
            made = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles(self._lines, size))
            path.write_text("".join(made), encoding="utf-8")


def corpus_lines() -> list[str]:
    """Return the articles that all others are made of, a line of JSON each."""
    if CORPUS.is_file():
        lines = CORPUS.read_text(encoding="utf-8").splitlines()
        return random.Random(ORDER).sample(lines, len(lines))
    print("The corpus is absent (set KG_BENCHMARK to the folder of the benchmark); measuring on the sample articles.\n")
    documents = map(json.loads, SAMPLES.read_text(encoding="utf-8").splitlines())
    return [json.dumps({"id": d["id"], **d["article"]}, ensure_ascii=False) for d in documents]


def started(part: str, folder: Path, size: int) -> Measured:
    """Run a part in a process of its own and return what it reports."""
    command = [sys.executable, str(Path(__file__).parent), "--part", part, "--size", str(size), "--folder", str(folder)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, check=False
    )
    if done.returncode:
        sys.exit(f"the part {part!r} failed")
    report: Measured = json.loads(done.stdout)
    return report


def run_part(part: str, folder: Path, size: int) -> None:
    """Run a part here and print what it reports."""
    with Peak(processes=part.startswith("build")) as peak:
        seconds = PARTS[part](folder.resolve(), size)
    rounded = {name: round(value, 4) for name, value in seconds.items()}
    print(json.dumps({"seconds": rounded, "peak_megabytes": round(peak.megabytes)}))


def merged(before: Mapping[str, Any], measured: Mapping[str, Mapping[str, Measured]]) -> dict[str, Any]:
    """Return a result with what was measured in place of what it has of the same parts and sizes."""
    parts = {part: {**before.get("parts", {}).get(part, {}), **measured.get(part, {})} for part in PARTS}
    return {
        "machine": {"cores": os.cpu_count(), "processor": platform.machine(), "system": platform.system()},
        "versions": {name: version(name) for name in ("kg", "kiwipiepy", "pyoxigraph", "pyshacl", "rdflib", "networkx")}
        | {"python": platform.python_version()},
        "parts": {part: dict(sorted(sizes.items(), key=lambda item: int(item[0]))) for part, sizes in parts.items()},
    }


if __name__ == "__main__":
    main()
