"""Fixtures that several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import newsroom as small_newsroom
import pytest
from pyoxigraph import Store

import kg.gate.gate

# In tests the gate's compiled checks are trusted less than elsewhere: pySHACL checks many of the graphs that they
# build, too; all of them in the long form, for it takes longer than what most tests are about.
kg.gate.gate.SAMPLE = 1 if os.environ.get("KG_LONG") else 12


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than cores (`-n auto`): a quarter of the time tests wait, for browsers and other processes."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def benchmark_folder() -> Path:
    """The benchmark data, which is not part of the project; without it the test is skipped."""
    default = Path(__file__).resolve().parents[2] / "shared" / "benchmark"
    folder = Path(os.environ.get("KG_BENCHMARK", default))
    if not (folder / "FACTS.md").is_file():
        pytest.skip(f"the benchmark data is absent ({folder}); set KG_BENCHMARK to its folder")
    return folder


@pytest.fixture(scope="session")
def newsroom() -> Store:
    """The small dataset that queries, exports and analysis are tested on; nobody writes to it."""
    return small_newsroom.dataset()
