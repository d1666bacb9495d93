"""Measure the page of `kg view`: how heavy it is, how soon it shows a picture, how fluid it is, in headless Chromium.

    python benchmarks/view [--entities N]

An invented newsroom of N entities (3,000 unless told otherwise) is built, its page written and opened from disk at 1280
by 800 in Chromium that draws by software: a machine with a graphics processor is faster in all but the layout. Times
count from the beginning of navigation. Frames are the times between two frames while the picture is dragged and zoomed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import kg

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from benchmarks.view.newsroom import documents

ROOT = Path(__file__).resolve().parents[2]
SOFTWARE_GL = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]

FRAMES = """() => {
    window.frames_ = [];
    let last = performance.now();
    const next = (now) => { window.frames_.push(now - last); last = now; requestAnimationFrame(next); };
    requestAnimationFrame(next);
}"""
SEARCH = """async query => {
    const field = document.querySelector(".search input");
    const begin = performance.now();
    field.value = query;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const found = document.querySelectorAll("#found [role=option]").length;
    return [performance.now() - begin, found];
}"""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entities", type=int, default=3000, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = written(Path(folder), options.entities)
        opened(page)


def written(folder: Path, entities: int) -> Path:
    """Build the newsroom, write its page, and say how long that took."""
    source, page = folder / "facts.jsonl", folder / "news.html"
    lines = [json.dumps(document, ensure_ascii=False) + "\n" for document in documents(entities)]
    source.write_text("".join(lines), encoding="utf-8")
    kg.build(source, out=folder / "news.kg")
    with kg.open(folder / "news.kg") as news:
        begin, cpu = time.perf_counter(), time.process_time()
        page.write_bytes(news.page("ko"))
        row("page written in", f"{time.perf_counter() - begin:.1f} s ({time.process_time() - cpu:.1f} s of one core)")
        totals = news.totals()
    row("articles, facts", f"{totals.articles:,}, {sum(totals.accepted.values()):,}")
    script = sum((ROOT / "web" / "dist" / name).stat().st_size for name in ("view.js", "view.css"))
    row("page weight", f"{page.stat().st_size / 1e6:.2f} MB, of which script and style {script / 1e6:.2f} MB")
    return page


def opened(file: Path) -> None:
    """Open the page and say what it does."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*SOFTWARE_GL, *QUIET])
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(file.as_uri())
        page.wait_for_selector(".stage.settled", timeout=120_000)
        page.wait_for_timeout(500)
        row("drawn", page.locator(".graph-note").inner_text())
        marks = "performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime])"
        for name, milliseconds in page.evaluate(marks):
            row(
                {"kg:first-picture": "first picture after", "kg:arranged": "final picture after"}.get(name, name),
                f"{milliseconds / 1000:.2f} s",
            )
        frames(page)
        for query in ("ㄱㄴㄷ", "회장 토론", "김바"):
            milliseconds, found = page.evaluate(SEARCH, query)
            row(f"search for {query}", f"{milliseconds:.0f} ms ({found} shown)")
        row("script memory", f"{page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.0f} MB")
        browser.close()


def frames(page: Any) -> None:
    """Drag and zoom the picture and say how long frames took."""
    box = page.locator(".stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for name, act in (("dragging", drag), ("zooming", zoom), ("pointing", point)):
        page.mouse.move(x, y)
        page.evaluate(FRAMES)
        act(page, x, y)
        taken = sorted(page.evaluate("window.frames_.slice(2)"))
        late = taken[int(len(taken) * 0.95)]
        row(
            f"frames while {name}",
            f"median {statistics.median(taken):.0f} ms, 95 % within {late:.0f} ms ({len(taken)} frames)",
        )


def drag(page: Any, x: float, y: float) -> None:
    """Pull the picture to and fro."""
    page.mouse.down()
    for i in range(120):
        page.mouse.move(x + 200 * ((i % 40) / 20 - 1), y + 100 * ((i % 30) / 15 - 1))
    page.mouse.up()


def zoom(page: Any, x: float, y: float) -> None:
    """Turn the wheel in and out."""
    for i in range(40):
        page.mouse.move(x + i, y)
        page.mouse.wheel(0, -240 if i % 20 < 10 else 240)
        page.wait_for_timeout(40)


def point(page: Any, x: float, y: float) -> None:
    """Move the pointer over nodes and edges, which light up with their neighbours."""
    for i in range(120):
        page.mouse.move(x - 240 + 4 * i, y + 60 * ((i % 40) / 20 - 1))


def row(name: str, value: str) -> None:
    """Print one result."""
    print(f"{name:24} {value}", flush=True)


if __name__ == "__main__":
    main()
