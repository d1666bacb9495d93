"""The review desk: what was set aside, who may be who, and the decisions so far."""

from __future__ import annotations

import json
from itertools import islice
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.decision import Decision, EntityRef, Judgement, Quotation, Side, in_force
from kg.errors import InputError, Reason
from kg.mapping import article_iri
from kg.pipeline import excerpts
from kg.read.documents import read_document
from kg.resolve import Candidate
from kg.serve import edits, facts_form, session
from kg.serve.catalogue import Catalogue
from kg.serve.paths import path_of
from kg.serve.reading import Quoted, quoted
from kg.serve.web import page, page_number, site, speech
from kg.serve.words import WORDS
from kg.store import Finding, Store

_PAGE = 20
_sides = msgspec.json.Decoder(tuple[Side, Side])
_quotations = msgspec.json.Decoder(tuple[tuple[Quotation, ...], ...])


class Aside(NamedTuple):
    """Something that was set aside, as the desk shows it."""

    finding: Finding
    reason: str
    headline: str
    path: str
    quote: Quoted | None
    version: str
    is_fact: bool


def desk(request: Request) -> Response:
    """Return what was set aside, page by page, with reasons."""
    where, number = site(request), page_number(request)
    with where.live.ledger() as store:
        total = sum(1 for _ in store.set_aside())
        pages = max(1, -(-total // _PAGE))
        number = min(number, pages)
        found = islice(store.set_aside(), (number - 1) * _PAGE, number * _PAGE)
        rows = [_aside(request, store, finding) for finding in found]
    values = {"title": speech(request)("review.title"), "rows": rows, "total": total, "number": number, "pages": pages}
    return _desk(request, "review.html", values)


def _desk(request: Request, template: str, values: dict[str, Any], status: int = 200) -> Response:
    """Return a page of the desk; with a session it is nobody else's and is not kept."""
    done = f"done.{request.query_params.get('done', '')}"
    values["done"] = speech(request)(done) if done in WORDS else ""
    response = page(request, template, values, status)
    if site(request).sessions.of(request):
        response.headers["Cache-Control"] = "no-store"
    return response


def _aside(request: Request, store: Store, finding: Finding) -> Aside:
    held = store.held(finding.document)
    article = read_document(held.content).document.article if held else None
    quote = quoted(article.text, finding.span) if article and finding.span else None
    return Aside(
        finding=finding,
        reason=speech(request).reason(finding.reason),
        headline=(article.headline if article else None) or finding.document,
        path=path_of(article_iri(store.base, finding.document), store.base) or "",
        quote=quote,
        version=edits.version(held) if held else "",
        is_fact=finding.element == "fact",
    )


def fact(request: Request) -> Response:
    """Return the form of a fact that was set aside."""
    ident, stated = request.query_params.get("article", ""), request.query_params.get("number", "")
    return _form(request, ident, int(stated) if stated.isascii() and stated.isdigit() else -1, {}, None)


def _form(request: Request, ident: str, number: int, sent: dict[str, str], problem: Reason | None) -> Response:
    where, say = site(request), speech(request)
    with where.live.ledger() as store:
        held = store.held(ident)
        finding = edits.set_aside(held, number) if held else None
        if held is None or finding is None:
            raise HTTPException(404, say("review.no_fact"))
        aside = _aside(request, store, finding)
    document = read_document(held.content).document
    stored = json.loads(held.content)["facts"][number]
    shown = {**stored, **{k: v for k, v in sent.items() if k in stored or v}} if isinstance(stored, dict) else {}
    values = {
        "title": say("review.edit.title"),
        "row": aside,
        "fields": facts_form.fields(say, document, shown),
        "quote": sent.get("quote", words_of(stored, document.article.text)),
        "json": sent.get("json", json.dumps(stored, ensure_ascii=False, indent=2)),
        "text": document.article.text,
        "language": document.article.language,
        "problem": say.reason(problem) if problem else "",
    }
    return _desk(request, "review_fact.html", values, 400 if problem else 200)


def words_of(stored: Any, text: str) -> str:
    """Return the words that a fact of a facts document says it rests on."""
    if not isinstance(stored, dict):
        return ""
    match stored:
        case {"quote": str(quote)}:
            return quote.strip()
        case {"evidence": [[int(start), int(end)], *_]} if 0 <= start < end:
            return text[start:end].strip()
    return ""


async def accept(request: Request) -> Response:
    """Take a fact back after an edit; show the form again with the reason if it does not pass."""
    _, fields = await session.edit(request, site(request).sessions)
    return await run_in_threadpool(_accept, request, fields)


def _accept(request: Request, fields: dict[str, str]) -> Response:
    where = site(request)
    ident, number = fields.pop("article", ""), _number(fields.pop("number", ""))
    known = fields.pop("version", "")
    with where.live.ledger() as store:
        held = store.held(ident)
    if held is None or edits.set_aside(held, number) is None:
        raise HTTPException(409, speech(request)("review.changed"))
    stored = json.loads(held.content)["facts"][number]
    quote = words_of(stored, read_document(held.content).document.article.text)
    try:
        made = facts_form.edited(stored if isinstance(stored, dict) else {}, fields, quote)
        problem = edits.accept(where.live, ident, known, number, made)
    except InputError as error:
        problem = error.reason
    if problem is not None:
        return _form(request, ident, number, fields, problem)
    return _done(request, "/review", "accepted")


async def drop(request: Request) -> Response:
    """Drop a fact that was set aside."""
    _, fields = await session.edit(request, site(request).sessions)
    number = _number(fields.get("number", ""))
    await run_in_threadpool(
        edits.drop, site(request).live, fields.get("article", ""), fields.get("version", ""), number
    )
    return _done(request, "/review", "dropped")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1


def _done(_: Request, path: str, what: str) -> Response:
    return RedirectResponse(f"{path}?{urlencode({'done': what})}", 303, {"Cache-Control": "no-store"})


class Likeness(NamedTuple):
    """Two entities that may be one, as the desk shows them."""

    candidate: Candidate
    pages: list[dict[str, Any]]
    sides: str
    evidence: str


def identities(request: Request) -> Response:
    """Return pairs of entities that may be one, the likeliest first, each with the words of its articles."""
    where, number = site(request), page_number(request)
    found = where.live.candidates()
    pages = max(1, -(-len(found) // _PAGE))
    number = min(number, pages)
    with where.live.ledger() as store:
        catalogue = site(request).live.catalogue()
        rows = [_likeness(store, catalogue, pair) for pair in found[(number - 1) * _PAGE : number * _PAGE]]
    title = speech(request)("review.identities")
    values = {"title": title, "rows": rows, "total": len(found), "number": number, "pages": pages}
    return _desk(request, "review_identities.html", values)


def _likeness(store: Store, catalogue: Catalogue, candidate: Candidate) -> Likeness:
    sides = []
    evidence = []
    for path, side in zip(candidate.paths, candidate.sides, strict=True):
        shown = excerpts(store, side)
        evidence.append(tuple(excerpt.quotation for excerpt in shown))
        sides.append(
            {
                "name": side.name,
                "path": path_of(store.base + path, store.base) or "",
                "kind": side.kind,
                "detail": catalogue.told_apart(path),
                "excerpts": [(excerpt, _marked(excerpt.sentence, excerpt.marks)) for excerpt in shown],
            }
        )
    return Likeness(
        candidate,
        sides,
        msgspec.json.encode(candidate.sides).decode(),
        msgspec.json.encode(tuple(evidence)).decode(),
    )


def _marked(sentence: str, marks: tuple[tuple[int, int], ...]) -> list[tuple[str, bool]]:
    """A sentence in pieces, each with whether it is marked."""
    pieces, at = [], 0
    for start, end in marks:
        pieces += [(sentence[at:start], False), (sentence[start:end], True)]
        at = end
    return [*pieces, (sentence[at:], False)]


async def judge(request: Request) -> Response:
    """Decide that two entities are the same, or different."""
    editor, fields = await session.edit(request, site(request).sessions)
    try:
        judgement = Judgement(
            kind=msgspec.convert(fields.get("kind"), type=Literal["same", "different"]),
            sides=_sides.decode(fields.get("sides", "")),
            by=editor.by,
            evidence=_quotations.decode(fields.get("evidence", "[]")),
            note=fields.get("note", "").strip()[:1000],
        )
    except msgspec.MsgspecError as error:
        raise HTTPException(400, str(error)) from None
    await run_in_threadpool(edits.judge, site(request).live, judgement)
    return _done(request, "/review/identities", judgement.kind)


def decisions(request: Request) -> Response:
    """Return the log of decisions, the newest first; those that stand can be taken back."""
    number = page_number(request)
    with site(request).live.ledger() as store:
        log = store.decisions.log()
    standing = {decision.sequence for decision in in_force(log)}
    pages = max(1, -(-len(log) // _PAGE))
    number = min(number, pages)
    newest = log[::-1][(number - 1) * _PAGE : number * _PAGE]
    values = {
        "title": speech(request)("review.decisions"),
        "rows": [
            (decision, [_side(side) for side in decision.sides], _reason(request, decision)) for decision in newest
        ],
        "standing": standing,
        "total": len(log),
        "number": number,
        "pages": pages,
    }
    return _desk(request, "review_decisions.html", values)


def _side(side: Side) -> str:
    return f"{side.name} ({side.article})" if isinstance(side, EntityRef) else side.iri


def _reason(request: Request, decision: Decision) -> str:
    return speech(request).reason(decision.reason) if decision.reason else decision.note


async def take_back(request: Request) -> Response:
    """Take a decision back."""
    editor, fields = await session.edit(request, site(request).sessions)
    number = _number(fields.get("sequence", ""))
    await run_in_threadpool(edits.take_back, site(request).live, number, editor.by)
    return _done(request, "/review/decisions", "undone")


def sign_in_page(request: Request) -> Response:
    """Return the form that asks for the token."""
    return _desk(request, "sign_in.html", {"title": speech(request)("site.login"), "problem": ""})


async def sign_in(request: Request) -> Response:
    """Begin a session for who knows the token."""
    fields = await session.sent(request)
    begun = site(request).sessions.begin(fields.get("token", ""), fields.get("by", ""))
    if begun is None:
        say = speech(request)
        values = {"title": say("site.login"), "problem": say("review.wrong_token")}
        return await run_in_threadpool(_desk, request, "sign_in.html", values, 403)
    response = RedirectResponse("/review", 303, {"Cache-Control": "no-store"})
    session.keep(response, begun, secure=request.url.scheme == "https")
    return response


async def sign_out(request: Request) -> Response:
    """End the session."""
    editor, _ = await session.edit(request, site(request).sessions)
    site(request).sessions.end(editor)
    response = RedirectResponse("/", 303, {"Cache-Control": "no-store"})
    response.delete_cookie(session.COOKIE)
    return response
