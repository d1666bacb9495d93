"""A server on this machine that speaks the OpenAI protocol as badly as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Json = dict[str, Any]


@dataclass
class Response:
    """What the server sends: `cut` bytes of `body` (all of it by default) after waiting for `after`."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    after: threading.Event | None = None


Script = Callable[[Json, int], Response]
"""From the body of a request and its number, from 0, to what the server sends."""


def said(content: str | Json, finish: str = "stop", read: int = 100, written: int = 20) -> Response:
    """Return a chat completion."""
    words = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
    completion = {
        "id": "c1",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": {"role": "assistant", "content": words}, "finish_reason": finish}],
        "usage": {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written},
    }
    return Response(json.dumps(completion).encode())


def refused(status: int, message: str = "no", **headers: str) -> Response:
    """Return an error as such servers send it."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(json.dumps({"error": {"message": message}}).encode(), status, names)


@dataclass
class Served:
    """A running server: where it is, and what it was asked."""

    url: str
    asked: list[Json]
    headers: list[dict[str, str]]

    @property
    def articles(self) -> list[str]:
        """The messages with an article that it was sent."""
        return [one["messages"][1]["content"] for one in self.asked]


@contextmanager
def served(*responses: Response, script: Script | None = None) -> Iterator[Served]:
    """Serve these responses, one after the other, the last one again and again; or what a script says."""
    asked: list[Json] = []
    headers: list[dict[str, str]] = []
    lock = threading.Lock()
    answer = script or _in_turn(responses)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with lock:
                number = len(asked)
                asked.append(body)
                headers.append({name.lower(): value for name, value in self.headers.items()})
            response = answer(body, number)
            if response.after is not None:
                response.after.wait(10)
            try:
                self.send_response_only(response.status)
                for name, value in {"content-length": str(len(response.body)), **response.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(response.body[: response.cut])
            except OSError:
                return
            if response.cut is not None:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01), daemon=True)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_address[1]}/v1", asked, headers)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _in_turn(responses: Sequence[Response]) -> Script:
    return lambda _, number: responses[min(number, len(responses) - 1)]


def gold_answer(document: Json) -> Json:
    """Return what a model would say that has read a checked facts document's article as its writer has."""
    text = document["article"]["text"]
    entities = [{"id": local, "gpe": False, **entity} for local, entity in document["entities"].items()]
    facts = []
    for fact in document["facts"]:
        plain = {name: value for name, value in fact.items() if name not in ("evidence", "score", "rule")}
        start, end = min(s for s, _ in fact["evidence"]), max(e for _, e in fact["evidence"])
        facts.append({**plain, "quote": text[start:end]})
    return {"entities": entities, "facts": facts}
