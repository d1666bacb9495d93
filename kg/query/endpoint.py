"""Ask a SPARQL 1.1 endpoint (SPARQL 1.1 Protocol, query operation by POST of a form)."""

from __future__ import annotations

import re
import socket
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO, NoReturn, Self, cast

from pyoxigraph import QueryBoolean, QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results

from kg.errors import InputError, LimitError, QueryError, Reason
from kg.query.answer import Answer, collected, shortened
from kg.query.binding import Question
from kg.query.credentials import address, authorization
from kg.query.syntax import meaningful

_ROWS = (
    ("application/sparql-results+json", QueryResultsFormat.JSON),
    ("application/sparql-results+xml", QueryResultsFormat.XML),
    ("text/tab-separated-values", QueryResultsFormat.TSV),
)
_GRAPHS = (
    ("application/n-triples", RdfFormat.N_TRIPLES),
    ("text/turtle", RdfFormat.TURTLE),
    ("application/rdf+xml", RdfFormat.RDF_XML),
)
_ALIASES = {"application/json": _ROWS[0][1], "application/xml": _ROWS[1][1], "text/xml": _ROWS[1][1]}
_OCTETS = 1 << 30
"""Longest answer that is read."""
_NO_END = 10.0**9
_ENDPOINT = Reason(
    "an endpoint, such as http://127.0.0.1:3030/news/sparql", "http://127.0.0.1:3030/news/sparql과 같은 엔드포인트"
)


class Endpoint:
    """A SPARQL endpoint at a URL; its user stands there or in the environment (`authorization`)."""

    def __init__(self, url: str) -> None:
        """Take note of the URL.

        Raises:
            SetupError: it is no HTTP address.
        """
        parts = address(url, _ENDPOINT)
        self._headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8", "User-Agent": "kg"}
        self._headers |= authorization(parts)
        self._host, self._port, self._secure = parts.hostname or "", parts.port, parts.scheme == "https"
        self._target = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
        self.url = urllib.parse.urlunsplit(
            (parts.scheme, parts.netloc.rpartition("@")[2], parts.path or "/", parts.query, "")
        )

    def ask(self, question: Question, seconds: float) -> Answer:
        """Return the answer to a question.

        Args:
            question: see `kg.query.bound`.
            seconds: after which the connection is closed, which ends the work of most servers; 0 for no limit.

        Raises:
            LimitError: it took too long, or the answer is longer than a gibibyte.
            QueryError: the endpoint refused the query.
            InputError: there is no endpoint there, or its answer cannot be understood.
        """
        ends = time.monotonic() + (seconds or _NO_END)
        try:
            with self._opened(question, seconds) as (response, connected):
                stream = _Bounded(response, connected, ends)
                if response.status != 200:
                    self._refused(response, stream, question)
                return self._read(stream, response.headers, question)
        except (TimeoutError, _TooLongError) as error:
            raise self._late(seconds) from error
        except (OSError, HTTPException, SyntaxError, ValueError) as error:
            raise self._unread(error) from error

    def close(self) -> None:
        """Do nothing: each question has a connection of its own."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _opened(self, question: Question, seconds: float) -> Iterator[tuple[HTTPResponse, socket.socket]]:
        types = _GRAPHS if _builds_a_graph(question.text) else _ROWS
        accept = ", ".join(f"{name};q={1 - 0.2 * rank:.1f}" for rank, (name, _) in enumerate(types))
        body = urllib.parse.urlencode({"query": question.text}).encode()
        make = HTTPSConnection if self._secure else HTTPConnection
        connection = make(self._host, self._port, timeout=seconds or None)
        try:
            connection.request("POST", self._target, body, self._headers | {"Accept": accept})
            connected = connection.sock
            yield connection.getresponse(), connected
        finally:
            connection.close()

    def _read(self, stream: _Bounded, headers: HTTPMessage, question: Question) -> Answer:
        kind = headers.get_content_type()
        if rows := dict(_ROWS).get(kind) or _ALIASES.get(kind):
            result = parse_query_results(cast(IO[bytes], stream), rows)
            if isinstance(result, QueryBoolean):
                return collected(result, question)
            return shortened(tuple(v.value for v in result.variables), map(tuple, result), question)
        if graph := dict(_GRAPHS).get(kind):
            triples = parse(cast(IO[bytes], stream), graph)
            unique = {Triple(quad.subject, quad.predicate, quad.object) for quad in triples}
            return Answer(triples=tuple(sorted(unique, key=str)))
        raise InputError(
            f"{self.url} answers with {kind}, not with results of SPARQL: is it the address of an endpoint?",
            f"{self.url}: SPARQL 결과가 아니라 {kind}을(를) 보냈습니다. 엔드포인트 주소가 맞나요?",
        )

    def _refused(self, response: HTTPResponse, stream: _Bounded, question: Question) -> NoReturn:
        if 300 <= response.status < 400:  # a query that was meant for one server is not carried to another
            target = plain_words(response.getheader("Location") or "?")
            raise InputError(
                f"{self.url} has moved to {target}: give that address.",
                f"{self.url}: {target}(으)로 옮겼습니다. 그 주소를 쓰세요.",
            )
        words = plain_words(stream.read(2000).decode("utf-8", "replace")) or response.reason
        if response.status == 400:
            raise QueryError(
                f"{self.url} refuses {question.name}: {words}",
                f"{self.url}: {question.name} 질의를 거절했습니다: {words}",
            )
        raise InputError(
            f"{self.url} answers with HTTP {response.status}: {words}",
            f"{self.url}: HTTP {response.status} 응답: {words}",
        )

    def _late(self, seconds: float) -> LimitError:
        return LimitError(
            f"{self.url} did not finish within {seconds:g} seconds, or within 1 GiB: ask for less, or allow more time.",
            f"{self.url}: {seconds:g}초 안에, 또는 1GiB 안에 답을 마치지 못했습니다. 범위를 좁히거나 시간을 더 주세요.",
        )

    def _unread(self, error: Exception) -> InputError:
        words = plain_words(getattr(error, "strerror", None) or str(error)) or type(error).__name__
        return InputError(f"{self.url} cannot be asked: {words}.", f"{self.url}에 물을 수 없습니다: {words}.")


def _builds_a_graph(text: str) -> bool:
    forms = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
    form = next((t.text.upper() for t in meaningful(text) if t.kind == "word" and t.text.upper() in forms), "")
    return form in forms[2:]


def plain_words(text: str) -> str:
    """Return what a server says on one short line that no terminal obeys."""
    line = " ".join("".join(c if c.isprintable() else " " for c in re.sub(r"<[^>]*>", " ", text)).split())
    return line if len(line) <= 300 else line[:300] + "…"


class _TooLongError(Exception):
    """The time is over or the answer too long."""


class _Bounded:
    """A response that is read in pieces until its time or its length is over."""

    def __init__(self, response: HTTPResponse, connected: socket.socket, ends: float) -> None:
        self._response, self._socket, self._ends, self._left = response, connected, ends, _OCTETS

    def read(self, size: int = -1) -> bytes:
        """Return some bytes; none at the end."""
        left = self._ends - time.monotonic()
        if left <= 0 or self._left <= 0:
            raise _TooLongError
        if self._socket.fileno() >= 0:
            self._socket.settimeout(min(left, _NO_END / 1000))
        piece = self._response.read1(size if size > 0 else 1 << 16)
        self._left -= len(piece)
        return piece
