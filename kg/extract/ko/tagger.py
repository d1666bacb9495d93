"""Find the mentions of an analysed Korean text: a linear-chain CRF over morphemes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import cast

from kg.extract.dictionary import NONE, Dictionary
from kg.extract.document import Analysis, Token
from kg.extract.ko.analysis import without_surrogates
from kg.extract.ko.bundle import Bundle, read_bundle, spans
from kg.extract.ko.calibration import calibrated
from kg.extract.ko.consistency import agree
from kg.extract.ko.features import Featurizer, places
from kg.extract.ko.nested import inner
from kg.model import Mention, MentionType

MODEL = Path(__file__).parent / "model" / "mentions.zip"
"""The model of this package; its card stands beside it."""

_MARKS = {"Person": "R=PER", "Organization": "R=ORG", "Place": "R=LOC"}
"""How a name of this type is marked in the tagger's own lists."""

_BOLDNESS = 0.2
"""By how much less it weighs that a morpheme is in no mention: where the model learned, labels are an eighth rarer."""

_open = cache(read_bundle)


def tag(analysis: Analysis, dictionary: Dictionary = NONE, model: Path = MODEL) -> tuple[Mention, ...]:
    """Return the mentions of `analysis` in text order; names of `dictionary` count as listed ones.

    They do not overlap. `score` is how often a mention with such a probability (of its least certain morpheme) is
    right; what was found because its name stands elsewhere has less than that one.

    Raises:
        SetupError: the model file is missing or no model.
    """
    bundle = _with_names(model, dictionary) if dictionary.entries else _open(model)
    text = without_surrogates(analysis.text)
    sentences = [analysis.tokens[s.first : s.last] for s in analysis.sentences if s.first < s.last]
    at = places(sentences)
    scores = bundle.scorer.scores(bundle.featurizer.columns(text, at), len(at.tokens))
    scores[:, bundle.labels.index("O")] -= _BOLDNESS
    found = [
        mention
        for tokens, first in zip(sentences, at.firsts, strict=True)
        for mention in _mentions(bundle, text, tokens, scores[first : first + len(tokens)].tolist())
    ]
    return agree(analysis, found)


@lru_cache(maxsize=4)
def _with_names(model: Path, dictionary: Dictionary) -> Bundle:
    """Return the model with the names of `dictionary` in its lists."""
    bundle = _open(model)
    lexica = bundle.featurizer.lexica
    names = {entry.form: (_MARKS[entry.type],) for entry in dictionary.entries if entry.type in _MARKS}
    lexica = replace(lexica, names={**lexica.names, **names})
    return bundle._replace(featurizer=Featurizer(lexica))


def _mentions(
    bundle: Bundle, text: str, tokens: Sequence[Token], scores: Sequence[Sequence[float]]
) -> Iterator[Mention]:
    """Yield the mentions of one sentence, from what speaks for each label at each morpheme."""
    crf = bundle.crf
    labels = crf.tag([dict(zip(bundle.labels, row, strict=True)) for row in scores])
    for kind, first, last in spans(labels):
        start, end = tokens[first].start, max(token.end for token in tokens[first:last])
        score = round(calibrated(min(crf.marginal(labels[at], at) for at in range(first, last)), bundle.curve), 4)
        # One morpheme holds one mention.
        parts = inner(text, start, end, kind) if last - first > 1 else [(start, end, kind)]
        for part_start, part_end, part in parts:
            yield Mention(start=part_start, end=part_end, type=cast(MentionType, part), score=score)
