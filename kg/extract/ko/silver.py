"""Decide which places of a text carry the labels whose number is known, but not their places.

Of the training sentences it is published how often each form has each tag, not where. A form such as `한` stands in
thousands of places and is a person in fifteen: the model says where that is likeliest, the published number says in
how many places to believe it. (Self-training under the constraint of known counts.)
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import NamedTuple

from kg.extract.document import Token
from kg.extract.ko.samples import Sample, Typed

_LONGEST = 14
"""Morphemes of a candidate at most."""

_UNLIKELY = 0.001
_RARE = 0.002
"""Bounds of the probability by the model, and of the share of a form's places, so that neither decides alone."""

_UNTYPED = 0.5
"""How a place with a tag of no type counts beside one of a type."""

Probability = Callable[[str, int], float]
"""The probability of a label at a position of a sentence."""


class Candidate(NamedTuple):
    """A place where a counted form stands: number of the sample, range of morphemes, span of the text."""

    sample: int
    first: int
    last: int
    start: int
    end: int

    def form(self, samples: Sequence[Sample]) -> str:
        """Return the form that stands there."""
        return samples[self.sample].text[self.start : self.end]


def find_candidates(samples: Sequence[Sample], forms: frozenset[str]) -> list[Candidate]:
    """Return all places between borders of morphemes where one of `forms` stands."""
    found = []
    for number, sample in enumerate(samples):
        tokens = sample.tokens
        for first, token in enumerate(tokens):
            if first and token.start == tokens[first - 1].start:
                continue
            end = token.start
            for last in range(first + 1, min(len(tokens), first + _LONGEST) + 1):
                end = max(end, tokens[last - 1].end)
                inside = last < len(tokens) and tokens[last].start < end
                if not inside and sample.text[token.start : end] in forms:
                    found.append(Candidate(number, first, last, token.start, end))
    return found


def assign(
    samples: Sequence[Sample],
    candidates: Sequence[Candidate],
    counts: Counter[tuple[str, str]],
    probabilities: Callable[[int], Probability],
) -> list[tuple[Typed, ...]]:
    """Return the spans of each sample: the likeliest places first, none overlapping, as many as `counts` says.

    Args:
        samples: the sentences.
        candidates: of these sentences.
        counts: how often a form is of a type; the empty type is no mention, but takes its place.
        probabilities: what the model says of the sample of a number.
    """
    types: defaultdict[str, list[str]] = defaultdict(list)
    for form, kind in counts:
        types[form].append(kind)
    places = Counter(candidate.form(samples) for candidate in candidates)
    ranked = []
    for at, here in groupby(candidates, key=lambda candidate: candidate.sample):
        probability = probabilities(at)
        for candidate in here:
            form = candidate.form(samples)
            for kind in types[form]:
                likely = _likelihood(probability, candidate, kind, samples[at].tokens)
                share = min(counts[form, kind] / places[form], 1.0)
                ranked.append((-_logit(likely, _UNLIKELY) - _logit(share, _RARE), candidate, kind))
    return _take(samples, sorted(ranked), counts)


def _take(
    samples: Sequence[Sample],
    ranked: Sequence[tuple[float, Candidate, str]],
    counts: Counter[tuple[str, str]],
) -> list[tuple[Typed, ...]]:
    left = counts.copy()
    taken: list[list[Typed]] = [[] for _ in samples]
    for _, candidate, kind in ranked:
        here = taken[candidate.sample]
        key = candidate.form(samples), kind
        if left[key] > 0 and not any(s < candidate.end and candidate.start < e for s, e, _ in here):
            left[key] -= 1
            here.append((candidate.start, candidate.end, kind))
    return [tuple(sorted(span for span in here if span[2])) for here in taken]


def _likelihood(probability: Probability, candidate: Candidate, kind: str, tokens: Sequence[Token]) -> float:
    """Return how likely the model holds a mention of this type at this place: its least certain morpheme's."""
    inside = range(candidate.first, candidate.last)
    if not kind:
        return _UNTYPED * min(probability("O", at) for at in inside)
    likely = min(probability(("I-" if at > candidate.first else "B-") + kind, at) for at in inside)
    if candidate.last < len(tokens):
        likely = min(likely, 1 - probability("I-" + kind, candidate.last))
    return likely


def _logit(probability: float, least: float) -> float:
    bounded = min(max(probability, least), 1 - least)
    return math.log(bounded / (1 - bounded))
