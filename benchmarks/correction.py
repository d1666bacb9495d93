"""Measure what keeps a large store right: build, retract, diff, check, rebuild, with their peak memory.

    python benchmarks/correction.py [--articles 1000 10000] [--workers 2]

The articles are synthetic: the sample documents of data/facts.jsonl again and again, each time in another cipher of
their Hangul, so that texts differ and offsets hold; names and titles recur every 800 articles. Each command runs in a
process of its own, whose start (Python, imports, opening the store) is part of the time. Processor time is that of all
threads and workers: where a machine is busy it says more than the seconds. Memory is the peak of that
process; build and rebuild have worker processes beside it, the largest of which is added once for each.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FACTS = Path(__file__).resolve().parents[1] / "data" / "facts.jsonl"
_FIRST, _LAST = "가", "힣"
_SYLLABLES = ord(_LAST) - ord(_FIRST) + 1
_NAMES = 100
"""Ciphers of names, after which they recur."""
_WORDS = ("title", "content", "verb", "unit", "qualifier")
"""Arguments of facts that are words."""


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", metavar="N", default=[1_000, 10_000])
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    print("| Articles | Command | Seconds | of processor time | Peak memory, MB |\n|---:|---|---:|---:|---:|")
    for count in options.articles:
        with tempfile.TemporaryDirectory() as folder:
            for name, seconds, processor, memory in measured(Path(folder), count, options.workers):
                print(f"| {count:,} | {name} | {seconds:.2f} | {processor:.2f} | {memory:.0f} |", flush=True)


def measured(folder: Path, count: int, workers: int) -> Iterator[tuple[str, float, float, float]]:
    """Yield each command with the seconds and the processor time that it took, and its peak memory in MB."""
    source, news = folder / "facts.jsonl", folder / "news.kg"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(document(number), ensure_ascii=False) + "\n" for number in range(count))
    spread = ["--workers", str(workers)]
    middle = document(count // 2)["id"]
    yield "build", *run(workers, "build", str(source), "--out", str(news), *spread)
    yield "build again, nothing new", *run(workers, "build", str(source), "--out", str(news), *spread)
    yield "retract one article", *run(1, "retract", str(news), middle)
    yield "bring it back", *run(1, "retract", str(news), middle, "--undo")
    yield "diff of the last run", *run(1, "diff", str(news))
    yield "diff from the empty store, as JSON", *run(1, "diff", str(news), "--from", "0", "--format", "json")
    yield "check", *run(1, "check", str(news))
    yield "rebuild", *run(workers, "rebuild", str(news), *spread)


def run(workers: int, *arguments: str) -> tuple[float, float, float]:
    """Run a command of kg; return its seconds, its processor time and its peak memory in MB, workers among them."""
    code = (
        "import resource, sys; from kg.cli import run; code = run(sys.argv[1:]); "
        "used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]; "
        "print(*(u.ru_maxrss for u in used), sum(u.ru_utime + u.ru_stime for u in used), file=open(3, 'w')); "
        "sys.exit(code)"
    )
    with tempfile.TemporaryFile() as report:
        begin = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", f"import os; os.dup2({report.fileno()}, 3); {code}", *arguments],
            check=True,
            pass_fds=[report.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - begin
        report.seek(0)
        own, child, processor = map(float, report.read().split())
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return seconds, processor, (own + (workers * child if workers > 1 else 0)) / scale


def document(number: int) -> dict[str, Any]:
    """Return the facts document of a synthetic article."""
    lines = samples()
    found: dict[str, Any] = json.loads(lines[number % len(lines)])
    turn = number // len(lines)
    found["id"] = f"{found['id']}-{turn}"
    found["article"]["text"] = ciphered(found["article"]["text"], turn)
    for entity in found["entities"].values():
        entity["names"] = [ciphered(name, turn % _NAMES) for name in entity["names"]]
    for fact in found["facts"]:
        for word in _WORDS:
            if isinstance(fact.get(word), str):
                fact[word] = ciphered(fact[word], turn if word in ("content", "verb") else turn % _NAMES)
    return found


@cache
def samples() -> tuple[str, ...]:
    """Return the sample documents as JSON."""
    return tuple(FACTS.read_text(encoding="utf-8").splitlines())


def ciphered(text: str, turn: int) -> str:
    """Return `text` with every Hangul syllable replaced by the one so many times a prime further on."""
    return "".join(
        chr(ord(_FIRST) + (ord(c) - ord(_FIRST) + turn * 7919) % _SYLLABLES) if _FIRST <= c <= _LAST else c
        for c in text
    )


if __name__ == "__main__":
    main()
