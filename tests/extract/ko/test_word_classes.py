from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.extract.ko.lexica import word_classes
from kg.extract.ko.word_classes import write


@pytest.mark.skipif(
    not os.environ.get("KG_LONG"), reason="takes half a minute, for what Kiwi's next model needs: KG_LONG=1"
)
def test_words_of_like_meaning_come_into_one_class(tmp_path: Path) -> None:
    write(tmp_path / "classes.xz", anchors=48, narrow=40, broad=4)
    classes = word_classes(tmp_path / "classes.xz")
    assert len(classes) > 50_000
    assert classes["어머니", "NNG"] == classes["아버지", "NNG"] != classes["정당", "NNG"]
    narrow, broad = zip(*classes.values(), strict=True)
    assert (min(narrow), max(narrow), max(broad)) == (0, 39, 3)
