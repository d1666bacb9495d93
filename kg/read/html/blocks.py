"""The lines of a page as a reader sees them: one for each block, each cell, each line break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.read import korean
from kg.read.html.tree import UNSEEN, Element

_BLOCKS = frozenset(
    re.split(
        r"\s+",
        """address article aside blockquote body button caption center dd details div dl dt fieldset figcaption figure
        footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary
        table tbody td tfoot th thead title tr ul""",
    )
)
_PICTURES = frozenset(("img", "picture", "amp-img", "video", "object", "iframe", "svg", "amp-video", "amp-iframe"))


@dataclass(slots=True)
class Line:
    """A line of a page.

    Attributes:
        text: what it says, white space as single spaces.
        linked: how many of its characters are links.
        element: the innermost block that holds its end.
        by_picture: whether a picture stands directly before it or, before any other text, behind it.
        heading: the level of the heading that it is, 0 for none.
    """

    text: str
    linked: int
    element: Element
    by_picture: bool
    heading: int

    @property
    def is_link(self) -> bool:
        """Whether most of it is a link."""
        return self.linked * 2 > len(self.text)

    @property
    def is_text(self) -> bool:
        """Whether it is running text: a sentence that is no link."""
        return len(self.text) >= 20 and not self.is_link and korean.is_sentence(self.text)


class _Writer:
    """Collects pieces of text into lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._picture = False
        self.links = 0
        self.heading = 0
        self.typed = 0

    def add(self, text: str | None, element: Element) -> None:
        """Add the text `text`, whose line ends count where it stands as it was typed."""
        first, *rest = (text or "").split("\n") if self.typed else (text or "",)
        self._add(first)
        for line in rest:
            self.end(element)
            self._add(line)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        if self.links:
            self._linked += len("".join(text.split()))

    def end(self, element: Element) -> None:
        """End the line in `element`."""
        text = " ".join("".join(self._pieces).split())
        self._pieces.clear()
        if text:
            self.lines.append(Line(text, self._linked, element, self._picture, self.heading))
            self._picture = False
        self._linked = 0

    def picture(self, element: Element) -> None:
        self.end(element)
        self._picture = True
        if self.lines:
            self.lines[-1].by_picture = True


def lines_of(root: Element) -> list[Line]:
    """Return the lines below `root`, in order."""
    writer = _Writer()
    block = root
    for kind, element in _walk(root):
        tag = element.tag
        if kind == "start":
            if tag in _BLOCKS:
                writer.end(block)
                block = element
            elif tag == "br":
                writer.end(block)
            if tag in _PICTURES:
                writer.picture(block)
            writer.links += tag == "a"
            writer.typed += _is_typed(element)
            if tag in _HEADINGS:
                writer.heading = _HEADINGS[tag]
            writer.add(element.text, block)
        else:
            writer.links -= tag == "a"
            writer.typed -= _is_typed(element)
            if tag in _BLOCKS:
                writer.end(element)
                block = element.getparent() if element is not root else root
            if tag in _HEADINGS:
                writer.heading = 0
            if element is not root:
                writer.add(element.tail, block)
    writer.end(root)
    return writer.lines


_TYPED = re.compile(r"white-space\s*:\s*(?:break-spaces|pre)", re.IGNORECASE)


def _is_typed(element: Element) -> bool:
    """Whether line ends in `element` are line ends for its readers."""
    return element.tag in ("pre", "textarea") or _TYPED.search(element.get("style") or "") is not None


_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def _walk(root: Element) -> Iterator[tuple[str, Element]]:
    """Yield the beginning and the end of each element that readers see, comments' tails as those of empty elements."""
    import lxml.etree

    skipped = None
    for kind, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if kind in ("comment", "pi"):
            if skipped is None and element.tail and element is not root:
                yield "end", element
        elif skipped is not None:
            if kind == "end" and element is skipped:
                skipped = None
                yield "end", element
        elif kind == "start" and element.tag in UNSEEN and element is not root:
            skipped = element
            if element.tag in _PICTURES:
                yield "start", _empty(element)
        else:
            yield kind, element


def _empty(element: Element) -> Element:
    """A copy of `element` without content."""
    return element.makeelement(element.tag)
