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
def _by_last(name: str) -> dict[str, tuple[int, ...]]:
    """The lengths of the words of the list `name` that end in each letter, the longest first."""
    lengths: dict[str, set[int]] = {}
    for word in words(name):
        lengths.setdefault(word[-1], set()).add(len(word))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


def ending(name: str, text: str) -> str:
    """Return the longest word of the list `name` in which `text` ends; empty if none."""
    lengths = _by_last(name).get(text[-1:])
    if lengths is None:
        return ""
    known = words(name)
    for length in lengths:
        if text[-length:] in known:
            return text[-length:]
    return ""


@cache
def last_letters(*names: str) -> frozenset[str]:
    """Return the letters in which words of these lists end."""
    return frozenset(last for name in names for last in _by_last(name))


@cache
def cues(name: str, label: str) -> str:
    """Return as a regular expression the words of that line of the list `name` whose first word is `label`."""
    line = next(row for row in rows(name) if row[0] == label)
    return "(?:" + "|".join(re.escape(word) for word in sorted(line[1:], key=lambda word: (-len(word), word))) + ")"
