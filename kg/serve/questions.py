"""The questions that come with kg, each as a form and its answer."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.query import Query, Question, Wanted, bound, shipped
from kg.query.diagnosis import diagnosed
from kg.query.syntax import form
from kg.serve.answers import SHOWN, table
from kg.serve.web import page, site, speech

_DOWNLOADS = {"rows": ("csv", "tsv", "json", "xml"), "triples": ("turtle", "ntriples")}
_INPUTS = {"integer": "number", "date": "date", "month": "month"}
"""Types of inputs by the types of parameters; any other is text."""


def questions(request: Request) -> Response:
    """Return the list of the questions."""
    found = [query for query in shipped() if query.group]
    groups = [(group, list(queries)) for group, queries in groupby(found, key=lambda query: query.group)]
    return page(request, "queries.html", {"title": speech(request)("queries.title"), "groups": groups})


async def question(request: Request) -> Response:
    """Return the form of one question, and the answer once it is asked."""
    name = request.path_params["name"]
    query = next((query for query in shipped() if query.name == name), None)
    if query is None:
        raise HTTPException(404, speech(request)("error.page"))
    given = {p.name: request.query_params[p.name] for p in query.parameters if p.name in request.query_params}
    is_graph = form(query.text) in ("CONSTRUCT", "DESCRIBE")
    values: dict[str, Any] = {
        "title": speech(request).reason(query.title),
        "query": query,
        "given": given,
        "inputs": _INPUTS,
        "near": {},
        "pattern": "",
        "answer": None,
        "graph": "",
        "more": False,
        "problem": "",
        "downloads": [],
    }
    if _is_asked(request, query, given):
        try:
            asked = bound(query, given)
            data, values["more"] = await _asked(request, asked, is_graph)
        except QueryError as error:
            values["problem"] = speech(request).reason(error.reason)
        else:
            values |= _shown(request, asked, data, is_graph)
            if values["answer"] is not None and not values["answer"].rows:
                values |= await run_in_threadpool(_why_empty, request, query, given)
    return await run_in_threadpool(page, request, "query.html", values, 400 if values["problem"] else 200)


def _why_empty(request: Request, query: Query, given: dict[str, str]) -> dict[str, object]:
    """Return what nothing matches, and names near to those that were given, each with where it leads."""
    try:
        found = diagnosed(query, given, site(request).desk.answer)
    except QueryError:  # it takes too long to tell
        return {}
    near = {
        name: [(other, "?" + urlencode(given | {name: other, "ask": "1"})) for other in others]
        for name, others in found.names.items()
        if others
    }
    return {"near": near, "pattern": found.pattern}


def _is_asked(request: Request, query: Query, given: dict[str, str]) -> bool:
    """Tell whether the form was sent; a question that needs nothing is asked at once."""
    needed = [p.name for p in query.parameters if p.default is None]
    return "ask" in request.query_params or (not needed and bool(given)) or all(name in given for name in needed)


async def _asked(request: Request, asked: Question, is_graph: bool) -> tuple[bytes, bool]:
    wanted = Wanted("turtle" if is_graph else "json", site(request).settings.limits.query_bytes)
    return await site(request).desk.ask(request, asked, wanted)


def _shown(request: Request, asked: Question, data: bytes, is_graph: bool) -> dict[str, object]:
    formats = _DOWNLOADS["triples" if is_graph else "rows"]
    downloads = [(name, "/sparql?" + urlencode({"query": asked.text, "format": name})) for name in formats]
    edit = "/sparql?" + urlencode({"text": asked.text})
    if is_graph:
        return {"graph": data.decode(), "downloads": downloads, "edit": edit}
    answer = table(data, site(request).live.catalogue(), speech(request))
    return {"answer": answer, "shown": SHOWN, "downloads": downloads, "edit": edit}
