"""The page in a browser: each journey that a reader makes, and articles that try to take the page over."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small import event, lines, post

import kg

pytest.importorskip("playwright", reason="playwright is not installed (pip install 'kg[dev]')")

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SOFTWARE_GL = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
DOCUMENTS = {
    document["id"]: document
    for document in map(json.loads, (ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines())
}
HOSTILE = (
    "<script>pwned=1</script><img src=x onerror=pwned=2><svg onload=pwned=3>\"'`${pwned=4}{{pwned=5}}"
    "\u202eabc\u200b</script><!--" + "가" * 300 + "W" * 300 + "javascript:pwned=6"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium is absent")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=[*SOFTWARE_GL, *QUIET])
        yield found
        found.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the samples, of a hostile article, and of an article of which a fact was set aside."""
    if not (ROOT / "web" / "dist" / "view.js").is_file():
        pytest.skip("the part that runs in the browser was not built: Node.js was absent when kg was installed")
    folder = tmp_path_factory.mktemp("page")
    hostile = post("<b>x", HOSTILE[:60], title=HOSTILE, organization=f"시{HOSTILE}")
    hostile["article"] |= {"headline": HOSTILE, "publisher": HOSTILE, "authors": [HOSTILE], "url": "javascript:pwned=7"}
    backwards = event("backwards", start="2026-03-10", end="2026-03-01")
    (folder / "more.jsonl").write_text(lines(hostile, backwards), encoding="utf-8")
    kg.build(ROOT / "data" / "facts.jsonl", folder / "more.jsonl", out=folder / "news.kg", workers=1)
    with kg.open(folder / "news.kg") as news:
        (folder / "news.html").write_bytes(news.page("ko"))
    return folder / "news.html"


Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Opened]:
    """Opens the page at an address; whatever goes wrong on it or reaches beyond it fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_page(address: str = "", **settings: Any) -> Page:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | settings
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on(
            "request", lambda one: None if one.url.startswith(("file:", "blob:", "data:")) else wrong.append(one.url)
        )
        page.goto(f"{file.as_uri()}{address}")
        page.wait_for_selector("header h1")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def search(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.insert_text(text)


def marked(page: Page) -> list[str]:
    return page.locator(".panel .evidence-sentence mark.evidence").all_text_contents()


def test_a_person_is_found_by_initial_consonants_and_the_address_leads_back(opened: Opened) -> None:
    page = opened("#tab=tables")
    search(page, "ㅇㅅㄹ")
    expect(page.locator("#found [role=option]").first).to_contain_text("오세린")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("오세린")
    address = page.evaluate("decodeURI(location.hash)")
    assert address.startswith("#entity=person/오세린")
    page.reload()
    expect(page.locator(".panel h2")).to_have_text("오세린")


def test_people_of_one_name_are_told_apart_by_their_posts(opened: Opened) -> None:
    page = opened("#tab=tables")
    search(page, "강태욱")
    names = page.locator("#found [role=option]").filter(has=page.locator(".t-Person"))
    hints = [text.rsplit("강태욱", 1)[-1] for text in names.all_text_contents()]
    assert len(hints) == len(set(hints)) == 2
    assert any("나래소방서" in hint for hint in hints)


def test_a_syllable_that_is_being_typed_finds_and_enter_only_ends_it(opened: Opened) -> None:
    page = opened("#tab=tables")
    page.keyboard.press("/")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "오세ㄹ", "selectionStart": 3, "selectionEnd": 3})
    expect(page.locator("#found [role=option]").first).to_contain_text("오세린")
    enter = "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true})"
    page.evaluate(f"document.activeElement.dispatchEvent({enter})")
    expect(page.locator(".panel")).to_be_hidden()
    session.send("Input.insertText", {"text": "오세린"})
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_have_text("오세린")


def test_a_row_leads_to_the_sentence_with_the_very_words_marked(opened: Opened) -> None:
    page = opened("#tab=tables&table=Position")
    page.locator(".table-tools input").fill("ㄴㄹㅅㅂㅅ")
    page.locator(".grid .row", has_text="나래소방서").first.click()
    document = DOCUMENTS["2025-12-08-factory-fire"]
    [fact] = [f for f in document["facts"] if f["type"] == "position" and f["title"] == "현장지휘단장"]
    assert marked(page) == [document["article"]["text"][slice(*span)] for span in fact["evidence"]]
    assert page.locator(".panel .body").text_content() == document["article"]["text"]


def test_what_is_said_is_shown_as_said(opened: Opened) -> None:
    page = opened("#tab=tables&table=Statement")
    page.locator(".grid .row").first.click()
    expect(page.locator(".panel .notice")).to_contain_text("그가 이렇게 말했다는 것만 사실입니다")
    page.locator(".tools button").first.click()
    expect(page.locator(".panel .notice")).to_contain_text("Only that this was said is a fact")


def test_a_click_on_an_edge_shows_its_facts_with_their_sentences(opened: Opened) -> None:
    page = opened()
    page.wait_for_selector(".stage.settled")
    assert page.evaluate(  # the browser takes the graphics away, and the picture is drawn anew
        """async () => {
            const context = document.querySelector(".stage canvas.sigma-nodes").getContext("webgl2");
            const drawn = () => performance.getEntriesByName("kg:arranged").length;
            const before = drawn();
            context.getExtension("WEBGL_lose_context").loseContext();
            const end = performance.now() + 30000;
            while (drawn() === before && performance.now() < end) await new Promise(requestAnimationFrame);
            return drawn() > before;
        }"""
    )
    place = page.evaluate(
        """() => {
            const stage = document.querySelector(".stage");
            const { left, top, width, height } = stage.getBoundingClientRect();
            for (let i = 0; i < 4000; i++) {
                const clientX = left + width * (0.3 + 0.4 * ((i * 0.618034) % 1));
                const clientY = top + height * (0.3 + 0.4 * i / 4000);
                stage.lastElementChild.dispatchEvent(new MouseEvent("mousemove", { clientX, clientY, bubbles: true }));
                if (stage.dataset.under === "edge") return [clientX, clientY];
            }
        }"""
    )
    assert place
    page.mouse.move(*place)
    page.mouse.click(*place)
    page.wait_for_selector(".panel h2")
    assert page.evaluate("location.hash").startswith(("#fact=", "#pair="))
    assert page.locator(".panel mark.evidence").count() > 0


def test_kinds_types_and_time_filter_every_view_and_stand_in_the_address(opened: Opened) -> None:
    page = opened("#tab=tables")
    rows = page.locator(".table-tools [role=status]")
    everything = int(rows.inner_text().split("행")[0].replace(",", ""))
    page.locator(".filters label", has_text="사람").locator("input").uncheck()
    expect(page.locator(".grid .row .t-Person")).to_have_count(0)
    page.locator(".period input").nth(0).focus()
    page.keyboard.press("End")
    assert int(rows.inner_text().split("행")[0].replace(",", "")) < everything
    address = page.evaluate("location.hash")
    assert "without=Person" in address
    assert "from=2026" in address
    page.reload()
    assert not page.locator(".filters label", has_text="사람").locator("input").is_checked()
    page.locator(".filters .tool").click()
    assert int(rows.inner_text().split("행")[0].replace(",", "")) == everything


def test_the_timeline_runs_in_the_order_of_time_and_leads_to_facts(opened: Opened) -> None:
    page = opened("#tab=timeline")
    days = [day for day in page.locator(".moment time").all_text_contents() if day]
    assert len(days) > 1
    assert days == sorted(days)
    page.locator(".moment .says").first.click()
    expect(page.locator(".panel mark.evidence")).not_to_have_count(0)


def test_a_column_sorts_both_ways(opened: Opened) -> None:
    page = opened("#tab=tables&table=articles")
    head = page.locator(".heads button").first
    dates = page.locator(".grid .row > div:first-child")
    head.click()
    rising = [date for date in dates.all_text_contents() if date]
    assert rising == sorted(rising)
    head.click()
    assert [date for date in dates.all_text_contents() if date] == rising[::-1]
    assert page.locator(".heads > div").first.get_attribute("aria-sort") == "descending"


def test_it_can_be_used_by_keyboard_alone(opened: Opened) -> None:
    page = opened("#tab=tables&table=articles")
    page.locator(".grid .rows").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".panel h2")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".panel")).to_be_hidden()


def test_back_leads_to_what_was_looked_at_before(opened: Opened) -> None:
    page = opened("#tab=tables&table=articles")
    page.locator(".grid .row").first.click()
    first = page.locator(".panel h2").inner_text()
    page.locator(".panel .body a.m").first.click()
    assert page.locator(".panel h2").inner_text() != first
    page.locator(".panel-head button").first.click()
    expect(page.locator(".panel h2")).to_have_text(first)


def test_what_was_set_aside_is_shown_with_the_reason(opened: Opened) -> None:
    page = opened("#tab=tables&table=aside")
    page.locator(".grid .row").first.click()
    expect(page.locator(".panel .notice")).to_contain_text("그래프에 들어가지 않았습니다")
    assert page.locator(".panel dd").first.inner_text()


def test_a_type_can_be_unmarked_in_the_text(opened: Opened) -> None:
    page = opened("#article=article/2025-12-08-factory-fire&tab=tables")
    people = page.locator(".panel .body .t-Person")
    assert people.count() > 0
    page.locator(".toggles label", has_text="사람").locator("input").uncheck()
    expect(people).to_have_count(0)
    assert page.locator(".panel .body .t-Organization").count() > 0


def test_hostile_articles_run_nothing_and_are_shown_as_they_are(opened: Opened) -> None:
    page = opened("#tab=tables&table=articles")
    page.locator(".grid .row", has_text="<script>").click()
    expect(page.locator(".panel h2")).to_contain_text("<script>pwned=1</script><img src=x onerror=pwned=2>")
    assert "⟦U+202E⟧abc" in page.locator(".panel .body").inner_text()
    assert page.locator(".panel a[href^='javascript']").count() == 0
    for address in ("", "#tab=timeline", "#entity=<img src=x onerror=pwned=8>", "#tab=tables&table=Statement"):
        page.evaluate("hash => { location.hash = hash }", address)
        search(page, "<script>")
        page.keyboard.press("Escape")
    assert page.evaluate("typeof pwned") == "undefined"
    assert page.locator("body img, body iframe, body object, body script:not(#data)").count() == 1  # its own script
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_an_address_of_something_else_says_so(opened: Opened) -> None:
    expect(opened("#entity=person/아무개").locator(".panel .empty")).to_contain_text("person/아무개")


def test_a_phone_scrolls_in_one_direction_only(opened: Opened) -> None:
    page = opened("", viewport={"width": 360, "height": 740})
    for address in ("", "#tab=timeline", "#tab=tables", "#entity=place/나래시"):
        page.evaluate("hash => { location.hash = hash }", address)
        assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"), address


def test_colours_follow_the_button(opened: Opened) -> None:
    page = opened("#tab=tables", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.locator(".tools button").nth(1).click()
    assert page.evaluate(paper) != light


def test_where_nothing_can_be_drawn_the_page_says_so_and_goes_on(browser: Browser, file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(file.as_uri())
    expect(page.locator(".stage .empty")).to_contain_text("WebGL")
    page.locator(".views button").nth(2).click()
    expect(page.locator(".grid .row").first).to_be_visible()
    context.close()


def test_every_control_has_a_name(opened: Opened) -> None:
    page = opened("#entity=place/나래시")
    controls = "button, input, a, [role=grid], [role=list], [role=listbox], [role=img]"
    nameless = page.evaluate(
        """controls => [...document.querySelectorAll(controls)]
            .filter(e => e.checkVisibility())
            .filter(e => !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length))
            .map(e => e.outerHTML)""",
        controls,
    )
    assert nameless == []
