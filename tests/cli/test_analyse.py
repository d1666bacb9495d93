"""`kg analyse` and `kg export`: what they write and where they refuse."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx
import pytest

import kg
from kg.cli import run
from kg.pipeline import BuildSettings, build

FACTS = Path(__file__).resolve().parents[1] / "newsroom.jsonl"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English whatever the machine's locale."""
    monkeypatch.setenv("KG_LANG", "en")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("analyse") / "news.kg"
    build([str(FACTS)], path, BuildSettings(workers=1))
    return str(path)


def test_tables_come_out_and_talk_goes_to_stderr(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", news, "--top", "2"]) == 0
    out, err = capfd.readouterr()
    assert [line for line in out.splitlines() if line in ("Centralities", "Communities", "Brokers", "Components")]
    assert "Changes" not in out
    assert "… and " in out
    assert "nodes, " in err


def test_it_speaks_korean(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "ko", "analyse", news, "--before", "2026-03", "--after", "2026-04"]) == 0
    out = capfd.readouterr().out
    for words in ("중심성", "변화", "새로 나옴", "행사·사건"):
        assert words in out


def test_csv_and_json_hold_the_figures(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", news, "--table", "centralities", "--format", "csv", "--top", "0"]) == 0
    rows = list(csv.DictReader(io.StringIO(capfd.readouterr().out)))
    assert run(["analyse", news, "--format", "json", "--top", "0"]) == 0
    content = json.loads(capfd.readouterr().out)
    assert [row["iri"] for row in rows] == [row["iri"] for row in content["centralities"]]
    assert float(rows[0]["pagerank"]) == content["centralities"][0]["pagerank"]
    assert set(content) == {"centralities", "communities", "brokers", "components"}


def test_the_graph_carries_the_measures(news: str, tmp_path: Path) -> None:
    for suffix in ("graphml", "gexf", "json", "cyjs"):
        file = tmp_path / f"people.{suffix}"
        assert run(["analyse", news, "--projection", "people-at-events", "--graph", str(file)]) == 0
        assert file.stat().st_size
    graph = networkx.read_graphml(tmp_path / "people.graphml")
    assert not graph.is_directed()
    assert all("pagerank" in node and "community" in node for _, node in graph.nodes(data=True))
    assert all(json.loads(edge["facts"]) for _, _, edge in graph.edges(data=True))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--before", "2026"], 2, "both --before and --after"),
        (["--table", "changes"], 2, "both --before and --after"),
        (["--format", "csv"], 2, "choose it by --table"),
        (["--graph", "x.png"], 2, ".graphml"),
        (["--before", "2026", "--after", "soon"], 3, "is no period"),
        (["--engine", "abacus"], 3, "Unknown engine"),
    ],
)
def test_wrong_use_is_told(
    news: str, arguments: list[str], code: int, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["analyse", news, *arguments]) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert words in err


def test_many_files_go_to_a_folder_or_an_archive(news: str, tmp_path: Path) -> None:
    assert run(["export", news, "--format", "neo4j", "-o", str(tmp_path / "neo4j")]) == 0
    assert {file.name for file in (tmp_path / "neo4j").iterdir()} == {"nodes.csv", "edges.csv", "import.sh"}
    assert run(["export", news, "--format", "neo4j", "-o", str(tmp_path / "neo4j.zip")]) == 0
    assert (tmp_path / "neo4j.zip").read_bytes()[:2] == b"PK"


def test_facts_are_built_again_from_a_pipe(news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(["export", news, "--format", "facts", "-o", str(tmp_path / "facts.jsonl")]) == 0
    assert run(["build", str(tmp_path / "facts.jsonl"), "--out", str(tmp_path / "copy.kg"), "--workers", "1"]) == 0
    with kg.open(news) as one, kg.open(tmp_path / "copy.kg") as copy:
        assert one.hash() == copy.hash()


def test_an_rdf_file_is_exported_and_analysed_too(news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["export", news, "--format", "trig", "-o", str(tmp_path / "news.trig")]) == 0
    assert run(["export", str(tmp_path / "news.trig"), "--format", "graphml", "-o", str(tmp_path / "n.graphml")]) == 0
    assert run(["export", news, "--format", "graphml", "-o", str(tmp_path / "m.graphml")]) == 0
    assert (tmp_path / "n.graphml").read_bytes() == (tmp_path / "m.graphml").read_bytes()
    assert run(["analyse", str(tmp_path / "news.trig")]) == 0
    assert run(["export", str(tmp_path / "news.trig"), "--format", "facts"]) == 3
    assert "kept by a store" in capfd.readouterr().err
