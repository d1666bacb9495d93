"""What an engine tells of its work beside the facts: who is referred to where, what its rules mean, what it dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import Reason
from kg.model import FactsDocument, Mention


@dataclass(frozen=True, slots=True)
class Dropped:
    """A candidate that did not come into the facts document.

    Attributes:
        start: first code point of the words that suggested it.
        end: one past the last code point.
        what: what it would have been: a mention type (`Person`) or a fact type (`participation`).
        reason: why it was dropped.
    """

    start: int
    end: int
    what: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """A facts document and how it came about.

    Attributes:
        document: what extraction gives, the very same.
        references: every span that refers to an entity of the document, in text order; the document's own mentions
            hold those that the tagger found.
        dropped: what was considered and dropped, in text order.
        rules: for each rule that made a fact of the document, what it looks for.
    """

    document: FactsDocument
    references: tuple[Mention, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    rules: Mapping[str, Reason] = field(default_factory=dict)
