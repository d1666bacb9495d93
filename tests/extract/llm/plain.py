"""A language without rules, for tests of what does not depend on one: words between spaces, sentences between stops."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.grounds import Amount, Choices, Period
from kg.model import EntityType, Span


class PlainGrounds:
    """Reads a text by its spaces, stops and digits."""

    def __init__(self, text: str) -> None:
        self.text = text

    def sentences(self) -> Sequence[Span]:
        return [match.span() for match in re.finditer(r"[^.\s][^.]*\.?", self.text)]

    def names(self, name: str, kind: EntityType) -> tuple[Span, ...]:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        return tuple(match.span() for match in re.finditer(pattern, self.text)) if name else ()

    def bare(self, name: str) -> str:
        return name

    def periods(self, start: int, end: int) -> tuple[Period, ...]:
        found = re.finditer(r"\d{4}-\d{2}-\d{2}", self.text[start:end])
        return tuple(Period(match.group(), None) for match in found)

    def amounts(self, start: int, end: int) -> tuple[Amount, ...]:
        found = re.finditer(r"\b(\d+) (\w+)", self.text[start:end])
        return tuple(Amount((start + m.start(), start + m.end()), float(m[1]), m[2]) for m in found)

    def unit(self, unit: str) -> str:
        return unit

    def choices(self) -> Choices:
        words = tuple(dict.fromkeys(self.text.split()))
        sentences = tuple(self.text[slice(*span)] for span in self.sentences())
        return Choices(words, words, sentences, sentences, (), (), ())
