"""Write the tables of figures in README.md and in the guides from the committed results of the benchmarks.

python benchmarks/tables.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "extraction.md", ROOT / "docs" / "inputs.md")
ACCURACY = ROOT / "benchmarks" / "accuracy" / "baseline.json"
SPEED = ROOT / "benchmarks" / "speed" / "result.json"
READING = ROOT / "benchmarks" / "reading" / "result.json"

SETS = {
    "articles": "annotated news articles",
    "page": "one raw page of a newspaper",
    "samples": "the sample articles of `data/`",
    "mentions": "news sentences",
}


def accuracy_summary() -> str:
    """Return the micro averages of every set as a Markdown table."""
    lines = ["| Measured on | What | Precision | Recall | F1 | of |", "|---|---|---:|---:|---:|---:|"]
    for name, table in _read(ACCURACY).items():
        for label, row in table.items():
            if label.endswith(" (micro)"):
                lines.append(f"| {SETS[name]} | {_plural(label.removesuffix(' (micro)'))} | {_figures(row)} |")
    return "\n".join(lines) + "\n"


def accuracy_by_type() -> str:
    """Return the figures of each type of entity, fact and mention on the annotated texts as a Markdown table."""
    lines = ["| Type | Precision | Recall | F1 | of | missed | false |", "|---|---:|---:|---:|---:|---:|---:|"]
    results = _read(ACCURACY)
    for label, row in (results["articles"] | results["mentions"]).items():
        lines.append(f"| {label.replace(':', ' ')} | {_figures(row)} | {row['missed']} | {row['false']} |")
    return "\n".join(lines) + "\n"


def speed() -> str:
    """Return the speed of each stage beside that of Kiwi as a Markdown table."""
    result = _read(SPEED)
    lines = ["| With one worker | Articles/s | Time, Kiwi = 1 | Peak memory |", "|---|---:|---:|---:|"]
    for stage in result["stages"]:
        memory = f"{stage['peak_megabytes']:,} MB" if stage["peak_megabytes"] else ""
        lines.append(f"| {stage['name']} | {stage['articles_per_second']:.0f} | {stage['ratio']:.2f} | {memory} |")
    return "\n".join(lines) + "\n"


def reading() -> str:
    """Return how well web pages are read, beside plain trafilatura, as a Markdown table."""
    lines = ["| Read by | Pages | Body F1 | Byline | Day | Time | of |", "|---|---|---:|---:|---:|---:|---:|"]
    for name, parts in _read(READING).items():
        for part, row in parts.items():
            figures = " | ".join(f"{row[key]:.3f}" for key in ("body_f1", "byline", "day", "time"))
            lines.append(f"| {name} | {part} | {figures} | {row['pages']} |")
    return "\n".join(lines) + "\n"


TABLES = {
    "accuracy summary": accuracy_summary,
    "accuracy by type": accuracy_by_type,
    "speed": speed,
    "reading": reading,
}
"""What can be included, by the name in the comments `<!-- table: NAME -->` and `<!-- end of table -->`."""

_END = "<!-- end of table -->"


def renewed(text: str) -> str:
    """Return the page `text` with its tables written anew."""
    for name, render in TABLES.items():
        begin = f"<!-- table: {name}, written by benchmarks/tables.py -->\n"
        if begin in text:
            before, rest = text.split(begin)
            text = before + begin + render() + _END + rest.partition(_END)[2]
    return text


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _plural(kind: str) -> str:
    return {"entity": "entities", "fact": "facts", "mention": "mentions"}[kind]


def _figures(row: dict[str, Any]) -> str:
    return f"{row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['gold']}"


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")
