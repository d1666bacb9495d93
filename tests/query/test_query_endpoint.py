"""Asking an endpoint: the same answers as from a store, and no trust in what it sends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store, serialize

from kg.errors import InputError, KgError, LimitError, QueryError, SetupError
from kg.query import Question, load, run, shipped
from kg.query.endpoint import Endpoint
from kg.query.sources import ask

Reply = Callable[[BaseHTTPRequestHandler, str], None]
JSON, XML, TSV = QueryResultsFormat.JSON, QueryResultsFormat.XML, QueryResultsFormat.TSV


def served(reply: Reply) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            reply(self, form["query"][0])

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
    server.shutdown()
    server.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def answering(dataset: Store, rows: QueryResultsFormat = JSON) -> Reply:
    def reply(handler: BaseHTTPRequestHandler, query: str) -> None:
        try:
            result = dataset.query(query)
        except SyntaxError as error:
            send(handler, 400, "text/plain", str(error).encode())
            return
        if isinstance(result, QueryTriples):
            assert "application/n-triples" in handler.headers["Accept"]
            send(handler, 200, "text/turtle", serialize(result, format=RdfFormat.TURTLE) or b"")
        else:
            assert "sparql-results+json" in handler.headers["Accept"]
            kind = f"{rows.media_type}; charset=utf-8"
            send(handler, 200, kind, result.serialize(format=rows) or b"")

    return reply


@pytest.fixture(scope="module")
def endpoint(newsroom: Store) -> Iterator[str]:
    yield from served(answering(newsroom))


def replying(reply: Reply, question: str = "ASK {}", seconds: float = 20) -> None:
    for url in served(reply):
        Endpoint(url).ask(Question(question), seconds)


def test_every_shipped_query_answers_as_from_a_store(newsroom: Store, endpoint: str) -> None:
    for query in shipped():
        values = {p.name: "가온" for p in query.parameters if p.default is None}
        assert ask(endpoint, query, values) == run(newsroom, query, values), query.name


@pytest.mark.parametrize("text", ['"', "\\", '")) } #', "\\u0022", "줄\n바꿈", "'''\"\"\"", "?speaker"])
def test_what_a_user_types_stays_a_value(newsroom: Store, endpoint: str, text: str) -> None:
    assert ask(endpoint, load("statements"), {"topic": text}).rows == ()


@pytest.mark.parametrize("rows", [JSON, XML, TSV])
def test_it_understands_each_results_format(newsroom: Store, rows: QueryResultsFormat) -> None:
    for url in served(answering(newsroom, rows)):
        assert ask(url, load("statements")) == run(newsroom, load("statements"))


def test_a_limit_cuts_rows_as_they_come(endpoint: str) -> None:
    answer = Endpoint(endpoint).ask(Question("SELECT * { GRAPH ?g { ?s ?p ?o } }", rows=3), 20)
    assert len(answer.rows) == 3
    assert answer.more


def test_a_query_that_is_refused_is_told_in_the_words_of_the_endpoint(endpoint: str) -> None:
    with pytest.raises(QueryError, match="expected"):
        Endpoint(endpoint).ask(Question("SELECT * {"), 20)


def dribble(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON.media_type)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.05)
    except OSError:  # the client has gone
        pass


def silent(handler: BaseHTTPRequestHandler, query: str) -> None:
    time.sleep(2)


@pytest.mark.parametrize("reply", [dribble, silent])
def test_one_that_does_not_finish_is_left(reply: Reply) -> None:
    with pytest.raises(LimitError, match="within 0"):
        replying(reply, seconds=0.4)


def moved(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.send_response(307)
    handler.send_header("Location", "http://127.0.0.1:9/other")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def broken(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", JSON.media_type)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"head": {"vars": ["a"]}, "results"')


def no_http(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.wfile.write(b"hello\r\n\r\n")


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (moved, "has moved to http://127.0.0.1:9/other"),
        (broken, "cannot be asked"),
        (no_http, "cannot be asked"),
        (lambda h, _: send(h, 200, "text/html", b"<p>Welcome"), "text/html"),
        (lambda h, _: send(h, 200, JSON.media_type, b"[1, 2"), "cannot be asked"),
        (lambda h, _: send(h, 500, "text/html", b"<b>out of\x1b[31m memory</b>"), "HTTP 500: out of"),
        (lambda h, _: send(h, 401, "text/plain", b""), "HTTP 401"),
    ],
)
def test_one_that_misbehaves_is_told_with_its_address(reply: Reply, message: str) -> None:
    with pytest.raises(InputError) as caught:
        replying(reply)
    assert message in caught.value.reason.en
    assert "/sparql" in caught.value.reason.ko
    assert "\x1b" not in caught.value.reason.en


def test_where_nobody_listens_it_says_so() -> None:
    with pytest.raises(InputError, match="cannot be asked"):
        Endpoint("http://127.0.0.1:9/sparql").ask(Question("ASK {}"), 5)


@pytest.mark.parametrize("url", ["ftp://x/", "http:///sparql", "file:///etc/passwd", "http://x:port/"])
def test_only_an_http_address_is_an_endpoint(url: str) -> None:
    with pytest.raises(SetupError):
        Endpoint(url)


def test_a_user_is_sent_as_such_and_never_shown() -> None:
    seen = []

    def reply(handler: BaseHTTPRequestHandler, query: str) -> None:
        seen.append(handler.headers["Authorization"])
        send(handler, 403, "text/plain", b"no")

    for url in served(reply):
        with pytest.raises(KgError) as caught:
            Endpoint(url.replace("//", "//me:s%40cret@")).ask(Question("ASK {}"), 5)
        assert "cret" not in caught.value.reason.en
    assert seen == ["Basic bWU6c0BjcmV0"]
