from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kg.errors import SetupError
from kg.extract.ko.bundle import read_bundle, spans


def test_labels_are_cut_into_spans() -> None:
    labels = ["B-Person", "I-Person", "B-Person", "O", "B-Time"]
    assert list(spans(labels)) == [("Person", 0, 2), ("Person", 2, 3), ("Time", 4, 5)]
    assert list(spans([])) == []


def test_a_missing_model_is_a_broken_installation(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"none\.zip"):
        read_bundle(tmp_path / "none.zip")


def test_a_file_that_is_no_model_is_a_broken_installation(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no archive")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as file:
        file.writestr("other", "content")
    with zipfile.ZipFile(tmp_path / "broken.zip", "w") as file:
        for name in ("decoder.crfsuite", "labels.txt", "features.txt", "weights.npy", "lexica.tsv", "calibration.tsv"):
            file.writestr(name, "")
    for name in ("text.zip", "other.zip", "broken.zip"):
        with pytest.raises(SetupError):
            read_bundle(tmp_path / name)
