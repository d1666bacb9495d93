"""The benchmarks of times and quantities run, say what they lack, and keep their figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


def run(name: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"KG_BENCHMARK": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, str(BENCHMARKS / name), *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize("name", ["time.py", "quantities.py"])
def test_absent_cases_are_said_to_be_absent(name: str, tmp_path: Path) -> None:
    done = run(name, tmp_path)
    assert done.returncode == 1
    assert "KG_BENCHMARK" in done.stderr
    assert not done.stdout


def test_more_times_are_right_than_the_libraries_together_get(benchmark_folder: Path) -> None:
    """korean-datetime 1.0 and dateparser 1.5 get 903 and 224 of the 1,586 cases right: 71 % if none were shared."""
    done = run("time.py", benchmark_folder, "--alone")
    total = re.search(r"^total +(\d+) +(\d+)", done.stdout, re.MULTILINE)
    assert total, done.stderr
    cases, right = map(int, total.groups())
    assert cases > 1_500
    assert right / cases >= 0.87


def test_quantities_keep_their_figures(benchmark_folder: Path) -> None:
    done = run("quantities.py", benchmark_folder)
    figures = {name: int(right) / int(of) for name, right, of in re.findall(r"(\w+) +(\d+) of (\d+)", done.stdout)}
    assert len(figures) == 6, done.stderr
    assert figures["Number_NumberModel"] >= 0.9
    assert figures["NumberWithUnit_CurrencyModel"] >= 0.8
    assert figures["Number_PercentModel"] >= 0.8
