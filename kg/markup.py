"""HTML from text that may be hostile: everything that comes from an article passes through `text`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from kg.visible import visible


class Marked(NamedTuple):
    """A range of a text that is marked: its first character, one past its last, and what stands there."""

    start: int
    end: int
    label: str


def text(value: str) -> str:
    """Return `value` for the content of an element or the inside of a quoted attribute."""
    return escape(visible(value), quote=True)


def element(name: str, content: str, **attributes: str) -> str:
    """Return an element; `content` is HTML, the attributes are text, `class_` and `data_x` are `class`, `data-x`."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(value)}"' for key, value in attributes.items() if value
    )
    return f"<{name}{written}>{content}</{name}>"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts, aligned to the left as words are read."""
    head = element("tr", "".join(element("th", text(cell), style=_CELL) for cell in header))
    body = "".join(element("tr", "".join(element("td", text(cell), style=_CELL) for cell in row)) for row in rows)
    return element("table", element("thead", head) + element("tbody", body))


def marked(words: str, marks: Iterable[Marked]) -> str:
    """Return `words` as HTML with the ranges marked; of ranges that overlap the first in the text is shown.

    A mark says what it marks where the pointer rests, and to a screen reader.
    """
    pieces, done = [], 0
    for mark in sorted(marks):
        if done <= mark.start < mark.end <= len(words):
            pieces.append(text(words[done : mark.start]))
            pieces.append(element("mark", text(words[mark.start : mark.end]), title=mark.label))
            done = mark.end
    pieces.append(text(words[done:]))
    return element("div", "".join(pieces), style="white-space: pre-wrap; max-width: 50em; line-height: 1.6")


_CELL = "text-align: left; vertical-align: top; white-space: pre-wrap; word-break: keep-all"
