"""Measure how much of what articles say `kg extract` finds, and how that differs from the committed baseline.

    python benchmarks/accuracy [--engine rules|accurate] [--update] [--errors N]
    python benchmarks/accuracy --engine llm|both --model NAME --base-url URL [--runs 3] [--articles N] [--price R/W]

Four sets: annotated news articles, one raw page of a newspaper, news sentences with annotated mentions, and the sample
articles of this repository against their checked facts documents. The first three and the scorers are not part of the
project: they are looked for in the environment variable KG_BENCHMARK, else in `../shared/benchmark` beside the
repository. Nothing can be scored without them; then the baseline is shown.

Entities are aligned one to one by type and shared names; a fact counts if its arguments align and its values agree; a
mention counts if span and type are exact. `missed` and `false` are the numbers of errors, by type. `--errors` lists the
first disagreements of each set; `--update` writes the engine's baseline and the tables of the documentation anew.

With a language model the annotated and the sample articles are extracted `--runs` times, each time anew. The first run
is scored beside the baseline of the rules; what the runs cost, what they proposed that is not in the text, and how far
they say the same stands below. Nothing of it is committed: it is the model's, not ours.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.accuracy import model as models  # noqa: E402 - run as a folder, the repository is not on the path
from kg.extract.llm import LanguageModel, Price  # noqa: E402
from kg.extract.llm.settings import Spans  # noqa: E402
from kg.pipeline import ENGINES, Engine  # noqa: E402

BASELINE = Path(__file__).with_name("baseline.json")
TABLES = ROOT / "benchmarks" / "tables.py"
BENCHMARK = Path(os.environ.get("KG_BENCHMARK", ROOT.parent / "shared" / "benchmark"))
ALONE: tuple[Engine, ...] = ("rules", "accurate")
"""The engines that ask no language model; their figures are committed."""
SEED = "seed-2012-10-30-seongnam"

Row = dict[str, float]
"""precision, recall and f1, and the numbers gold, missed and false."""
Table = dict[str, Row]
Documents = dict[str, dict[str, Any]]


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="write the baseline and the documentation's tables anew")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N disagreements of each set")
    parser.add_argument("--engine", choices=ENGINES, default="rules", help="who extracts")
    parser.add_argument("--model", metavar="NAME", help="the language model, as its server names it")
    parser.add_argument("--base-url", metavar="URL", help="where it is served")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often the model is asked, 3 by default")
    parser.add_argument("--articles", type=int, metavar="N", help="only the first N articles of each set")
    parser.add_argument("--listed-spans", action="store_true", help="the model only chooses among spans of the article")
    parser.add_argument("--price", metavar="READ/WRITTEN", help="what a million tokens cost")
    options = parser.parse_args()
    alone = options.engine in ALONE
    if not alone and not (options.model and options.base_url):
        parser.error(f"--engine {options.engine} needs --model and --base-url")
    if not alone and options.update:
        parser.error("a model's figures are not committed")
    baselines: dict[str, dict[str, Table]] = json.loads(BASELINE.read_text(encoding="utf-8"))
    baseline = baselines[options.engine if alone else "rules"]
    if not (BENCHMARK / "score.py").is_file():
        print("The benchmark data is absent (set KG_BENCHMARK to its folder); this is the committed baseline.\n")
        show(baseline, baseline)
        return
    if not alone:
        spans: Spans = "listed" if options.listed_spans else "free"
        model = LanguageModel(name=options.model, base_url=options.base_url, spans=spans)
        with_model(options.engine, model, options, baseline)
        return
    measured = measure(options.engine, options.errors)
    show(measured, baseline)
    if options.update:
        baselines[options.engine] = measured
        BASELINE.write_text(json.dumps(baselines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, TABLES], check=True)


def measure(engine: Engine, errors: int) -> dict[str, Table]:
    """Extract by an engine and score every set; print the first `errors` disagreements of each set of facts."""
    scorer, mention_scorer = loaded("score"), loaded("score_mentions")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = extracted(BENCHMARK / "articles" / "dev.jsonl", folder / "articles.jsonl", engine)
        page = extracted(BENCHMARK / "articles" / "seed.txt", folder / "page.jsonl", engine)
        samples = extracted(ROOT / "data" / "articles", folder / "samples.jsonl", engine)
        extracted(BENCHMARK / "mentions" / "dev.jsonl", folder / "mentions.jsonl", engine)
        mentions = mention_table(
            mention_scorer,
            mention_scorer.read(BENCHMARK / "mentions" / "dev.jsonl"),
            mention_scorer.read(folder / "mentions.jsonl"),
        )
    gold: Documents = scorer.read(BENCHMARK / "articles" / "dev-gold.jsonl")
    texts = {key: one["text"] for key, one in scorer.read(BENCHMARK / "articles" / "dev.jsonl").items()}
    [seed] = page.values()
    checked: Documents = scorer.read(ROOT / "data" / "facts.jsonl")
    sample_texts = {key: one["article"]["text"] for key, one in checked.items()}
    return {
        "articles": fact_table(scorer, gold, articles, texts, errors),
        "page": fact_table(scorer, {SEED: gold[SEED]}, {SEED: seed}, texts, errors),
        "samples": fact_table(scorer, checked, samples, sample_texts, errors),
        "mentions": mentions,
    }


def with_model(engine: Engine, model: LanguageModel, options: argparse.Namespace, baseline: dict[str, Table]) -> None:
    """Extract with a language model several times, and print its first run's scores and what all runs cost."""
    scorer = loaded("score")
    checked: Documents = scorer.read(ROOT / "data" / "facts.jsonl")
    sets: dict[str, tuple[Documents, Documents]] = {
        "articles": (
            scorer.read(BENCHMARK / "articles" / "dev-gold.jsonl"),
            scorer.read(BENCHMARK / "articles" / "dev.jsonl"),
        ),
        "samples": (checked, {key: {"id": key, **one["article"]} for key, one in checked.items()}),
    }
    chosen = {name: list(articles)[: options.articles] for name, (_, articles) in sets.items()}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "articles.jsonl"
        rows = [json.dumps(sets[name][1][key]) for name, keys in chosen.items() for key in keys]
        source.write_text("\n".join(rows) + "\n", encoding="utf-8")
        found = list(models.runs([source], engine, model, options.runs))
    said = found[0].documents
    measured = {
        name: fact_table(
            scorer,
            {key: gold[key] for key in chosen[name]},
            {key: said[key] for key in chosen[name] if key in said},
            {key: articles[key]["text"] for key in chosen[name]},
            options.errors,
        )
        for name, (gold, articles) in sets.items()
    }
    show(measured, baseline)
    read, _, written = (options.price or "").partition("/")
    price = Price(float(read), float(written or read)) if read else None
    print(*models.told(found, price), sep="\n")


