"""What a language's engine offers to hold the words of somebody else against a text: names, sentences, times, amounts.

Whoever proposes facts without having counted offsets (a language model) is checked by it. Nothing here trusts what was
proposed: whatever is returned are places and values of the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from kg.model import EntityType, Span


class Period(NamedTuple):
    """A time that a text states, as ISO 8601 at the precision of its words; what is open or unknown is None."""

    begin: str | None
    end: str | None


class Amount(NamedTuple):
    """A quantity that a text states: its span, its number, its unit in the form that facts use."""

    span: Span
    value: float
    unit: str


class Choices(NamedTuple):
    """What a text offers to choose from, each once in text order.

    Attributes:
        names: words that may name something.
        titles: words that may be titles of posts.
        sentences: the sentences.
        contents: what somebody may say: what stands between quotation marks, and the sentences.
        times: ISO 8601, as far as the words are resolved.
        values: the numbers of quantities.
        units: their units.
    """

    names: tuple[str, ...]
    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    contents: tuple[str, ...]
    times: tuple[str, ...]
    values: tuple[float, ...]
    units: tuple[str, ...]


class Grounds(Protocol):
    """One article as the engine of its language reads it."""

    def sentences(self) -> Sequence[Span]:
        """Return the sentences in text order."""

    def names(self, name: str, kind: EntityType) -> tuple[Span, ...]:
        """Return where `name` stands as a name of its own, particles aside: not inside another word."""

    def bare(self, name: str) -> str:
        """Return a name without the particles at its end."""

    def periods(self, start: int, end: int) -> tuple[Period, ...]:
        """Return the times that text[start:end] states, resolved against the day of publication."""

    def amounts(self, start: int, end: int) -> tuple[Amount, ...]:
        """Return the quantities that text[start:end] states."""

    def unit(self, unit: str) -> str:
        """Return a unit in the form that facts use (`%` for every word for percent)."""

    def choices(self) -> Choices:
        """Return what the text offers to choose from."""
