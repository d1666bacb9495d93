"""What each feature speaks for: the weights of a trained model, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Weights(NamedTuple):
    """The weights of a trained model.

    Attributes:
        labels: the labels, in the order of the columns.
        features: the features, in the order of the rows.
        table: one row a feature and one column a label.
    """

    labels: tuple[str, ...]
    features: tuple[str, ...]
    table: NDArray[np.float32]


def weights_of(entries: Mapping[tuple[str, str], float], labels: Sequence[str]) -> Weights:
    """Return the weights from those by feature and label, of which all that are missing are nought."""
    features = {feature: row for row, feature in enumerate(sorted({feature for feature, _ in entries}))}
    columns = {label: column for column, label in enumerate(labels)}
    table = np.zeros((len(features), len(columns)), np.float32)
    for (feature, label), weight in entries.items():
        table[features[feature], columns[label]] = weight
    return Weights(tuple(labels), tuple(features), table)


_MOST = 1 << 20
"""Rows of the table at most (70 MB)."""
_NOUGHT = 0
"""The row of what the model does not know."""


class Scorer:
    """Tells how much the features of each morpheme speak for each label.

    It is the encoder of the features: a number is a row of its table. Groups of features get rows of their own, with
    the sum of their weights.
    """

    def __init__(self, weights: Weights) -> None:
        self._rows = {feature: row for row, feature in enumerate(weights.features, 1)}
        self._used = len(self._rows) + 1
        self._table = np.concatenate([np.zeros_like(weights.table[:1]), weights.table])

    def each(self, strings: Iterable[str]) -> list[int]:
        """Return the numbers of those features that the model knows."""
        rows = self._rows
        return [rows[string] for string in strings if string in rows]

    def together(self, groups: Iterable[Iterable[str]]) -> list[list[int]]:
        """Return one number for each group of features, or where there is no more room, those of its features."""
        known = [self.each(group) or [_NOUGHT] for group in groups]
        if self._used + len(known) > _MOST:
            return known
        sums = self.scores(known)
        first, self._used = self._used, self._used + len(known)
        while self._used > len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[first : self._used] = sums
        return [[number] for number in range(first, self._used)]

    def scores(self, numbers: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """Return for each morpheme the sum of the rows of its features, of which it has at least one."""
        firsts = np.cumsum([0, *map(len, numbers[:-1])])
        return np.add.reduceat(self._table[list(chain.from_iterable(numbers))], firsts, axis=0)
