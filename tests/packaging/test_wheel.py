"""What is installed from a wheel works in a foreign folder, with everything that it needs beside the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "articles" / "2025-12-08-factory-fire.txt"


def built(target: str, folder: Path) -> Path:
    """Build a `wheel` or an `sdist` of the working tree as pip would, with what is installed."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [file] = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that holds the wheel; the libraries are those of the environment that runs the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    python = folder / "bin" / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    paths = {"base": str(folder), "platbase": str(folder)}
    libraries = Path(sysconfig.get_path("purelib", vars=paths)) / "libraries.pth"
    libraries.write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder


def run(environment: Path, folder: Path, *arguments: str) -> str:
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"} | {"KG_LANG": "en"}
    done = subprocess.run(
        [environment / "bin" / arguments[0], *arguments[1:]],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def files_below(*folders: str) -> set[str]:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found
    return found


def test_the_wheel_holds_the_package_with_ontology_queries_lists_and_model(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    assert files_below("kg") <= held
    assert {f"kg/_shipped/{path}" for path in files_below("ontology", "queries")} <= held
    assert any(path.startswith("kg/extract/ko/lexicon/") and path.endswith(".txt") for path in held)
    assert any(path.startswith("kg/extract/ko/model/mentions.") for path in held)
    assert {path.partition("/")[0] for path in held if ".dist-info" not in path} == {"kg"}


def test_the_wheel_holds_what_runs_in_the_browser_and_writes_a_page_with_it(
    wheel: Path, environment: Path, tmp_path: Path
) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    if "kg/_shipped/web/view.js" not in held:
        pytest.skip("Node.js or the packages of web/ are absent, so the wheel was built without them")
    assert {"kg/_shipped/web/view.css", "kg/_shipped/web/view.js"} <= held
    assert not any("node_modules" in path or path.endswith(".ts") for path in held)
    shutil.copy(ROOT / "data" / "facts.jsonl", tmp_path)
    run(environment, tmp_path, "kg", "build", "facts.jsonl", "--out", "news.kg", "--workers", "1")
    run(environment, tmp_path, "kg", "view", "news.kg", "-o", "news.html")
    assert "graphology" in (tmp_path / "news.html").read_text(encoding="utf-8")


def test_the_source_distribution_holds_tests_docs_and_samples(tmp_path: Path) -> None:
    archive = built("sdist", tmp_path)
    with tarfile.open(archive) as tar:
        held = {member.name.partition("/")[2] for member in tar.getmembers()}
    wanted = files_below("tests/docs", "docs", "data", "ontology", "queries", "benchmarks")
    assert wanted | {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml", ".ci/run"} <= held
    assert not any(name.endswith((".pyc", ".sqlite")) for name in held)


def test_it_builds_asks_and_exports_in_a_foreign_folder(environment: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "fire.txt")
    where = run(environment, tmp_path, "python", "-c", "import kg; print(kg.__file__)")
    assert Path(where.strip()).is_relative_to(environment)
    assert "statements" in run(environment, tmp_path, "kg", "query", "--list")
    run(environment, tmp_path, "kg", "build", "fire.txt", "--out", "news.kg", "--workers", "1")
    assert "나래" in run(environment, tmp_path, "kg", "query", "news.kg", "facts-of", "--param", "name=나래")
    assert "schema:NewsArticle" in run(environment, tmp_path, "kg", "export", "news.kg", "--format", "turtle")
    assert "Conforms" in run(environment, tmp_path, "kg", "validate", "news.kg")
