"""The peak memory of a process, or of a process and those that it starts."""

from __future__ import annotations

import os
import resource
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

_SECONDS = 0.5


class Peak:
    """Measures memory while its `with` statement lasts.

    Attributes:
        megabytes: the peak, once it is over.
    """

    def __init__(self, *, processes: bool = False) -> None:
        """Set up; with `processes`, those that this one starts count too, as they are found twice a second (Linux)."""
        self.megabytes = 0.0
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._look, daemon=True) if processes else None

    def _look(self) -> None:
        while not self._over.wait(_SECONDS):
            self.megabytes = max(self.megabytes, proportional())

    def __enter__(self) -> Self:
        if self._watch is not None:
            self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._watch is not None:
            self._watch.join()
        self.megabytes = max(self.megabytes, own_peak())


def proportional() -> float:
    """Return the memory of this process and those that it started, shared pages counted once (PSS), in MB; Linux."""
    pending, total = [os.getpid()], 0
    while pending:
        process = pending.pop()
        try:
            rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
            total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
            for children in Path(f"/proc/{process}/task").glob("*/children"):
                pending += map(int, children.read_text(encoding="ascii").split())
        except OSError:  # it has ended meanwhile
            continue
    return total / 1024


def own_peak() -> float:
    """Return the peak memory of this process alone, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss begins with what the process that started this one had
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024 if sys.platform == "linux" else peak / 1024**2
