"""Find the mentions of an analysed Korean text: a linear-chain CRF over morphemes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kg.errors import SetupError
from kg.extract.dictionary import NONE, Dictionary
from kg.extract.document import Analysis, Token
from kg.extract.ko.analysis import without_surrogates
from kg.extract.ko.bundle import Bundle, open_crf, read_bundle, spans
from kg.extract.ko.calibration import calibrated
from kg.extract.ko.consistency import agree
from kg.extract.ko.decoder import decoder
from kg.extract.ko.encoder.pieces import units
from kg.extract.ko.features import Featurizer, places
from kg.extract.ko.nested import inner
from kg.model import Mention, MentionType

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.extract.ko.encoder.model import Encoder

MODEL = Path(__file__).parent / "model" / "mentions.zip"
"""The model of this package; its card stands beside it."""

_MARKS = {"Person": "R=PER", "Organization": "R=ORG", "Place": "R=LOC"}
"""How a name of this type is marked in the tagger's own lists."""

_BOLDNESS = 0.2
"""By how much less it weighs that a morpheme is in no mention: where the model learned, labels are an eighth rarer."""

_SAID_BY_ENCODER, _SAID_BY_MODEL = 0.6, 0.3
"""How much each counts where both are asked (chosen on the development part): less than one, as they err together."""

_open = cache(read_bundle)


def tag(
    analysis: Analysis, dictionary: Dictionary = NONE, model: Path = MODEL, encoder: Encoder | None = None
) -> tuple[Mention, ...]:
    """Return the mentions of `analysis` in text order; names of `dictionary` count as listed ones.

    They do not overlap. `score` is how often a mention with such a probability (of its least certain morpheme) is
    right; what was found because its name stands elsewhere has less than that one. With an `encoder` what it says and
    what the model says count together.

    Raises:
        SetupError: the model file is missing or no model.
    """
    bundle = _with_names(model, dictionary) if dictionary.entries else _open(model)
    if encoder is not None:
        both = _joint(model, encoder)
        bundle = bundle._replace(crf=both.crf, curve=both.curve)
    text = without_surrogates(analysis.text)
    sentences = [analysis.tokens[s.first : s.last] for s in analysis.sentences if s.first < s.last]
    found = [
        mention
        for tokens, scores in weigh(bundle, text, sentences, encoder)
        for mention in _mentions(bundle, text, tokens, scores.tolist())
    ]
    return agree(analysis, found)


def weigh(
    bundle: Bundle, text: str, sentences: Sequence[Sequence[Token]], encoder: Encoder | None = None
) -> Iterator[tuple[Sequence[Token], NDArray[np.float32]]]:
    """Yield for each of some sentences of `text` the morphemes to label, and what speaks for each label: a row each.

    With an encoder it is what both say, and only morphemes with characters of their own are labelled.
    """
    at = places(sentences)
    scores = bundle.scorer.scores(bundle.featurizer.columns(text, at), len(at.tokens))
    scores[:, bundle.labels.index("O")] -= _BOLDNESS
    for tokens, first in zip(sentences, at.firsts, strict=True):
        own = units(tokens)
        if encoder is None:
            yield tokens, scores[first : first + len(tokens)]
        elif own:
            said = encoder.scores(text, tokens, own, bundle.featurizer)
            both = _SAID_BY_MODEL * scores[[first + unit.at for unit in own]] + _SAID_BY_ENCODER * said
            yield [tokens[unit.at]._replace(start=unit.start) for unit in own], both


def joint(bundle: Bundle, encoder: Encoder) -> Bundle:
    """Return a model that knows how labels follow each other, and what probabilities are worth, as both say.

    Raises:
        SetupError: they know other labels.
    """
    if bundle.labels != encoder.labels:
        raise SetupError(
            "The encoder and the mention tagger were not made for each other; install kg again.",
            "인코더와 개체 인식 모델이 서로 맞지 않습니다. kg를 다시 설치하세요.",
        )
    known = bundle.crf.info().transitions
    between = {
        pair: _SAID_BY_MODEL * known.get(pair, 0.0) + _SAID_BY_ENCODER * weight
        for pair, weight in encoder.transitions.items()
    }
    return bundle._replace(crf=open_crf(decoder(bundle.labels, between)), curve=encoder.curve)


@lru_cache(maxsize=4)
def _joint(model: Path, encoder: Encoder) -> Bundle:
    return joint(_open(model), encoder)


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
