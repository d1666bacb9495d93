"""Find the mentions of an analysed Korean text: a linear-chain CRF over morphemes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast

from kg.errors import SetupError
from kg.extract.document import Analysis, Token
from kg.extract.ko.features import features
from kg.model import Mention, MentionType

MODEL = Path(__file__).parent / "model" / "mentions.crfsuite"
"""The model of this package; its card stands beside it."""


@cache
def load(model: Path = MODEL) -> Any:
    """Return the opened tagger of a model file, which is read once in a process.

    Raises:
        SetupError: the file is missing or no model.
    """
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    try:
        tagger.open(str(model))
    except (OSError, ValueError) as error:
        raise SetupError(
            f"The mention tagger's model {model.name!r} cannot be read; install kg again.",
            f"개체 인식 모델 {model.name!r}을(를) 읽을 수 없습니다. kg를 다시 설치하세요.",
        ) from error
    return tagger


def tag(analysis: Analysis, model: Path = MODEL) -> tuple[Mention, ...]:
    """Return the mentions of `analysis` in text order.

    They do not overlap. `score` is the probability of the mention's least certain morpheme.
    """
    found: list[Mention] = []
    for sentence in analysis.sentences:
        found += _sentence(load(model), analysis.tokens[sentence.first : sentence.last])
    return tuple(found)


def _sentence(tagger: Any, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the mentions of one sentence."""
    if not tokens:
        return
    labels = tagger.tag(features(tokens))
    for kind, first, last in spans(labels):
        score = min(tagger.marginal(labels[at], at) for at in range(first, last))
        yield Mention(
            start=tokens[first].start,
            end=max(token.end for token in tokens[first:last]),
            type=cast(MentionType, kind),
            score=round(score, 4),
        )


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield type, first and past-the-last index of each mention of a BIO label sequence."""
    first = 0
    for at in range(1, len(labels) + 1):
        if at == len(labels) or not labels[at].startswith("I-"):
            if labels[first] != "O":
                yield labels[first][2:], first, at
            first = at
