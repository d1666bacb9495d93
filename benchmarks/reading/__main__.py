"""Measure how well articles are read from web pages, beside plain trafilatura on the same pages in the same run.

    python benchmarks/reading [--pages] [--update]

The pages are layouts of our own, shaped like those of Korean publishers (`pages.py`). A third of them was written after
the reader was done and is reported apart. Measured are, as means over the pages: token F1 of the body (tokens are what
stands between white space, counted as often as they occur), whether the names of the byline are exactly those of the
page, whether the day of publication is right and whether the time of day is right too, where the page tells it.
`--pages` shows every page, `--update` writes `result.json` and the tables of the documentation anew.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks.reading.pages import Page, pages  # noqa: E402 - the folder must be known first

RESULT = Path(__file__).with_name("result.json")

Read = tuple[str, tuple[str, ...], str | None]
"""What was read from a page: body, names of the byline, date."""


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true", help="show every page")
    parser.add_argument("--update", action="store_true", help="write the result and the documentation's tables anew")
    options = parser.parse_args()
    result = measure(pages(), verbose=options.pages)
    show(result)
    if options.update:
        RESULT.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        subprocess.run([sys.executable, str(ROOT / "benchmarks" / "tables.py")], check=True)


def measure(found: list[Page], *, verbose: bool) -> dict[str, Any]:
    """Return the figures of each reader on each part of the pages."""
    result: dict[str, Any] = {}
    for name, read in READERS.items():
        begin = time.process_time()
        results = [(page, scores(page, read(page.data))) for page in found]
        spent = time.process_time() - begin
        if verbose:
            for page, row in results:
                print(f"{name:12}{page.name:28}" + "".join(f"{value:8.3f}" for value in row.values()))
        result[name] = {}
        for part, held_out in (("written", False), ("held-out", True)):
            rows = [row for page, row in results if page.held_out == held_out]
            means = {key: round(sum(row[key] for row in rows) / len(rows), 3) for key in (rows[0] if rows else ())}
            result[name][part] = {"pages": len(rows)} | means
        print(f"{name}: {1000 * spent / len(found):.1f} ms of processor time a page", file=sys.stderr)
    return result


def scores(page: Page, read: Read) -> dict[str, float]:
    """Return what is right of what was read from a page."""
    text, authors, published = read
    return {
        "body_f1": token_f1(page.text, text),
        "byline": float(set(authors) == set(page.authors)),
        "day": float((published or "")[:10] == (page.published or "")[:10]),
        "time": float(published == page.published),
    }


def token_f1(wanted: str, found: str) -> float:
    """Return the F1 of the tokens of a text."""
    gold, read = Counter(wanted.split()), Counter(found.split())
    common = (gold & read).total()
    return 2 * common / (gold.total() + read.total()) if common else 0.0


def by_kg(data: bytes) -> Read:
    """Read a page as `kg build` does."""
    from kg.errors import InputError
    from kg.read.html import read_html

    try:
        article = read_html(data)
    except InputError:
        return "", (), None
    return article.text, article.authors, article.published


def by_trafilatura(data: bytes) -> Read:
    """Read a page as trafilatura does by itself."""
    import trafilatura

    found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return "", (), None
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return found.text or "", authors, found.date


READERS: dict[str, Callable[[bytes], Read]] = {"kg": by_kg, "trafilatura": by_trafilatura}


def show(result: dict[str, Any]) -> None:
    """Print the result as a table."""
    print(f"{'':14}{'':12}{'pages':>6}{'body F1':>9}{'byline':>8}{'day':>7}{'time':>7}")
    for name, parts in result.items():
        for part, row in parts.items():
            figures = f"{row['body_f1']:9.3f}{row['byline']:8.3f}{row['day']:7.3f}{row['time']:7.3f}"
            print(f"{name:14}{part:12}{row['pages']:6}{figures}")


if __name__ == "__main__":
    main()
