"""What stands before every handler: whom the server answers, how much it takes in, and what browsers may do with it."""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.messages import Say
from kg.serve.settings import ServeSettings
from kg.serve.words import WORDS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of every page: nothing but files of this server, and no script or style within a page."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Refuses requests for other hosts and bodies that are too large or too slow; adds the headers of safety."""

    def __init__(self, app: ASGIApp, settings: ServeSettings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    given.setdefault(name, value)
            await send(message)

        host = headers.get("host", "")
        if not self._settings.is_called(host):
            await PlainTextResponse(_both("error.host", host=host[:200]), 421)(scope, receive, answer)
            return
        await self._app(scope, _Body(receive, headers, self._settings).receive, answer)


class _Body:
    """The body of one request, as far as it is let in."""

    def __init__(self, receive: Receive, headers: Headers, settings: ServeSettings) -> None:
        self._receive = receive
        self._limits = settings.limits
        self._stated = headers.get("content-length", "")
        self._taken = 0
        self._deadline: float | None = None
        self._whole = False

    async def receive(self) -> Message:
        """Return the next part.

        Raises:
            HTTPException: it is too large (413), or does not come in time (408).
        """
        if self._whole:  # what comes now tells of the connection
            return await self._receive()
        if self._stated.isdigit() and int(self._stated) > self._limits.body_bytes:
            raise HTTPException(413)
        clock = asyncio.get_running_loop().time
        self._deadline = self._deadline or clock() + self._limits.body_seconds
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._deadline - clock()))
        except TimeoutError:
            raise HTTPException(408) from None
        self._taken += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._taken > self._limits.body_bytes:
            raise HTTPException(413)
        return message


def _both(key: str, **values: object) -> str:
    """A message in both languages, for where no page is made."""
    return "\n".join(Say(language, WORDS)(key, **values) for language in ("ko", "en")) + "\n"
