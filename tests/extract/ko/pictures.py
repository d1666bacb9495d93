"""What a text gives up to the stage in question, as words that a test can write down."""

from __future__ import annotations

from functools import cache

from kg.extract.explanation import Explanation
from kg.extract.ko.analysis import analyse
from kg.extract.ko.engine import explain
from kg.extract.ko.names import find_names
from kg.extract.ko.phrases import find_phrases
from kg.extract.ko.syntax import Syntax
from kg.extract.ko.tagger import tag
from kg.model import Article


def names(text: str) -> list[str]:
    """Return the names of a text: `Person 오세린`."""
    analysis = analyse(text)
    found, _ = find_names(Syntax(analysis), tag(analysis))
    return [f"{name.type} {text[name.start : name.end]}" for name in found]


def phrases(text: str) -> list[str]:
    """Return the events and policies that a text names: `Event 나래 포럼`."""
    analysis = analyse(text)
    found, _ = find_phrases(Syntax(analysis), tag(analysis))
    return [f"{phrase.type} {text[phrase.start : phrase.end]}" for phrase in found]


@cache
def explained(text: str, published: str = "2026-03-10") -> Explanation:
    """Return the explanation of a text."""
    return explain("x", Article(text=text, published=published))


def entities(text: str) -> list[str]:
    """Return the entities of a text with all their names: `Person 오세린, 오 부시장`."""
    return [f"{e.type} {', '.join(e.names)}" for e in explained(text).document.entities.values()]


def dropped(text: str) -> list[str]:
    """Return what was dropped, with the reason in English."""
    return [f"{d.what} {text[d.start : d.end]}: {d.reason.en}" for d in explained(text).dropped]
