"""The benchmarks run, and the documentation shows their committed results."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from served import gold_answer, said, served

from kg.extract.llm import LanguageModel, Price

ROOT = Path(__file__).resolve().parents[2]
ABSENT = {"KG_BENCHMARK": str(ROOT / "absent"), "PYTHONUTF8": "1"}


def run(*arguments: str) -> str:
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | ABSENT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks import tables as module

    return module


def test_the_tables_of_the_documentation_show_the_committed_results(tables: Any) -> None:
    for page in tables.PAGES:
        text = page.read_text(encoding="utf-8")
        assert "<!-- table: " in text
        assert tables.renewed(text) == text, "run python benchmarks/tables.py"


def test_a_table_that_is_out_of_date_is_written_anew(tables: Any) -> None:
    begin, end = "<!-- table: stages, written by benchmarks/tables.py -->\n", "<!-- end of table -->\n"
    renewed = tables.renewed(f"before\n{begin}| old |\n{end}after\n")
    assert "| old |" not in renewed
    assert "Kiwi" in renewed
    assert renewed.startswith(f"before\n{begin}|")
    assert renewed.endswith(f"|\n{end}after\n")


def test_accuracy_without_the_annotated_texts_shows_the_baseline() -> None:
    printed = run("benchmarks/accuracy")
    baseline = json.loads((ROOT / "benchmarks" / "accuracy" / "baseline.json").read_text(encoding="utf-8"))
    assert printed.startswith("The benchmark data is absent")
    assert f"{baseline['rules']['articles']['fact (micro)']['f1']:.3f}" in printed


def test_accuracy_counts_errors_and_shows_the_difference_to_the_baseline(
    benchmark_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.accuracy import __main__ as accuracy

    monkeypatch.setattr(accuracy, "BENCHMARK", benchmark_folder)
    gold = {"a": {(0, 2, "Person"), (3, 5, "Place")}, "b": {(0, 1, "Time")}}
    found = {"a": {(0, 2, "Person"), (3, 4, "Place")}}
    table = accuracy.mention_table(accuracy.loaded("score_mentions"), gold, found)
    assert table["mention:Person"] == {"precision": 1, "recall": 1, "f1": 1, "gold": 1, "missed": 0, "false": 0}
    assert table["mention (micro)"] == {
        "precision": 0.5,
        "recall": 0.3333,
        "f1": 0.4,
        "gold": 3,
        "missed": 2,
        "false": 1,
    }
    accuracy.show({"mentions": table}, {"mentions": {"mention (micro)": {"f1": 0.5}}})
    assert "-0.100" in capsys.readouterr().out


def test_runs_of_a_model_are_told_with_what_they_cost_and_how_far_they_agree(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.accuracy import model as models

    checked = json.loads((ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines()[1])
    whole = gold_answer(checked)
    ghost = {"type": "position", "person": "홍길동", "title": "시장", "quote": "홍길동 시장", "status": "current"}
    less = {**whole, "facts": [*whole["facts"][2:], {**ghost, "organization": None}]}
    source = tmp_path / "articles.jsonl"
    source.write_text(json.dumps({"id": checked["id"], **checked["article"]}), encoding="utf-8")
    with served(said(whole), said(less), said(whole)) as server:
        model = LanguageModel(name="any", base_url=server.url, repair=False)
        found = list(models.runs([source], "llm", model, 3))
    one, two, three = (len(next(iter(run.documents.values()))["facts"]) for run in found)
    assert (one, two, three) == (len(whole["facts"]), len(whole["facts"]) - 2, len(whole["facts"]))
    assert models.stability(found) == pytest.approx((2 * two / one + 1) / 3)
    printed = "\n".join(models.told(found, Price(1_000, 10_000)))
    assert "articles a run           1, without an answer 0" in printed
    assert f"facts proposed           {3 * one - 1}, not in the text 1" in printed
    assert "cost an article          0.30000" in printed


def test_stages_measures_in_pieces_and_keeps_what_was_made(tmp_path: Path) -> None:
    samples = (ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "facts-3.jsonl").write_text("".join(samples[:3]), encoding="utf-8")  # as if extracted before
    printed = run("benchmarks/stages", "--size", "3", "--folder", str(tmp_path), "--stage", "load", "networkx")
    for row in ("mapping to N-Quads", "| loading |", "mapping and loading", "network for networkx"):
        assert row in printed
    assert "rdflib's converter" in printed
    assert {"quads-3.nq", "news-3.kg"} <= {path.name for path in tmp_path.iterdir()}
    again = run("benchmarks/stages", "--size", "3", "--folder", str(tmp_path), "--stage", "gate")
    assert "plain pySHACL" in again
    assert "map," not in again


@pytest.fixture
def synthetic(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.stages.corpus import articles

    return articles


def test_synthetic_articles_are_the_same_each_time_and_differ_from_round_to_round(synthetic: Any) -> None:
    text = "김철수 시장은 2012년 10월 30일 오후 3시 시청에서 주민 1234명과 만났다. 김철수는 0.5%라고 했다."
    line = json.dumps({"id": "a", "headline": "김철수 시장", "published": "2012-10-30", "text": text})
    made = list(synthetic([line], 200))
    assert made == list(synthetic([line], 200))
    assert made[:3] == list(synthetic([line], 3))
    assert made[0]["text"] == text
    assert len({article["id"] for article in made}) == 200
    assert len({article["text"] for article in made}) == 200
    assert all("김철수" not in article["text"] and "0.5%" in article["text"] for article in made[1:])
    assert all(len(article["published"]) == len("2012-10-30") for article in made)


def test_a_piece_leaves_the_figures_of_other_pieces_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.stages.__main__ import merged

    def piece(part: str, size: int, seconds: float) -> dict[str, Any]:
        return {part: {str(size): {"seconds": {part: seconds}, "peak_megabytes": 1}}}

    result = merged({}, piece("map", 1000, 1.0))
    result = merged(result, piece("map", 100, 2.0))
    result = merged(result, piece("map", 1000, 3.0))
    result = merged(result, piece("gate", 100, 4.0))
    figures = {
        part: {size: m["seconds"][part] for size, m in result["parts"][part].items()} for part in ("map", "gate")
    }
    assert figures == {"map": {"100": 2.0, "1000": 3.0}, "gate": {"100": 4.0}}


def test_exports_measures_exports_projections_and_the_plain_ways() -> None:
    chosen = ("export turtle", "projection speakers", "rdflib", "analyse networkx")
    printed = run("benchmarks/exports", "--facts", "40", "--edges", "200", "--only", *chosen)
    for part in ("export turtle", "projection speakers", "rdflib to networkx", "analyse networkx"):
        assert part in printed


def test_the_soak_prints_the_memory_of_each_stage() -> None:
    printed = run("benchmarks/soak", "--articles", "40", "--workers", "1")
    assert "40 articles, 0 unread; peak" in printed
    assert all(f"{stage} " in printed for stage in ("read", "identify", "admit"))


def test_identity_shows_its_committed_result_where_the_lists_are_absent() -> None:
    out = run("benchmarks/identity")
    assert "real homonyms" in out
    assert "false 0.0000" in out


def test_queries_are_measured_beside_pyoxigraph_and_rdflib() -> None:
    printed = run(
        "benchmarks/queries", "--articles", "6", "--rdflib", "3", "--seconds", "20", "--only", "policies", "speakers"
    )
    assert "| policies |" in printed
    assert "another answer" not in printed


def test_runs_of_a_model_are_as_stable_as_what_they_say_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.accuracy import model

    def run(*titles: str) -> Any:
        facts = [
            {"type": "position", "person": local, "title": title, "evidence": [[0, 2]], "score": score}
            for local, title, score in zip(("p1", "p2"), titles, (0.5, 0.9), strict=False)
        ]
        entities = {local: {"type": "Person", "names": [name]} for local, name in (("p1", "가"), ("p2", "나"))}
        invented = {"type": "position", "person": "p1", "title": "왕", "ungrounded": {"en": "no", "ko": "no"}}
        document = {"id": "a", "entities": entities, "facts": [*facts, invented], "mentions": []}
        return model.Run({"a": model.standing(document)}, model.Usage(articles=1, proposed=3, ungrounded=1), 2.0, 0)

    assert model.stability([run("시장", "의원"), run("시장", "의원")]) == 1
    assert model.stability([run("시장", "의원"), run("시장", "총장")]) == pytest.approx(1 / 3)
    assert model.stability([run("시장")]) == 1
    told = "\n".join(model.told([run("시장"), run("시장")], model.Price(1, 1)))
    assert "not in the text 2 (33.3%)" in told
    assert "seconds an article       2.00" in told
