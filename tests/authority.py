"""An authority that answers the reconciliation protocol on this machine, well or badly."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

SPACE = "https://authority.example/entity/"
MANIFEST = {"name": "가온 전거", "identifierSpace": SPACE, "schemaSpace": "https://authority.example/type/"}


class Misbehaviour:
    """How the authority misbehaves.

    Attributes:
        manifest: what it says of itself.
        answer: what it answers to queries in place of what it should.
        status: the status of its answers to queries.
        hang: seconds that it waits before it answers queries.
        cut: whether it breaks off in the middle.
        asked: the queries that it got.
    """

    def __init__(self) -> None:
        self.manifest: Any = MANIFEST
        self.answer: bytes | None = None
        self.status = 200
        self.hang = 0.0
        self.cut = False
        self.location = ""
        self.asked: list[dict[str, Any]] = []


@contextmanager
def authority() -> Iterator[tuple[str, Misbehaviour]]:
    """Run an authority; give its address and what makes it misbehave."""
    how = Misbehaviour()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, json.dumps(how.manifest).encode())

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            queries = json.loads(form["queries"][0])
            how.asked.append(queries)
            time.sleep(how.hang)
            found = {
                name: {
                    "result": [
                        {
                            "id": "Q1",
                            "name": query["query"],
                            "type": [{"id": "Q5", "name": "사람"}],
                            "score": 91.5,
                            "match": True,
                        }
                    ]
                }
                for name, query in queries.items()
            }
            self._send(how.status, how.answer if how.answer is not None else json.dumps(found).encode())

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            if how.location and self.command == "POST":
                self.send_header("Location", how.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if how.cut else body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/reconcile", how
    finally:
        server.shutdown()
        server.server_close()
