"""Who may ask how much at the same time, and the processes that answer."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from kg.query import Answer, Pool, Question, Wanted
from kg.serve.settings import Limits

_AGAIN = {"Retry-After": "2"}
_OWN_SECONDS = 3.0


class Desk:
    """Takes questions, refuses what is too much, and ends the work when nobody waits for it any more."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._limits = limits
        self._pool = Pool(store, fast=limits.workers, slow=limits.long_queries)
        self._clients: Counter[str] = Counter()

    async def ask(self, request: Request, question: Question, wanted: Wanted) -> tuple[bytes, bool]:
        """Return an answer as bytes, and whether rows were cut off.

        Raises:
            HTTPException: the client (429) or everybody together (503) asks too much at once.
            ClientDisconnect: the client has gone; the work is ended.
            LimitError: the query takes too long or answers with too much.
            QueryError: it is not SPARQL.
        """
        with self._place(request.client.host if request.client else ""):
            work = asyncio.wrap_future(self._pool.submit(question, self._limits.query_seconds, wanted))
            gone = asyncio.ensure_future(_gone(request))
            try:
                await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not work.done():
                    raise ClientDisconnect
                answer: tuple[bytes, bool] = work.result()
                return answer
            finally:
                gone.cancel()
                work.cancel()

    def answer(self, question: Question) -> Answer:
        """Return the answer to a small question that the server asks for itself; it waits in this thread.

        Raises:
            LimitError: it takes longer than `_OWN_SECONDS`.
        """
        return self._pool.ask(question, _OWN_SECONDS)

    @contextmanager
    def _place(self, client: str) -> Iterator[None]:
        """Hold a place in the queue."""
        if self._clients.total() >= self._limits.waiting:
            raise HTTPException(503, headers=_AGAIN)
        if self._clients[client] >= self._limits.client_queries:
            raise HTTPException(429, headers=_AGAIN)
        self._clients[client] += 1
        try:
            yield
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    def close(self) -> None:
        """End all work."""
        self._pool.close()


async def _gone(request: Request) -> None:
    """Return when the client has closed the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
