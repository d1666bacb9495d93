"""The application: its addresses, and what is said when something goes wrong."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.errors import InputError, KgError, LimitError, QueryError, SizeError, StoreError
from kg.serve import browse, endpoint, questions, resources, review
from kg.serve.admission import Desk
from kg.serve.guard import Guard
from kg.serve.live import Live
from kg.serve.negotiate import chosen
from kg.serve.paths import RESOURCES
from kg.serve.session import Sessions
from kg.serve.settings import ServeSettings
from kg.serve.web import Site, page, speech
from kg.serve.words import WORDS

_LOG = logging.getLogger("kg.serve")

ROUTES = (
    Route("/", browse.home),
    Route("/search", browse.search),
    Route("/choose", browse.choose),
    Route("/resource", resources.by_iri),
    Route("/robots.txt", browse.robots),
    Route("/static/{name}", browse.static),
    *(Route(f"/{kind}/{{rest:path}}", resources.resource) for kind in RESOURCES),
    Route("/queries", questions.questions),
    Route("/queries/{name}", questions.question),
    Route("/sparql", endpoint.sparql, methods=["GET", "POST"]),
    Route("/sparql/run", endpoint.run_plainly, methods=["POST"]),
    Route("/sparql/terms", endpoint.known_terms),
    Route("/review", review.desk),
    Route("/review/fact", review.fact),
    Route("/review/accept", review.accept, methods=["POST"]),
    Route("/review/drop", review.drop, methods=["POST"]),
    Route("/review/identities", review.identities),
    Route("/review/judge", review.judge, methods=["POST"]),
    Route("/review/decisions", review.decisions),
    Route("/review/undo", review.take_back, methods=["POST"]),
    Route("/sign-in", review.sign_in_page, methods=["GET"]),
    Route("/sign-in", review.sign_in, methods=["POST"]),
    Route("/sign-out", review.sign_out, methods=["POST"]),
    Route("/{kind}", browse.kind_list),
)
"""Every address and what answers there."""


def application(settings: ServeSettings) -> ASGIApp:
    """Return the explorer of a store as an ASGI application.

    Raises:
        StoreError: the store cannot be read.
    """
    desk = Desk(settings.store, settings.limits)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        desk.close()

    app = Starlette(
        routes=ROUTES,
        lifespan=lifespan,
        exception_handlers={
            HTTPException: _refused,
            ClientDisconnect: _left,
            KgError: _failed,
            Exception: _broken,
        },
    )
    app.state.site = Site(settings, Live(settings.store), desk, Sessions(settings.token))
    return Guard(app, settings)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    say = speech(request)
    detail = "" if error.detail == _phrase(error.status_code) else error.detail
    if error.status_code == 404 and not detail:
        detail = say("error.page")
    response = told(request, error.status_code, detail)
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


def _phrase(status: int) -> str:
    return HTTPException(status).detail


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, KgError)
    return told(request, _status(error), speech(request).reason(error.reason))


def _status(error: KgError) -> int:
    if isinstance(error, SizeError):
        return 413
    if isinstance(error, LimitError | StoreError):
        return 503
    return 400 if isinstance(error, QueryError | InputError) else 500


def _left(_: Request, __: Exception) -> Response:
    """Answer nobody: the client has gone."""
    return Response(status_code=499)


def _broken(request: Request, error: Exception) -> Response:
    _LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    return told(request, 500, speech(request)("error.internal"))


def told(request: Request, status: int, detail: str) -> Response:
    """Return what went wrong, as a page to a browser and as plain text to a program."""
    say = speech(request)
    title = say(f"error.{status}") if f"error.{status}" in WORDS else _phrase(status)
    if chosen(request.headers.get("accept"), ("text/plain", "text/html")) == "text/html":
        return page(request, "error.html", {"title": title, "status": status, "detail": detail}, status)
    body = f"{status} {title}\n{detail}\n" if detail else f"{status} {title}\n"
    return PlainTextResponse(body, status, {"Content-Language": say.language, "Cache-Control": "no-store"})
