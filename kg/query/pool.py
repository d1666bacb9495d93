"""Ask a store or a file under limits that hold: in processes that are ended when a question takes too long.

Most questions take milliseconds, a few would take minutes, and nobody can tell which before. So each begins in a fast
lane. One that has worked for `QUANTUM` without an end moves to the slow lane, process and all, and there yields the
processor to the others. If the slow lane is full, its process is stopped and goes on later: of those that are stopped
the one that has worked least comes first, for a `SLICE` at a time (least attained service). So the short ones hardly
wait for the long ones, those of some seconds not for those of minutes, and hundreds of either need no more processes
than the lanes and `_PARKED` hold.

    with Pool("news.kg") as pool:
        answer = pool.ask(bound(load("statements")), seconds=10)              # an Answer, or a LimitError
        future = pool.submit(Question("ASK {}"), 10, Wanted("json", 10**6))   # bytes and whether rows were cut off
"""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import LimitError, SetupError
from kg.query.answer import Answer
from kg.query.binding import Question
from kg.query.worker import FORK, KILL, OPENED, PID, Wanted

QUANTUM = 0.05
"""Seconds of work after which a question counts as slow."""
_STALL = 100
"""A worker that got no processor is given this many times longer by the clock."""
SLICE = 0.25
"""Seconds that a slow question works at a time while others wait for its place."""
_PARKED = 8
"""Workers that may be stopped at the same time; of more, the one that has worked most begins anew later."""
MEMORY = 2 << 30
"""Bytes that one question may need, unless told otherwise."""
_FRESH_SECONDS = 1.0
"""How long a worker may answer from the state of the store in which it opened it, at least."""
_NICE = 10
_TICK = 0.01


@dataclass(slots=True)
class _Job:
    """A question on its way; in the fast lane it is looked at when `look` has come, by the clock."""

    question: Question
    wanted: Wanted
    seconds: float
    asked: float
    future: Future[Any]
    begun: float = 0.0
    slow: bool = False
    look: float = 0.0


@dataclass(slots=True)
class _Worker:
    """A process and what it works on.

    `stamp` is the state of the store when it was made, `opened` whether it has opened the store, which is no work on
    its question, `worked` the seconds of processor that it had before that, `since` when it was last set going.
    """

    pid: int
    connection: Connection
    stamp: object
    job: _Job | None = None
    opened: bool = False
    nice: bool = False
    worked: float = 0.0
    stopped: bool = False
    since: float = 0.0

    def begin(self, job: _Job, now: float) -> None:
        """Take up a question."""
        self.job, self.worked, self.since = job, _processor_seconds(self.pid, now), now
        job.begun, job.look = now, now + QUANTUM

    def work(self, now: float) -> float:
        """Return the seconds of processor that its question has had."""
        return _processor_seconds(self.pid, now) - self.worked

    def is_overtime(self, job: _Job, now: float) -> bool:
        """Tell whether the question has used up its time in the fast lane; else note when to look again."""
        left = QUANTUM - self.work(now)
        job.look = now + max(left, _TICK)
        return left <= 0 or now - job.begun >= QUANTUM * _STALL

    def yield_processor(self) -> None:
        """Work only where nobody else would."""
        if not self.nice:
            self.nice = True
            with suppress(ProcessLookupError):
                os.setpriority(os.PRIO_PROCESS, self.pid, _NICE)

    def stop(self) -> None:
        """Hold the process where it is."""
        self.stopped = True
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGSTOP)

    def go_on(self, now: float) -> None:
        """Let the process go on."""
        self.stopped, self.since = False, now
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGCONT)


