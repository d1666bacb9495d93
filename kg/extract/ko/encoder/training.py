"""Train the encoder, on the sentences that the mention tagger learns from.

It begins as a pretrained one (`source`), keeps of its pieces those that Korean news uses, and learns the labels that
`kg.extract.ko.training` puts in their places. What its probabilities and the tagger's together are worth is seen on
sure sentences that it did not learn from, with the tagger's model that did not either. PyTorch adds up in another order
on another machine: the same data give a model as good, but not the same bytes.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import torch

from kg.errors import InputError
from kg.extract.ko.bundle import Bundle, read_bundle, write_bundle
from kg.extract.ko.calibration import Curve, fit_curve
from kg.extract.ko.encoder.model import Encoder, Parts, write_encoder
from kg.extract.ko.encoder.network import FROZEN, Network, batch_of, exported
from kg.extract.ko.encoder.pieces import PARTS, SPACE, UNKNOWN, Piece, Reader, Reading, units
from kg.extract.ko.encoder.source import Source, installed
from kg.extract.ko.samples import Sample, read_texts
from kg.extract.ko.tagger import joint, weigh
from kg.extract.ko.training import Placed, Progress, judged, place, project, silent

if TYPE_CHECKING:
    from kg.extract.ko.features import Featurizer

_HELD = 20
"""One sentence in so many is kept from training."""
_ROUNDS = 3
_PIECES = 1600
"""Pieces in a step, about."""
_RATE = 3e-4
_LOWER = 0.93
"""By what the rate of a layer is lower than that of the layer above."""
_FASTER = {"head": 6, "between": 6, "edges": 6, "tags": 4, "marks": 4}
"""How much faster learns what begins from nothing."""
_WARM = 15
"""Steps until the full rate."""
_LOST_PIECES = 0.05
_LOST_MARKS = 0.3
"""How many pieces and marks are hidden, so that the encoder does not rely on a single one."""
_TAGS = (
    *("NNG", "NNP", "NNB", "NR", "NP", "VV", "VA", "VX", "VCP", "VCN", "MM", "MAG", "MAJ", "IC"),
    *("JKS", "JKC", "JKG", "JKO", "JKB", "JKV", "JKQ", "JX", "JC", "EP", "EF", "EC", "ETN", "ETM"),
    *("XPN", "XSN", "XSV", "XSA", "XSM", "XR", "SF", "SP", "SS", "SSO", "SSC", "SE", "SO", "SW", "SL", "SH", "SN"),
    *("SB", "W_SERIAL"),
)
"""Kiwi's parts of speech."""


class Lesson(NamedTuple):
    """A sentence as the encoder reads it, and the numbers of its morphemes' labels."""

    reading: Reading
    labels: list[int]


def train_encoder(folder: Path, model: Path, progress: Progress | None = None) -> None:
    """Train on the files of `folder`, and write the encoder's file.

    Raises:
        InputError: a file is missing, or a line of it is not as it must be.
        SetupError: the pretrained encoder is not installed.
    """
    tell = progress or silent
    source = Source(installed())
    placed = place(folder, tell)
    news = [at for at, sample in enumerate(placed.samples) if sample.news]
    held = [at for at in news if at % _HELD == 0 and placed.known[at].sure]
    taught = [*(placed.samples[at] for at in news if at % _HELD), *placed.agreed]
    if not taught:
        raise InputError("There is no sentence to learn from.", "학습할 문장이 없습니다.")
    featurizer = placed.featurizer
    labels = sorted({f"{side}-{kind}" for sample in taught for _, _, kind in sample.spans for side in "BI"} | {"O"})
    marks = sorted({mark for s in taught for row in featurizer.marks(s.text, s.tokens, s.hidden) for mark in row})
    kept = kept_pieces(source.vocabulary, [*taught, *read_texts(folder)], featurizer)
    vocabulary = [source.vocabulary[number] for number in kept]
    reader = Reader(vocabulary, _TAGS, marks)
    lessons = [lesson for sample in taught for lesson in lessons_of(sample, reader, featurizer, labels)]
    torch.manual_seed(1)
    network = Network(source, kept, len(_TAGS), len(marks), labels)
    fit(network, lessons, tell)
    between = network.transitions().tolist()
    parts = Parts(
        network=exported(network),
        vocabulary=vocabulary,
        tags=_TAGS,
        marks=marks,
        labels=labels,
        edges=network.ends().detach().numpy(),
        transitions={(a, b): between[i][j] for i, a in enumerate(labels) for j, b in enumerate(labels)},
        curve=(),
    )
    write_encoder(model, parts._replace(curve=_curve(placed, held, Encoder(parts))))


