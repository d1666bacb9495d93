"""The journeys of a person in a browser: each begins at the first page and is made with the keyboard or the pointer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from explorer import ROOT, hostile
from small import event, lines

import kg
from kg.serve.assets import names

CHROMIUM = Path("/usr/bin/chromium")
TOKEN = "a-token-for-the-tests"
PICTURES = os.environ.get("KG_PICTURES", "")
"""A folder to keep pictures of the pages in, to look at them."""

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
if not CHROMIUM.exists():
    pytest.skip("Chromium is not installed", allow_module_level=True)
if "explorer.js" not in names():
    pytest.skip("the front end was not built: Node.js is absent", allow_module_level=True)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own for the samples, a hostile article and one with a fact that was set aside."""
    folder = tmp_path_factory.mktemp("browser")
    (folder / "more.jsonl").write_text(lines(hostile(), event("e", end="2026-03-01")), encoding="utf-8")
    kg.build(ROOT / "data" / "facts.jsonl", folder / "more.jsonl", out=folder / "news.kg", workers=1)
    command = [sys.executable, "-m", "kg", "--lang", "en", "serve", str(folder / "news.kg"), "--port", "0", "--edit"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | {"KG_TOKEN": TOKEN}) as server:
        assert server.stderr is not None
        yield server.stderr.readline().partition(" at ")[2].split()[0].rstrip("/")
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, address: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A page of a Korean reader; nothing may run or be asked for that is not the server's own."""
    context = browser.new_context(locale="ko-KR", viewport={"width": 1280, "height": 900}, base_url=address)
    found = context.new_page()
    errors: list[str] = []
    asked: list[str] = []
    found.on("pageerror", lambda error: errors.append(str(error)))
    found.on("dialog", lambda dialog: errors.append(f"dialog {dialog.message}"))
    found.on("request", lambda sent: asked.append(sent.url))
    yield found
    if PICTURES:
        found.screenshot(path=Path(PICTURES) / f"{request.node.name}.png")
    context.close()
    assert errors == []
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_a_name_is_looked_for_with_the_keyboard_and_its_words_are_read_in_the_article(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("/")
    page.keyboard.type("이재")
    page.locator("#suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/person/**")
    assert page.locator("h1").inner_text() == "이재명"
    page.locator("blockquote mark").first.click()
    page.wait_for_url("**/article/**#fact-*")
    card = page.locator(".card:target")
    assert "이재명" in card.inner_text()
    card.locator(".places a").first.click()
    assert page.evaluate("document.querySelector('.s:target').textContent").startswith("이재명")


def test_every_link_can_be_reached_and_seen_with_the_keyboard(page: Any) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate("document.activeElement.className").startswith("tile")
    assert page.evaluate(outline) != "none"


def test_types_of_marks_are_hidden_and_shown_without_a_script(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/article/2012-10-31-seongnam-conference")
    mark = page.locator("article .t-Person").first
    assert "underline" in mark.evaluate("e => getComputedStyle(e).textDecorationLine")
    page.locator("#show-t-Person").uncheck()
    assert "underline" not in mark.evaluate("e => getComputedStyle(e).textDecorationLine")
    context.close()


def test_a_question_is_filled_in_and_answered(page: Any) -> None:
    page.goto("/queries")
    page.get_by_role("link", name="한 사람의 직위").click()
    page.locator("input[name=person]").fill("강태욱")
    page.keyboard.press("Enter")
    page.locator("table.rows").wait_for()
    assert page.locator("table.rows tbody tr").count() == 6
    page.locator("table.rows a", has_text="나래시 새 부시장에").first.click()
    page.wait_for_url("**/article/**")


def test_the_editor_asks_the_endpoint_and_shows_the_rows(page: Any) -> None:
    page.goto("/sparql")
    page.locator(".yasqe .CodeMirror").wait_for()
    assert page.locator("#plain-editor").is_hidden()
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasr table tbody tr").first.wait_for()
    assert page.locator(".yasr table tbody tr").count() == 20
    page.goto("/queries/positions?person=강태욱")
    page.get_by_role("link", name="편집기에서 열기").click()
    page.locator(".yasqe_queryButton:visible").click()
    page.locator(".yasr:visible table tbody tr").first.wait_for()
    assert page.locator(".yasr:visible table tbody tr").count() == 6


def test_a_fact_is_corrected_and_two_are_told_apart(page: Any) -> None:
    page.goto("/review")
    page.get_by_role("link", name="고치려면 로그인하세요.").click()
    page.locator("[name=token]").fill(TOKEN)
    page.locator("[name=by]").fill("편집자")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="고치기").first.click()
    page.locator("[name=end]").fill("2026-03-11")
    page.get_by_role("button", name="검사하고 받기").click()
    page.get_by_text("받았습니다.").wait_for()
    page.get_by_role("link", name="같은 것인가").click()
    before = page.locator("[name=sides]").count()
    page.get_by_role("button", name="다르다").first.click()
    page.get_by_text("다르다고 정했습니다.").wait_for()
    assert page.locator("[name=sides]").count() == before - 1
    page.get_by_role("link", name="내린 결정").click()
    assert "편집자" in page.locator(".card").first.inner_text()
    page.get_by_role("button", name="되돌리기").first.click()
    page.get_by_text("되돌렸습니다.").wait_for()
    page.get_by_role("button", name="로그아웃").click()
    page.wait_for_url("**/")


def test_nothing_of_a_hostile_article_runs(page: Any) -> None:
    for path in ("/article", "/article/%3Cb%3E..%2Fh%3Fx%23y", "/person", "/search?q=%3Cscript%3E"):
        page.goto(path)
        assert page.locator("main script, main img, article img").count() == 0


PATHS = (
    *("/", "/person", "/search?q=나래", "/person/이재명~성남시", "/article/2025-03-03-narae-vice-mayor"),
    *("/queries", "/queries/positions?person=강태욱", "/sparql", "/review", "/review/identities", "/nothing"),
)


SCREENS = [(390, "dark"), *([(360, "light"), (1280, "dark")] if os.environ.get("KG_LONG") else [])]


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_pages_fit_and_can_be_read_on_a_phone_by_day_and_night(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        locale="en-US", viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address
    )
    page = context.new_page()
    for number, path in enumerate(PATHS):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert _contrast(page.evaluate(_COLOURS)) >= 4.5, path
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{number}-{width}-{scheme}.png")
    context.close()


_COLOURS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const rgb = (colour) => {
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const soft = document.querySelector("footer, .about, .kind, .lead") ?? document.body;
  return [rgb(getComputedStyle(soft).color), rgb(getComputedStyle(document.body).backgroundColor)];
}"""


def _contrast(colours: list[list[int]]) -> float:
    """Return the contrast of two colours as WCAG 2.2 counts it."""

    def light(colour: list[int]) -> float:
        parts = [c / 255 for c in colour]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted(map(light, colours))
    return (high + 0.05) / (low + 0.05)
