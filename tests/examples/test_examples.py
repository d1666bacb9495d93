"""The examples run on the sample data as a user runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.pipeline import BuildSettings, build

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = {
    "people_at_events": ("matplotlib", "people.svg", b"<?xml"),
    "sides_of_a_policy": ("matplotlib", "sides.svg", b"<?xml"),
    "interactive_page": ("pyvis", "people.html", b"<html>"),
    "for_gephi": ("networkx", "speakers.gexf", b"<?xml"),
}
"""What each script needs, the file that it writes, and how that begins."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("examples") / "news.kg"
    build([str(ROOT / "data" / "facts.jsonl")], folder, BuildSettings(workers=1))
    return folder


def environment(tmp_path: Path, **more: str) -> dict[str, str]:
    return os.environ | {"MPLBACKEND": "agg", "PYTHONUTF8": "1", **more}


def test_every_script_is_known() -> None:
    assert {path.stem for path in (ROOT / "examples").glob("*.py")} == set(SCRIPTS)


@pytest.mark.parametrize("name", SCRIPTS)
def test_it_writes_its_file(name: str, store: Path, tmp_path: Path) -> None:
    needed, file, begin = SCRIPTS[name]
    pytest.importorskip(needed, reason=f"{needed} is not installed")
    command = [sys.executable, str(ROOT / "examples" / f"{name}.py"), str(store), str(tmp_path / file)]
    done = subprocess.run(
        command, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    written = (tmp_path / file).read_bytes()
    assert written.startswith(begin)
    assert not re.search(rb'(src|href)="https?:', written)  # a page asks nothing of the network


def test_the_notebook_runs_and_shows_what_it_makes(store: Path, tmp_path: Path) -> None:
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    path = ROOT / "examples" / "notebook.ipynb"
    notebook = nbformat.read(path, as_version=4)
    os.environ["KG_STORE"] = str(store)
    try:
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    finally:
        del os.environ["KG_STORE"]
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    html = [output["data"]["text/html"] for output in shown if "text/html" in output["data"]]
    assert any("나래시" in content for content in html)
    assert any("<mark" in content for content in html)
    assert any(content.startswith("<img alt=") for content in html)
    assert all(not cell.get("outputs") for cell in json.loads(path.read_text(encoding="utf-8"))["cells"])
