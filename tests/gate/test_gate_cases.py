"""Each shape that can be violated has a valid and an invalid file; the invalid file violates it and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.gate import Gate
from kg.gate.shapes import named_shapes, read_shapes

CASES = Path(__file__).parent / "cases"
SHAPES = "https://kg.example/shapes#"
FOLDERS = sorted(path for path in CASES.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def gate() -> Gate:
    return Gate()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_valid_file_conforms(gate: Gate, folder: Path) -> None:
    file = folder / "valid.ttl"
    assert file.read_text(encoding="utf-8").startswith(f"# satisfies: {SHAPES}{folder.name}\n")
    assert gate.check_file(file) == ()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_invalid_file_violates_its_shape_and_no_other(gate: Gate, folder: Path) -> None:
    file = folder / "invalid.ttl"
    expected = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# violates: ")
    assert expected == SHAPES + folder.name
    assert {violation.shape for violation in gate.check_file(file)} == {expected}


def test_every_shape_has_a_case() -> None:
    assert FOLDERS
    assert {SHAPES + folder.name for folder in FOLDERS} == set(named_shapes(read_shapes()))
