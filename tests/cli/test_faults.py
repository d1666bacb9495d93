"""What the machine does wrong, and slips of the user, as `kg` tells them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from small import lines, post

from kg.cli import run
from kg.cli.streams import written


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English whatever the machine's locale."""
    monkeypatch.setenv("KG_LANG", "en")


@pytest.fixture
def news(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Path:
    """A store of one facts document, of which one fact has no type and one says what the text does not."""
    document = post("a", "김민수")
    document["facts"] += [{}, {**document["facts"][1], "content": "예산을 줄이겠다"}]
    source = tmp_path / "facts.jsonl"
    source.write_text(lines(document), encoding="utf-8")
    assert run(["build", str(source), "--out", str(tmp_path / "news.kg"), "--workers", "1"]) == 0
    capfd.readouterr()
    return tmp_path / "news.kg"


def test_facts_without_a_type_have_a_line_of_their_own(news: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["stats", str(news)])
    out = capfd.readouterr().out
    assert any(line.split() == ["—", "0", "1"] for line in out.splitlines())


def test_a_reason_does_not_show_the_iri_of_the_fact_itself(news: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run(["set-aside", str(news)])
    assert "What a statement says stands verbatim in the text.\n" in capfd.readouterr().out


def test_a_graph_that_was_removed_is_told_and_written_again(news: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (news / "graph").rename(news / "elsewhere")
    run(["query", str(news), "positions", "--param", "person=김민수"])
    assert "the last build was not finished" in capfd.readouterr().err
    run(["build", "--out", str(news)])
    capfd.readouterr()
    run(["query", str(news), "positions", "--param", "person=김민수"])
    out, err = capfd.readouterr()
    assert "김민수" in out
    assert err == ""


def test_a_build_does_not_call_a_damaged_graph_done(news: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (news / "graph" / "CURRENT").unlink()
    assert run(["build", "--out", str(news)]) == 3
    assert "graph is damaged" in capfd.readouterr().err


def test_more_workers_than_any_machine_has_are_refused(news: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--out", str(news), "--workers", "5000000"]) == 2
    assert "5000000" in capfd.readouterr().err


@pytest.mark.parametrize("arguments", [("query", "policies"), ("export",)])
def test_what_is_not_there_is_said_not_to_be(
    tmp_path: Path, arguments: tuple[str, ...], capfd: pytest.CaptureFixture[str]
) -> None:
    command, *rest = arguments
    assert run([command, str(tmp_path / "nowhere.kg"), *rest]) == 1
    assert "nowhere.kg does not exist" in capfd.readouterr().err


def test_a_file_that_cannot_be_written_is_named_as_the_user_did(
    tmp_path: Path, news: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "no" / "folder" / "news.ttl")
    assert run(["export", str(news), "-o", target]) == 3
    assert capfd.readouterr().err == f"Error: {target}: No such file or directory\n"


def test_a_disk_that_fills_up_is_told_of_the_file(tmp_path: Path) -> None:
    def fill(target: Path) -> None:
        with written(str(target)):
            raise OSError(28, os.strerror(28))

    with pytest.raises(OSError, match="No space left") as caught:
        fill(tmp_path / "news.ttl")
    assert caught.value.filename == str(tmp_path / "news.ttl")
    assert not list(tmp_path.iterdir())


def test_a_closed_standard_output_is_no_fault(news: Path) -> None:
    code = "import os, sys; os.close(1); sys.stdout = None; from kg.cli import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, "hash", str(news)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
