"""Cutting a long article into pieces that a model reads one at a time, at sentences."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import Span


def pieces(sentences: Sequence[Span], longest: int) -> list[Span]:
    """Return spans that together hold all sentences, each of at most `longest` characters or one sentence."""
    found: list[Span] = []
    for start, end in sentences:
        if found and end - found[-1][0] <= longest:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def halves(piece: Span, sentences: Sequence[Span]) -> tuple[Span, Span] | None:
    """Return a piece in two, cut between the sentences nearest to its middle; None if it is one sentence."""
    inside = [(start, end) for start, end in sentences if piece[0] <= start and end <= piece[1]]
    if len(inside) < 2:
        return None
    middle = (piece[0] + piece[1]) / 2
    cut = min(range(1, len(inside)), key=lambda at: (abs(inside[at][0] - middle), at))
    return (inside[0][0], inside[cut - 1][1]), (inside[cut][0], inside[-1][1])
