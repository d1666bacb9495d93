"""One article as one self-contained HTML page: it opens from disk, asks no network, and can be read without script."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from kg.extract.explanation import Explanation
from kg.markup import element, text
from kg.messages import Say
from kg.model import MENTION_TYPES
from kg.view.body import body
from kg.view.cards import dropped, entities, facts
from kg.view.labels import type_label

_FOLDER = Path(__file__).parent


@cache
def _part(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8").strip()


def page(explanation: Explanation, language: str = "ko") -> str:
    """Return the page of one explanation; its headings are in `language` (`ko` or `en`).

    Whatever comes from the article is escaped, and the page's own policy forbids any other script or address.
    """
    say = Say(language)
    article = explanation.document.article
    title = article.headline or explanation.document.id
    script = _part("page.js")
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
    )
    head = (
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(title)} – kg</title>\n<style>\n{_part('page.css')}\n</style>\n"
    )
    content = _header(say, explanation, title) + element(
        "main",
        element("article", body(say, explanation), lang=article.language, dir="auto") + _aside(say, explanation),
    )
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}</head>\n<body>\n{content}\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )


def _header(say: Say, explanation: Explanation, title: str) -> str:
    document = explanation.document
    article = document.article
    about = [article.publisher, article.published, ", ".join(article.authors), document.id]
    line = " · ".join(text(part) for part in about if part)
    toggles = "".join(
        _toggle(f"t-{kind}", type_label(say, kind), shown=True) for kind in MENTION_TYPES if _has(explanation, kind)
    )
    toggles += _toggle("e", say("explain.evidence"), shown=True)
    if explanation.dropped:
        toggles += _toggle("d", say("explain.dropped"), shown=False)
    return element(
        "header",
        element("h1", text(title), lang=article.language, dir="auto")
        + element("p", line, class_="about")
        + element("div", toggles, class_="legend"),
    )


def _has(explanation: Explanation, kind: str) -> bool:
    return any(m.type == kind for m in (*explanation.references, *explanation.document.mentions))


def _toggle(name: str, label: str, *, shown: bool) -> str:
    checked = " checked" if shown else ""
    return (
        f'<label><input type="checkbox" id="show-{name}"{checked}><span class="m {name}">{text(label)}</span></label>'
    )


def _aside(say: Say, explanation: Explanation) -> str:
    document = explanation.document
    parts = [
        ("facts", say("explain.facts"), len(document.facts), facts(say, explanation)),
        ("entities", say("explain.entities"), len(document.entities), entities(say, explanation)),
        ("dropped", say("explain.dropped"), len(explanation.dropped), dropped(say, explanation)),
    ]
    shown = [
        element("h2", text(label) + " " + element("small", str(count)), id=ident) + content
        for ident, label, count, content in parts
        if count or ident == "facts"
    ]
    links = "".join(
        element("a", text(label) + " " + element("small", str(count)), href=f"#{ident}")
        for ident, label, count, _ in parts
        if count
    )
    return element("aside", element("nav", links) + "".join(shown))
