"""Put Kiwi's morphemes into classes of like meaning, from the similarities that its language model tells.

The result is a file of this package (`lexica.WORD_CLASSES`); this is how it was made:
`python -m kg.extract.ko.word_classes FILE`. It is made anew only when Kiwi's model changes, and after it the tagger's.
"""

from __future__ import annotations

import lzma
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.extract.ko.analysis import kiwi

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

ANCHORS = 420
NARROW = 1024
BROAD = 160
_ROUNDS = 25
_SEED = 0
_LEAST = 0.001
"""Directions of the similarity of the anchors with less than this part of its strongest are noise."""


def write(path: Path, anchors: int = ANCHORS, narrow: int = NARROW, broad: int = BROAD) -> None:
    """Write the classes of all morphemes that Kiwi's language model knows.

    Args:
        path: the file.
        anchors: to how many morphemes, spread over the vocabulary, each one is compared.
        narrow: number of narrow classes.
        broad: number of broad classes, into which the narrow ones are put.
    """
    morphemes, vectors = _vectors(anchors)
    narrow_of, centres = _cluster(vectors, narrow)
    broad_of, _ = _cluster(centres, broad)
    members: list[list[str]] = [[] for _ in range(narrow)]
    done = set()
    for morpheme, number in zip(morphemes, narrow_of, strict=True):
        # The first sense of a form is its commonest; the tagger sees no senses.
        if morpheme not in done and " " not in morpheme[0] and morpheme[0]:
            done.add(morpheme)
            members[number].append("/".join(morpheme))
    lines = [f"{broad_of[number]}\t{' '.join(found)}\n" for number, found in enumerate(members)]
    path.write_bytes(lzma.compress("".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME))


def _vectors(anchors: int) -> tuple[list[tuple[str, str]], Matrix]:
    """Return form and tag of all morphemes, and vectors whose angles are their similarities.

    Kiwi tells similarities, no vectors. Those to some morphemes (the anchors) give vectors back, up to a rotation: by
    the eigenvectors of the anchors' own similarities (the Nyström method).
    """
    import numpy as np

    every = sorted(kiwi().most_similar_morphemes(("것", "NNB"), top_n=1 << 20), key=_identity)
    position = {_identity(morpheme): at for at, morpheme in enumerate(every)}
    chosen = list(position)[:: len(every) // anchors][:anchors]
    similar = np.zeros((len(every), len(chosen)), np.float32)
    for column, anchor in enumerate(chosen):
        for morpheme in kiwi().most_similar_morphemes(anchor, top_n=1 << 20):
            # A morpheme's similarity to itself is not told.
            similar[position[_identity(morpheme)], column] = max(morpheme.score, -1.0) if morpheme.score > -2 else 1.0
    among = similar[[position[anchor] for anchor in chosen]].astype(np.float64)
    strength, directions = np.linalg.eigh((among + among.T) / 2)
    kept = strength > _LEAST * strength[-1]
    vectors = similar @ (directions[:, kept] / np.sqrt(strength[kept])).astype(np.float32)
    vectors -= vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return [(morpheme.form, str(morpheme.tag)) for morpheme in every], vectors


def _identity(morpheme: Any) -> int:
    return int(morpheme.id)


def _cluster(vectors: Matrix, count: int) -> tuple[NDArray[np.int64], Matrix]:
    """Return the class of each vector and the classes' centres, by k-means on the sphere."""
    import numpy as np

    chance = np.random.default_rng(_SEED)
    centres = vectors[chance.choice(len(vectors), count, replace=False)].copy()
    nearest = np.zeros(len(vectors), np.int64)
    for _ in range(_ROUNDS):
        nearest = np.concatenate(
            [(vectors[at : at + 8192] @ centres.T).argmax(axis=1) for at in range(0, len(vectors), 8192)]
        )
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        # A class that nothing is near to keeps its centre.
        centres = np.where(length > 0, sums / np.maximum(length, 1e-9), centres).astype(np.float32)
    return nearest, centres


if __name__ == "__main__":
    write(Path(sys.argv[1]))
