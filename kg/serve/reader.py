"""The article reader: the text with everything that was found in it, each fact at the words that say it."""

from __future__ import annotations

import re
from urllib.parse import unquote

from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.extract.explanation import Explanation
from kg.mapping import article_iri
from kg.model import MENTION_TYPES, fact_type
from kg.serve.paths import path_of
from kg.serve.reading import accepted
from kg.serve.web import Site, page, speech
from kg.store import Held, Store
from kg.view.body import body
from kg.view.cards import dropped, entities, facts

_PART = re.compile(r"(.*)/(fact|text|set-aside)/([^/]+)")
_SPAN = re.compile(r"([0-9]+)-([0-9]+)")


def is_held(where: Site, iri: str) -> bool:
    """Tell whether the ledger holds the article with this IRI, be it in the graph or not."""
    with where.live.ledger() as store:
        return _held(store, iri, where.live.base) is not None


def article(request: Request, where: Site, iri: str) -> Response:
    """Return the page of an article; of a part of one, lead to where it stands in that page."""
    part = _PART.fullmatch(iri)
    with where.live.ledger() as store:
        held = _held(store, part[1] if part else iri, where.live.base)
    if held is None:
        raise HTTPException(404, speech(request)("error.absent", iri=iri))
    explanation = accepted(held)
    if part is not None:
        whole = path_of(part[1], where.live.base) or ""
        return RedirectResponse(whole + _anchor(explanation, part[2], part[3]), 303)
    return _page(request, where, iri, held, explanation)


def _page(request: Request, where: Site, iri: str, held: Held, explanation: Explanation) -> Response:
    say = speech(request)
    document = explanation.document
    found = document.article
    whole = next((f for f in held.findings if f.element == "document" and f.severity == "violation"), None)
    pages = {
        local: path
        for local, ending in held.paths.items()
        if (path := path_of(where.live.base + ending, where.live.base))
    }
    values = {
        "title": found.headline or document.id,
        "iri": iri,
        "id": document.id,
        "article": found,
        "published": (found.published or "").replace("T", " ")[:16],
        "link": found.url if (found.url or "").startswith(("https://", "http://")) else "",
        "types": [kind for kind in MENTION_TYPES if any(m.type == kind for m in document.mentions)],
        "body": Markup(body(say, explanation)),
        "facts": Markup(facts(say, explanation)),
        "fact_count": len(document.facts),
        "entities": Markup(entities(say, explanation, pages)),
        "entity_count": len(document.entities),
        "dropped": Markup(dropped(say, explanation)),
        "dropped_count": len(explanation.dropped),
        "state": held.state,
        "refused": say.reason(whole.reason) if whole else "",
    }
    return page(request, "article.html", values)


def _held(store: Store, iri: str, base: str) -> Held | None:
    """Return what is held of the article with this IRI."""
    start = f"{base}article/"
    if not iri.startswith(start):
        return None
    name = unquote(iri[len(start) :].replace("_", " "))
    return store.held(name) if article_iri(base, name) == iri else None


def _anchor(explanation: Explanation, kind: str, name: str) -> str:
    """Return where a part of an article stands in its page, as the fragment of an address."""
    span = _SPAN.search(name)
    if kind == "fact":
        seen: dict[str, int] = {}
        for number, fact in enumerate(explanation.document.facts):
            start, end = fact.evidence[0] if fact.evidence else (0, 0)
            known = f"{fact_type(fact)}.{start}-{end}"
            seen[known] = seen.get(known, 0) + 1
            if name == (known if seen[known] == 1 else f"{known}.{seen[known]}"):
                return f"#fact-{number}"
    return f"#at-{span[1]}" if span and kind == "text" else ""
