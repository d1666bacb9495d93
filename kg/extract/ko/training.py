"""Train the mention tagger. The same data give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.errors import InputError
from kg.extract.document import Analysis, Token
from kg.extract.ko.analysis import analyse
from kg.extract.ko.features import features

DATA = "train-silver.jsonl"
"""The training file in the folder of mentions: one object a line, with `text`, `min_confidence` and `mentions`."""

MIN_CONFIDENCE = 0.8
_PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2, "feature.possible_transitions": True}

_ITERATION = re.compile(r"\*+ Iteration #(\d+)")

Progress = Callable[[str, int], None]
"""Called with the step, `"read"` or `"iterate"`, and how many sentences or iterations are done."""


def train(folder: Path, model: Path, progress: Progress | None = None) -> None:
    """Train on `folder/train-silver.jsonl` and write the model file.

    Raises:
        InputError: the file is missing, or a line of it is not as it must be.
    """
    import pycrfsuite

    class Trainer(pycrfsuite.BaseTrainer):  # type: ignore[misc]
        def message(self, message: str) -> None:
            if progress and (found := _ITERATION.match(message)):
                progress("iterate", int(found[1]))

    trainer = Trainer(algorithm="lbfgs", params=_PARAMETERS)
    for number, (rows, labels) in enumerate(_examples(folder / DATA), 1):
        trainer.append(rows, labels)
        if progress:
            progress("read", number)
    model.parent.mkdir(parents=True, exist_ok=True)
    trainer.train(str(model))


def _examples(path: Path) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of each sentence that is sure enough."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read in that folder.",
            f"그 폴더에서 {path.name}을(를) 읽을 수 없습니다.",
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            item = json.loads(line)
            if item["min_confidence"] < MIN_CONFIDENCE or item["id"].endswith("nsmc"):
                continue
            gold = [(m["start"], m["end"], m["type"]) for m in item["mentions"] if m["type"]]
            analysis = analyse(item["text"])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(
                f"{path.name}, line {number}: not a training sentence ({error}).",
                f"{path.name} {number}번째 줄: 학습 문장이 아닙니다 ({error}).",
            ) from error
        yield from _sentences(analysis, gold)


def _sentences(analysis: Analysis, gold: Sequence[tuple[int, int, str]]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Yield features and labels of each sentence that has morphemes."""
    for sentence in analysis.sentences:
        tokens = analysis.tokens[sentence.first : sentence.last]
        if tokens:
            yield features(tokens), project(tokens, gold)


def project(tokens: Sequence[Token], gold: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the BIO labels of the morphemes for typed spans of characters.

    A morpheme belongs to a span that it lies in; a span in which none lies (part of a morpheme) takes the first one
    that it touches.
    """
    labels = ["O"] * len(tokens)
    for start, end, kind in gold:
        inside = [i for i, token in enumerate(tokens) if start <= token.start < end and token.end <= end]
        touched = inside or [i for i, token in enumerate(tokens) if token.start < end and start < token.end][:1]
        for at in touched:
            labels[at] = "I-" + kind
        if touched:
            labels[touched[0]] = "B-" + kind
    return labels
