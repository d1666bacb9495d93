"""The build hook of the front end: built once, said where it cannot be, never in the way of the rest."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from kg import resources
from kg.errors import SetupError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A front end of one line."""
    folder = tmp_path / "web"
    (folder / "src").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "entries.json", "build.mjs"):
        (folder / name).write_text("{}")
    (folder / "src" / "main.ts").write_text("1")
    return folder


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Puts programs of these names and texts, and nothing else, on the path; they note that they were called."""
    folder, calls = tmp_path / "bin", tmp_path / "calls"
    folder.mkdir()
    calls.touch()

    def put(**scripts: str) -> Path:
        for name, script in scripts.items():
            (folder / name).write_text(f'#!/bin/sh\necho "{name} $*" >> {calls}\n{script}\n')
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))
        return calls

    return put


BUILDS = "echo 1 > dist/view.js; echo 2 > dist/view.css"


def test_it_is_built_once_and_anew_when_a_source_changes(
    hook: ModuleType, web: Path, programs: Callable[..., Path]
) -> None:
    calls = programs(npm="exit 0", node=BUILDS)
    for _ in range(2):
        assert [file.name for file in hook.build(web)] == ["view.css", "view.js"]
    assert calls.read_text().split("\n") == ["npm ci --fetch-retries=1 --omit=dev", "node build.mjs", ""]
    (web / "src" / "main.ts").write_text("2")
    hook.build(web)
    assert calls.read_text().count("node build.mjs") == 2
    assert calls.read_text().count("npm ci") == 1


def test_packages_are_fetched_anew_when_the_lock_changes_and_tests_keep_theirs(
    hook: ModuleType, web: Path, programs: Callable[..., Path]
) -> None:
    calls = programs(npm="exit 0", node=BUILDS)
    hook.build(web)
    hook.build(web, develop=True)
    (web / "package-lock.json").write_text("{ }")
    hook.build(web)
    fetched = [line for line in calls.read_text().splitlines() if line.startswith("npm")]
    assert fetched == ["npm ci --fetch-retries=1 --omit=dev", "npm ci --fetch-retries=1", "npm ci --fetch-retries=1"]


def test_what_was_built_elsewhere_needs_no_node(hook: ModuleType, web: Path, programs: Callable[..., Path]) -> None:
    programs()
    (web / "dist").mkdir()
    (web / "dist" / "view.js").touch()
    (web / "dist" / "sources.sha256").write_text(hook.sources_digest(web))
    assert [file.name for file in hook.build(web)] == ["view.js"]


@pytest.mark.parametrize(
    ("scripts", "words"),
    [
        ({}, "node was not found"),
        ({"node": BUILDS}, "npm was not found"),
        ({"node": BUILDS, "npm": "echo no network >&2; exit 1"}, "no network"),
        ({"node": "echo bad syntax >&2; exit 1", "npm": "exit 0"}, "bad syntax"),
    ],
)
def test_what_is_missing_is_said(
    hook: ModuleType, web: Path, programs: Callable[..., Path], scripts: dict[str, str], words: str
) -> None:
    programs(**scripts)
    with pytest.raises(hook.NotBuiltError, match=words):
        hook.build(web)
    assert not (web / "dist" / "sources.sha256").exists()


def wheel_without_node(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Build a wheel of a copy of the tree's front end and of one package, with nothing on the path."""
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    for folder in ("ontology", "queries"):
        (tmp_path / folder).mkdir()
    (tmp_path / "kg").mkdir()
    shutil.copy(ROOT / "kg" / "__init__.py", tmp_path / "kg")
    card = tmp_path / "kg" / "extract" / "ko" / "model"
    card.mkdir(parents=True)
    (card / "MODEL.md").touch()
    shutil.copytree(ROOT / "web", tmp_path / "web", ignore=shutil.ignore_patterns("node_modules", "dist"))
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "out")]
    return subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PATH": "", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_without_node_the_wheel_is_built_without_it_and_says_so(tmp_path: Path) -> None:
    done = wheel_without_node(tmp_path)
    assert done.returncode == 0, done.stderr
    assert "kg view" in done.stderr + done.stdout
    assert "install Node.js" in done.stderr + done.stdout
    assert len(list((tmp_path / "out").glob("*.whl"))) == 1


def test_who_requires_it_is_not_left_without(tmp_path: Path) -> None:
    assert wheel_without_node(tmp_path, KG_WEB="require").returncode != 0


def test_the_lock_names_no_registry_and_every_entry_has_its_source() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    assert len(lock["packages"]) > 10
    assert not [name for name, package in lock["packages"].items() if "resolved" in package]
    assert all("integrity" in package for name, package in lock["packages"].items() if name)
    entries = json.loads((ROOT / "web" / "entries.json").read_text(encoding="utf-8"))
    assert all((ROOT / "web" / source).is_file() for source in entries.values())


def test_an_installation_without_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    with pytest.raises(SetupError) as raised:
        resources.web_entry("view")
    assert "Node.js" in raised.value.reason.en
    assert "Node.js" in raised.value.reason.ko
