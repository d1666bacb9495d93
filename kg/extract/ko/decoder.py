"""A CRF that is told how much each morpheme speaks for each label, and itself knows only how labels follow each other.

crfsuite finds the best labels and their probabilities in no time, but it takes features as strings and looks each one
up at each place: that was nearly all of its work. So the features are weighed before (`weights`), and crfsuite gets a
model with one feature for each label, which weighs 1 and whose value is the sum.
"""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_FEATURES_AT = struct.Struct("<28xI")
"""In the header of crfsuite's file (version 100): where the block of features begins."""
_BLOCK = struct.Struct("<4sII")
"""The head of the block: its name, its bytes, how many features follow."""
_FEATURE = struct.Struct("<IIId")
"""Kind (0: of a morpheme, 1: of two labels that follow each other), attribute or label, label, weight."""


def decoder(labels: Sequence[str], transitions: Mapping[tuple[str, str], float]) -> bytes:
    """Return a model of crfsuite with these weights of one label after another; those that are missing are nought.

    It takes for each morpheme a mapping of the labels to what speaks for them.
    """
    model = bytearray(_every_feature(labels))
    (block,) = _FEATURES_AT.unpack_from(model)
    name, _, count = _BLOCK.unpack_from(model, block)
    if (name, count) != (b"FEAT", 2 * len(labels) ** 2):
        raise RuntimeError("crfsuite writes another kind of model file than version 0.12 does")
    first = block + _BLOCK.size
    for at in range(first, first + count * _FEATURE.size, _FEATURE.size):
        kind, left, right, _ = _FEATURE.unpack_from(model, at)
        weight = transitions.get((labels[left], labels[right]), 0.0) if kind else float(left == right)
        _FEATURE.pack_into(model, at, kind, left, right, weight)
    return bytes(model)


def _every_feature(labels: Sequence[str]) -> bytes:
    """Return a model whose attributes and labels are `labels`, in this order, with all features that there can be."""
    import pycrfsuite

    every = {"max_iterations": 1, "feature.possible_states": True, "feature.possible_transitions": True}
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params=every, verbose=False)
    trainer.append([[label] for label in labels], list(labels))
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "model"
        trainer.train(str(file))
        return file.read_bytes()
