"""The table of terms in ontology/README.md, rendered from the vocabulary. Run it to write the table anew."""

from __future__ import annotations

from pathlib import Path

from kg import vocab

README = Path(__file__).resolve().parents[2] / "ontology" / "README.md"
BEGIN = "<!-- terms: written by tests/ontology/term_table.py -->\n"
END = "<!-- end of terms -->\n"


def render() -> str:
    """Return the table of all terms as Markdown."""
    rows = ["| Term | 한국어 | English | Meaning or use |", "|---|---|---|---|"]
    for term in vocab.terms().values():
        scheme = f" ({vocab.compact(term.scheme)})" if term.scheme else ""
        meaning = term.notes.get("en", "concept scheme") + scheme
        rows.append(f"| `{term.curie}` | {term.labels['ko']} | {term.labels['en']} | {meaning} |")
    return "\n".join(rows) + "\n"


def current() -> str:
    """Return the table that stands in the README."""
    return README.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0]


if __name__ == "__main__":
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    README.write_text(before + BEGIN + render() + END + rest.split(END)[1], encoding="utf-8")
