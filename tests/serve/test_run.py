"""The server as a process: it tells when it cannot start, and keeps no place for who sends nothing."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from pathlib import Path

import pytest
import uvicorn

from kg.errors import SetupError
from kg.serve import ServeSettings, serve
from kg.serve.run import _bound, _Hasty


async def _plain(scope: object, receive: object, send: object) -> None:
    await send({"type": "http.response.start", "status": 204, "headers": []})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost: x", b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HT"])
def test_a_client_that_does_not_finish_is_let_go(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.run._HEAD_SECONDS", 0.05)

    async def journey() -> bytes:
        config = uvicorn.Config(_plain, http=_Hasty, lifespan="off", log_config=None)  # type: ignore[arg-type]
        config.load()
        server = uvicorn.Server(config)
        bound = _bound(ServeSettings(Path("unused"), port=0))
        running = asyncio.create_task(server.serve(sockets=[bound]))
        while not server.started:
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection(*bound.getsockname()[:2])
        writer.write(start)
        answer = await asyncio.wait_for(reader.read(), 30)
        server.should_exit = True
        with contextlib.suppress(asyncio.CancelledError):
            await running
        return answer

    answer = asyncio.run(journey())
    assert answer.startswith(b"HTTP/1.1 204") if b"\r\n\r\n" in start else answer == b""


def test_connections_go_without_delay() -> None:
    """Asyncio turns Nagle's algorithm off only for what it knows to be TCP."""
    with _bound(ServeSettings(Path("unused"), port=0)) as bound:
        assert bound.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_told(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SetupError, match=f"127.0.0.1:{port} cannot be listened on"):
            serve(ServeSettings(store, port=port))
