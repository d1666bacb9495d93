"""What the encoder reads of a sentence: pieces of words, and beside the first of each morpheme what is known of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.extract.document import Token

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.extract.ko.features import Featurizer

LONGEST = 500
"""Pieces of a sentence at most; a longer one is read in parts."""

_CACHED = 1 << 16
_UNKNOWN_COST = 10
"""By how much a character that is in no piece is less likely than the unlikeliest piece."""
SPACE = "▁"
"""Begins a piece that begins a word."""

Piece = tuple[str, float]
"""A piece of words and the logarithm of how likely it is."""

PARTS = ("BOS", "PAD", "EOS", "UNK")
"""The first pieces of a vocabulary, which stand for no text."""
UNKNOWN = PARTS.index("UNK")


class Unit(NamedTuple):
    """A morpheme that has characters of its own; several morphemes can share one character (했 is 하 and 었).

    Attributes:
        at: which morpheme of the sentence it is.
        start: where what is its own begins.
        end: where it ends.
    """

    at: int
    start: int
    end: int


class Reading(NamedTuple):
    """What the encoder reads, as it takes it.

    Attributes:
        ids: the numbers of the pieces.
        tags: beside each first piece of a morpheme the number of its part of speech, else 0.
        marks: one row a piece, one column a mark: whether the lists of names mark the morpheme so.
        firsts: where the first piece of each morpheme stands.
    """

    ids: NDArray[np.int64]
    tags: NDArray[np.int64]
    marks: NDArray[np.float32]
    firsts: NDArray[np.int64]


def units(tokens: Sequence[Token]) -> list[Unit]:
    """Return the morphemes of a sentence that have characters of their own, in text order."""
    found: list[Unit] = []
    end = -1
    for at, token in enumerate(tokens):
        start = max(token.start, end)
        if token.end > start:
            found.append(Unit(at, start, token.end))
            end = token.end
    return found


class Reader:
    """Reads sentences with a vocabulary of pieces, parts of speech, and marks of the lists of names."""

    def __init__(self, vocabulary: Sequence[Piece], tags: Sequence[str], marks: Sequence[str]) -> None:
        """Set up.

        Args:
            vocabulary: the pieces by their numbers; the first ones are `PARTS`.
            tags: parts of speech, numbered from 1.
            marks: marks of listed names, numbered from 0.
        """
        texts = [*enumerate(vocabulary)][len(PARTS) :]
        self._pieces = {piece: (number, weight) for number, (piece, weight) in texts}
        self._longest = max(map(len, self._pieces))
        self._unlikely = min(weight for _, weight in self._pieces.values()) - _UNKNOWN_COST
        self._tags = {tag: number for number, tag in enumerate(tags, 1)}
        self._marks = {mark: number for number, mark in enumerate(marks)}
        self._cut = lru_cache(_CACHED)(self._likeliest)

    def read(
        self,
        text: str,
        tokens: Sequence[Token],
        own: Sequence[Unit],
        featurizer: Featurizer,
        hidden: Collection[str] = (),
    ) -> list[Reading]:
        """Return what the encoder reads of a sentence, mostly in one part; names in `hidden` count as not listed."""
        seen = featurizer.marks(text, tokens, hidden)
        parts: list[list[tuple[Unit, tuple[int, ...]]]] = [[]]
        length = 0
        for unit in own:
            spaced = unit.start == 0 or text[unit.start - 1].isspace()
            pieces = self._cut(text[unit.start : unit.end], spaced)[: LONGEST - 2]
            if length + len(pieces) > LONGEST - 2:
                parts.append([])
                length = 0
            parts[-1].append((unit, pieces))
            length += len(pieces)
        return [self._reading(tokens, part, seen) for part in parts if part]

    def _reading(
        self, tokens: Sequence[Token], part: Sequence[tuple[Unit, tuple[int, ...]]], seen: Sequence[Sequence[str]]
    ) -> Reading:
        ids = [PARTS.index("BOS")]
        firsts = []
        for _, pieces in part:
            firsts.append(len(ids))
            ids += pieces
        ids.append(PARTS.index("EOS"))
        tags = np.zeros(len(ids), np.int64)
        marks = np.zeros((len(ids), len(self._marks)), np.float32)
        for first, (unit, _) in zip(firsts, part, strict=True):
            tags[first] = self._tags.get(tokens[unit.at].tag.partition("-")[0], 0)
            for mark in seen[unit.at]:
                if mark in self._marks:
                    marks[first, self._marks[mark]] = 1
        return Reading(np.array(ids), tags, marks, np.array(firsts))

    def _likeliest(self, form: str, spaced: bool) -> tuple[int, ...]:
        """Return the numbers of the pieces of a morpheme, one at least, cut the likeliest way of all (Viterbi)."""
        text = SPACE * spaced + unicodedata.normalize("NFKC", form).strip().replace(" ", SPACE)
        ways: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
        for end in range(1, len(text) + 1):
            score, before = ways[end - 1]
            best = score + self._unlikely, (*before, UNKNOWN)
            for start in range(max(0, end - self._longest), end):
                piece = self._pieces.get(text[start:end])
                if piece is not None and (score := ways[start][0] + piece[1]) > best[0]:
                    best = score, (*ways[start][1], piece[0])
            ways.append(best)
        return ways[-1][1] or (UNKNOWN,)
