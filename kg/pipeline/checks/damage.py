"""What a check of a store tells."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import Reason

LEDGER = "store.sqlite"
GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was written.

    Attributes:
        file: the file in the store's folder, or `graph` where it is not known which of it.
        article: id of the article that it is about, None if of no single one.
        reason: what is wrong.
    """

    file: str
    article: str | None
    reason: Reason


@dataclass(slots=True)
class Checked:
    """How much was looked at.

    Attributes:
        articles: number of articles.
        spans: number of spans whose words were compared with the stored text.
        facts: number of facts in the graph.
        entities: number of entities and roles.
    """

    articles: int = 0
    spans: int = 0
    facts: int = 0
    entities: int = 0


def damage(file: str, article: str | None, en: str, ko: str) -> Damage:
    """Return what is wrong with a file, or with one article in it, in English and Korean."""
    return Damage(file, article, Reason(en, ko))
