"""`kg`, and blocks in Python, for the pages of the documentation, by a process that has loaded what commands need.

Each command runs in a child of that process, with the arguments, the folder, the environment and the files of who
called it. So a page runs as it would, but for the time it takes to load modules (most of a second) and Kiwi (four).

    python warm.py SOCKET          # the process; says "ready" on standard output
    python warm.py SOCKET kg …     # the same as `kg …`
    python warm.py SOCKET -c TEXT  # the same as `python -c TEXT`, for the blocks in Python
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

_LONGEST = 1 << 20
"""Bytes of a call at most: arguments, folder and environment."""


def call(address: str, arguments: Sequence[str]) -> int:
    """Have a command run with this process's folder, environment and standard files; return its exit code."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        request = json.dumps([arguments, str(Path.cwd()), dict(os.environ)]).encode()
        socket.send_fds(connection, [request], [0, 1, 2])
        connection.shutdown(socket.SHUT_WR)
        return int(connection.recv(16) or b"1")


def serve(address: str, load: Callable[[], None], run: Callable[[Sequence[str]], int]) -> None:
    """Load, then answer calls at `address`, each in a child, until the process is ended."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        load()
        print("ready", flush=True)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children that end are gone
        while True:
            connection, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _answer(connection, run)
            connection.close()


def _answer(connection: socket.socket, run: Callable[[Sequence[str]], int]) -> None:
    """Run one command in this process, which ends with it."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        request, files, _, _ = socket.recv_fds(connection, _LONGEST, 3)
        while more := connection.recv(_LONGEST):
            request += more
        arguments, folder, environment = json.loads(request)
        for number, file in enumerate(files):
            os.dup2(file, number)
            os.close(file)
        sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
        sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        code = run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        connection.sendall(str(code).encode())
        os._exit(code)


def _load() -> None:
    from importlib import import_module

    from kg.cli import COMMANDS
    from kg.extract import warm_up

    for _, module in COMMANDS:
        import_module(module)
    warm_up()


def _run(arguments: Sequence[str]) -> int:
    from kg.cli import run

    if arguments[0] == "kg":
        return run(arguments[1:])
    try:
        exec(compile(arguments[1], "<string>", "exec"), {"__name__": "__main__"})
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        return 1
    return 0


if __name__ == "__main__":
    if sys.argv[2:]:
        sys.exit(call(sys.argv[1], sys.argv[2:]))
    serve(sys.argv[1], _load, _run)
