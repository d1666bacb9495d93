"""Train the mention tagger. The same data give the same bytes.

The course: a first model learns from the sentences whose labels are sure; with it all labels get their places
(`silver.assign`). Two models, each of one half of the sentences, do the same again for the other half; what their
probabilities are worth is seen there on the sure sentences. Sentences of KLUE-RE on which both agree, with their typed
spans set right, join them. The last model learns from all.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from kg.extract.document import Token
from kg.extract.ko.bundle import open_crf, spans, write_bundle
from kg.extract.ko.calibration import fit_curve
from kg.extract.ko.features import Featurizer
from kg.extract.ko.lexica_sources import gather_lexica
from kg.extract.ko.samples import Sample, Typed, read_forms, read_mentions, read_relations
from kg.extract.ko.silver import Probability, assign, find_candidates

_FINAL = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 3, "feature.possible_transitions": True}
_HELPER = _FINAL | {"max_iterations": 60}
"""Parameters of L-BFGS with both penalties; a helper need not be finished."""

_ITERATION = re.compile(r"\*+ Iteration #(\d+)")

Progress = Callable[[str, int], None]
"""Called with the step, `"read"` or `"iterate"`, and how many sentences or iterations of a model are done."""


class Placed(NamedTuple):
    """What a model learns from.

    Attributes:
        featurizer: with the lists of names that were gathered.
        known: the sentences with uncertain labels as they were read.
        samples: the same with their labels in place.
        agreed: sentences of KLUE-RE.
        halves: two models; that at `number % 2` did not learn from the sentence of that number.
    """

    featurizer: Featurizer
    known: list[Sample]
    samples: list[Sample]
    agreed: list[Sample]
    halves: list[bytes]


def train(folder: Path, model: Path, progress: Progress | None = None) -> None:
    """Train on the files of `folder` that `samples` and `lexica_sources` name, and write the model file.

    Raises:
        InputError: a file is missing, or a line of it is not as it must be.
    """
    tell = progress or silent
    placed = place(folder, tell)
    featurizer, halves = placed.featurizer, [open_crf(half) for half in placed.halves]
    curve = fit_curve(
        [pair for at, sample in enumerate(placed.known) for pair in _outcomes(halves[at % 2], featurizer, sample)]
    )
    final = [*(sample for sample in placed.samples if sample.news), *placed.agreed]
    write_bundle(model, _fit(featurizer, tell, _FINAL, final), featurizer.lexica, curve)


def silent(step: str, count: int) -> None:
    """Tell nobody how far it has come."""


def place(folder: Path, tell: Progress) -> Placed:
    """Give all labels of `folder` their places.

    Raises:
        InputError: a file is missing, or a line of it is not as it must be.
    """
    samples, types = read_mentions(folder)
    relations = read_relations(folder)
    featurizer = Featurizer(gather_lexica(folder, relations))
    tell("read", len(samples) + len(relations))
    fit = partial(_fit, featurizer, tell)
    counts = read_forms(folder, types)
    candidates = find_candidates(samples, frozenset(form for form, _ in counts))

    first = open_crf(fit(_HELPER, [sample for sample in samples if sample.news and sample.sure]))
    placed = assign(samples, candidates, counts, lambda at: _probability(first, featurizer, samples[at]))
    known, samples = samples, _with(samples, placed)
    trained = [fit(_HELPER, [s for s in samples[half::2] if s.news]) for half in (1, 0)]
    halves = [open_crf(half) for half in trained]
    placed = assign(samples, candidates, counts, lambda at: _probability(halves[at % 2], featurizer, samples[at]))
    agreed = [found for sample in relations if (found := _agreed(halves, featurizer, sample))]
    return Placed(featurizer, known, _with(samples, placed), agreed, trained)


def _fit(featurizer: Featurizer, tell: Progress, parameters: dict[str, Any], samples: Iterable[Sample]) -> bytes:
    """Return a model of `samples`."""
    import pycrfsuite

    class Trainer(pycrfsuite.BaseTrainer):  # type: ignore[misc]
        def message(self, message: str) -> None:
            if found := _ITERATION.match(message):
                tell("iterate", int(found[1]))

    trainer = Trainer(algorithm="lbfgs", params=parameters)
    for sample in samples:
        rows = featurizer.features(sample.text, sample.tokens, sample.hidden)
        trainer.append(rows, project(sample.tokens, sample.spans))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "model"
        trainer.train(str(file))
        return file.read_bytes()


def _with(samples: Sequence[Sample], placed: Sequence[tuple[Typed, ...]]) -> list[Sample]:
    return [sample._replace(spans=found) for sample, found in zip(samples, placed, strict=True)]


def _probability(crf: Any, featurizer: Featurizer, sample: Sample) -> Probability:
    """Return the probability of a label at a position, which is nought for a label that the model never saw."""
    crf.set(featurizer.features(sample.text, sample.tokens, sample.hidden))
    known = frozenset(crf.labels())

    def probability(label: str, at: int) -> float:
        return float(crf.marginal(label, at)) if label in known else 0.0

    return probability


def _outcomes(crf: Any, featurizer: Featurizer, sample: Sample) -> Iterator[tuple[float, bool]]:
    """Yield the probability of each mention that a model finds in a sure sentence, and whether it is right."""
    if sample.news and sample.sure:
        rows = featurizer.features(sample.text, sample.tokens, sample.hidden)
        yield from judged(crf, rows, sample.tokens, sample.spans)


def judged(crf: Any, rows: Any, tokens: Sequence[Token], right: Sequence[Typed]) -> Iterator[tuple[float, bool]]:
    """Yield the probability of each mention that a model finds by features of morphemes, and whether it is right."""
    labels = crf.tag(rows)
    for kind, first, last in spans(labels):
        probability = min(crf.marginal(labels[at], at) for at in range(first, last))
        yield probability, typed(tokens, kind, first, last) in right


def _agreed(models: Sequence[Any], featurizer: Featurizer, sample: Sample) -> Sample | None:
    """Return a sentence of KLUE-RE labelled by its typed spans and the models, None if these differ elsewhere."""
    rows = featurizer.features(sample.text, sample.tokens, sample.hidden)
    one, other = ({typed(sample.tokens, *span) for span in spans(crf.tag(rows))} for crf in models)
    fixed: list[Typed] = []
    for start, end, kind in sample.spans:
        # Countries and towns are organizations there where they act: the models know better which.
        said = next((k for s, e, k in one & other if (s, e) == (start, end) and k in ("Organization", "Place")), None)
        meant = {"PER": "Person", "ORG": said or "Organization", "LOC": said or "Place"}.get(kind)
        if meant and not _touches((start, end, meant), fixed):
            fixed.append((start, end, meant))
    elsewhere = [{span for span in found if not _touches(span, fixed)} for found in (one, other)]
    if elsewhere[0] != elsewhere[1]:
        return None
    return sample._replace(spans=tuple(sorted([*fixed, *elsewhere[0]])))


def _touches(span: Typed, others: Iterable[Typed]) -> bool:
    return any(start < span[1] and span[0] < end for start, end, _ in others)


def typed(tokens: Sequence[Token], kind: str, first: int, last: int) -> Typed:
    """Return the characters of the morphemes from `first` until before `last`, with the type."""
    return tokens[first].start, max(token.end for token in tokens[first:last]), kind


def project(tokens: Sequence[Token], gold: Sequence[Typed]) -> list[str]:
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
