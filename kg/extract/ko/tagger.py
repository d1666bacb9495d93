"""Find the mentions of an analysed Korean text: a linear-chain CRF over morphemes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import cast

from kg.extract.document import Analysis, Token
from kg.extract.ko.analysis import without_surrogates
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
    text = without_surrogates(analysis.text)
    found = [
        mention
        for sentence in analysis.sentences
        if sentence.first < sentence.last
        for mention in _mentions(bundle, text, analysis.tokens[sentence.first : sentence.last])
    ]
    return agree(analysis, found)


def _mentions(bundle: Bundle, text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the mentions of one sentence."""
    scores = bundle.scorer.scores(bundle.featurizer.features(text, tokens))
    crf = bundle.crf
    labels = crf.tag([dict(zip(bundle.labels, row, strict=True)) for row in scores.tolist()])
    for kind, first, last in spans(labels):
        yield Mention(
            start=tokens[first].start,
            end=max(token.end for token in tokens[first:last]),
            type=cast(MentionType, kind),
            score=round(calibrated(min(crf.marginal(labels[at], at) for at in range(first, last)), bundle.curve), 4),
        )
