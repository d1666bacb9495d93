"""Turn the tagger's own probabilities into scores that hold: of the mentions scored 0.9, nine in ten are right.

A rising line through points (isotonic regression of the fraction right in bins of equal size, by pooling adjacent
violators), drawn on sentences that the model did not learn from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

Curve = tuple[tuple[float, float], ...]
"""Probability and score of each point, both rising; between two points the line is straight."""

_BINS = 25


def fit_curve(outcomes: Sequence[tuple[float, bool]]) -> Curve:
    """Return the curve for pairs of a probability and whether that mention is right."""
    ordered = sorted(outcomes)
    size = max(len(ordered) // _BINS, 1)
    blocks: list[tuple[float, float, int]] = []
    for at in range(0, len(ordered), size):
        part = ordered[at : at + size]
        block = sum(p for p, _ in part), float(sum(right for _, right in part)), len(part)
        while blocks and blocks[-1][1] * block[2] >= block[1] * blocks[-1][2]:
            before = blocks.pop()
            block = before[0] + block[0], before[1] + block[1], before[2] + block[2]
        blocks.append(block)
    return tuple((round(p / n, 4), round(right / n, 4)) for p, right, n in blocks)


def calibrated(probability: float, curve: Curve) -> float:
    """Return the score of a mention of this probability: with no curve, the probability."""
    after = bisect_right(curve, (probability, 1.0))
    left, low = curve[after - 1] if after else (0.0, 0.0)
    if after == len(curve):
        return low if curve else probability
    right, high = curve[after]
    return low + (high - low) * (probability - left) / (right - left)
