"""A name in the text, and how its span is trimmed."""

from __future__ import annotations

from typing import NamedTuple

from kg.extract.ko import knowledge
from kg.model import EntityType


class Name(NamedTuple):
    """A span that names a person, an organization or a place."""

    start: int
    end: int
    type: EntityType
    score: float


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim white space and marks from a span, and a country's name from its end (라시드 모리타니)."""
    if text[start : start + 1].isalnum() and text[end - 1 : end].isalnum() and text.find(" ", start, end) < 0:
        return start, end
    while start < end and (text[start].isspace() or text[start] in "'\"‘“《〈「[(«▲"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "'\"’”》〉」])*»"):
        end -= 1
    last = text.rfind(" ", start, end)
    if last > start and knowledge.is_gpe(text[last + 1 : end]) and not knowledge.is_gpe(text[start:last]):
        return start, last
    return start, end
