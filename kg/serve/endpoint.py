"""The SPARQL endpoint: the query operation of the SPARQL 1.1 Protocol, and its service description.

https://www.w3.org/TR/sparql11-protocol/#query-operation, https://www.w3.org/TR/sparql11-service-description/
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import QueryError
from kg.query import Question, Wanted
from kg.query.syntax import form
from kg.serve.answers import table
from kg.serve.negotiate import chosen
from kg.serve.web import page, site, speech, tagged
from kg.vocab import PREFIXES, terms

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/sparql-results+json",
        "xml": "application/sparql-results+xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
    }
)
"""What the answer of a SELECT or ASK can be had as; `?format=` takes the names."""

TRIPLES: Mapping[str, str] = MappingProxyType({"turtle": "text/turtle", "ntriples": "application/n-triples"})
"""What the answer of a CONSTRUCT or DESCRIBE can be had as."""

_ALSO = {
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/plain": "tsv",
}
_ALSO_TRIPLES = {"text/plain": "ntriples", "application/x-turtle": "turtle"}
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"


async def sparql(request: Request) -> Response:
    """Answer a query; without one, describe the service, to a browser as the page of the editor."""
    parameters = await _parameters(request)
    queries = [value for name, value in parameters if name == "query"]
    if any(name == "update" for name, _ in parameters):
        raise HTTPException(403, speech(request)("sparql.no_update"))
    if not queries:
        if request.method == "POST" or (parameters and any(name.endswith("graph-uri") for name, _ in parameters)):
            raise HTTPException(400, speech(request)("sparql.no_query"))
        return _description(request)
    if len(queries) > 1:
        raise HTTPException(400, speech(request)("sparql.two_queries"))
    question = Question(
        queries[0],
        rows=site(request).settings.limits.query_rows,
        default_graphs=_graphs(parameters, "default-graph-uri"),
        named_graphs=_graphs(parameters, "named-graph-uri"),
    )
    stated = next((value for name, value in parameters if name == "format"), None)
    name, media_type = _format(request, question.text, stated)
    wanted = Wanted(name, site(request).settings.limits.query_bytes)
    data, more = await site(request).desk.ask(request, question, wanted)
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if more:
        headers["X-Rows-Cut-After"] = str(question.rows)
    charset = "" if "json" in media_type or "xml" in media_type else "; charset=utf-8"
    return Response(data, headers=headers | {"Content-Type": media_type + charset})


async def _parameters(request: Request) -> list[tuple[str, str]]:
    """Return the parameters of the protocol, wherever the client put them.

    Raises:
        HTTPException: the body is of another type (415) or not UTF-8 (400).
    """
    try:
        parameters = parse_qsl(request.url.query, keep_blank_values=True, errors="strict")
        if request.method != "POST":
            return parameters
        body = (await request.body()).decode("utf-8")
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type == _QUERY:
            return [*parameters, ("query", body)]
        if media_type == _UPDATE:
            return [*parameters, ("update", body)]
        if media_type == _FORM:
            return [*parameters, *parse_qsl(body, keep_blank_values=True, errors="strict")]
    except ValueError as error:
        raise HTTPException(400, f"{error}") from None
    raise HTTPException(415, speech(request)("sparql.types", types=f"{_QUERY}, {_FORM}"))


def _graphs(parameters: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for key, value in parameters if key == name))


def _format(request: Request, query: str, stated: str | None) -> tuple[str, str]:
    """Return the format of the answer and its media type.

    Raises:
        HTTPException: the client takes none that such a query can be answered in.
    """
    offered, also = (TRIPLES, _ALSO_TRIPLES) if form(query) in ("CONSTRUCT", "DESCRIBE") else (ROWS, _ALSO)
    if stated is not None:
        if stated not in offered:
            raise HTTPException(406, speech(request)("error.formats", formats=", ".join(offered)))
        return stated, offered[stated]
    names = {media_type: name for name, media_type in offered.items()} | also
    media_type = chosen(request.headers.get("accept"), tuple(names))
    if media_type is None:
        raise HTTPException(406, speech(request)("error.formats", formats=", ".join(offered.values())))
    return names[media_type], media_type


def _description(request: Request) -> Response:
    """Return what the service is, as Turtle; to a browser, the editor."""
    if chosen(request.headers.get("accept"), ("text/turtle", "text/html")) == "text/html":
        return _editor(request, request.query_params.get("text", _FIRST), {})
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    text = _DESCRIPTION.format(url=_address(request), formats=formats)
    return Response(text, headers={"Content-Type": "text/turtle; charset=utf-8", "Vary": "Accept"})


def _editor(request: Request, text: str, answered: Mapping[str, object]) -> Response:
    limits = site(request).settings.limits
    values = {
        "title": "SPARQL",
        "url": _address(request),
        "seconds": f"{limits.query_seconds:g}",
        "rows": f"{limits.query_rows:,}",
        "text": text,
        "given": "text" in request.query_params,
        "answer": None,
        "graph": "",
        "more": False,
        "problem": "",
    }
    return page(request, "sparql.html", values | dict(answered), 400 if answered.get("problem") else 200)


def _address(request: Request) -> str:
    return str(request.base_url).rstrip("/") + "/sparql"


async def run_plainly(request: Request) -> Response:
    """Answer the form of the editor as a page, for browsers in which the editor does not run."""
    sent = dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))
    text = sent.get("text", "")
    limits = site(request).settings.limits
    is_graph = form(text) in ("CONSTRUCT", "DESCRIBE")
    answered: dict[str, object]
    try:
        wanted = Wanted("turtle" if is_graph else "json", limits.query_bytes)
        data, more = await site(request).desk.ask(request, Question(text, rows=limits.query_rows), wanted)
    except QueryError as error:
        answered = {"problem": speech(request).reason(error.reason)}
    else:
        shown = (
            {"graph": data.decode()}
            if is_graph
            else {"answer": table(data, site(request).live.catalogue(), speech(request))}
        )
        answered = {"more": more, **shown}
    return await run_in_threadpool(_editor, request, text, answered)


def known_terms(request: Request) -> Response:
    """Return prefixes, classes and properties of the dataset's vocabulary, for the editor to complete."""
    found = [term.iri for term in terms().values()]
    local = {iri: iri.rpartition("#")[2].rpartition("/")[2] for iri in found}
    return tagged(
        request,
        JSONResponse(
            {
                "prefixes": dict(PREFIXES),
                "classes": sorted(iri for iri in found if local[iri][:1].isupper()),
                "properties": sorted(iri for iri in found if local[iri][:1].islower()),
            }
        ),
    )


_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples"),
)

_DESCRIPTION = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .

<{url}> a sd:Service ;
    sd:endpoint <{url}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat {formats} .
"""

_FIRST = """\
PREFIX kg: <https://kg.example/ontology#>
PREFIX schema: <https://schema.org/>

SELECT ?name ?content ?article WHERE {
  GRAPH ?graph {
    ?statement a kg:Statement ; kg:speaker ?person ; schema:text ?content .
    ?article a schema:NewsArticle .
  }
  ?person schema:name ?name .
}
LIMIT 20
"""
"""What the editor begins with: who says what in which article."""
