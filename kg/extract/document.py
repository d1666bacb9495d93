"""The analysed article that extraction rules look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.model import Article, Entity, Mention


class Token(NamedTuple):
    """A morpheme: its dictionary form, its part of speech (Sejong tag), its span in the text."""

    form: str
    tag: str
    start: int
    end: int


class Sentence(NamedTuple):
    """A sentence: its span in the text, and its tokens as the half-open range `first:last` of `Analysis.tokens`."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """Morphemes and sentences of one text, in text order; offsets are code points of the text."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An article with everything that is known before the fact rules run.

    Attributes:
        article: as it was read.
        analysis: its morphemes and sentences.
        mentions: typed spans in text order, those that name an entity carry its local id.
        entities: by local id.
    """

    article: Article
    analysis: Analysis
    mentions: tuple[Mention, ...]
    entities: Mapping[str, Entity]

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text
