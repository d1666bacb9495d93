"""Korean word lists. Each is a text file of this folder: words separated by white space, `#` begins a comment."""

from __future__ import annotations

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
def table(name: str) -> dict[str, str]:
    """Return the list `name` whose lines are a word and what is said of it."""
    return dict(line.split(maxsplit=1) for line in _lines(name) if line)


@cache
def longest_suffix(name: str) -> tuple[str, ...]:
    """Return the words of the list `name`, the longest first (and in code point order), for matching ends of words."""
    return tuple(sorted(words(name), key=lambda word: (-len(word), word)))
