"""What README and docs show runs as they show it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from blocks import Block, blocks, missing

from kg.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
GUIDES = [README, ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
PAGES = [
    *GUIDES,
    ROOT / "CHANGELOG.md",
    *sorted(p for f in ("data", "ontology", "benchmarks") for p in (ROOT / f).rglob("*.md")),
]
NEEDED = ("data", "docs", "queries", "examples")
"""Folders of the repository that stand beside what the pages run."""
WARM = Path(__file__).with_name("warm.py")
BLOCK = "block-in-python"
BROWSER_PART = (ROOT / "web" / "dist" / "view.js").is_file()

SETUP, TESTS = [block.text.splitlines() for block in blocks(README) if block.language == "sh"][:2]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def runnable(page: Path) -> list[tuple[Block, Block | None]]:
    """The blocks of `page` that can be run, each with the block of output that follows it, without the set-up ones."""
    all_blocks = list(blocks(page))
    if page == README:
        second = [block for block in all_blocks if block.language == "sh"][1]
        all_blocks = all_blocks[all_blocks.index(second) + 1 :]
    return [
        (block, after if after is not None and after.language in ("text", "turtle") else None)
        for block, after in pairwise([*all_blocks, None])
        if block is not None and block.language in ("sh", "python") and "skip" not in block.remark
    ]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder that looks like a clone to the commands of a page."""
    for folder in NEEDED:
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


@pytest.fixture(scope="session")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a `kg`, and a program for blocks in Python, that need not load what commands need (`warm.py`)."""
    folder = tmp_path_factory.mktemp("warm")
    address = folder / "socket"
    for program, first in (("kg", "kg "), (BLOCK, "")):
        script = folder / program
        script.write_text(f'#!/bin/sh\nexec {sys.executable} -I -S {WARM} {address} {first}"$@"\n', encoding="utf-8")
        script.chmod(0o755)
    command = [sys.executable, str(WARM), str(address)]
    environment = os.environ | {"PYTHONUTF8": "1"}
    with subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield folder
        process.terminate()


def run(block: Block, folder: Path, programs: Path) -> subprocess.CompletedProcess[str]:
    command = ["bash", "-euo", "pipefail", "-c"] if block.language == "sh" else [str(programs / BLOCK), "-c"]
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = os.environ | {"PATH": path, "KG_LANG": "en", "PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.run(
        [*command, block.text],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def check(page: Path, block: Block, shown: Block | None, folder: Path, programs: Path) -> None:
    where = f"{name(page)}, line {block.line}"
    expected = re.search(r"exit=(\d+)", block.remark)
    done = run(block, folder, programs)
    assert done.returncode == (int(expected[1]) if expected else 0), f"{where}:\n{done.stdout}"
    if shown is not None:
        assert missing(shown, done.stdout) is None, f"{where}: not shown: {missing(shown, done.stdout)}\n{done.stdout}"


@pytest.mark.parametrize("page", [page for page in GUIDES if runnable(page)], ids=name)
def test_what_a_page_shows_runs(page: Path, clone: Path, warm: Path) -> None:
    for block, shown in runnable(page):
        if "kg view" in block.text and not BROWSER_PART:
            pytest.skip("the part that runs in the browser was not built: Node.js was absent when kg was installed")
        check(page, block, shown, clone, warm)


def test_most_guides_show_something_that_runs() -> None:
    assert sum(bool(runnable(page)) for page in GUIDES) >= 4


def test_the_first_command_builds_the_samples_and_asks_them(clone: Path) -> None:
    in_environment = [line.removeprefix(".venv/bin/") for line in SETUP if line.startswith(".venv/bin/kg ")]
    assert [line.split()[:2] for line in in_environment] == [["kg", "build"], ["kg", "query"]]
    text = next(block for block in blocks(README) if block.language == "text")
    check(README, Block("sh", "", "\n".join(in_environment), 0), text, clone, Path(sys.executable).parent)


@pytest.mark.parametrize("lines", [SETUP, TESTS], ids=["first", "second"])
def test_both_commands_set_up_an_environment_of_their_own(lines: list[str]) -> None:
    assert lines[0] == "python3 -m venv .venv"
    assert lines[1].startswith(".venv/bin/python -m pip install ")
    assert all(line.startswith(".venv/bin/") for line in lines[1:])


def test_the_second_command_runs_all_tests() -> None:
    assert re.fullmatch(r"\.venv/bin/python -m pytest( -n auto)?", TESTS[-1])
    assert ".[dev]" in TESTS[1]


def test_the_check_script_runs_the_second_command_of_the_readme(tmp_path: Path) -> None:
    """The script, run in a folder with a README of its own, runs what that README says, and fails if it does."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    readme = ["```sh", "touch first", "```", "```text", "no", "```", "```sh", "touch second  # pytest", "exit 7", "```"]
    (tmp_path / "README.md").write_text("\n".join(readme) + "\n")
    done = subprocess.run([tmp_path / ".ci" / "run"], capture_output=True, check=False)
    assert done.returncode == 7
    assert (tmp_path / "second").exists()
    assert not (tmp_path / "first").exists()


def _text(page: Path) -> str:
    """What a page says outside its blocks."""
    return re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)


def links(page: Path) -> list[str]:
    text = re.sub(r"`[^`\n]*`", "", _text(page))
    return re.findall(r"\]\(([^)\s]+)\)", text)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them."""
    headings = re.findall(r"^#+ +(.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if link.startswith("https://"):
            continue
        target, _, anchor = unquote(link).partition("#")
        file = (page.parent / target) if target else page
        assert file.exists(), f"{name(page)}: {link}"
        assert not anchor or anchor in anchors(file), f"{name(page)}: {link}"


def test_the_readme_names_every_command() -> None:
    table = README.read_text(encoding="utf-8").partition("\n## Commands\n")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `kg ([a-z-]+)", table, flags=re.MULTILINE) == [command for command, _ in COMMANDS]


def test_every_page_of_the_docs_is_in_their_index() -> None:
    index = set(links(ROOT / "docs" / "README.md"))
    assert {page.name for page in (ROOT / "docs").glob("*.md") if page.name != "README.md"} <= index


def test_files_that_a_guide_names_are_there() -> None:
    named = [
        (page, path)
        for page in PAGES
        for path in re.findall(r"`((?:kg|tests|docs|ontology|queries|data|benchmarks|examples)/[^`\s]*)`", _text(page))
        if not re.search(r"[A-Z]{4}|\bxx\b|[*{]", path)
    ]
    assert len(named) > 30
    assert [(name(page), path) for page, path in named if not (ROOT / path).exists()] == []


def test_the_stages_in_the_guide_to_extraction_are_modules() -> None:
    text = (ROOT / "docs" / "extraction.md").read_text(encoding="utf-8")
    stages = text.partition("## The stages")[2].partition("## Rules")[0]
    modules = re.findall(r"`(\w+(?:\.py|/))`", stages)
    assert len(modules) > 8
    assert [module for module in modules if not (ROOT / "kg" / "extract" / "ko" / module).exists()] == []
