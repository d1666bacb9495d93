from __future__ import annotations

import tempfile
from itertools import product
from pathlib import Path
from random import Random

import numpy as np
import pycrfsuite
import pytest

from kg.extract.ko import weights as module
from kg.extract.ko.analysis import analyse
from kg.extract.ko.bundle import open_crf
from kg.extract.ko.decoder import decoder
from kg.extract.ko.features import Featurizer, Keyed, Plain, places
from kg.extract.ko.lexica import Lexica
from kg.extract.ko.weights import Scorer, weights_of

LABELS = ("B-Person", "I-Person", "O")
LEXICA = Lexica(
    names={"조지 콘라드": ("R=PER", "F=PER"), "성남시": ("G=adm1",)},
    surnames=frozenset("김이박"),
    first_syllables={"민": 3},
    last_syllables={"수": 2},
    classes={("산", "VV"): (7, 1)},
)


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
        strings = [string for row in rows for string in row]
        scores = scorer.scores([Plain(range(9), strings)], 9)
        labels = told.tag([dict(zip(LABELS, row, strict=True)) for row in scores.tolist()])
        assert labels == whole.tag(rows)
        for label, at in product(LABELS, range(9)):
            assert told.marginal(label, at) == pytest.approx(whole.marginal(label, at), abs=1e-5)


KNOWN = {("a", "O"): 1.5, ("b", "O"): -1.0, ("b", "I-Person"): 2.0}


def seen(letters: str) -> list[list[str]]:
    """What is to be seen of a key: itself, and from the place before it."""
    return [list(letters), ["b"]]


@pytest.mark.parametrize("most", [module._MOST, 0])
def test_a_key_weighs_what_its_features_weigh(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "_MOST", most)
    scorer = Scorer(weights_of(KNOWN, LABELS))
    for keys in (["ab", "b?", "?"], ["?", "ab", "ab"], ["b?", "a", "aab"]):
        column = Keyed([0, 1, 2], [(key,) for key in keys], seen, (0, 1))
        plain = [Plain([at], list(key)) for at, key in enumerate(keys)]
        expected = scorer.scores([*plain, Plain([0, 1], ["b", "b"])], 3)
        np.testing.assert_array_equal(scorer.scores([column], 3), expected)


def test_columns_say_what_the_rows_of_a_sentence_say() -> None:
    sentences = [
        analyse(text).tokens for text in ("김민수 성남시장은 3일 웃었다.", "조지 콘라드도 성남시에 산다.", "아니다.")
    ]
    text = "김민수 성남시장은 3일 웃었다."
    featurizer = Featurizer(LEXICA)
    chance = Random(3)
    strings = sorted({s for tokens in sentences for row in featurizer.features(text, tokens) for s in row})
    scorer = Scorer(weights_of({(s, chance.choice(LABELS)): chance.randint(-9, 9) for s in strings}, LABELS))
    at = places(sentences)
    scores = scorer.scores(featurizer.columns(text, at), len(at.tokens))
    for tokens, first in zip(sentences, at.firsts, strict=True):
        rows = featurizer.features(text, tokens)
        expected = [scorer.scores([Plain([0], row)], 1)[0] for row in rows]
        np.testing.assert_array_equal(scores[first : first + len(tokens)], expected)