def kept_pieces(vocabulary: Sequence[Piece], samples: Sequence[Sample], featurizer: Featurizer) -> list[int]:
    """Return the numbers of the pieces that sentences use, and of all short ones of Korean and ASCII."""
    reader = Reader(vocabulary, _TAGS, ())
    used = {
        int(number)
        for sample in samples
        for reading in reader.read(sample.text, sample.tokens, units(sample.tokens), featurizer)
        for number in reading.ids
    }
    short = {number for number, (piece, _) in enumerate(vocabulary) if len(piece) <= 2 and _common(piece[-1:])}
    return sorted({*range(len(PARTS)), *used, *short})


def _common(character: str) -> bool:
    return "가" <= character <= "힣" or character <= "~" or character == SPACE


def lessons_of(sample: Sample, reader: Reader, featurizer: Featurizer, labels: Sequence[str]) -> Iterator[Lesson]:
    """Yield a sentence as a lesson, mostly in one part."""
    own = units(sample.tokens)
    morphemes = [sample.tokens[unit.at]._replace(start=unit.start) for unit in own]
    numbers = [labels.index(label) for label in project(morphemes, sample.spans)]
    for reading in reader.read(sample.text, sample.tokens, own, featurizer, sample.hidden):
        known, numbers = numbers[: len(reading.firsts)], numbers[len(reading.firsts) :]
        yield Lesson(reading, known)


def fit(network: Network, lessons: Sequence[Lesson], tell: Progress) -> None:
    """Let a network learn lessons, in rounds, ever more slowly."""
    chance = random.Random(1)
    steps = [step for _ in range(_ROUNDS) for step in _steps(lessons, chance)]
    optimizer = torch.optim.AdamW(_groups(network), betas=(0.9, 0.98))
    rates = [group["lr"] for group in optimizer.param_groups]
    network.train()
    for number, step in enumerate(steps):
        share = min(1.0, (number + 1) / _WARM) * max(0.02, 1 - number / len(steps))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        batch = batch_of([_with_losses(lesson.reading, chance) for lesson in step], [lesson.labels for lesson in step])
        optimizer.zero_grad()
        network.loss(batch).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 0.1)
        optimizer.step()
        tell("iterate", number + 1)
    network.eval()


def _steps(lessons: Sequence[Lesson], chance: random.Random) -> list[list[Lesson]]:
    """Return the lessons of a round in steps: those of about one length together, the steps in any order."""
    steps: list[list[Lesson]] = [[]]
    for lesson in sorted(lessons, key=lambda lesson: len(lesson.reading.ids) + 4 * chance.random()):
        if len(steps[-1]) * len(lesson.reading.ids) >= _PIECES:
            steps.append([])
        steps[-1].append(lesson)
    chance.shuffle(steps)
    return steps


def _groups(network: Network) -> list[dict[str, object]]:
    """Return what learns how fast."""
    depth = len(network.layers)
    layers: list[dict[str, object]] = [
        {"params": list(layer.parameters()), "lr": _RATE * _LOWER ** (depth - 1 - number), "weight_decay": 0.01}
        for number, layer in enumerate(network.layers)
        if number >= FROZEN
    ]
    named = list(network.named_parameters())
    for part, faster in _FASTER.items():
        own = [parameter for name, parameter in named if name.partition(".")[0] == part]
        layers.append({"params": own, "lr": _RATE * faster, "weight_decay": 0.0})
    return layers


def _with_losses(reading: Reading, chance: random.Random) -> Reading:
    """Return what is read with some pieces unknown and some marks gone."""
    ids, marks = reading.ids.copy(), reading.marks.copy()
    for at in range(1, len(ids) - 1):
        if chance.random() < _LOST_PIECES:
            ids[at] = UNKNOWN
        if chance.random() < _LOST_MARKS:
            marks[at] = 0
    return reading._replace(ids=ids, marks=marks)


def _curve(placed: Placed, held: Sequence[int], encoder: Encoder) -> Curve:
    """Return what the probabilities of encoder and tagger together are worth, by sentences that neither learned."""
    halves = [joint(_bundle(half, placed.featurizer), encoder) for half in placed.halves]
    outcomes: list[tuple[float, bool]] = []
    for at in held:
        sample, bundle = placed.known[at], halves[at % 2]
        for tokens, scores in weigh(bundle, sample.text, [sample.tokens], encoder):
            rows = [dict(zip(bundle.labels, row, strict=True)) for row in scores.tolist()]
            outcomes += judged(bundle.crf, rows, tokens, sample.spans)
    return fit_curve(outcomes)


def _bundle(crf: bytes, featurizer: Featurizer) -> Bundle:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "model.zip"
        write_bundle(path, crf, featurizer.lexica, ())
        return read_bundle(path)
