"""`kg explain`: one article for the terminal and as a page, from a page, JSON lines, a folder, a facts document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small import lines, post

from kg.cli import run

TEXT = "오세린 나래시 부시장은 “예산을 두 배로 늘리겠다”고 밝혔다. 청문회가 있었다."


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak English whatever the machine's locale."""
    monkeypatch.setenv("KG_LANG", "en")


@pytest.fixture
def articles(tmp_path: Path) -> str:
    """Two articles in one file."""
    path = tmp_path / "articles.jsonl"
    rows = [
        {"id": "a", "text": TEXT, "published": "2026-03-10", "headline": "\x1b[31m<b>나래시</b>"},
        {"id": "b", "text": "비가 왔다."},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def test_the_terminal_shows_text_facts_rules_evidence_and_what_was_dropped(
    articles: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", articles, "--id", "a"]) == 0
    out, err = capfd.readouterr()
    assert err == ""
    assert "[오세린 p1] [나래시 g1] [부시장 Position]" in out
    assert "person 오세린 (p1)  title 부시장  organization 나래시 (g1)  status current" in out
    assert "0.90 position.title-after-name: " in out
    assert "“예산을 두 배로 늘리겠다”" in out
    assert "청문회  Event: No fact needs it" in out


def test_the_terminal_gets_no_control_characters_from_an_article(
    articles: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", articles, "--id", "a"]) == 0
    assert "\x1b" not in capfd.readouterr().out


def test_the_terminal_speaks_korean(articles: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "ko", "explain", articles, "--id", "a"]) == 0
    out = capfd.readouterr().out
    assert "사람 오세린 (p1)  직함 부시장  조직 나래시 (g1)  재직 상태 현직" in out
    assert "이것을 필요로 하는 사실이 없고" in out


def test_a_page_is_written_to_a_file(articles: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "a.html"
    assert run(["explain", articles, "--id", "a", "--format", "html", "-o", str(out)]) == 0
    source = out.read_text(encoding="utf-8")
    assert source.startswith("<!doctype html>")
    assert "&lt;b&gt;나래시&lt;/b&gt;" in source
    assert capfd.readouterr().out == ""


def test_of_several_articles_one_must_be_named(articles: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", articles]) == 1
    assert "holds 2 articles; choose one by --id: a, b" in capfd.readouterr().err


def test_an_article_that_is_not_there_is_named(articles: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", articles, "--id", "c"]) == 1
    assert "holds no article 'c'." in capfd.readouterr().err


def test_what_cannot_be_read_says_why(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", str(tmp_path / "nothing.txt")]) == 1
    assert "nothing.txt" in capfd.readouterr().err


def test_a_facts_document_is_shown_as_it_is(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(lines(post("a", "김민수"), post("b", "이서연")), encoding="utf-8")
    assert run(["explain", str(path), "--id", "b"]) == 0
    out = capfd.readouterr().out
    assert "person 이서연 (p1)  title 시장" in out
    assert "Dropped" not in out
