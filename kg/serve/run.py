"""Runs the server until it is stopped."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import SetupError
from kg.serve.app import application
from kg.serve.settings import ServeSettings

_CONNECTIONS = 2_000
"""Connections at the same time; more are answered 503."""
_IDLE_SECONDS = 10
_HEAD_SECONDS = 10
_HEADER_BYTES = 32 << 10


def serve(settings: ServeSettings, ready: Callable[[str], object] = str) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        settings: what to serve.
        ready: is told the address when the server takes requests.

    Raises:
        StoreError: the store cannot be read.
        SetupError: the address cannot be listened on.
    """
    config = uvicorn.Config(
        application(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        http=_Hasty,
        ws="none",
    )
    sockets = [_bound(settings)]
    host, port = sockets[0].getsockname()[:2]
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    _Server(config, lambda: ready(address)).run(sockets=sockets)


class _Hasty(H11Protocol):
    """Closes connections on which the head of a request does not come in time; uvicorn waits for it for ever."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._patience: asyncio.TimerHandle | None = self.loop.call_later(_HEAD_SECONDS, transport.close)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._patience = self._patience or self.loop.call_later(_HEAD_SECONDS, self.transport.close)
        elif self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self._patience is not None:
            self._patience.cancel()
        super().connection_lost(exc)


class _Server(uvicorn.Server):
    """Tells when it takes requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _bound(settings: ServeSettings) -> socket.socket:
    """Return the socket to listen on.

    That it is one of TCP has to be said: else asyncio does not know it of the connections either, and leaves them
    with Nagle's algorithm, by which every answer waits 40 ms for an acknowledgement.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        where, cause = f"{settings.host}:{settings.port}", error.strerror or error
        raise SetupError(
            f"{where} cannot be listened on: {cause}. Choose another --port or --host.",
            f"{where}에서 요청을 받을 수 없습니다: {cause}. 다른 --port나 --host를 고르세요.",
        ) from error
    return bound
