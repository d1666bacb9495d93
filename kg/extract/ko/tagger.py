"""Find the mentions of an analysed Korean text: a linear-chain CRF over morphemes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import cast

from kg.extract.document import Analysis, Sentence
from kg.extract.ko.bundle import Bundle, read_bundle, spans
from kg.extract.ko.calibration import calibrated
from kg.extract.ko.consistency import agree
from kg.model import Mention, MentionType

MODEL = Path(__file__).parent / "model" / "mentions.zip"
"""The model of this package; its card stands beside it."""

_open = cache(read_bundle)


def tag(analysis: Analysis, model: Path = MODEL) -> tuple[Mention, ...]:
    """Return the mentions of `analysis` in text order.

    They do not overlap. `score` is how often a mention with such a probability (of its least certain morpheme) is
    right; what was found because its name stands elsewhere has less than that one.

    Raises:
        SetupError: the model file is missing or no model.
    """
    bundle = _open(model)
    return agree(analysis, [m for sentence in analysis.sentences for m in _mentions(bundle, analysis, sentence)])


def _mentions(bundle: Bundle, analysis: Analysis, sentence: Sentence) -> Iterator[Mention]:
    """Yield the mentions of one sentence."""
    tokens = analysis.tokens[sentence.first : sentence.last]
    if not tokens:
        return
    crf = bundle.crf
    labels = crf.tag(bundle.featurizer.features(analysis.text, tokens))
    for kind, first, last in spans(labels):
        yield Mention(
            start=tokens[first].start,
            end=max(token.end for token in tokens[first:last]),
            type=cast(MentionType, kind),
            score=round(calibrated(min(crf.marginal(labels[at], at) for at in range(first, last)), bundle.curve), 4),
        )
