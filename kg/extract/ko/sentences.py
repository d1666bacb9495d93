"""Sentences as a reader sees them: what Kiwi cut inside a quotation or before the end of a clause is joined again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document import Analysis, Sentence

_CLOSED = re.compile(r"[.?!…。\"”’'」』》)\]]\s*$")
_LONGEST = 2000
"""Characters up to which an open quotation is followed; past them its mark was never closed."""

_LONGEST_BRACKETS = 60
_BRACKET = re.compile(r"[()\n]")


def joined(analysis: Analysis) -> Analysis:
    """Return the analysis with sentences of one line joined that open marks or no full stop separates."""
    return Analysis(analysis.text, analysis.tokens, tuple(_joined(analysis)))


def _joined(analysis: Analysis) -> Iterator[Sentence]:
    text, pending = analysis.text, None
    for sentence in analysis.sentences:
        if pending is not None and _belongs(text, pending, sentence):
            pending = Sentence(pending.start, sentence.end, pending.first, sentence.last)
            continue
        if pending is not None:
            yield pending
        pending = sentence
    if pending is not None:
        yield pending


def _belongs(text: str, before: Sentence, after: Sentence) -> bool:
    """Whether `after` goes on with the sentence `before` of the same line."""
    if "\n" in text[before.end : after.start] or after.end - before.start > _LONGEST:
        return False
    if _is_open(text[before.start : before.end]):
        line = text.find("\n", after.start)
        return any(mark in text[after.start : line if line >= 0 else len(text)] for mark in '"”')
    return not _CLOSED.search(text[before.start : before.end]) or _in_brackets(text, before, after)


def _in_brackets(text: str, before: Sentence, after: Sentence) -> bool:
    """Whether a sentence ends inside brackets that are closed soon: (오세린 박사. 나래연구원)."""
    opened = text.rfind("(", before.start, before.end)
    if opened < 0 or text.find(")", opened, before.end) >= 0:
        return False
    closed = _BRACKET.search(text, after.start, opened + _LONGEST_BRACKETS)
    return closed is not None and closed[0] == ")"


def _is_open(text: str) -> bool:
    """Whether a double quotation mark of `text` is still open at its end; curly and straight ones close one another."""
    is_open = False
    for mark in re.findall('["“”]', text):
        is_open = mark == "“" or (mark == '"' and not is_open)
    return is_open
