"""Everything that has an IRI: one address gives a page, Turtle, JSON-LD and more, as the client asks."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from types import MappingProxyType
from urllib.parse import quote, urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.export import write_resource
from kg.query.lookup import exists
from kg.serve import entities, reader
from kg.serve.negotiate import chosen
from kg.serve.paths import KINDS, SAFE, iri_of, path_of
from kg.serve.web import Site, site, speech, tagged

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html",
        "turtle": "text/turtle",
        "jsonld": "application/ld+json",
        "trig": "application/trig",
        "nquads": "application/n-quads",
    }
)
"""What a resource can be had as, by the names that `?format=` and `kg export --format` take; a page first."""

_ALSO = {"application/json": "jsonld", "text/x-nquads": "nquads", "application/xhtml+xml": "html"}
_THINGS = frozenset({*KINDS, "role"})


def resource(request: Request) -> Response:
    """Answer for the thing whose IRI has this path."""
    where = site(request)
    raw = quote(request.scope["raw_path"], safe=SAFE)
    iri = iri_of(raw, where.live.base)
    if iri is None:
        raise HTTPException(404, speech(request)("error.page"))
    path = path_of(iri, where.live.base) or ""
    if path != raw:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(path + query, 308)
    name = _format(request)
    if _is_thing_itself(request, where, path):
        return RedirectResponse(f"{path}?{urlencode({'format': name})}", 303, {"Vary": "Accept"})
    dataset = where.live.view().dataset
    if not exists(dataset, iri):
        known = reader.is_held(where, iri)
        if not (known and name == "html"):
            raise HTTPException(404, speech(request)("error.absent", iri=iri))
    response = _page(request, where, iri, path) if name == "html" else _data(request, where, iri, name)
    response.headers["Vary"] = "Accept, Accept-Language, Cookie" if name == "html" else "Accept"
    response.headers["Content-Location"] = f"{path}?{urlencode({'format': name})}"
    response.headers["Link"] = _links(iri, path, name)
    return response


def by_iri(request: Request) -> Response:
    """Lead to the page of the thing with the IRI that is given: `/resource?iri=…`."""
    path = path_of(request.query_params.get("iri", ""), site(request).live.base)
    if path is None:
        raise HTTPException(404, speech(request)("error.absent", iri=request.query_params.get("iri", "")))
    return RedirectResponse(path, 303)


def _format(request: Request) -> str:
    """Return what the client wants: by `format` in the address, else by its Accept header."""
    stated = request.query_params.get("format")
    if stated is not None:
        if stated not in MEDIA_TYPES:
            raise HTTPException(406, speech(request)("error.formats", formats=", ".join(MEDIA_TYPES)))
        return stated
    names = {media_type: name for name, media_type in MEDIA_TYPES.items()} | _ALSO
    media_type = chosen(request.headers.get("accept"), tuple(names))
    if media_type is None:
        raise HTTPException(406, speech(request)("error.formats", formats=", ".join(MEDIA_TYPES.values())))
    return names[media_type]


def _is_thing_itself(request: Request, where: Site, path: str) -> bool:
    """Tell whether the address is the very IRI of a person or other thing, which no document can be.

    That is so where the server stands at the base of the dataset. There the answer is 303 See Other with the address
    of the document; anywhere else the address is that of a document already.
    """
    if "format" in request.query_params or path[1:].partition("/")[0] not in _THINGS:
        return False
    base = urlsplit(where.live.base)
    return base.path == "/" and base.netloc.lower() == request.headers.get("host", "").lower()


def _data(request: Request, where: Site, iri: str, name: str) -> Response:
    stream = BytesIO()
    write_resource(where.live.view().dataset, iri, name, stream, where.settings.limits.facts)
    charset = "" if name == "jsonld" else "; charset=utf-8"
    response = Response(stream.getvalue(), media_type=None, headers={"Content-Type": MEDIA_TYPES[name] + charset})
    return tagged(request, response)


def _page(request: Request, where: Site, iri: str, path: str) -> Response:
    kind = path[1:].partition("/")[0]
    if kind in KINDS:
        return entities.entity(request, where, iri, kind)
    if kind == "article":
        return reader.article(request, where, iri)
    return entities.other(request, where, iri)


def _links(iri: str, path: str, name: str) -> str:
    about = quote(iri, safe=SAFE)
    others = [
        f'<{path}?format={other}>; rel="alternate"; type="{media_type}"'
        for other, media_type in MEDIA_TYPES.items()
        if other != name
    ]
    return ", ".join([f'<{about}>; rel="describes"', *others])
