"""A language's folder is the only place that knows it: another one runs as well, and no Korean stands elsewhere."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import kg
import kg.extract
from kg.cli import run
from kg.extract import explainer, extractor, warm_up
from kg.model import Article, Statement

PACKAGE = Path(kg.__file__).parent
TEXT = "Maria diris: la ponto estas preta. Petro diris: ni dankas."


@pytest.fixture
def esperanto(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register a second language."""
    monkeypatch.setattr(kg.extract, "ENGINES", {**kg.extract.ENGINES, "eo": "tiny"})


@pytest.mark.usefixtures("esperanto")
def test_a_second_language_extracts_and_explains() -> None:
    warm_up("eo")
    document = extractor("eo-001")("a", Article(text=TEXT, language="eo-001"))
    assert [fact.content for fact in document.facts if isinstance(fact, Statement)] == [
        "la ponto estas preta",
        "ni dankas",
    ]
    assert explainer("eo")("a", Article(text=TEXT, language="eo-001")).document == document


@pytest.mark.usefixtures("esperanto")
def test_a_second_language_goes_the_whole_way_to_a_graph(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    articles, news = tmp_path / "articles.jsonl", str(tmp_path / "news.kg")
    articles.write_text(json.dumps({"id": "a", "text": TEXT, "language": "eo"}) + "\n", encoding="utf-8")
    assert run(["extract", str(articles), "--workers", "1"]) == 0
    assert json.loads(capfd.readouterr().out)["facts"][1]["content"] == "ni dankas"
    assert run(["build", str(articles), "--out", news, "--workers", "1"]) == 0
    assert run(["stats", news, "--format", "json"]) == 0
    totals = json.loads(capfd.readouterr().out)
    assert totals["facts"]["statement"] == {"accepted": 2, "set_aside": 0}
    assert totals["entities"] == {"person": 2}


def _korean(text: str) -> bool:
    """Whether Hangul stands in `text`, other than as the range of all syllables."""
    return any("\uac00" <= letter <= "\ud7a3" for letter in text.replace("가-힣", ""))


def _docstrings(tree: ast.AST) -> set[int]:
    """The string expressions that stand alone: docstrings of modules, classes, functions and constants."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _strings(node: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _messages(tree: ast.AST) -> set[int]:
    """What is said in both languages: Korean right after English, in a call (`Reason(en, ko)`) or a pair."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts = node.args if isinstance(node, ast.Call) else node.elts if isinstance(node, ast.Tuple) else []
        for english, korean in pairwise(parts):
            words = "".join(_strings(english))
            if re.search("[A-Za-z]{2}", words) and not _korean(words):
                found |= {id(inner) for inner in ast.walk(korean)}
    return found


def korean_in(source: str) -> list[str]:
    """Return the Korean strings of a module that are neither documentation nor a message to people."""
    tree = ast.parse(source)
    allowed = _docstrings(tree) | _messages(tree)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _korean(node.value)
        and id(node) not in allowed
    ]


def _modules() -> Iterator[Path]:
    language = PACKAGE / "extract" / "ko"
    for path in sorted(PACKAGE.rglob("*.py")):
        if language not in path.parents:
            yield path


KNOWN = {
    "messages.py",  # what the command line says, with a Korean word in an example
    "read/columns.py",  # what Korean tables call their columns
    "read/feeds.py",  # how Korean feeds end a summary
    "read/html/body.py",  # how Korean papers name what is not the article
    "serve/words.py",  # what the explorer says
    "view/news/page.py",  # what the page says
    "read/dates.py",  # how Korean papers write the day of publication
    "read/explain.py",  # says in Korean what msgspec says in English
    "read/korean.py",  # how Korean papers lay out their pages: bylines, furniture
}
"""Modules outside whose business is Korean."""


def test_korean_stands_only_in_the_language_folder_the_reader_of_pages_and_messages() -> None:
    found = {path.relative_to(PACKAGE).as_posix(): korean_in(path.read_text(encoding="utf-8")) for path in _modules()}
    assert len(found) > 100
    assert {name for name, strings in found.items() if strings} <= KNOWN, {
        name: strings for name, strings in found.items() if strings and name not in KNOWN
    }
    assert all(found[name] for name in KNOWN), "a module that no longer holds Korean needs no leave for it"


@pytest.mark.parametrize(
    ("source", "strings"),
    [
        ('PATTERN = "은|는"', ["은|는"]),
        ('"""시장."""\nX = f"{1}시"', ["시"]),
        ('def f():\n    """성남시장."""\n    return 1', []),
        ('raise InputError("No.", f"{x}: 없음.")', []),
        ('x = Reason("No.", "없음.")', []),
        ('fail(f"no {x}", f"{x} 없음")', []),
        ('re.sub(r"\\s", "시", text)', ["시"]),
        ('print("없음.")', ["없음."]),
    ],
)
def test_korean_is_found_where_it_stands(source: str, strings: list[str]) -> None:
    assert korean_in(source) == strings
