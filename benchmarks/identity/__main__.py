"""Measure who is told to be who across articles.

    python benchmarks/identity [--articles N] [--update]

Articles about members of two National Assemblies are written by patterns (`articles.py` says what they contain), `kg`
extracts them, and the pairs of articles that identity joins are compared with who the members are (`people.py`).
Weights were chosen on the 19th Assembly; what joins by default was chosen with both in sight.

`false` is the false-merge rate: of the pairs of articles about two people of one name, the share that is joined;
`untold` is the share about two of whom the articles never state two features that differ, `blind` how many of the
wrongly joined pairs are about such two. `sure` is what `kg build --joins sure` joins, `same post` what the same post
adds, `alone` what is joined with default settings, `told N` what were if articles of N days had to state a feature of a
member; `reviewed` is after somebody answered every candidate of `kg identity candidates` rightly, in at most three
rounds, `checked` after that and every pair of `kg identity candidates --joined`; `asked` is how many there were,
`right` the share of them that were one. All sets are also measured with fewer articles about each.

The lists are not part of the project: they are looked for in the environment variable KG_BENCHMARK, else in
`../shared/benchmark` beside the repository. Without them the committed result is shown.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.identity.articles import articles  # noqa: E402 - run as a folder, the repository is not on the path
from benchmarks.identity.measure import Case, few, measure  # noqa: E402
from benchmarks.identity.people import Person, namesakes, people  # noqa: E402
from kg.extract import extractor  # noqa: E402
from kg.read.documents import read_document  # noqa: E402

RESULT = Path(__file__).with_name("result.json")
BENCHMARK = Path(os.environ.get("KG_BENCHMARK", ROOT.parent / "shared" / "benchmark"))
ARTICLES = 12
FEW = (1, 2, 4, 8)
"""Numbers of articles about each member in each year for which is measured beside all."""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, metavar="N", help="articles about each member")
    parser.add_argument("--update", action="store_true", help="write the committed result anew")
    parser.add_argument("--only", metavar="SET", help="only this set")
    options = parser.parse_args()
    if not (BENCHMARK / "gazetteer").is_dir():
        print("The lists are absent (set KG_BENCHMARK to their folder); this is the committed result.\n")
        show(json.loads(RESULT.read_text(encoding="utf-8")))
        return
    result: dict[str, Any] = {}
    for name, cases in sets(options.articles).items():
        if options.only in (None, name):
            told = cases()
            fewer = {f"{name}, {most} each": few(told, most) for most in FEW if most < options.articles}
            parts = {name: told, **fewer} if name != "gold articles" else {name: told}
            for part, some in parts.items():
                measured = measure(some, review=part == name)
                result[part] = {how: asdict(figures) for how, figures in measured.items()}
                show({part: result[part]})
    if options.update:
        RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def sets(count: int) -> dict[str, Any]:
    """Return the sets, each to be made when it is its turn."""
    lists = {number: people(BENCHMARK, number) for number in (19, 20)}
    both = {p.key for p in lists[19]} & {p.key for p in lists[20]}
    names = [p.name for number in lists for p in lists[number]]
    keys = {(p.name, p.key) for number in lists for p in lists[number]}
    real = {name for name in names if len({key for other, key in keys if other == name}) > 1}
    everybody = lists[19] + lists[20]
    return {
        "19th": lambda: cases(lists[19], count),
        "20th": lambda: cases(lists[20], count),
        "in both, other party": lambda: cases([p for p in everybody if p.key in both], count, everybody),
        "real homonyms": lambda: cases([p for p in everybody if p.name in real], count, everybody),
        "made homonyms, 19th": lambda: cases(namesakes(lists[19]), count, lists[19]),
        "made homonyms, 20th": lambda: cases(namesakes(lists[20]), count, lists[20]),
        "gold articles": gold,
    }


def cases(members: list[Person], count: int, everybody: list[Person] | None = None) -> list[Case]:
    """Return the articles about some members, as extracted."""
    extract = extractor()
    return [
        Case(extract(name, article), written, person.key, person.name)
        for person in members
        for name, article, written in articles(person, everybody or members, count)
    ]


def gold() -> list[Case]:
    """Return the annotated articles, once for each person that several of them name; each such name is one person's."""
    found: dict[str, list[Case]] = {}
    for line in _lines("articles/dev-gold.jsonl"):
        document = read_document(line).document
        for entity in document.entities.values():
            if entity.type == "Person":
                name = entity.names[0]
                found.setdefault(name, []).append(Case(document, name, name, name))
    return [case for group in found.values() if len(group) > 1 for case in group]


def _lines(name: str) -> Iterable[bytes]:
    texts = {}
    for line in (BENCHMARK / "articles" / "dev.jsonl").read_bytes().splitlines():
        article = json.loads(line)
        texts[article["id"]] = article.get("article", article)
    for line in (BENCHMARK / name).read_bytes().splitlines():
        document = json.loads(line)
        document.setdefault("article", texts[document["id"]])
        yield json.dumps(document, ensure_ascii=False).encode()


def show(result: dict[str, Any]) -> None:
    """Print results as a table."""
    for name, rows in result.items():
        print(name)
        for how, row in rows.items():
            print(
                f"  {how:<9} precision {row['precision']:.3f}  recall {row['recall']:.3f} of {row['pairs']}  "
                f"false {row['false']:.4f} of {row['namesakes']} ({row['wrong']} pairs joined wrongly)  "
                f"untold {row['untold']:.2f}, blind {row['blind']}  "
                f"asked {row['asked']}, right {row['right']:.2f}  found {row['found']:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
