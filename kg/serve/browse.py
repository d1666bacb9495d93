"""The pages by which one finds things: the first page, lists by kind, the search."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from kg.serve.assets import content, digest, names
from kg.serve.catalogue import Catalogue, Named
from kg.serve.paths import KINDS, path_of
from kg.serve.web import LANGUAGE_COOKIE, THEME_COOKIE, THEMES, page, page_number, site, speech, tagged
from kg.vocab import LANGUAGES

_NEWEST = 12
_FOUND = 60
_LISTED = 200
_SUGGESTED = 8
_PARTS = ("suggestions", "names")
"""What a script can ask for of a search."""
_BESIDE = ("kind", "part")
"""Parameters of a search that are not what is looked for; the field may have any other name."""
_YEAR = 365 * 24 * 3600


def home(request: Request) -> Response:
    """Return the first page: what there is, and the newest articles."""
    where = site(request)
    catalogue = where.live.catalogue()
    with where.live.ledger() as store:
        totals = store.totals()
    values = {
        "title": speech(request)("home.title"),
        "kinds": [(kind, len(catalogue.kinds[kind])) for kind in KINDS],
        "articles": [_article(request, found) for found in catalogue.articles[:_NEWEST]],
        "article_count": len(catalogue.articles),
        "facts": totals.accepted,
        "set_aside": sum(totals.set_aside.values()),
    }
    return page(request, "home.html", values)


def kind_list(request: Request) -> Response:
    """Return the entities of one kind, or the articles, page by page."""
    kind = request.path_params["kind"]
    catalogue = site(request).live.catalogue()
    say = speech(request)
    if kind not in (*KINDS, "article"):
        raise HTTPException(404, say("error.page"))
    everything: list[Any] = list(catalogue.articles if kind == "article" else catalogue.kinds[kind])
    pages = max(1, -(-len(everything) // _LISTED))
    number = min(page_number(request), pages)
    part = everything[(number - 1) * _LISTED : number * _LISTED]
    rows = [_article(request, row) if kind == "article" else _entity(request, row) for row in part]
    title = say("home.articles") if kind == "article" else say(f"kind.{kind}")
    values = {"title": title, "kind": kind, "rows": rows, "count": len(everything), "number": number, "pages": pages}
    return page(request, "list.html", values)


def search(request: Request) -> Response:
    """Return what is called by the words that are looked for; a script may ask for a few of them to suggest."""
    text = next((value for name, value in request.query_params.items() if name not in _BESIDE), "").strip()[:200]
    kind = request.query_params.get("kind", "")
    kind = kind if kind in KINDS else ""
    catalogue = site(request).live.catalogue()
    part = request.query_params.get("part")
    if part in _PARTS:
        return page(request, f"{part}.html", {"rows": _suggestions(request, catalogue, text)})
    values = {
        "title": speech(request)("search.title", text=text) if text else speech(request)("site.search"),
        "sought": text,
        "kind": kind,
        "kinds": KINDS,
        "entities": [_entity(request, row) for row in catalogue.entities(text, kind, _FOUND)],
        "articles": [_article(request, found) for found in catalogue.headlines(text, _FOUND)] if not kind else [],
        "near": catalogue.near(text),
    }
    return page(request, "search.html", values)


def _suggestions(request: Request, catalogue: Catalogue, text: str) -> list[dict[str, str]]:
    say = speech(request)
    rows = [
        _entity(request, row) | {"label": say(f"kind.{row.kind}")} for row in catalogue.entities(text, "", _SUGGESTED)
    ]
    more = catalogue.headlines(text, _SUGGESTED - len(rows))
    return rows + [_article(request, row) | {"kind": "article", "label": say("home.articles")} for row in more]


def _entity(request: Request, row: Named) -> dict[str, str]:
    base = site(request).live.base
    return {
        "name": row.name,
        "found": row.found if row.found != row.name else "",
        "kind": row.kind,
        "path": path_of(row.iri, base) or "",
        "detail": site(request).live.catalogue().told_apart(row.iri),
    }


def _article(request: Request, found: Any) -> dict[str, str]:
    base = site(request).live.base
    return {
        "name": found.headline or found.iri.rpartition("/")[2],
        "published": found.published[:10],
        "path": path_of(found.iri, base) or "",
    }


def choose(request: Request) -> Response:
    """Remember the language or look that the reader chose, and go back to where that was."""
    back = urlsplit(request.query_params.get("back", "/"))
    path = "/" + back.path.lstrip("/\\")  # never another server
    response = RedirectResponse(path + (f"?{back.query}" if back.query else ""), 303, {"Cache-Control": "no-store"})
    for name, cookie, known in (("lang", LANGUAGE_COOKIE, LANGUAGES), ("theme", THEME_COOKIE, THEMES)):
        value = request.query_params.get(name, "")
        if value in known:
            response.set_cookie(cookie, value, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def static(request: Request) -> Response:
    """Return a file that pages load; its address changes with it, so it may be kept for good."""
    name = request.path_params["name"]
    if name not in names():
        raise HTTPException(404, speech(request)("error.page"))
    data, media_type = content(name)
    kept = "public, max-age=31536000, immutable" if request.url.query == digest(name) else "no-cache"
    return tagged(request, Response(data, media_type=media_type, headers={"Cache-Control": kept}))


def robots(_: Request) -> Response:
    """Return what robots may visit: pages of things, nothing that makes the server work or changes the store."""
    refused = ("sparql", "queries", "search", "review", "choose", "sign-in")
    return PlainTextResponse("User-agent: *\n" + "".join(f"Disallow: /{path}\n" for path in refused))
