"""Korean word lists. Each is a text file of this folder: words separated by white space, `#` begins a comment."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


def _lines(name: str) -> list[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line.partition("#")[0].strip() for line in text.splitlines()]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of the list `name`."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of the list `name`, each as its words."""
    return tuple(tuple(line.split()) for line in _lines(name) if line)


@cache
def _lengths(name: str) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in words(name)}, reverse=True))


def ending(name: str, text: str) -> str:
    """Return the longest word of the list `name` in which `text` ends; empty if none."""
    known = words(name)
    return next((text[-n:] for n in _lengths(name) if n <= len(text) and text[-n:] in known), "")


@cache
def cues(name: str, label: str) -> str:
    """Return as a regular expression the words of that line of the list `name` whose first word is `label`."""
    line = next(row for row in rows(name) if row[0] == label)
    return "(?:" + "|".join(re.escape(word) for word in sorted(line[1:], key=lambda word: (-len(word), word))) + ")"