def loaded(name: str) -> ModuleType:
    """Import a scorer of the benchmark."""
    spec = importlib.util.spec_from_file_location(name, BENCHMARK / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def extracted(source: Path, target: Path, engine: Engine) -> Documents:
    """Run `kg extract` and return its documents by id."""
    command = [sys.executable, "-m", "kg", "extract", str(source), "-o", str(target), "--engine", engine]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"kg extract {source} failed:\n{done.stderr}")
    documents = map(json.loads, target.read_text(encoding="utf-8").splitlines())
    return {document["id"]: document for document in documents}


def fact_table(scorer: ModuleType, gold: Documents, system: Documents, texts: dict[str, str], errors: int) -> Table:
    """Score facts documents: a row for each type of entity and fact, and the two micro averages."""
    tallies, disagreements = scorer.score(gold, system, texts)
    for disagreement in disagreements[:errors]:
        print(*disagreement, sep=" | ")
    return {name: row(t["tp"], t["fp"], t["fn"]) for name, t in sorted(tallies.items())}


def mention_table(scorer: ModuleType, gold: dict[str, set[Any]], system: dict[str, set[Any]]) -> Table:
    """Score mentions: a row for each type, and the micro average."""
    hits, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for name, expected in gold.items():
        found = system.get(name, set())
        hits.update(kinds(expected & found))
        false.update(kinds(found - expected))
        missed.update(kinds(expected - found))
    table = {f"mention:{kind}": row(hits[kind], false[kind], missed[kind]) for kind in scorer.TYPES}
    return table | {"mention (micro)": row(hits.total(), false.total(), missed.total())}


def kinds(mentions: Iterable[tuple[int, int, str]]) -> list[str]:
    """Return the types of mentions."""
    return [kind for _, _, kind in mentions]


def row(hits: int, false: int, missed: int) -> Row:
    """Return a row from the numbers of hits, false and missed."""
    precision = hits / (hits + false) if hits + false else 0.0
    recall = hits / (hits + missed) if hits + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    numbers = {"gold": hits + missed, "missed": missed, "false": false}
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), **numbers}


def show(measured: dict[str, Table], baseline: dict[str, Table]) -> None:
    """Print every table, each row with the difference of its F1 to the baseline."""
    for name, table in measured.items():
        print(f"{name:24}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'missed':>8}{'false':>7}{'F1 - baseline':>15}")
        for label, one in table.items():
            before = baseline.get(name, {}).get(label)
            change = f"{one['f1'] - before['f1']:+.3f}" if before else "new"
            print(
                f"{label:24}{one['precision']:7.3f}{one['recall']:7.3f}{one['f1']:7.3f}"
                f"{one['gold']:7}{one['missed']:8}{one['false']:7}{change:>15}"
            )
        print()


if __name__ == "__main__":
    main()
