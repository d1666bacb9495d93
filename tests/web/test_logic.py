"""The front end's own checks: its types and the tests of its logic, by the tools that the build hook installs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).resolve().parents[2] / "web"


def run(tool: str, *arguments: str) -> str:
    program = WEB / "node_modules" / tool
    if not program.is_file() or shutil.which("node") is None:
        pytest.skip("Node.js or the packages of web/ are absent; `npm ci` in web/ installs them")
    command = ["node", str(program), *arguments]
    done = subprocess.run(command, cwd=WEB, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_its_types_hold() -> None:
    run("typescript/bin/tsc", "--noEmit")


def test_its_logic_does_what_its_tests_say() -> None:
    assert "passed" in run("vitest/vitest.mjs", "run", "--no-color")
