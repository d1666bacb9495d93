"""Write the tables of figures in README.md and in the guides from the committed results of the benchmarks.

python benchmarks/tables.py
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PAGES = (
    ROOT / "README.md",
    ROOT / "docs" / "extraction.md",
    ROOT / "docs" / "figures.md",
    ROOT / "docs" / "inputs.md",
)
ACCURACY = ROOT / "benchmarks" / "accuracy" / "baseline.json"
STAGES = ROOT / "benchmarks" / "stages" / "result.json"
READING = ROOT / "benchmarks" / "reading" / "result.json"

SETS = {
    "articles": "annotated news articles",
    "page": "one raw page of a newspaper",
    "samples": "the sample articles of `data/`",
    "mentions": "news sentences",
}


class StageRow(NamedTuple):
    """A row of the table of stages.

    Attributes:
        title: what it is.
        measured: the parts whose seconds make it up, each with what of it.
        beside: the part that it is compared with, and what of it.
        peer: what that is.
    """

    title: str
    measured: tuple[tuple[str, str], ...]
    beside: tuple[str, str] | None = None
    peer: str = ""


STAGE_ROWS = (
    StageRow("Kiwi alone: sentences and morphemes", (("kiwi", "kiwi"),)),
    StageRow("`kg extract`", (("extract", "extract"),), ("kiwi", "kiwi"), "Kiwi"),
    StageRow("mapping to N-Quads", (("map", "map"),)),
    StageRow("gate", (("gate", "gate"),), ("pyshacl", "pySHACL"), "plain pySHACL"),
    StageRow("gate", (("gate", "gate"),), ("pyshacl", "pySHACL, fast form"), "pySHACL, each article by itself"),
    StageRow("loading", (("load", "load"),), ("bulk load", "bulk load"), "pyoxigraph's bulk load"),
    StageRow(
        "mapping and loading", (("map", "map"), ("load", "load")), ("bulk load", "bulk load"), "pyoxigraph's bulk load"
    ),
    StageRow("`kg build` of facts documents", (("build of facts", "processor"),), ("kiwi", "kiwi"), "Kiwi"),
    StageRow("`kg build` of articles", (("build", "processor"),), ("kiwi", "kiwi"), "Kiwi"),
    StageRow(
        "the same with two workers, by the clock",
        (("build, two workers", "clock"),),
        ("build", "clock"),
        "one worker, by the clock",
    ),
    StageRow("network for networkx", (("networkx", "networkx"),), ("rdflib", "rdflib, networkx"), "rdflib's converter"),
)


def accuracy_summary() -> str:
    """Return the micro averages of every set as a Markdown table."""
    lines = [
        "| Measured on | What | Precision | Recall | F1 | of | F1, accurate |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    results = _read(ACCURACY)
    for name, table in results["rules"].items():
        for label, row in table.items():
            if label.endswith(" (micro)"):
                what = _plural(label.removesuffix(" (micro)"))
                accurate = results["accurate"][name][label]["f1"]
                lines.append(f"| {SETS[name]} | {what} | {_figures(row)} | {accurate:.3f} |")
    return "\n".join(lines) + "\n"


def accuracy_by_type() -> str:
    """Return the figures of each type of entity, fact and mention on the annotated texts as a Markdown table."""
    lines = [
        "| Type | Precision | Recall | F1 | of | missed | false | F1, accurate |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    rules, accurate = (
        tables["articles"] | tables["mentions"] for tables in map(_read(ACCURACY).get, ("rules", "accurate"))
    )
    for label, row in rules.items():
        more = f"{row['missed']} | {row['false']} | {accurate[label]['f1']:.3f}"
        lines.append(f"| {label.replace(':', ' ')} | {_figures(row)} | {more} |")
    return "\n".join(lines) + "\n"


def stages(result: dict[str, Any] | None = None) -> str:
    """Return what each stage takes an article, at each number of articles, beside its peer, as a Markdown table."""
    parts = (result or _read(STAGES))["parts"]
    sizes = sorted({int(size) for part in parts.values() for size in part})
    columns = " | ".join(f"{size:,}" for size in sizes)
    lines = [
        f"| Milliseconds an article | {columns} | Beside | Ratio | Growth | Peak memory |",
        f"|---|{'---:|' * len(sizes)}---|---:|---:|---:|",
    ]
    for stage in STAGE_ROWS:
        own = {size: sum(_seconds(parts, what, size) for what in stage.measured) for size in sizes}
        own = {size: seconds for size, seconds in own.items() if not math.isnan(seconds)}
        if own:
            lines.append(_stage_row(stage, own, sizes, parts))
    return "\n".join(lines) + "\n"


def queries(result: dict[str, Any] | None = None) -> str:
    """Return what each shipped query takes, beside pyoxigraph and rdflib, as a Markdown table."""
    measured = (result or _read(STAGES))["parts"]["queries"]
    sizes = sorted(map(int, measured))
    if not sizes:
        return "Not measured yet: `python benchmarks/stages --stage queries --update`.\n"
    columns = " | ".join(f"{size:,}" for size in sizes)
    lines = [
        f"| Milliseconds | {columns} | pyoxigraph = 1 | rdflib, 1,000 | times as fast |",
        f"|---|{'---:|' * (len(sizes) + 3)}",
    ]
    ratios: list[float] = []
    for name in (name for name in measured[str(sizes[-1])]["seconds"] if "," not in name):
        took = {size: measured[str(size)]["seconds"].get(name, math.nan) for size in sizes}
        plain = measured[str(sizes[-1])]["seconds"].get(f"{name}, pyoxigraph")
        direct = "" if plain is None else f"{took[sizes[-1]] / plain:.2f}"
        small = measured.get("1000", {"seconds": {}})["seconds"]
        other = None if f"{name}, rdflib fails" in small else small.get(f"{name}, rdflib")
        remark = "fails" if f"{name}, rdflib fails" in small else ""
        remark += ", other rows" if f"{name}, rdflib otherwise" in small else ""
        faster = "" if other is None else f"{other / took[1000]:,.0f}"
        cells = " | ".join(map(_milliseconds, took.values()))
        rdflib = ("" if other is None else _milliseconds(other)) + remark
        lines.append(f"| {name} | {cells} | {direct} | {rdflib} | {faster} |")
        ratios += [] if other is None else [other / took[1000]]
    if ratios:
        lines.append(f"| median |{' |' * (len(sizes) + 2)} {median(ratios):,.0f} |")
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
    "stages": stages,
    "queries": queries,
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


def write() -> None:
    """Write the tables of all pages anew."""
    for page in PAGES:
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


def _stage_row(stage: StageRow, own: dict[int, float], sizes: list[int], parts: dict[str, Any]) -> str:
    cells = [f"{own[size] / size * 1000:.2f}" if size in own else "" for size in sizes]
    peers = {} if stage.beside is None else {size: _seconds(parts, stage.beside, size) for size in own}
    shared = [size for size in own if not math.isnan(peers.get(size, math.nan))]
    ratio = f"{own[shared[-1]] / peers[shared[-1]]:.2g}" if shared else ""
    first, last = min(own), max(own)
    growth = f"{math.log(own[last] / own[first]) / math.log(last / first):.2f}" if first < last else ""
    peak = max(parts[part][str(last)]["peak_megabytes"] for part, _ in stage.measured)
    return f"| {stage.title} | {' | '.join(cells)} | {stage.peer} | {ratio} | {growth} | {peak:,} MB |"


def _seconds(parts: dict[str, Any], what: tuple[str, str], size: int) -> float:
    part, name = what
    measured = parts.get(part, {}).get(str(size))
    return math.nan if measured is None else float(measured["seconds"][name])


def _milliseconds(seconds: float) -> str:
    """A time; one of whole seconds is that after which a query was given up."""
    return f"over {seconds:.0f} s" if seconds == int(seconds) else f"{seconds * 1000:,.1f}"


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _plural(kind: str) -> str:
    return {"entity": "entities", "fact": "facts", "mention": "mentions"}[kind]


def _figures(row: dict[str, Any]) -> str:
    return f"{row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} | {row['gold']}"


if __name__ == "__main__":
    write()
