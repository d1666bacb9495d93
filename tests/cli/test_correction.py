"""Retracting, looking back and comparing from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small import event, lines, post

from kg.cli import run
from kg.store import Store


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English, and leave the gate's thoughts to other tests."""
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setattr("kg.gate.gate.SAMPLE", 1_000_000)


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> str:
    """A store that two builds made."""
    path = str(tmp_path / "news.kg")
    for number, document in enumerate((post("a", "김민수"), event("b"))):
        source = tmp_path / f"{number}.jsonl"
        source.write_text(lines(document), encoding="utf-8")
        assert run(["build", str(source), "--out", path, "--workers", "1"]) == 0
    capfd.readouterr()
    return path


def test_retracting_tells_what_went(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["retract", news, "a", "--why", "the agency took it back"]) == 0
    out, err = capfd.readouterr()
    assert "1 article retracted (run 3)" in out
    assert "-  a  2026-03-10  가온시 소식  (facts -2)" in out
    assert "- 김민수  (person/김민수~가온시)" in out
    assert "- Position: person 김민수, title 시장, organization 가온시, status current  “김민수 가온시 시장”" in out
    assert err == ""


def test_retracting_what_is_not_there_fails_and_the_rest_goes_on(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["retract", news, "nowhere", "a"]) == 1
    out, err = capfd.readouterr()
    assert "1 article retracted" in out
    assert "has no article 'nowhere'" in err
    assert run(["retract", news, "a"]) == 1
    assert "retracted already, by run 3" in capfd.readouterr().err


def test_a_retraction_is_taken_back(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["hash", news]) == 0
    before = capfd.readouterr().out
    assert run(["retract", news, "a"]) == 0
    assert run(["retract", news, "a", "--undo"]) == 0
    assert "1 article brought back (run 4)" in capfd.readouterr().out
    assert run(["hash", news]) == 0
    assert capfd.readouterr().out == before
    assert run(["retract", news, "a", "--undo"]) == 1
    assert "There is no retracted article 'a'" in capfd.readouterr().err


def test_the_history_of_a_store_and_of_an_article(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    run(["retract", news, "a", "--why", "withdrawn"])
    capfd.readouterr()
    assert run(["history", news]) == 0
    shown = capfd.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown] == ["1", "2", "3"]
    assert "build: articles +1 ~0 -0, entities +2 -0" in shown[0]
    assert shown[2].endswith("retract  withdrawn: articles +0 ~0 -1, entities +0 -2")
    assert run(["history", news, "--article", "a"]) == 0
    assert [line.rpartition(": ")[2] for line in capfd.readouterr().out.splitlines()] == ["added", "retracted"]
    assert run(["history", news, "--article", "x"]) == 1


def test_a_diff_of_the_last_run_of_two_runs_and_as_json(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", news]) == 0
    shown = capfd.readouterr().out
    assert "+  b  2026-03-10  가온시 소식  (facts +1)" in shown
    assert "김민수" not in shown
    assert run(["diff", news, "--from", "0", "--limit", "1"]) == 0
    shown = capfd.readouterr().out
    assert "before the first run" in shown
    assert "… and 1 more" in shown
    assert run(["diff", news, "--from", "0", "--to", "1", "--format", "json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert [article["id"] for article in found["articles"]] == ["a"]
    assert found["facts"][0]["fact"]["type"] == "position"
    assert run(["diff", news, news, "--from", "1"]) == 2


def test_a_diff_of_two_stores(tmp_path: Path, news: str, capfd: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "other.jsonl"
    source.write_text(lines(event("b")), encoding="utf-8")
    assert run(["build", str(source), "--out", str(tmp_path / "other.kg"), "--workers", "1"]) == 0
    capfd.readouterr()
    assert run(["--lang", "ko", "diff", news, str(tmp_path / "other.kg")]) == 0
    shown = capfd.readouterr().out
    assert "기사: 빠짐 1" in shown
    assert "개체: 빠짐 2" in shown
    assert run(["diff", str(tmp_path / "other.kg"), str(tmp_path / "other.kg")]) == 0
    assert "Nothing changed" in capfd.readouterr().err


@pytest.mark.parametrize("command", [["retract", "a"], ["rebuild"], ["retract", "a", "--undo"]], ids=lambda c: c[-1])
def test_one_process_writes_and_others_read_beside_it(
    news: str, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with Store.open_to_write(news) as writer:
        writer.graph.flush()
        assert run([command[0], news, *command[1:]]) == 3
        assert "another kg is writing this store; wait until it has finished" in capfd.readouterr().err
        then = ["as-of", news, "2026", "--out", f"{news}.then", "--workers", "1"]
        for reading in (["diff", news], ["history", news], ["check", news], then):
            assert run(reading) == 0, capfd.readouterr().err
