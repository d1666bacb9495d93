"""What a reader gets and yields: where the bytes come from; an article, a facts document, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from kg.errors import Reason
from kg.model import Article
from kg.read.columns import NONE


@dataclass(frozen=True, slots=True)
class Origin:
    """Where bytes come from, for those who read them.

    Attributes:
        source: a path, `path:line` or `archive!member`; for messages only, never for the dataset.
        id: the id for an article that brings none; empty where it is to be made from the text.
        address: the URL under which the bytes were found, if that is known.
        named: whether somebody named this file, rather than a folder or archive that holds it.
        columns: which column or key holds which field of an article (`{"headline": "제목"}`), as far as stated.
        depth: how many archives are around it.
    """

    source: str
    id: str
    address: str | None = None
    named: bool = True
    columns: Mapping[str, str] = field(default_factory=lambda: NONE)
    depth: int = 0


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


Item = Record | RawDocument | Unread
Reader = Callable[[BinaryIO, Origin], Iterator[Item]]
"""Yields what a stream holds. An `InputError` that it raises ends that stream, not the run."""
