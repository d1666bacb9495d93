"""Who may edit: who has shown the token holds a session, and every edit proves that it comes from this server's pages.

Other pages in the same browser can make it send requests here, with its cookies (cross-site request forgery). So the
cookie is kept from requests that begin elsewhere (`SameSite=Strict`), an edit must carry a word that only pages of
this session know, and what the browser tells of where a request comes from must be this server.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE = "kg_session"
_HOURS = 12
_MOST = 64
"""Sessions at the same time; the oldest gives way."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who may edit.

    Attributes:
        key: names the session; only the browser and the server know it.
        by: how the editor wants to be called in the log of decisions; may be empty.
        word: what edits from pages of this session carry.
    """

    key: str
    by: str
    word: str


class Sessions:
    """The sessions of one server, in memory: they end with it."""

    def __init__(self, token: str | None) -> None:
        self._token = token
        self._secret = secrets.token_bytes(32)
        self._open: dict[str, Session] = {}

    @property
    def possible(self) -> bool:
        """Whether anybody may edit."""
        return self._token is not None

    def begin(self, token: str, by: str) -> Session | None:
        """Return a new session for who knows the token, None for who does not."""
        if self._token is None or not hmac.compare_digest(token.strip().encode(), self._token.encode()):
            return None
        key = secrets.token_urlsafe(32)
        word = hmac.new(self._secret, key.encode(), hashlib.sha256).hexdigest()
        while len(self._open) >= _MOST:
            self._open.pop(next(iter(self._open)))
        self._open[key] = Session(key, by.strip()[:100], word)
        return self._open[key]

    def of(self, request: Request) -> Session | None:
        """Return the session of a request, None if it has none."""
        return self._open.get(request.cookies.get(COOKIE, ""))

    def end(self, session: Session) -> None:
        """End a session."""
        self._open.pop(session.key, None)


def keep(response: Response, session: Session, secure: bool) -> None:
    """Have the browser keep a session."""
    response.set_cookie(COOKIE, session.key, max_age=_HOURS * 3600, httponly=True, samesite="strict", secure=secure)


async def sent(request: Request) -> dict[str, str]:
    """Return the fields of a form that was sent, if it comes from a page of this server.

    Raises:
        HTTPException: it comes from elsewhere (403), is no form (415), or is too large or too slow.
    """
    _require_here(request)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    body = (await request.body()).decode("utf-8", "replace")
    return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=200))


async def edit(request: Request, sessions: Sessions) -> tuple[Session, dict[str, str]]:
    """Return who edits, and the fields of the form.

    Raises:
        HTTPException: nobody has signed in (401), or the form does not come from a page of that session (403).
    """
    fields = await sent(request)
    session = sessions.of(request)
    if session is None:
        raise HTTPException(401)
    if not hmac.compare_digest(fields.pop("word", "").encode(), session.word.encode()):
        raise HTTPException(403)
    return session, fields


def _require_here(request: Request) -> None:
    """Refuse what the browser says comes from elsewhere."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(403)
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise HTTPException(403)
