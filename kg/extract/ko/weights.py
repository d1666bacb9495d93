"""What each feature speaks for: the weights of a trained model, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.extract.ko.features import WINDOW, Column, Key, Keyed, Plain, See


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


_MOST = 1 << 19
"""Rows of the table at most (35 MB), unless one column alone has more keys."""
_NOUGHT = 0
"""The row of what the model does not know."""


class Scorer:
    """Tells how much the features of each morpheme speak for each label.

    Its table has a row for each feature of the model, and behind them rows for the keys that came: the sums of the
    weights of their features. When there is no more room these are forgotten.
    """

    def __init__(self, weights: Weights) -> None:
        self._rows = {feature: row for row, feature in enumerate(weights.features, 1)}
        self._table = np.concatenate([np.zeros_like(weights.table[:1]), weights.table])
        self._model = self._used = len(self._table)
        self._keys: dict[See, dict[Key, int]] = {}

    def scores(self, columns: Iterable[Column], places: int) -> NDArray[np.float32]:
        """Return the sums of the weights for each of so many places that the columns speak of: one row a place."""
        total = np.zeros((places + 2 * WINDOW, self._table.shape[1]), np.float32)
        for column in columns:
            if not column.at:
                continue
            if isinstance(column, Plain):
                row = self._rows.get
                numbers = np.array([row(string, _NOUGHT) for string in column.strings])
                total[_places(column.at, 0)] += self._table[numbers.reshape(len(column.at), -1)].sum(axis=1)
                continue
            firsts = np.array(self._firsts(column))
            for which, distance in enumerate(column.distances):
                total[_places(column.at, distance)] += self._table[firsts + which]
        return total[WINDOW : WINDOW + places]

    def _firsts(self, column: Keyed) -> list[int]:
        """Return for each key of a column its first row; each distance has one."""
        known = self._keys.setdefault(column.see, {})
        new = dict.fromkeys(key for key in column.keys if key not in known)
        if new:
            width = len(column.distances)
            if self._used > self._model and self._used + width * len(new) > _MOST:
                self._keys.clear()
                self._used = self._model
                return self._firsts(column)
            self._add([group for key in new for group in column.see(*key)])
            known.update(zip(new, range(self._used - width * len(new), self._used, width), strict=True))
        return [known[key] for key in column.keys]

    def _add(self, groups: Sequence[Sequence[str]]) -> None:
        """Add a row with the sum of the weights of each group of features, of which it has at least one."""
        row = self._rows.get
        numbers = [row(string, _NOUGHT) for group in groups for string in group]
        firsts = np.cumsum([0, *map(len, groups[:-1])])
        end = self._used + len(groups)
        if end > len(self._table):
            more = max(end, 2 * len(self._table)) - len(self._table)
            self._table = np.concatenate([self._table, np.zeros((more, self._table.shape[1]), np.float32)])
        self._table[self._used : end] = np.add.reduceat(self._table[numbers], firsts)
        self._used = end


def _places(at: Sequence[int], distance: int) -> slice | NDArray[np.intp]:
    """Return where in a table with `WINDOW` rows more at each end stand the places for which keys at `at` are seen."""
    shift = WINDOW - distance
    return slice(at.start + shift, at.stop + shift) if isinstance(at, range) else np.asarray(at) + shift
