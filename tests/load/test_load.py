"""What is loaded into a server is the graph, whatever the server does in between; queries then run there unchanged."""

from __future__ import annotations

import shutil
import socket
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from collections import deque
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat, Store

import kg
import kg.load.pieces
from kg.cli import run
from kg.errors import InputError
from kg.load import GraphStore, load
from kg.shards import ShardSettings, process
from kg.shards.engines.local_engine import LocalEngine
from kg.store import Store as NewsStore
from kg.store.canonical import dataset_hash

NEWSROOM = Path(__file__).parents[1] / "newsroom.jsonl"
TYPES = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/n-quads": RdfFormat.N_QUADS,
}


class Server(ThreadingHTTPServer):
    """A graph store and SPARQL endpoint over a store in memory. `faults` are answered first, before any work."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.store = Store()
        self.faults: deque[int] = deque()
        self.types = set(TYPES)
        self.requests: list[tuple[str, str]] = []
        self.users: set[str | None] = set()
        self.url = f"http://127.0.0.1:{self.server_port}/store"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        self._take()

    def do_POST(self) -> None:
        self._take()

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        target = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        kind = self.headers.get_content_type()
        self.server.users.add(self.headers["Authorization"])
        if self.server.faults and (status := self.server.faults.popleft()):
            self._answer(status, b"<html>not <b>now</b></html>")
        elif kind == "application/x-www-form-urlencoded":
            query = urllib.parse.parse_qs(body.decode())["query"][0]
            answer = self.server.store.query(query, use_default_graph_as_union=True)
            self._answer(200, answer.serialize(format=QueryResultsFormat.JSON), "application/sparql-results+json")
        elif kind not in self.server.types:
            self._answer(415, b"")
        else:
            self._load(target.get("graph", [""])[0], kind, body)

    def _load(self, graph: str, kind: str, body: bytes) -> None:
        self.server.requests.append((self.command, graph))
        name = NamedNode(graph) if graph else None
        if name is not None and self.command == "PUT":
            self.server.store.remove_graph(name)
        self.server.store.load(body, format=TYPES[kind], to_graph=name)
        self._answer(204, b"")

    def _answer(self, status: int, body: bytes, kind: str = "text/html") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("store") / "news.kg"
    kg.build(NEWSROOM, out=out, workers=1)
    return out


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shards") / "news.shards"
    process([str(NEWSROOM)], out, LocalEngine(None), ShardSettings())
    return out


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr("kg.load.graph_store._BACKOFF", 0.0)
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kg.load.pieces, "QUADS", 100)


def hash_of(news: Path) -> str:
    with NewsStore.open(news) as store:
        return store.hash()


@pytest.mark.parametrize("quads", [False, True])
@pytest.mark.parametrize("kind", ["store", "shards"])
@pytest.mark.usefixtures("small_pieces")
def test_the_server_has_the_graph(news: Path, shards: Path, server: Server, kind: str, quads: bool) -> None:
    loaded = load(news if kind == "store" else shards, GraphStore(server.url), quads=quads)
    assert dataset_hash(server.store) == hash_of(news)
    assert loaded.quads == len(server.store)
    assert loaded.requests == len(server.requests)
    assert {graph for _, graph in server.requests} != {""} or quads


@pytest.mark.usefixtures("small_pieces")
def test_a_graph_takes_the_place_of_what_the_server_had_of_it(shards: Path, news: Path, server: Server) -> None:
    server.store.update(
        "INSERT DATA { GRAPH <https://kg.example/data/graph/entities> { <urn:a> <urn:b> <urn:c> } "
        "GRAPH <urn:other> { <urn:a> <urn:b> <urn:c> } }"
    )
    load(shards, GraphStore(server.url))
    load(shards, GraphStore(server.url))
    server.store.remove_graph(NamedNode("urn:other"))
    assert dataset_hash(server.store) == hash_of(news)


def test_a_server_that_is_busy_is_asked_again(news: Path, server: Server) -> None:
    server.faults.extend([503, 0, 429, 500, 502, 0, 504])
    load(news, GraphStore(server.url))
    assert dataset_hash(server.store) == hash_of(news)


def test_a_server_that_takes_only_turtle_gets_it(news: Path, server: Server) -> None:
    server.types = {"text/turtle"}
    load(news, GraphStore(server.url))
    assert dataset_hash(server.store) == hash_of(news)


@pytest.mark.parametrize(
    ("status", "words"),
    [(401, "KG_ENDPOINT_TOKEN"), (404, "/NAME/data"), (302, "moved"), (400, "--quads"), (409, "HTTP 409: not now")],
)
def test_a_refusal_says_what_to_do(news: Path, server: Server, status: int, words: str) -> None:
    server.faults.append(status)
    with pytest.raises(InputError, match=words):
        load(news, GraphStore(server.url))


def test_a_server_that_is_not_there_is_named(news: Path, server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/store"
        with pytest.raises(InputError, match=f"{address} cannot be reached"):
            load(news, GraphStore(address))


@pytest.mark.parametrize("quads", [False, True])
@pytest.mark.usefixtures("small_pieces")
def test_a_load_that_was_stopped_goes_on(news: Path, server: Server, tmp_path: Path, quads: bool) -> None:
    shutil.copytree(news, source := tmp_path / "news.kg")
    server.faults.extend([0] * 5 + [403])
    with pytest.raises(InputError):
        load(source, GraphStore(server.url), quads=quads)
    before = len(server.requests)
    loaded = load(source, GraphStore(server.url), quads=quads)
    assert before == 5
    assert loaded.before > 0
    assert loaded.quads + loaded.before == len(server.store)
    assert dataset_hash(server.store) == hash_of(news)
    assert [file.name for file in tmp_path.iterdir()] == ["news.kg"], "no journal is left"


@pytest.mark.usefixtures("small_pieces")
def test_of_a_source_that_has_changed_everything_is_loaded(shards: Path, server: Server, tmp_path: Path) -> None:
    shutil.copytree(shards, source := tmp_path / "news.shards")
    server.faults.extend([0] * 4 + [403])
    with pytest.raises(InputError):
        load(source, GraphStore(server.url))
    (tmp_path / "one.jsonl").write_bytes(NEWSROOM.read_bytes().splitlines(keepends=True)[-1])
    process([str(tmp_path / "one.jsonl")], source, LocalEngine(None), ShardSettings())
    assert load(source, GraphStore(server.url)).before == 0


def test_who_asks_stands_in_the_environment_or_the_address(
    news: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_ENDPOINT_USER", "desk")
    monkeypatch.setenv("KG_ENDPOINT_PASSWORD", "비밀:1")
    load(news, GraphStore(server.url))
    monkeypatch.setenv("KG_ENDPOINT_TOKEN", "t0ken")
    load(news, GraphStore(server.url))
    load(news, GraphStore(server.url.replace("//", "//me:pass@")))
    kg.ask(server.url, "policies")
    assert server.users == {"Basic ZGVzazrruYTrsIA6MQ==", "Bearer t0ken", "Basic bWU6cGFzcw=="}


def test_shards_that_are_not_finished_are_not_loaded(shards: Path, server: Server, tmp_path: Path) -> None:
    shutil.copytree(shards, source := tmp_path / "news.shards")
    (source / "manifest.json").unlink()
    with pytest.raises(InputError, match="not finished"):
        load(source, GraphStore(server.url))
    assert not server.requests


def test_the_command_loads_and_a_shipped_query_answers_the_same_there(
    news: Path, shards: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", "en", "load", str(shards), "--endpoint", server.url]) == 0
    assert "quads in" in capsys.readouterr().err
    assert run(["query", str(news), "statements", "--param", "topic=예산", "--format", "csv"]) == 0
    here = capsys.readouterr().out
    assert run(["query", "statements", "--endpoint", server.url, "--param", "topic=예산", "--format", "csv"]) == 0
    assert capsys.readouterr().out == here
    assert here.count("\n") > 1
    assert run(["load", str(shards), "--endpoint", "news"]) == 3


def test_an_oxigraph_server_takes_it(news: Path, shards: Path, tmp_path: Path) -> None:
    program = shutil.which("oxigraph", path=str(Path(__import__("sys").executable).parent))
    if program is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [program, "serve", "--location", str(tmp_path / "data"), "--bind", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process_:
        try:
            for _ in range(200):
                with socket.socket() as attempt:
                    if attempt.connect_ex((address.partition(":")[0], int(address.partition(":")[2]))) == 0:
                        break
                time.sleep(0.05)
            load(shards, GraphStore(f"http://{address}/store"))
            load(news, GraphStore(f"http://{address}/store"), quads=True)
            there = kg.ask(f"http://{address}/query?union-default-graph", "positions", person="")
            with kg.open(news) as store:
                assert there.rows == store.query("positions", person="").rows
        finally:
            process_.terminate()
    assert dataset_hash(Store(str(tmp_path / "data"))) == hash_of(news)
