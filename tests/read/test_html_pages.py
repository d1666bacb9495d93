"""The set of web pages: what should be read from each layout is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg.read.html import read_html

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = sorted(
    path.stem
    for path in (ROOT / "tests" / "read" / "pages").glob("*.html")
    if " set=written " in path.read_text(encoding="utf-8").partition("\n")[0]
)
"""What is held out is no case: mistakes on it are figures, not faults."""


@pytest.fixture(scope="module")
def reading() -> Any:
    monkeypatch = pytest.MonkeyPatch()
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.reading import __main__ as module

    yield module
    monkeypatch.undo()


@pytest.fixture(scope="module")
def pages(reading: Any) -> dict[str, Any]:
    return {page.name: page for page in reading.pages()}


def test_there_are_enough_layouts_and_a_third_of_them_was_held_out(pages: dict[str, Any]) -> None:
    assert len(pages) >= 40
    assert 3 * sum(page.held_out for page in pages.values()) >= len(pages)


@pytest.mark.parametrize("name", WRITTEN)
def test_a_page_is_read(name: str, pages: dict[str, Any], reading: Any) -> None:
    page = pages[name]
    article = read_html(page.data)
    assert reading.token_f1(page.text, article.text) >= 0.95
    assert article.published == page.published
    assert set(article.authors) == set(page.authors)
    assert article.headline is not None


def test_the_figures_of_the_set_hold(pages: dict[str, Any], reading: Any) -> None:
    result = reading.measure(list(pages.values()), verbose=False)
    own, plain = result["kg"], result["trafilatura"]
    for part, least in (("written", 0.99), ("held-out", 0.9)):
        assert own[part]["body_f1"] >= least
        assert own[part]["pages"]
        assert own[part]["body_f1"] > plain[part]["body_f1"]
        assert own[part]["byline"] > plain[part]["byline"]
        assert own[part]["day"] >= plain[part]["day"]


@pytest.mark.parametrize(
    ("spoil", "least"),
    [
        (lambda text: text, 1.0),
        (lambda text: text + " 더한 말", 0.8),
        (lambda text: "", 0.0),
    ],
)
def test_token_f1_counts_what_is_missing_and_what_is_too_much(
    spoil: Callable[[str], str], least: float, reading: Any
) -> None:
    text = "나래시는 비가 온다고 밝혔다. 우산을 챙기라고 했다."
    score = reading.token_f1(text, spoil(text))
    assert least <= score <= (1.0 if spoil(text) == text else 0.95)
