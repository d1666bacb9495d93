"""Bodies that a page holds as data for its own program, escaped in a script, and not as HTML."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError
from kg.read.dates import epoch_value
from kg.read.html.about import About, date_value
from kg.read.html.loose_json import first_value, loads, walk
from kg.read.html.tree import Element
from kg.read.korean import signed

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ASSIGNED = re.compile(r"=\s*(?=[{\[])|JSON\.parse\(\s*(?=[\"'])")
_HANGUL = re.compile("[가-힣]")
_ESCAPED_HANGUL = re.compile(r"\\u(?:a[c-f]|[bc][0-9a-f]|d[0-7])[0-9a-f]", re.IGNORECASE)
_OPENING = re.compile(r"<(?:p|br|div|span|h\d)\b|&lt;(?:p|br|div)\b", re.IGNORECASE)
_ENOUGH = 40
"""So many Hangul syllables make a paragraph."""
_TITLES = ("headline", "headlines", "title", "subject", "articleTitle", "url", "canonical_url", "link", "href")
_TEXTS = ("content", "text", "value", "html", "body", "contents", "paragraph", "data")


def hidden_bodies(root: Element) -> list[str]:
    """Return what in the page's scripts may be its body, as HTML or text, the longest first."""
    found: list[str] = []
    for kind, text in _programs(root):
        values = list(_values(kind, text)) if _worth(text) else []
        for value in values:
            found += _bodies(value)
        if not values and _worth(text):
            found += _literals(text)
    return sorted(dict.fromkeys(found), key=lambda body: -_hangul(body))[:8]


_DATE_KEY = re.compile(
    r"(?:display|publish|published|first_?publish|creat\w*|reg\w*|input|service|issue|release|article|open|write)_?"
    r"(?:date|time|at|dt|ymdt|datetime)",
    re.IGNORECASE,
)
_AUTHOR_KEY = re.compile(r"(?:author|writer|reporter|journalist|byline|credit)(?:s|_?list|_?names?)?", re.IGNORECASE)


def stated_about(root: Element, headline: str | None) -> About:
    """Return what the page's data say about the article that has this headline."""
    wanted = _plain(headline or "")
    for kind, text in _programs(root) if len(wanted) >= 3 else ():
        for value in _values(kind, text):
            for node in walk(value):
                if isinstance(node, dict) and any(_plain(title) == wanted for title in _titles(node)):
                    about = About(published=_date(node), authors=_signed(node))
                    if about.published or about.authors:
                        return about
    return About()


def _programs(root: Element) -> Iterator[tuple[str, str]]:
    """Yield the page's scripts, each with its type, and the JSON in attributes of its elements."""
    for element in root.iter():
        if element.tag == "script":
            kind = (element.get("type") or "").lower()
            if "ld+json" not in kind:
                yield kind, element.text_content()
        elif isinstance(element.tag, str):
            yield from (("json", value) for value in element.attrib.values() if len(value) > 200 and value[0] in "{[")


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", html.unescape(text))


def _titles(node: dict[str, Any]) -> Iterator[str]:
    for value in node.values():
        if isinstance(value, str) and len(value) <= 300:
            yield value
        elif isinstance(value, dict) and isinstance(value.get("basic"), str):
            yield value["basic"]


def _date(node: dict[str, Any]) -> str | None:
    for key, value in node.items():
        if _DATE_KEY.fullmatch(key):
            if isinstance(value, int) and not isinstance(value, bool):
                value = epoch_value(value)
            if isinstance(value, str) and (found := date_value(value)):
                return found
    return None


def _signed(node: dict[str, Any]) -> tuple[str, ...]:
    for key, value in node.items():
        if _AUTHOR_KEY.fullmatch(key):
            texts = (
                [value] if isinstance(value, str) else [v for n in walk(value) if isinstance(n, dict) for v in _own(n)]
            )
            if names := tuple(dict.fromkeys(name for text in texts for name in signed(text))):
                return names
    return ()


def _own(node: dict[str, Any]) -> Iterator[str]:
    for key in ("name", "byline", "reporterName", "writerName"):
        if isinstance(node.get(key), str):
            yield node[key]


def _worth(text: str) -> bool:
    return _hangul(text) >= _ENOUGH or len(_ESCAPED_HANGUL.findall(text)) >= _ENOUGH


def _hangul(text: str) -> int:
    return len(_HANGUL.findall(text))


def _values(kind: str, text: str) -> Iterator[Any]:
    """Yield the JSON values in a script: all of it, or what is assigned or parsed in it."""
    if "json" in kind.lower():
        value = loads(text)
        if value is not None:
            yield value
        return
    for match in _ASSIGNED.finditer(text):
        value = first_value(text, match.end())
        if isinstance(value, str):
            value = loads(value)
        if isinstance(value, (dict, list)):
            yield value


def _bodies(value: Any) -> Iterator[str]:
    """Yield the long texts in a JSON value: strings, and lists of paragraphs."""
    for node in walk(value):
        if isinstance(node, str) and _hangul(node) >= _ENOUGH:
            yield node
            if node.startswith(("{", "[")) and (inner := loads(node)) is not None:
                yield from _bodies(inner)
        elif isinstance(node, list) and len(node) > 1:
            parts = [part for item in node if (part := _paragraph(item))]
            if len(parts) > 1 and _hangul("".join(parts)) >= _ENOUGH:
                yield "".join(f"<p>{part}</p>" for part in parts)


def _paragraph(item: Any) -> str | None:
    """The text of an item of a list that may be an article's paragraphs; an article in a list of articles is none."""
    if isinstance(item, str):
        return item if _HANGUL.search(item) else None
    if not isinstance(item, dict) or any(key in item for key in _TITLES):
        return None
    if str(item.get("type", "text")).lower() in (
        "image",
        "photo",
        "video",
        "caption",
        "gallery",
        "interstitial_link",
        "ad",
    ):
        return None
    texts = [item[key] for key in _TEXTS if isinstance(item.get(key), str)]
    return texts[0] if texts and _HANGUL.search(texts[0]) else None


def _literals(text: str) -> Iterator[str]:
    """Yield the long strings of a program; a part of a stream of JSON is looked into."""
    for match in _LITERAL.finditer(text):
        if len(match[0]) < _ENOUGH:
            continue
        try:
            string = json.loads(match[0], strict=False)
        except ValueError:
            continue
        if not _worth(string):
            continue
        start = re.search(r"[\[{]", string[:40])
        value = first_value(string, start.start()) if start else None
        if isinstance(value, (dict, list)):
            yield from _bodies(value)
        else:
            yield string


def as_html(body: str) -> str:
    """Return `body` as HTML: one that is escaped once more is unescaped, plain text gets its line breaks.

    Raises:
        InputError: it holds half a character.
    """
    if body.count("&lt;") > body.count("<"):
        body = html.unescape(body)
    if not _OPENING.search(body):
        body = html.escape(html.unescape(body), quote=False).replace("\n", "<br>")
    if re.search("[\ud800-\udfff]", body):
        raise InputError("Half a character.", "반쪽 글자.")
    return body
