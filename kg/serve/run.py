"""Runs the server until it is stopped."""

from __future__ import annotations

from collections.abc import Callable

import uvicorn

from kg.errors import SetupError
from kg.serve.app import application
from kg.serve.settings import ServeSettings

_CONNECTIONS = 2_000
"""Connections at the same time; more are answered 503."""
_IDLE_SECONDS = 10
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
        http="h11",
        ws="none",
    )
    try:
        sockets = [config.bind_socket()]
    except SystemExit:  # uvicorn has told why in its log
        raise SetupError(
            f"{settings.host}:{settings.port} cannot be listened on: is another server there? Choose another --port.",
            f"{settings.host}:{settings.port}에서 받을 수 없습니다. 다른 서버가 쓰고 있으면 다른 --port를 고르세요.",
        ) from None
    host, port = sockets[0].getsockname()[:2]
    ready(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
    uvicorn.Server(config).run(sockets=sockets)
