"""The processes that ask: a nursery, which forks a worker whenever it is told to, and the workers.

Oxigraph cannot be told to stop, but a process can be ended. The nursery has loaded all that a worker needs and has no
thread, so that a worker is there within milliseconds. A store on disk is opened by each worker for itself, for the
threads of its database do not outlive a fork; a file is loaded once, by the nursery, and shared.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from pyoxigraph import QueryResultsFormat, QuerySolutions

from kg.errors import KgError, SetupError, SizeError
from kg.query.answer import Result, answered, collected, evaluated
from kg.query.binding import Question
from kg.query.dataset import Dataset, open_dataset
from kg.query.format import FORMATS

FORK, KILL = b"F", b"K"
"""What the nursery is told: fork a worker (its socket comes along), or end the worker of this process id."""
OPENED = b"O"
"""What a worker tells before its first answer, as soon as it has opened the store."""
PID = struct.Struct("!q")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an answer is wanted: as an `Answer`, or written in a format.

    Attributes:
        format_name: one of `FORMATS`; empty for an `Answer`.
        octets: how long the written answer may be; 0 for any length.
    """

    format_name: str = ""
    octets: int = 0


def nursery(path: str, descriptor: int, memory: int) -> None:
    """Fork workers on request until the other side is gone, then end those that are left.

    Args:
        path: the store or file that is asked.
        descriptor: of the socket by which requests come.
        memory: bytes that a worker may allocate; 0 for any number.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it concerns the process that asks, which then ends this one
    control = socket.socket(fileno=descriptor)
    loaded = _loaded(Path(path))
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 + PID.size, 1)
        if not message:
            break
        if message[:1] == FORK:
            child = os.fork()
            if child == 0:
                control.close()
                _work(path, loaded, Connection(descriptors[0]), memory)
            os.close(descriptors[0])
            children.add(child)
            control.sendall(PID.pack(child))
        else:
            (child,) = PID.unpack(message[1:])
            if child in children:  # else it has ended by itself, and its number may be another's
                os.kill(child, signal.SIGKILL)
        children -= _ended()
    for child in children:
        os.kill(child, signal.SIGKILL)
    for child in children:
        os.waitpid(child, 0)


def _ended() -> set[int]:
    """Return the children that have ended since; on a busy machine one that was killed may take a while to die."""
    found = set()
    with suppress(ChildProcessError):  # there is none
        while (child := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            found.add(child)
    return found


def _loaded(path: Path) -> Dataset | KgError | None:
    """Return the dataset of a file, or why there is none; None for a folder, which each worker opens."""
    if path.is_dir():
        return None
    try:
        return open_dataset(path)
    except KgError as error:
        return error


def _work(path: str, loaded: Dataset | KgError | None, questions: Connection, memory: int) -> None:
    """Answer questions until the other side is gone; never return."""
    try:
        if memory:
            _limit_memory(memory)
        dataset: Dataset | None = None
        while True:
            question, wanted = questions.recv()
            try:
                if isinstance(loaded, KgError):
                    raise loaded
                if dataset is None:
                    dataset = loaded or open_dataset(path)
                    questions.send(OPENED)
                questions.send(_reply(dataset, question, wanted))
            except KgError as error:
                questions.send(error)
            except Exception as error:
                questions.send(SetupError(*(f"{own}: {type(error).__name__}: {error}." for own in _OWN_FAULT)))
    finally:  # the other side is gone
        os._exit(0)


_OWN_FAULT = ("An error of kg itself", "kg 자체의 오류입니다")


def _limit_memory(octets: int) -> None:
    """Let the process allocate so many bytes more than it has; where it cannot, its library ends it."""
    pages = int(Path("/proc/self/statm").read_text().split()[5]) if Path("/proc/self/statm").exists() else 0
    resource.setrlimit(resource.RLIMIT_DATA, (octets + pages * resource.getpagesize(),) * 2)


def _reply(dataset: Dataset, question: Question, wanted: Wanted) -> object:
    if not wanted.format_name:
        return answered(dataset, question)
    return evaluated(dataset, question, lambda result: _written(result, question, wanted))


_DIRECT = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
}
"""Formats that Oxigraph writes from its result as well as `FORMATS` does from an answer, but faster."""


def _written(result: Result, question: Question, wanted: Wanted) -> tuple[bytes, bool]:
    """Return the bytes of the answer and whether its rows were cut off."""
    stream = _Bounded(wanted.octets)
    if wanted.format_name in _DIRECT and isinstance(result, QuerySolutions) and not question.rows:
        result.serialize(stream, format=_DIRECT[wanted.format_name])
        return stream.getvalue(), False
    answer = collected(result, question)
    stream.write(FORMATS[wanted.format_name](answer))
    return stream.getvalue(), answer.more


class _Bounded(BytesIO):
    """Bytes up to a number of them."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self._most and self.tell() + len(data) > self._most:
            raise SizeError(
                f"The answer is longer than {self._most:,} bytes: ask for less, or with LIMIT.",
                f"답이 {self._most:,}바이트를 넘습니다. 범위를 좁히거나 LIMIT을 쓰세요.",
            )
        return super().write(data)
