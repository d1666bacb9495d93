"""What reading yields: an article, a facts document still as bytes, or something that could not be read."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import Reason
from kg.model import Article


@dataclass(frozen=True, slots=True)
class Record:
    """An article that was read.

    Attributes:
        id: its id: stable, the same on every machine.
        article: the article; its text is in NFC and not empty.
        source: where it came from, `path` or `path:line`; for messages only, never for the dataset.
    """

    id: str
    article: Article
    source: str


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A JSON object that is a facts document (it has `facts`, `entities` or `article`), undecoded.

    Attributes:
        source: where it came from, as in `Record`.
        data: the object as UTF-8 JSON.
    """

    source: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that could not be read; the rest of the batch goes on.

    Attributes:
        source: where it stands, as in `Record`.
        reason: what is wrong with it and what to do.
    """

    source: str
    reason: Reason
