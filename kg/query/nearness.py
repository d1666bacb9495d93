"""Names that are near to one that was mistyped, by the letters that Korean syllables are made of."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LEAST = 0.72
"""Similarity from which on a name is worth showing: one wrong letter in a name of three syllables has 0.89."""
_MOST = 5


def near(given: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return up to five of `names` that are near to `given`, the nearest first.

    Similarity is that of Indel distance (rapidfuzz's `ratio`) over letters, so that 이제명 and 이재명 differ in one
    vowel and not in a whole syllable.

    >>> near("이제명", ["이재명", "박제가", "성남시"])
    ('이재명',)
    """
    from rapidfuzz import fuzz, process

    by_letters: dict[str, str] = {}
    for name in names:
        by_letters.setdefault(letters(name), name)
    wanted = letters(given)
    found = process.extract(wanted, by_letters.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST * 100, limit=50)
    ranked = sorted((-score, by_letters[key]) for key, score, _ in found)
    return tuple(name for _, name in ranked[:_MOST])


def letters(text: str) -> str:
    """Return `text` as letters: syllables of Hangul as their jamo, other letters without case, no spaces."""
    return unicodedata.normalize("NFD", "".join(text.lower().split()))