class Pool:
    """Worker processes that answer questions of one store or file; its methods may be called from any thread."""

    def __init__(self, path: str | Path, *, fast: int | None = None, slow: int | None = None, memory: int = MEMORY):
        """Start; the workers come when they are needed.

        Args:
            path: a store's folder or an RDF file.
            fast: workers for questions that are not known to be slow; None takes twice the cores.
            slow: further workers for those that are; None takes as many as cores.
            memory: bytes that a question may need; 0 for any number.
        """
        cores = os.cpu_count() or 1
        self._fast, self._slow = fast or 2 * cores, slow or cores
        self._nursery = _Nursery(Path(path), memory)
        self._new: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._bell, self._ear = socket.socketpair()
        self._bell.setblocking(False)
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="kg-query-pool", daemon=True)
        self._thread.start()

    def ask(self, question: Question, seconds: float) -> Answer:
        """Return the answer to a question.

        Args:
            question: see `kg.query.bound`.
            seconds: after which it is ended, waiting included; 0 for no limit.

        Raises:
            LimitError: it took too long or needed too much memory.
            QueryError: it is not SPARQL.
            InputError: the file cannot be read.
            StoreError: the folder is not a store of this version.
        """
        answer: Answer = self.submit(question, seconds).result()
        return answer

    def submit(self, question: Question, seconds: float, wanted: Wanted | None = None) -> Future[Any]:
        """Return at once; the future gets what `ask` returns or raises, and cancelling it ends the work.

        With `wanted`, it gets the bytes of the answer in that format, and whether its rows were cut off.
        """
        future: Future[Any] = Future()
        job = _Job(question, wanted or Wanted(), seconds, time.monotonic(), future)
        if self._closing:
            raise SetupError("The pool of queries is closed.", "질의 작업자를 이미 닫았습니다.")
        self._new.put(job)
        self._ring()
        future.add_done_callback(self._ring)
        return future

    def close(self) -> None:
        """End all work."""
        self._closing = True
        self._ring()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ring(self, _: object = None) -> None:
        with suppress(OSError):  # full: it rings already; or closed
            self._bell.send(b"!")

    def _run(self) -> None:
        lanes = _Lanes(self._fast, self._slow, self._nursery)
        try:
            while not self._closing:
                ready = wait([self._ear, *lanes.connections()], lanes.patience(time.monotonic()))
                if self._ear in ready:
                    self._ear.recv(4096)
                while not self._new.empty():
                    lanes.add(self._new.get())
                lanes.turn({each for each in ready if isinstance(each, Connection)}, time.monotonic())
        except Exception as error:  # a fault of kg: whoever waits is told
            self._closing = True
            lanes.fail(error)
            raise
        finally:
            while not self._new.empty():
                lanes.add(self._new.get())
            lanes.fail(SetupError("The pool of queries was closed.", "질의 작업자를 닫았습니다."))
            self._nursery.close()
            self._bell.close()
            self._ear.close()


class _Lanes:
    """Who waits, who works: known to the pool's thread alone."""

    def __init__(self, fast: int, slow: int, nursery: _Nursery) -> None:
        self.fast, self.slow, self.nursery = fast, slow, nursery
        self.waiting: deque[_Job] = deque()
        self.waiting_slow: deque[_Job] = deque()
        self.workers: list[_Worker] = []

    def connections(self) -> list[Connection]:
        return [worker.connection for worker in self.workers]

    def add(self, job: _Job) -> None:
        self.waiting.append(job)

    def busy(self, slow: bool) -> list[_Worker]:
        """Return the workers that are going in a lane."""
        return [w for w in self.workers if w.job is not None and w.job.slow == slow and not w.stopped]

    def parked(self) -> list[_Worker]:
        """Return the workers that are stopped."""
        return [worker for worker in self.workers if worker.stopped]

    def patience(self, now: float) -> float | None:
        """Return the seconds until something must be done unasked; None for ever."""
        jobs = [*self.waiting, *self.waiting_slow, *self._working()]
        ends = [job.asked + job.seconds for job in jobs if job.seconds]
        ends += [worker.job.look for worker in self.busy(slow=False) if worker.job is not None and worker.opened]
        if self.parked():
            ends += [worker.since + SLICE for worker in self.busy(slow=True)]
        return max(0.0, min(ends) - now) if ends else None

    def _working(self) -> Iterator[_Job]:
        return (worker.job for worker in self.workers if worker.job is not None)

    def turn(self, ready: set[Connection], now: float) -> None:
        """Take what has come, end what is over, begin what can begin."""
        for worker in [worker for worker in self.workers if worker.connection in ready]:
            self._take(worker, now)
        self._end_overdue(now)
        for worker in self.busy(slow=False):
            job = worker.job if worker.opened else None
            if job is not None and now >= job.look and worker.is_overtime(job, now):
                self._slow_down(worker, job, now)
        if self.parked():
            for worker in self.busy(slow=True):
                if now >= worker.since + SLICE:
                    worker.stop()
        while len(self.busy(slow=True)) < self.slow and (parked := self.parked()):
            min(parked, key=lambda worker: worker.work(now)).go_on(now)
        while self.waiting and len(self.busy(slow=False)) < self.fast:
            self._begin(self.waiting.popleft(), now)
        while self.waiting_slow and len(self.busy(slow=True)) < self.slow:
            self._begin(self.waiting_slow.popleft(), now)

    def _take(self, worker: _Worker, now: float) -> None:
        job = worker.job
        try:
            reply = worker.connection.recv()
        except (EOFError, OSError):
            self._dismiss(worker)
            reply = LimitError(
                "The query needed more memory than it may have, or its process died of it: ask for less.",
                "질의에 필요한 메모리가 한도를 넘었거나 작업 프로세스가 죽었습니다. 범위를 좁히세요.",
            )
        else:
            worker.job = job if reply == OPENED else None
            worker.opened = True
            if worker.nice and worker.job is None:
                self._dismiss(worker)
        if job is not None and reply == OPENED:
            worker.begin(job, now)
        elif job is not None:
            _settle(job, reply)

    def _end_overdue(self, now: float) -> None:
        for worker in list(self.workers):
            if worker.job is not None and _is_over(worker.job, now):
                self._dismiss(worker)
        for line in (self.waiting, self.waiting_slow):
            for job in [job for job in line if _is_over(job, now)]:
                line.remove(job)

    def _slow_down(self, worker: _Worker, job: _Job, now: float) -> None:
        """Move a question to the slow lane; if that is full, stop it for now."""
        is_full = len(self.busy(slow=True)) >= self.slow
        job.slow = True
        worker.yield_processor()
        worker.since = now
        if is_full:
            worker.stop()
        if len(self.parked()) > _PARKED:
            heaviest = max(self.parked(), key=lambda parked: parked.work(now))
            if heaviest.job is not None:
                self.waiting_slow.append(heaviest.job)
            self._dismiss(heaviest)

    def _begin(self, job: _Job, now: float) -> None:
        stamp = self.nursery.stamp(now)
        for stale in [w for w in self.workers if w.job is None and w.stamp != stamp]:
            self._dismiss(stale)
        worker = next((w for w in self.workers if w.job is None), None)
        if worker is None:
            worker = self.nursery.worker(stamp)
            self.workers.append(worker)
        worker.begin(job, now)
        if job.slow:
            worker.yield_processor()
        with suppress(OSError):  # it died while it was idle: its end is met where its reply would be
            worker.connection.send((job.question, job.wanted))

    def _dismiss(self, worker: _Worker) -> None:
        worker.connection.close()
        self.workers.remove(worker)
        self.nursery.end(worker)

    def fail(self, error: Exception) -> None:
        """Tell everybody who waits that there will be no answer."""
        for job in (*self.waiting, *self.waiting_slow, *self._working()):
            _settle(job, error)
        self.waiting.clear()
        self.waiting_slow.clear()
        for worker in list(self.workers):
            self._dismiss(worker)


