"""The trained encoder in one file, opened and asked by onnxruntime.

It is asked for one sentence at a time on one thread: what it says of a sentence then depends on nothing else, and the
same article gives the same bytes with any number of workers. Other processors may round otherwise.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import SetupError
from kg.extract.ko.bundle import array_bytes, curve_table, read_curve, write_parts
from kg.extract.ko.calibration import Curve
from kg.extract.ko.encoder.pieces import Piece, Reader, Unit

if TYPE_CHECKING:
    from kg.extract.document import Token
    from kg.extract.ko.features import Featurizer

MODEL = Path(__file__).parents[1] / "model" / "encoder.zip"
"""The encoder of this package; its card stands beside it."""

_NETWORK = "network.onnx"
_PIECES = "pieces.tsv"
_TAGS = "tags.txt"
_MARKS = "marks.txt"
_LABELS = "labels.txt"
_EDGES = "edges.npy"
_TRANSITIONS = "transitions.npy"
_CURVE = "calibration.tsv"


class Parts(NamedTuple):
    """What a trained encoder consists of.

    Attributes:
        network: the ONNX model. It takes `ids`, `tags`, `marks` and `firsts` of a `Reading`, and returns one row a
            morpheme and one column a label: how much speaks for it.
        vocabulary: the pieces by their numbers.
        tags: parts of speech, numbered from 1.
        marks: marks of listed names, numbered from 0.
        labels: the labels in the order of the columns.
        edges: what speaks for each label at the beginning (first row) and at the end of a sentence.
        transitions: what speaks for one label after another.
        curve: what the probabilities of encoder and tagger together are worth.
    """

    network: bytes
    vocabulary: Sequence[Piece]
    tags: Sequence[str]
    marks: Sequence[str]
    labels: Sequence[str]
    edges: NDArray[np.float32]
    transitions: Mapping[tuple[str, str], float]
    curve: Curve


class Encoder:
    """An opened encoder.

    Attributes:
        labels: the labels, in the order of the columns of `scores`.
        transitions: what speaks for one label after another.
        curve: what the probabilities of encoder and tagger together are worth.
    """

    def __init__(self, parts: Parts) -> None:
        """Open it.

        Raises:
            ValueError: the network is none.
        """
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = InferenceSession(parts.network, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's errors have no class in common
            raise ValueError(f"no network: {error}") from error
        self._reader = Reader(parts.vocabulary, parts.tags, parts.marks)
        self._edges = parts.edges
        self.labels = tuple(parts.labels)
        self.transitions = parts.transitions
        self.curve = parts.curve

    def scores(
        self, text: str, tokens: Sequence[Token], own: Sequence[Unit], featurizer: Featurizer
    ) -> NDArray[np.float32]:
        """Return what speaks for each label at each of the morphemes `own` of a sentence, one at least: a row each."""
        readings = self._reader.read(text, tokens, own, featurizer)
        scores: NDArray[np.float32] = np.concatenate([self._session.run(None, r._asdict())[0] for r in readings])
        scores[0] += self._edges[0]
        scores[-1] += self._edges[1]
        return scores


def write_encoder(path: Path, parts: Parts) -> None:
    """Write a trained encoder into a file; the same parts give the same bytes."""
    between = [[parts.transitions.get((left, right), 0.0) for right in parts.labels] for left in parts.labels]
    content = {
        _NETWORK: parts.network,
        _PIECES: "\n".join(f"{piece}\t{weight!r}" for piece, weight in parts.vocabulary).encode(),
        _TAGS: "\n".join(parts.tags).encode(),
        _MARKS: "\n".join(parts.marks).encode(),
        _LABELS: "\n".join(parts.labels).encode(),
        _EDGES: array_bytes(parts.edges),
        _TRANSITIONS: array_bytes(np.array(between, np.float32)),
        _CURVE: curve_table(parts.curve).encode(),
    }
    write_parts(path, content)


@cache
def open_encoder(path: Path = MODEL) -> Encoder:
    """Return the encoder in a file; it is opened once.

    Raises:
        SetupError: the file is missing or no encoder, or a library that it needs is not installed.
    """
    try:
        return Encoder(_read(path))
    except ImportError as error:
        raise SetupError(
            f"The engine accurate needs {error.name}; install it with: pip install 'kg[accurate]'",
            f"accurate 엔진을 쓰려면 {error.name} 라이브러리가 필요합니다. 설치: pip install 'kg[accurate]'",
        ) from None
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SetupError(
            f"The encoder's model {path.name!r} cannot be read; install kg again.",
            f"인코더 모델 {path.name!r}을(를) 읽을 수 없습니다. kg를 다시 설치하세요.",
        ) from error


def _read(path: Path) -> Parts:
    with zipfile.ZipFile(path) as file:
        tags, marks, labels = (file.read(name).decode().split("\n") for name in (_TAGS, _MARKS, _LABELS))
        edges, between = (np.load(BytesIO(file.read(name)), allow_pickle=False) for name in (_EDGES, _TRANSITIONS))
        pieces = (line.split("\t") for line in file.read(_PIECES).decode().split("\n"))
        return Parts(
            network=file.read(_NETWORK),
            vocabulary=[(piece, float(weight)) for piece, weight in pieces],
            tags=tags,
            marks=marks,
            labels=labels,
            edges=edges,
            transitions={
                (left, right): float(weight)
                for left, row in zip(labels, between, strict=True)
                for right, weight in zip(labels, row, strict=True)
            },
            curve=read_curve(file.read(_CURVE).decode()),
        )
