"""Measure the page of `kg view`: how heavy it is, how soon it shows a picture, how fluid it is, in headless Chromium.

    python benchmarks/view [--entities N | --page FILE]

An invented newsroom of N entities (3,000 unless told otherwise) is built, its page written and opened from disk at 1280
by 800 in Chromium that draws by software: a machine with a graphics processor is faster in all but the layout. `--page`
measures a page that is there. Times count from the beginning of navigation. Frames are the times between two frames
while the picture is dragged and zoomed; processor time, which hardly depends on what else the machine does, is that of
the page (its layout beside it included) and of the drawing.
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
    parser.add_argument("--page", type=Path, metavar="FILE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = options.page or written(Path(folder), options.entities)
        row(
            "page weight", f"{page.stat().st_size / 1e6:.2f} MB, of which script and style {script_size() / 1e6:.2f} MB"
        )
        opened(page.resolve())


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
    return page


def script_size() -> int:
    """Return how many bytes of a page are its script and style."""
    return sum((ROOT / "web" / "dist" / name).stat().st_size for name in ("view.js", "view.css"))


def opened(file: Path) -> None:
    """Open the page and say what it does."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*SOFTWARE_GL, *QUIET])
        processor = Processor(browser.new_browser_cdp_session())
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(file.as_uri())
        page.wait_for_selector(".stage.settled", timeout=120_000)
        page.wait_for_timeout(500)
        row("processor time so far", processor.spent())
        row("drawn", page.locator(".graph-note").inner_text())
        marks = "performance.getEntriesByType('mark').map(mark => [mark.name, mark.startTime])"
        for name, milliseconds in page.evaluate(marks):
            row(
                {"kg:first-picture": "first picture after", "kg:arranged": "final picture after"}.get(name, name),
                f"{milliseconds / 1000:.2f} s",
            )
        frames(page, processor)
        for query in ("ㄱㄴㄷ", "회장 토론", "김바"):
            milliseconds, found = page.evaluate(SEARCH, query)
            row(f"search for {query}", f"{milliseconds:.0f} ms ({found} shown)")
        row("script memory", f"{page.evaluate('performance.memory.usedJSHeapSize') / 1e6:.0f} MB")
        browser.close()


class Processor:
    """What the browser's processes have taken of the processor."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.before = (0.0, 0.0)

    def spent(self, parts: int = 1) -> str:
        """Return the time since it was last asked, that of the page and that of the drawing, divided by `parts`."""
        processes = self.session.send("SystemInfo.getProcessInfo")["processInfo"]
        now = tuple(sum(p["cpuTime"] for p in processes if p["type"].lower() == kind) for kind in ("renderer", "gpu"))
        page, drawing = (1e3 * (a - b) / parts for a, b in zip(now, self.before, strict=True))
        self.before = now[0], now[1]
        return f"page {page:.0f} ms, drawing {drawing:.0f} ms"


MOVES = 60


def frames(page: Any, processor: Processor) -> None:
    """Drag and zoom the picture and say how long frames took."""
    box = page.locator(".stage").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    for name, act in (("dragging", drag), ("zooming", zoom), ("pointing", point)):
        page.mouse.move(x, y)
        page.evaluate(FRAMES)
        processor.spent()
        act(page, x, y)
        each = processor.spent(MOVES)
        taken = sorted(page.evaluate("window.frames_.slice(2)"))
        late = taken[int(len(taken) * 0.95)]
        speed = f"median {statistics.median(taken):.0f} ms, 95 % within {late:.0f} ms"
        row(f"frames while {name}", f"{speed}; processor time a move: {each}")


def drag(page: Any, x: float, y: float) -> None:
    """Pull the picture to and fro."""
    page.mouse.down()
    for i in range(MOVES):
        page.mouse.move(x + 200 * ((i % 40) / 20 - 1), y + 100 * ((i % 30) / 15 - 1))
    page.mouse.up()


def zoom(page: Any, x: float, y: float) -> None:
    """Turn the wheel in and out."""
    page.mouse.move(x + 1, y)
    for i in range(MOVES):
        page.mouse.wheel(0, -120 if i % 20 < 10 else 120)
        page.wait_for_timeout(16)


def point(page: Any, x: float, y: float) -> None:
    """Move the pointer over nodes and edges, which light up with their neighbours."""
    for i in range(MOVES):
        page.mouse.move(x - 240 + 4 * i, y + 60 * ((i % 40) / 20 - 1))


def row(name: str, value: str) -> None:
    """Print one result."""
    print(f"{name:24} {value}", flush=True)


if __name__ == "__main__":
    main()
