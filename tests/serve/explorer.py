"""What the tests of the explorer share."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from small import Json, post

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\u202e</article></style>-->{{ 7*7 }}"
ROOT = Path(__file__).resolve().parents[2]


def hostile() -> Json:
    """Return a document whose every part tries to become a piece of a page."""
    document = post("<b>../h?x#y", HOSTILE[:40], title=HOSTILE, organization=f"시{HOSTILE}")
    document["article"] |= {
        "headline": HOSTILE,
        "publisher": HOSTILE,
        "authors": [HOSTILE],
        "url": "javascript:alert(3)",
    }
    return document


class Outline(HTMLParser):
    """The elements, links and ids of a page."""

    VOID = frozenset({"meta", "input", "link", "img", "br", "hr"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.feed(source)
        self.close()
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, attribute: str) -> list[str]:
        return [value for name, value in self.attributes if name == attribute]
