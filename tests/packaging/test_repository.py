"""What the repository says of itself: licences, and no word of the place where it was written."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = [
    "/" + "work" + "/",
    r"/\." + "library",
    "pypi" + r"\.org",
    "pypi-" + "more",
    "/opt/" + "pypi",
    "farm" + "-[a-z0-9]",
    "/tmp/" + "(?!x/)[a-z]",
    "/root/" + "[a-z.]",
    "localhost" + ":",
    "sub" + "agent",
]
"""Patterns of places and hosts; put together here so that this file does not hold them."""


def tracked() -> list[Path]:
    """The files of the repository; without git, all that are not hidden."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        return [p for p in ROOT.rglob("*") if p.is_file() and not any(part.startswith(".") for part in p.parts)]
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


@pytest.fixture(scope="module")
def texts() -> dict[Path, str]:
    found = {}
    for path in tracked():
        try:
            found[path] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    assert len(found) > 100
    return found


@pytest.mark.parametrize("pattern", PLACES)
def test_no_file_names_a_place_where_it_was_written(pattern: str, texts: dict[Path, str]) -> None:
    named = [path.relative_to(ROOT).as_posix() for path, text in texts.items() if re.search(pattern, text)]
    assert not named


@pytest.mark.parametrize("pattern", PLACES)
def test_the_patterns_find_what_they_are_for(pattern: str) -> None:
    examples = [
        "/" + "work/main",
        "/." + "library/env",
        "https://pypi" + ".org/simple",
        "pypi-" + "more",
        "/opt/" + "pypi",
    ]
    examples += ["farm" + "-a1", "/tmp/" + "v/bin", "/root/" + ".pyenv", "localhost" + ":8000", "sub" + "agents"]
    assert any(re.search(pattern, example) for example in examples)


def test_program_model_and_data_name_their_licences() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "MIT AND CC-BY-SA-4.0"
    assert all((ROOT / name).is_file() for name in project["license-files"])
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in (ROOT / "kg" / "extract" / "ko" / "model" / "MODEL.md").read_text(encoding="utf-8")
    assert "CC0 1.0" in (ROOT / "data" / "README.md").read_text(encoding="utf-8")


def test_the_models_are_small() -> None:
    folder = ROOT / "kg" / "extract" / "ko" / "model"
    assert {path.name for path in folder.iterdir()} == {"MODEL.md", "encoder.zip", "mentions.zip"}
    assert 1_000_000 < (folder / "mentions.zip").stat().st_size < 5_000_000
    assert 10_000_000 < (folder / "encoder.zip").stat().st_size < 40_000_000
