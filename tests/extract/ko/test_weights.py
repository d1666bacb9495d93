from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pycrfsuite
import pytest

from kg.extract.ko import weights as module
from kg.extract.ko.bundle import open_crf
from kg.extract.ko.decoder import decoder
from kg.extract.ko.weights import Scorer, weights_of

LABELS = ("B-Person", "I-Person", "O")


def trained() -> bytes:
    """A CRF of some random sentences."""
    chance = Random(1)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", params={"max_iterations": 20}, verbose=False)
    for _ in range(60):
        labels = [chance.choice(LABELS) for _ in range(8)]
        trainer.append(
            [[f"f={label[: chance.randint(0, 3)]}", f"n={chance.randint(0, 9)}"] for label in labels], labels
        )
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "model"
        trainer.train(str(file))
        return file.read_bytes()


def test_weighed_before_or_by_the_library_the_answer_is_the_same() -> None:
    whole = open_crf(trained())
    model = whole.info()
    scorer = Scorer(weights_of(model.state_features, LABELS))
    told = open_crf(decoder(LABELS, model.transitions))
    chance = Random(2)
    for _ in range(50):
        rows = [[f"f={chance.choice(['', 'B', 'B-P', 'O', '?'])}", f"n={chance.randint(0, 12)}"] for _ in range(9)]
        scores = scorer.scores([scorer.each(row) or [0] for row in rows])
        labels = told.tag([dict(zip(LABELS, row, strict=True)) for row in scores.tolist()])
        assert labels == whole.tag(rows)
        for label, at in product(LABELS, range(9)):
            assert told.marginal(label, at) == pytest.approx(whole.marginal(label, at), abs=1e-5)


@pytest.mark.parametrize("most", [module._MOST, 0])
def test_a_group_weighs_what_its_features_weigh(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "_MOST", most)
    scorer = Scorer(weights_of({("a", "O"): 1.5, ("b", "O"): -1.0, ("b", "I-Person"): 2.0}, LABELS))
    groups = scorer.together([["a", "b"], ["b", "unknown"], ["unknown"]])
    rows = scorer.scores(groups)
    np.testing.assert_array_equal(rows, [[0, 2, 0.5], [0, 2, -1], [0, 0, 0]])
