"""What the rules ask of a Korean text: words with their particles, quotations, noun phrases.

A word (어절) is what stands between white space. Its stem is what is left without the particles at its end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from kg.extract.document import Analysis, Token

_NOMINAL = frozenset(("NNG", "NNP", "NNB", "NR", "NP", "SN", "SL", "SH", "XSN", "XPN", "XR", "SW", "SO", "W_SERIAL"))
_SKIP_AFTER_NAME = re.compile(r"[\s*]*(?:\[[^\]\n]{0,8}\]|\([^()\n]{0,60}\)|[’”'\"」』》〉»*])*")
_OPENERS = {"“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "〈": "〉", "«": "»", "<": ">"}
_STRAIGHT = "\"'"
_MARK = re.compile(f"[{re.escape(''.join((*_OPENERS, *_OPENERS.values(), _STRAIGHT)))}]")
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word: its span, the end of its stem, its particles (`에서는`), the half-open range of its tokens."""

    start: int
    end: int
    stem_end: int
    particle: str
    first: int
    last: int


class Quotation(NamedTuple):
    """A pair of quotation marks: the span with the marks, the opening mark, how deep it is nested (0 is outermost)."""

    start: int
    end: int
    mark: str
    depth: int

    @property
    def inner(self) -> tuple[int, int]:
        """The span between the marks."""
        return self.start + 1, self.end - 1


_Cover = tuple[list[int], list[int]]
"""Where quotations begin, and where the farthest of those up to each one ends."""


def _cover(quotations: Sequence[Quotation]) -> _Cover:
    return [q.start for q in quotations], list(accumulate((q.end for q in quotations), max))


def _covers(cover: _Cover, offset: int) -> bool:
    before = bisect_left(cover[0], offset)
    return before > 0 and cover[1][before - 1] - 1 > offset


@dataclass(frozen=True)
class Syntax:
    """A cached view of one analysis."""

    analysis: Analysis

    @property
    def text(self) -> str:
        """The text."""
        return self.analysis.text

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words in text order."""
        return tuple(_words(self.analysis))

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.analysis.sentences]

    @cached_property
    def _token_starts(self) -> dict[int, int]:
        return {token.start: i for i, token in reversed(list(enumerate(self.analysis.tokens)))}

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """Quotations in order of their start."""
        return tuple(sorted(q for s in self.analysis.sentences for q in _quotations(self.text, s.start, s.end)))

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds `offset` (or the last one that begins before it)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def word_at(self, offset: int) -> int:
        """Return the index of the word that holds `offset` (or the last one that begins before it)."""
        return max(0, bisect_right(self._word_starts, offset) - 1)

    def token_at(self, offset: int) -> int | None:
        """Return the index of the first token that begins at `offset`."""
        return self._token_starts.get(offset)

    def particle_after(self, end: int) -> tuple[str, int]:
        """Return the particles that follow a name ending at `end`, and where they end.

        Closing marks, footnotes and brackets between the name and its particle are passed over.
        """
        found = self._particles(end)
        if found[0]:
            return found
        skipped = _SKIP_AFTER_NAME.match(self.text, end)
        if skipped and skipped.end() > end and not self.text[skipped.end() - 1].isspace():
            return self._particles(skipped.end())
        return "", end

    def _particles(self, start: int) -> tuple[str, int]:
        index = self.token_at(start)
        if index is None:
            return "", start
        end = start
        while index < len(self.analysis.tokens):
            token = self.analysis.tokens[index]
            if not token.tag.startswith("J") or token.start != end:
                break
            end = token.end
            index += 1
        return self.text[start:end], end

    def in_quotation(self, offset: int) -> bool:
        """Whether `offset` stands between double quotation marks."""
        return _covers(self._double, offset)

    def in_marks(self, offset: int) -> bool:
        """Whether `offset` stands between quotation marks of any kind."""
        return _covers(self._any, offset)

    @cached_property
    def _double(self) -> _Cover:
        return _cover([q for q in self.quotations if q.mark in '“"'])

    @cached_property
    def _any(self) -> _Cover:
        return _cover(self.quotations)

    def quotations_in(self, start: int, end: int) -> Sequence[Quotation]:
        """Return the quotations that begin in text[start:end]."""
        return self.quotations[bisect_left(self.quotations, (start,)) : bisect_left(self.quotations, (end,))]


def _words(analysis: Analysis) -> Iterator[Word]:
    text, tokens, index = analysis.text, analysis.tokens, 0
    for sentence in analysis.sentences:
        for found in _WORD.finditer(text, sentence.start, sentence.end):
            start, end = found.span()
            while index < len(tokens) and tokens[index].start < start:
                index += 1
            first = index
            while index < len(tokens) and tokens[index].start < end:
                index += 1
            yield _word(text, tokens, (start, end), (first, index))


def _word(text: str, tokens: tuple[Token, ...], span: tuple[int, int], between: tuple[int, int]) -> Word:
    """Cut a word into stem and particles; punctuation at its end belongs to neither."""
    (start, end), (first, last) = span, between
    at = last
    while at > first and tokens[at - 1].tag[0] == "S" and tokens[at - 1].tag not in ("SN", "SL", "SH", "SW"):
        at -= 1
    tail = tokens[at - 1].end if at > first else end
    particle_end = tail
    while at > first and tokens[at - 1].tag.startswith("J"):
        at -= 1
    stem_end = tokens[at].start if at < last and tokens[at].tag.startswith("J") else tail
    return Word(start, end, max(start, stem_end), text[stem_end:particle_end], first, last)


def _quotations(text: str, start: int, end: int) -> Iterator[Quotation]:
    """Find the quotations of text[start:end]; an apostrophe or an unclosed mark is none."""
    stack: list[tuple[int, str]] = []
    for mark in _MARK.finditer(text, start, end):
        i, char = mark.start(), mark[0]
        if char in _OPENERS:
            stack.append((i, _OPENERS[char]))
        elif char in _STRAIGHT:
            if any(closer == char for _, closer in stack):
                yield from _close(stack, char, text, i)
            elif i == start or not text[i - 1].isalnum() or char == '"':
                stack.append((i, char))
        else:
            yield from _close(stack, char, text, i)


def _close(stack: list[tuple[int, str]], closer: str, text: str, i: int) -> Iterator[Quotation]:
    """Pop the innermost quotation that `closer` closes; mixed curly and straight marks close one another."""
    family = '”"' if closer in '”"' else "’'" if closer in "’'" else closer
    for at in range(len(stack) - 1, -1, -1):
        opened, expected = stack[at]
        if expected in family:
            del stack[at:]
            yield Quotation(opened, i + 1, text[opened], at)
            return


def places_of(words: str, text: str) -> Iterator[int]:
    """Yield where `words` stand in `text`, without overlap."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def is_nominal(token: Token) -> bool:
    """Whether a token can be part of a noun phrase."""
    return token.tag in _NOMINAL
