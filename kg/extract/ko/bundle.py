"""The mention tagger's model: one file with its conditional random field and the lists that its features need."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import SetupError
from kg.extract.ko.calibration import Curve
from kg.extract.ko.features import Featurizer
from kg.extract.ko.lexica import Lexica, read_table

_CRF = "mentions.crfsuite"
_LEXICA = "lexica.tsv"
_CURVE = "calibration.tsv"


class Bundle(NamedTuple):
    """An opened model: the tagger of python-crfsuite, what builds its features, what its probabilities are worth."""

    crf: Any
    featurizer: Featurizer
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
    """Write a model file; the same parts give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as file:
        points = "\n".join(f"{probability}\t{score}" for probability, score in curve)
        for name, content in ((_CRF, crf), (_LEXICA, lexica.table().encode()), (_CURVE, points.encode())):
            # A ZipInfo without a date has a fixed one.
            file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED, compresslevel=9)


def read_bundle(path: Path) -> Bundle:
    """Read a model file.

    Raises:
        SetupError: the file is missing or no model.
    """
    try:
        with zipfile.ZipFile(path) as file:
            crf, lexica, points = (file.read(name) for name in (_CRF, _LEXICA, _CURVE))
            return Bundle(open_crf(crf), Featurizer(read_table(lexica.decode())), _read_curve(points.decode()))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SetupError(
            f"The mention tagger's model {path.name!r} cannot be read; install kg again.",
            f"개체 인식 모델 {path.name!r}을(를) 읽을 수 없습니다. kg를 다시 설치하세요.",
        ) from error


def _read_curve(table: str) -> Curve:
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
