"""The mention tagger's model: one file with its conditional random field and the lists that its features need."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import SetupError
from kg.extract.ko.calibration import Curve
from kg.extract.ko.decoder import decoder
from kg.extract.ko.features import Featurizer
from kg.extract.ko.lexica import Lexica, read_table
from kg.extract.ko.weights import Scorer, Weights, weights_of

_DECODER = "decoder.crfsuite"
_LABELS = "labels.txt"
_FEATURES = "features.txt"
_WEIGHTS = "weights.npy"
_LEXICA = "lexica.tsv"
_CURVE = "calibration.tsv"


class Bundle(NamedTuple):
    """An opened model.

    Attributes:
        featurizer: tells the features of each morpheme.
        scorer: weighs them.
        labels: the labels, in the order of the scorer's columns.
        crf: python-crfsuite's tagger with the `decoder`.
        curve: what its probabilities are worth.
    """

    featurizer: Featurizer
    scorer: Scorer
    labels: tuple[str, ...]
    crf: Any
    curve: Curve


def open_crf(model: bytes) -> Any:
    """Return the opened tagger of a model's bytes.

    Raises:
        ValueError: these are no model.
    """
    import pycrfsuite

    class Tagger(pycrfsuite.Tagger):  # type: ignore[misc]
        # The tagger reads the bytes in place and does not keep them alive by itself.
        source = model

    tagger = Tagger()
    tagger.open_inmemory(Tagger.source)
    return tagger


def write_bundle(path: Path, crf: bytes, lexica: Lexica, curve: Curve) -> None:
    """Write a model file from a trained CRF; the same parts give the same bytes."""
    trained = open_crf(crf).info()
    weights = weights_of(trained.state_features, sorted(trained.labels))
    content = {
        _DECODER: decoder(weights.labels, trained.transitions),
        _LABELS: "\n".join(weights.labels).encode(),
        _FEATURES: "\n".join(weights.features).encode(),
        _WEIGHTS: array_bytes(weights.table),
        _LEXICA: lexica.table().encode(),
        _CURVE: curve_table(curve).encode(),
    }
    write_parts(path, content)


def read_bundle(path: Path) -> Bundle:
    """Read a model file.

    Raises:
        SetupError: the file is missing or no model.
    """
    try:
        with zipfile.ZipFile(path) as file:
            lexica, points, labels, features = (
                file.read(name).decode() for name in (_LEXICA, _CURVE, _LABELS, _FEATURES)
            )
            weights = Weights(
                tuple(labels.split("\n")),
                tuple(features.split("\n")),
                np.load(BytesIO(file.read(_WEIGHTS)), allow_pickle=False),
            )
            return Bundle(
                Featurizer(read_table(lexica)),
                Scorer(weights),
                weights.labels,
                open_crf(file.read(_DECODER)),
                read_curve(points),
            )
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SetupError(
            f"The mention tagger's model {path.name!r} cannot be read; install kg again.",
            f"개체 인식 모델 {path.name!r}을(를) 읽을 수 없습니다. kg를 다시 설치하세요.",
        ) from error


def write_parts(path: Path, parts: Mapping[str, bytes]) -> None:
    """Write a model file of named parts; the same parts give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            # A ZipInfo without a date has a fixed one.
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, compresslevel=9)


def array_bytes(array: NDArray[Any]) -> bytes:
    """Return an array as NumPy's own file."""
    file = BytesIO()
    np.save(file, array, allow_pickle=False)
    return file.getvalue()


def curve_table(curve: Curve) -> str:
    """Return a curve as `read_curve` reads it: a line a point."""
    return "\n".join(f"{probability}\t{score}" for probability, score in curve)


def read_curve(table: str) -> Curve:
    """Return the curve of a `curve_table`.

    Raises:
        ValueError: it is none.
    """
    points = (line.split("\t") for line in table.splitlines())
    return tuple((float(probability), float(score)) for probability, score in points)


def spans(labels: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield type, first and past-the-last index of each mention of a BIO label sequence."""
    first = 0
    for at in range(1, len(labels) + 1):
        if at == len(labels) or not labels[at].startswith("I-"):
            if labels[first] != "O":
                yield labels[first][2:], first, at
            first = at