def _processor_seconds(pid: int, now: float) -> float:
    """Return how long a process has had a processor; where the system does not tell, the time by the clock."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return now
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _is_over(job: _Job, now: float) -> bool:
    """Tell whether nobody waits for the answer any more, and if it is because of the time, say so."""
    if job.seconds and now >= job.asked + job.seconds:
        limit = f"{job.seconds:g}"
        _settle(
            job,
            LimitError(
                f"The query was ended after {limit} seconds: ask for less, or allow more time.",
                f"{limit}초가 지나 질의를 끝냈습니다. 범위를 좁히거나 시간을 더 주세요.",
            ),
        )
    return job.future.done()


def _settle(job: _Job, reply: object) -> None:
    with suppress(InvalidStateError):  # cancelled
        if isinstance(reply, Exception):
            job.future.set_exception(reply)
        else:
            job.future.set_result(reply)


class _Nursery:
    """The process from which workers are forked; started when the first one is needed."""

    def __init__(self, path: Path, memory: int) -> None:
        self._path, self._memory = path, memory
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket
        self._stamp: tuple[float, object] = (-_FRESH_SECONDS, None)

    def worker(self, stamp: object) -> _Worker:
        """Return a new worker."""
        if self._process is None:
            self._start()
        ours, theirs = socket.socketpair()
        socket.send_fds(self._control, [FORK + PID.pack(0)], [theirs.fileno()])
        theirs.close()
        reply = self._control.recv(PID.size, socket.MSG_WAITALL)
        if len(reply) < PID.size:
            raise SetupError("The processes for queries cannot be started.", "질의 작업 프로세스를 시작할 수 없습니다.")
        return _Worker(PID.unpack(reply)[0], Connection(ours.detach()), stamp)

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        code = (
            "import sys; from kg.query.worker import nursery; nursery(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))"
        )
        arguments = [str(self._path.absolute()), str(theirs.fileno()), str(self._memory)]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", code, *arguments],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # a worker that runs out of memory would tell at length where
            env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        )
        theirs.close()

    def stamp(self, now: float) -> object:
        """Return what changes when the store is written, as of a second ago or less."""
        if now - self._stamp[0] >= _FRESH_SECONDS:
            self._stamp = (now, _state(self._path / "graph"))
        return self._stamp[1]

    def end(self, worker: _Worker) -> None:
        """End a worker's process at once, whatever it does."""
        with suppress(OSError):  # the nursery is gone, and its workers with it
            self._control.sendall(KILL + PID.pack(worker.pid))

    def close(self) -> None:
        if self._process is not None:
            self._control.close()
            self._process.wait()


def _state(folder: Path) -> object:
    try:
        with os.scandir(folder) as entries:
            return sorted((entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries)
    except OSError:
        return None
