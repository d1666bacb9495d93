"""Pages: templates that escape all they are given, in the language and look that the reader chose."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from kg import __version__
from kg.errors import StoreError
from kg.messages import MESSAGES, Say
from kg.query.header import GROUPS
from kg.serve.admission import Desk
from kg.serve.assets import digest, names
from kg.serve.live import Live
from kg.serve.negotiate import language
from kg.serve.session import Session, Sessions
from kg.serve.settings import ServeSettings
from kg.serve.words import WORDS
from kg.view.labels import type_label
from kg.visible import visible
from kg.vocab import LANGUAGES, PREFIXES, terms

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE_COOKIE = "kg_lang"
THEME_COOKIE = "kg_theme"
THEMES = ("auto", "light", "dark")
_VARY = "Accept, Accept-Language, Cookie"


@dataclass(frozen=True, slots=True)
class Site:
    """What every handler knows: the settings, the store, who answers queries, who may edit."""

    settings: ServeSettings
    live: Live
    desk: Desk
    sessions: Sessions


def site(request: Request) -> Site:
    """Return what the application was made with."""
    found: Site = request.app.state.site
    return found


def speech(request: Request) -> Say:
    """Return the language of the reader: the one chosen here before, else the browser's."""
    stated = request.cookies.get(LANGUAGE_COOKIE, "")
    chosen = stated if stated in LANGUAGES else language(request.headers.get("accept-language"), LANGUAGES)
    return Say(chosen, WORDS)


def page(request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> Response:
    """Return a page as HTML.

    Args:
        request: what asked for it.
        template: a file of `templates/`.
        values: what the template is given; all text in it is escaped.
        status: of the answer.
    """
    say = speech(request)
    theme = request.cookies.get(THEME_COOKIE, "auto")
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    shared = {
        "say": say,
        "lang": say.language,
        "theme": theme if theme in THEMES else "auto",
        "themes": THEMES,
        "here": here,
        "version": __version__,
        "editor": editor(request),
        "editing": site(request).sessions.possible,
        "growing": _growing(request),
        "label": lambda name: type_label(say, name),
        "group_label": lambda name: say.reason(GROUPS[name]) if name in GROUPS else name,
        "column_label": lambda name: _column(say, name),
        "code_label": lambda name: code_label(say, name),
    }
    html = templates().get_template(template).render(shared | dict(values))
    headers = {"Content-Language": say.language, "Vary": _VARY}
    if status >= 400:
        return Response(html, status, headers | {"Cache-Control": "no-store"}, "text/html")
    return tagged(request, Response(html, status, headers, "text/html"))


def _column(say: Say, name: str) -> str:
    """Return what a column of answers is called, its name if there is no word for it."""
    stem = name.removesuffix(f"_{say.language}")
    return next((say(key) for key in (f"column.{stem}", f"argument.{stem}") if key in WORDS or key in MESSAGES), name)


def code_label(say: Say, name: str) -> str:
    """Return what a code such as `former` or `Person` is called: as the ontology's term of this name, if it has one."""
    term = terms().get(f"{PREFIXES['kg']}{name}")
    if term and say.language in term.labels:
        return term.labels[say.language]
    return say(f"code.{name}") if f"code.{name}" in WORDS else type_label(say, name)


def editor(request: Request) -> Session | None:
    """Return the session of who may edit, None for anybody else."""
    return site(request).sessions.of(request)


def _growing(request: Request) -> str:
    """Return which message tells that the store is not whole, empty if it is."""
    try:
        with site(request).live.ledger() as store:
            if store.is_whole():
                return ""
            return "site.growing" if store.is_being_written() else "site.unfinished"
    except StoreError:  # the page says what is wrong, or does not need the store
        return ""


def page_number(request: Request) -> int:
    """Return which page of many is asked for (`?page=2`), from 1."""
    stated = request.query_params.get("page", "")
    return max(1, int(stated)) if stated.isascii() and stated.isdigit() and len(stated) < 9 else 1


def tagged(request: Request, response: Response) -> Response:
    """Give an answer its ETag; say only that nothing has changed to who has it already (RFC 9110, 13.1.2)."""
    tag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    response.headers.setdefault("Cache-Control", "no-cache")
    known = request.headers.get("if-none-match", "")
    if known.strip() == "*" or tag in {part.strip().removeprefix("W/") for part in known.split(",")}:
        kept = ("etag", "vary", "cache-control", "content-location", "content-language", "link")
        return Response(status_code=304, headers={k: v for k, v in response.headers.items() if k in kept})
    return response


@cache
def templates() -> Environment:
    """Return the templates; whatever they are given is made visible and escaped unless it is markup already."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.globals |= {"asset": asset, "assets": names()}
    return environment


def _shown(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def asset(name: str) -> str:
    """Return the path of a file that pages load; it changes with what is in the file."""
    return f"/static/{name}?{digest(name)}"
