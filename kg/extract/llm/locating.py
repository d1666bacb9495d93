"""Finding words in a text that somebody wrote down from it: letter by letter, else by what white space and marks leave.

What comes back are exact offsets of the text, so that the words of a fact are always those of the article.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cached_property

from kg.model import Span

_SAME = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»「」『』", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("·・‧ㆍ∙", "·"),
        **dict.fromkeys("∼～〜", "~"),
        "…": "...",
    }
)
_AROUND = " \"'.,"
"""What a writer may put around quoted words that is not theirs."""


class Text:
    """An article's text that words are looked for in."""

    def __init__(self, text: str) -> None:
        self.text = text

    def find(self, words: str, near: Span | None = None) -> Span | None:
        """Return where `words` stand: inside the span `near` rather than elsewhere, not inside a word, near its begin.

        Letter by letter first. Else spaces, kinds of quotation marks and dashes, full and half width do not count, nor
        do marks around the words.
        """
        home = near[0] if near is not None else 0
        spans = list(_occurrences(words, self.text)) or list(self._folded_occurrences(words))
        if not spans:
            return None
        return min(spans, key=lambda span: (near and not _within(span, near), self._cuts(span), abs(span[0] - home)))

    def _cuts(self, span: Span) -> bool:
        """Whether a span begins inside a word or number (the 4명 of 124명)."""
        start = span[0]
        return start > 0 and self.text[start - 1].isalnum() and self.text[start].isalnum()

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        return _fold(self.text)

    def _folded_occurrences(self, words: str) -> Iterator[Span]:
        folded, places = self._folded
        for wanted in dict.fromkeys((_fold(words)[0].strip(), _fold(words)[0].strip(_AROUND))):
            found = [(places[start], places[end - 1] + 1) for start, end in _occurrences(wanted, folded)]
            if found:
                yield from found
                return


def _occurrences(words: str, text: str) -> Iterator[Span]:
    start = text.find(words) if words.strip() else -1
    while start >= 0:
        yield start, start + len(words)
        start = text.find(words, start + 1)


def _fold(text: str) -> tuple[str, list[int]]:
    """Return a text as it is compared, and for each of its characters the place in `text` that it stands for."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for same in unicodedata.normalize("NFKC", letter).translate(_SAME):
            blank = same.isspace()
            if not blank or (folded and folded[-1] != " "):
                folded.append(" " if blank else same)
                places.append(place)
    return "".join(folded), places


def _within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]
