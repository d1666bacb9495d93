r"""The set of web pages: layouts shaped like those of Korean publishers, filled with articles of our own.

A layout is a file in `tests/read/pages/`. Its first line says what should be read: `article`, the name of an article in
`articles.json` or of `data/facts.jsonl`; `published`; `authors`; `set`, `written` for those that were there while the
reader was written, `held-out` for those that came after it was done; and, where it is another than UTF-8, `encoding`.
Below that stands the page, in which `{{…}}` stands for the article:

    {{headline}}            the headline
    {{p <p>|</p>}}          the paragraphs, each between these pieces of HTML; {{p1 …}}, {{p2- …}}, {{p1-3 …}} some
    {{json <p>|</p>}}       the same as the inside of a JSON string; {{unicode …}} with \uXXXX for what is not ASCII,
                            {{twice …}} as JSON inside a string of JSON
    {{escaped <p>|</p>}}    the same escaped once more as HTML
    {{wrapped 38}}          the paragraphs in lines of so many characters
"""

from __future__ import annotations

import html
import json
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "read" / "pages"


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what should be read from it.

    Attributes:
        name: the layout's name.
        held_out: whether it was written after the reader was done.
        data: the page's bytes.
        headline: the headline.
        text: the body, a paragraph a line.
        published: ISO 8601 as `kg.model.Article` has it.
        authors: the names of the byline.
    """

    name: str
    held_out: bool
    data: bytes
    headline: str
    text: str
    published: str | None
    authors: tuple[str, ...]


def pages() -> list[Page]:
    """Return all pages, by name."""
    articles = _articles()
    return [_page(path, articles) for path in sorted(FOLDER.glob("*.html"))]


def _articles() -> dict[str, tuple[str, list[str]]]:
    own = json.loads((FOLDER / "articles.json").read_text(encoding="utf-8"))
    found = {name: (article["headline"], article["paragraphs"]) for name, article in own.items()}
    for line in (ROOT / "data" / "facts.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        article = document["article"]
        lines = [text for text in article["text"].split("\n") if text.strip() and not text.startswith("▲")]
        found[document["id"][11:]] = (article["headline"], lines)
    return found


_FILL = re.compile(r"\{\{(headline|p|json|unicode|twice|escaped|wrapped)(?:(\d+)(?:-(\d*))?)?(?: ([^}]*))?\}\}")


def _page(path: Path, articles: dict[str, tuple[str, list[str]]]) -> Page:
    stated, _, layout = path.read_text(encoding="utf-8").partition("\n")
    about = dict(pair.split("=", 1) for pair in stated.removeprefix("#: ").split())
    headline, paragraphs = articles[about["article"]]
    page = _FILL.sub(lambda match: _filled(match, headline, paragraphs), layout)
    return Page(
        name=path.stem,
        held_out=about["set"] == "held-out",
        data=page.encode(about.get("encoding", "utf-8"), errors="xmlcharrefreplace"),
        headline=headline,
        text="\n".join(paragraphs),
        published=about.get("published"),
        authors=tuple(filter(None, about.get("authors", "").split(","))),
    )


def _filled(match: re.Match[str], headline: str, paragraphs: list[str]) -> str:
    kind, first, last, around = match.groups()
    if kind == "headline":
        return html.escape(headline)
    if kind == "wrapped":
        return "\n\n".join(textwrap.fill(html.escape(text, quote=False), int(around)) for text in paragraphs)
    end = len(paragraphs) if last == "" else int(last or first or len(paragraphs))
    begin, _, close = (around or "").partition("|")
    chosen = paragraphs[int(first or 1) - 1 : end]
    if kind in ("json", "unicode", "twice"):
        text = "".join(f"{begin}{text}{close}" for text in chosen)
        for _ in range(2 if kind == "twice" else 1):
            text = json.dumps(text, ensure_ascii=kind == "unicode")[1:-1]
        return text
    markup = "".join(f"{begin}{html.escape(text, quote=False)}{close}" for text in chosen)
    return html.escape(markup) if kind == "escaped" else markup
