"""Processes that work on a store and are killed at any moment, for the test of what they leave behind.

Run as a program it is the one that they are forked from: it has loaded all that commands need and opened no store, so
that a process begins to work at once. It reads one job a line from standard input (arguments of `kg`, or `decide` with
a store, an article and a name) and answers `begun PID`, then `ended CODE`.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self


class Nursery:
    """Starts processes and kills them."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(log)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def said(self) -> str:
        """Return what the last process wrote."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def run(self, *arguments: str, kill_after: float | None = None) -> tuple[int, float]:
        """Run a job, or kill it after so many seconds; return its exit code (-9 if killed) and how long it took."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        child = int(self._answer("begun"))
        begin = time.perf_counter()
        timer = None if kill_after is None else threading.Timer(kill_after, _kill, (child,))
        if timer is not None:
            timer.start()
        code = int(self._answer("ended"))
        if timer is not None:
            timer.cancel()
            timer.join()
        return code, time.perf_counter() - begin

    def _answer(self, word: str) -> str:
        assert self._process.stdout is not None
        found, _, value = self._process.stdout.readline().partition(" ")
        assert found == word
        return value

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


def _kill(process: int) -> None:
    """Kill a process with all its workers, if it is still there: nothing of it can tidy up."""
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def _serve() -> None:
    from kg.pipeline import sequence
    from kg.pipeline.loading import _load_gate

    sequence._MANY = 1  # so that few articles are enough for the files to be put in order, and for kills in that

    _load_gate()
    for line in sys.stdin:
        arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.dup2(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
            os.dup2(1, 2)
            os._exit(_work(arguments))
        with contextlib.suppress(OSError):  # whoever is first
            os.setpgid(child, child)
        print(f"begun {child}", flush=True)
        _, status = os.waitpid(child, 0)
        print(f"ended {os.waitstatus_to_exitcode(status)}", flush=True)


def _work(arguments: list[str]) -> int:
    from kg.cli import run
    from kg.decision import EntityRef, Judgement
    from kg.pipeline import BuildSettings, build, decide
    from kg.store import Store

    if arguments[0] != "decide":
        return run(arguments)
    news, kind, name, *articles = arguments[1:]
    with Store.open_to_write(Path(news)) as store:
        sides = tuple(EntityRef(article=article, kind="person", name=name) for article in articles)
        decide(store, Judgement(kind=kind, sides=sides))  # type: ignore[arg-type]
    build([], news, BuildSettings(workers=1))
    return 0


if __name__ == "__main__":
    _serve()
