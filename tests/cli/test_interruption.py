"""A build that is stopped or killed at any point leaves a whole store, and the next run completes it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small import lines, post

from kg.errors import StoreError
from kg.pipeline import BuildSettings, build
from kg.store import Store

NEWSROOM = [post(f"a{number:03}", "김민수", organization=f"가온{number % 7}시") for number in range(160)]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newsroom as a file."""
    path = tmp_path_factory.mktemp("source") / "facts.jsonl"
    path.write_text(lines(*NEWSROOM), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def reference(source: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The hash of a build that nobody interrupted."""
    out = tmp_path_factory.mktemp("reference") / "news.kg"
    build([str(source)], out, BuildSettings(workers=2))
    return hash_of(out)


def hash_of(out: Path) -> str:
    with Store.open(out) as store:
        assert store.is_whole()
        return store.hash()


def has_documents(store: Store) -> bool:
    return bool(store.ledger.contents("", 1))


def has_accepted(store: Store) -> bool:
    return store.totals().articles > 0


def has_stale_block(store: Store) -> bool:
    return store.identities.stale_block_count() > 0


def wait_until(reached: Callable[[Store], bool], out: Path, process: subprocess.Popen[str]) -> None:
    """Wait until the build has come as far as `reached` says, or is over."""
    while process.poll() is None:
        try:
            with Store.open(out) as store:
                if reached(store):
                    return
        except StoreError:
            pass
        time.sleep(0.005)


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("reached", [has_documents, has_stale_block, has_accepted])
@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGKILL])
def test_the_next_run_completes_it(
    tmp_path: Path,
    source: Path,
    reference: str,
    with_signal: signal.Signals,
    reached: Callable[[Store], bool],
    workers: str,
) -> None:
    out = tmp_path / "news.kg"
    command = [
        sys.executable,
        "-m",
        "kg",
        "--lang",
        "en",
        "build",
        str(source),
        "--out",
        str(out),
        "--workers",
        workers,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_until(reached, out, process)
    if with_signal == signal.SIGINT:
        os.killpg(process.pid, with_signal)  # as a terminal does: to the workers too
    else:
        process.send_signal(with_signal)  # the workers must notice by themselves that they are alone
    _, err = process.communicate()
    assert "Traceback" not in err
    if with_signal == signal.SIGINT and process.returncode != 0:
        assert process.returncode == 130
        assert "the same command goes on from there" in err
    with Store.open(out) as store:
        store.totals()
    build([str(source)], out, BuildSettings(workers=1))
    assert hash_of(out) == reference
