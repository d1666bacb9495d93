"""A server that speaks the SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/)."""

from __future__ import annotations

import urllib.parse

import urllib3

from kg.errors import InputError, Reason
from kg.load.pieces import Piece
from kg.query.credentials import address, authorization
from kg.query.endpoint import plain_words

_TRIES = 6
_BACKOFF = 0.5
"""Seconds; each wait is twice as long as the one before: half a minute in all, unless the server names its own."""
_BUSY = (408, 425, 429, 500, 502, 503, 504)
_SECONDS = 300.0
_TRIPLES, _TURTLE = "application/n-triples", "text/turtle"
"""What a graph is sent as: N-Triples, and where that is not taken, as Turtle, of which N-Triples is a part."""
_NOT_THIS_TYPE = 415
_GRAPH_STORE = Reason(
    "a graph store, such as http://127.0.0.1:3030/news/data", "http://127.0.0.1:3030/news/data와 같은 그래프 저장소"
)


class GraphStore:
    """A graph store at a URL; `http://name:password@host/…` or the environment gives its user.

    Attributes:
        url: the URL without its user.
    """

    def __init__(self, url: str) -> None:
        """Take note of the URL.

        Raises:
            SetupError: it is no HTTP address.
        """
        parts = address(url, _GRAPH_STORE)
        self.url = urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
        self._query = parts.query
        self._type = _TRIPLES
        self._headers = {"User-Agent": "kg", "Accept": "*/*", **authorization(parts)}
        # What is sent twice changes nothing, so every method may be tried again.
        retries = urllib3.Retry(
            _TRIES, backoff_factor=_BACKOFF, status_forcelist=_BUSY, allowed_methods=None, raise_on_status=False
        )
        self._pool = urllib3.PoolManager(retries=retries, timeout=urllib3.Timeout(connect=10.0, read=_SECONDS))

    def send(self, piece: Piece) -> None:
        """Put a piece in place of the graph that it is of, or add it if it is not the first of that graph.

        Quads of any graphs are added. A server that is busy or away is asked again for half a minute.

        Raises:
            InputError: the server cannot be reached, or refuses.
        """
        if piece.graph is None:
            self._check(self._sent("POST", self.url, piece.body, "application/n-quads"))
            return
        joint = "&" if self._query else "?"
        address = f"{self.url}{joint}graph={urllib.parse.quote(piece.graph, safe='')}"
        method = "PUT" if piece.first else "POST"
        answer = self._sent(method, address, piece.body, self._type)
        if answer.status == _NOT_THIS_TYPE and self._type != _TURTLE:
            self._type = _TURTLE
            answer = self._sent(method, address, piece.body, self._type)
        self._check(answer)

    def _sent(self, method: str, address: str, body: bytes, media_type: str) -> urllib3.BaseHTTPResponse:
        headers = self._headers | {"Content-Type": media_type}
        try:
            return self._pool.request(method, address, body=body, headers=headers, redirect=False)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            cause = plain_words(str(getattr(error, "reason", None) or error))
            raise InputError(
                f"{self.url} cannot be reached: {cause}. {_KEPT.en}",
                f"{self.url}에 닿을 수 없습니다: {cause}. {_KEPT.ko}",
            ) from error

    def _check(self, answer: urllib3.BaseHTTPResponse) -> None:
        if 200 <= answer.status < 300:
            return
        words = plain_words(answer.data[:2000].decode("utf-8", "replace")) or (answer.reason or "")
        hint = _hint(answer)
        raise InputError(
            f"{self.url} answers with HTTP {answer.status}: {words} {hint.en} {_KEPT.en}",
            f"{self.url}: HTTP {answer.status} 응답: {words} {hint.ko} {_KEPT.ko}",
        )


_KEPT = Reason(
    "What was loaded stays; the same command goes on from there.",
    "적재된 것은 그대로이며 같은 명령을 다시 실행하면 이어서 합니다.",
)


def _hint(answer: urllib3.BaseHTTPResponse) -> Reason:
    """Return what can be done about a refusal."""
    if answer.status in (401, 403):
        return Reason(
            "Give its user in KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or a token in KG_ENDPOINT_TOKEN.",
            "사용자를 KG_ENDPOINT_USER와 KG_ENDPOINT_PASSWORD에, 또는 토큰을 KG_ENDPOINT_TOKEN에 주세요.",
        )
    if 300 <= answer.status < 400:
        place = plain_words(answer.headers.get("Location", "?"))
        return Reason(f"It has moved to {place}: give that address.", f"{place}(으)로 옮겼습니다. 그 주소를 주세요.")
    if answer.status in (404, 405, 501):
        return Reason(
            "Is it the address of the graph store? Oxigraph: /store; Fuseki: /NAME/data; GraphDB: "
            "/repositories/NAME/rdf-graphs/service, with --quads /repositories/NAME/statements.",
            "그래프 저장소 주소가 맞나요? Oxigraph: /store, Fuseki: /NAME/data, GraphDB: "
            "/repositories/NAME/rdf-graphs/service, --quads에는 /repositories/NAME/statements.",
        )
    if answer.status in (400, 415):
        return Reason(
            "If it was asked to take N-Quads, try without --quads.",
            "N-Quads를 받지 않을 수 있습니다. --quads 없이 해 보세요.",
        )
    return Reason("", "")
