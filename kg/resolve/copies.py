"""Which articles print one text: copies of a wire report, an article and its updates.

A text is looked at as its *shingles*, the runs of four words in it (Broder 1997). Two texts are one where most of the
shorter stands in the longer and makes up a good part of it. So that not every text is compared with every other, each
has a *sketch*: of each class of shingle hashes the least (one permutation hashing, Li, Owen and Zhang 2012). Texts of
which three tenths agree share a member of their sketches with a probability of more than 0.99.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

import msgspec

_WORDS = 4
"""Words in a shingle: texts on one subject share threes (것으로 나타났다고 밝혔다), hardly ever fours."""
_CLASSES = 16
_OF_SHORTER = 0.7
"""Share of the shorter text that stands in the longer one; a word changed in twenty leaves a copy. Different articles
about one event were found to share up to 0.21."""
_OF_LONGER = 1 / 3
"""Share of the longer text: a roundup of four reports is a copy of none, so it does not make them one."""
_LEAST = 20
"""Shingles that two texts share at least, about 100 characters; shorter ones are one only if they are the same."""
_OTHER_NUMBERS = 0.2
"""Share of the shorter text's numbers that the longer may lack; a daily report keeps its words and changes these."""
_BITS = 63

_WORD = re.compile(r"\w+")


class Print(msgspec.Struct, frozen=True):
    """A text as it is compared.

    Attributes:
        rank: a number that only the words of the text decide.
        shingles: the hashes of its shingles.
        numbers: the numbers in it, as they are written.
    """

    rank: int
    shingles: frozenset[int]
    numbers: frozenset[str]

    @property
    def sketch(self) -> tuple[int, ...]:
        """The least hash of each class of shingles, in ascending order."""
        least: dict[int, int] = {}
        for value in self.shingles:
            if value < least.get(value % _CLASSES, value + 1):
                least[value % _CLASSES] = value
        return tuple(sorted(least.values()))


def fingerprint(text: str) -> Print:
    """Return the print of a text; case, punctuation and the kind of white space play no part."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    runs = {" ".join(words[first : first + _WORDS]) for first in range(max(1, len(words) - _WORDS + 1))}
    return Print(
        rank=_hash(" ".join(words)),
        shingles=frozenset(map(_hash, runs)),
        numbers=frozenset(word for word in words if word[0].isdecimal()),
    )


def one_text(one: Print, other: Print) -> bool:
    """Tell whether two articles print one text, whole or for the most part, so that they are one source."""
    if one.rank == other.rank:
        return True
    short, long = sorted((one, other), key=lambda text: len(text.shingles))
    shared = len(short.shingles & long.shingles)
    if shared < max(_LEAST, _OF_SHORTER * len(short.shingles), _OF_LONGER * len(long.shingles)):
        return False
    return len(short.numbers - long.numbers) <= max(1, _OTHER_NUMBERS * len(short.numbers))


def original(articles: Iterable[tuple[str, str | None]]) -> str:
    """Return the id of the article, of those that print one text, which counts as the source of all.

    Args:
        articles: id and time of publication (ISO 8601); the earliest counts, one without a time comes last, and of
            equal ones the first by id.
    """
    return min((published is None, published or "", name) for name, published in articles)[2]


def _hash(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - _BITS)
