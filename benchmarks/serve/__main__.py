"""The explorer under load: its endpoint beside pyoxigraph asked directly, a page, short queries beside long ones.

    python benchmarks/serve [--store NEWS.kg | --articles 2000] [--seconds 5] [--clients 200]

Requests per second, the time to a whole answer, and the processor time that an answer takes of the server and its
workers (`work`), which does not depend on what else the machine does. The clients run on the same machine and take
their share of its cores; pyoxigraph asked directly has them for itself, in one thread and in as many as cores.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

QUERIES = {
    "point": (
        "PREFIX schema: <https://schema.org/> "
        "SELECT ?type { GRAPH ?g { <https://kg.example/ontology#none> a ?type } } LIMIT 1"
    ),
    "person": (
        "PREFIX kg: <https://kg.example/ontology#> PREFIX org: <http://www.w3.org/ns/org#> "
        "PREFIX schema: <https://schema.org/> SELECT ?name ?role ?g "
        "{ GRAPH ?g { ?fact org:member ?p ; org:role ?role } GRAPH ?n { ?p schema:name ?name } } LIMIT 100"
    ),
}
"""Short queries by name."""

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"
"""A query that would run for longer than anybody waits; a number behind it makes it another one each time."""


class Figure(NamedTuple):
    """What a run measured: seconds it took, seconds of each answer, processor seconds, how many were refused."""

    seconds: float
    times: list[float]
    work: float
    refused: int = 0

    def __str__(self) -> str:
        """Return requests per second, median, 99th percentile, worst, and processor time of an answer."""
        if not self.times:
            return f"no answer in {self.seconds:.1f} s"
        ordered = sorted(self.times)
        half, high = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        text = f"{len(ordered) / self.seconds:8,.0f} /s   median {half * 1000:7.1f} ms   p99 {high * 1000:7.1f} ms"
        text += f"   worst {ordered[-1] * 1000:7.1f} ms   work {self.work / len(ordered) * 1000:6.2f} ms"
        return text + (f"   {self.refused} refused" if self.refused else "")


def direct(store: Path, query: str, seconds: float, threads: int) -> Figure:
    """Ask a store in this process, writing each answer as JSON, as the endpoint does."""
    dataset = Store.read_only(str(store / "graph"))
    times: list[float] = []
    end = time.perf_counter() + seconds

    def work() -> None:
        while (begin := time.perf_counter()) < end:
            found = dataset.query(query, use_default_graph_as_union=True)
            assert isinstance(found, QuerySolutions)
            found.serialize(format=QueryResultsFormat.JSON)
            times.append(time.perf_counter() - begin)

    begin, work_before = time.perf_counter(), time.process_time()
    everybody = [threading.Thread(target=work) for _ in range(threads)]
    for one in everybody:
        one.start()
    for one in everybody:
        one.join()
    return Figure(time.perf_counter() - begin, times, time.process_time() - work_before)


class Client:
    """One connection that is kept open, asking one address after another."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.times: list[float] = []
        self.refused = 0

    async def work(self, paths: Callable[[int], str], end: float) -> None:
        """Ask until the clock says `end`; what is under way then is waited for."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        count = 0
        while (begin := time.perf_counter()) < end:
            head = f"GET {paths(count)} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\nAccept: */*\r\n\r\n"
            writer.write(head.encode())
            status = await _answer(reader)
            count += 1
            if status == 200:
                self.times.append(time.perf_counter() - begin)
            else:
                self.refused += 1
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    length = next(int(line[15:]) for line in lines if line.lower().startswith("content-length:"))
    await reader.readexactly(length)
    return int(lines[0].split()[1])


async def load(address: str, paths: Callable[[int], str], clients: int, seconds: float) -> Figure:
    """Ask a server with so many connections at the same time."""
    parts = urlsplit(address)
    everybody = [Client(parts.hostname or "", parts.port or 80) for _ in range(clients)]
    begin, work_before = time.perf_counter(), _work_of_children()
    await asyncio.gather(*(client.work(paths, begin + seconds) for client in everybody))
    taken, work = time.perf_counter() - begin, _work_of_children() - work_before
    return Figure(taken, [t for c in everybody for t in c.times], work, sum(c.refused for c in everybody))


def _work_of_children() -> float:
    """Return the processor seconds of all processes below this one, as far as they still run."""
    parents, work = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        parents[int(stat.parent.name)] = int(fields[1])
        work[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_below(pid: int) -> bool:
        while pid in parents:
            pid = parents[pid]
            if pid == os.getpid():
                return True
        return False

    return sum(seconds for pid, seconds in work.items() if is_below(pid))


async def beside(address: str, paths: Callable[[int], str], clients: int, seconds: float, slow: int) -> Figure:
    """The same, while so many further connections ask for what takes minutes."""
    parts = urlsplit(address)
    others = [Client(parts.hostname or "", parts.port or 80) for _ in range(slow)]
    end = time.perf_counter() + seconds + 1
    waiting = [
        asyncio.create_task(one.work(lambda count, n=number: sparql(f"{SLOW} # {n}.{count}"), end))  # type: ignore[misc]
        for number, one in enumerate(others)
    ]
    await asyncio.sleep(1)
    figure = await load(address, paths, clients, seconds)
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    return figure


def sparql(query: str) -> str:
    """Return the address that asks a query."""
    return f"/sparql?query={quote(query, safe='')}"


@contextmanager
def serving(store: Path, seconds: float) -> Iterator[str]:
    """Run the server on a free port; yield its address."""
    command = [sys.executable, "-m", "kg", "--lang", "en", "serve", str(store), "--port", "0"]
    command += ["--seconds", str(seconds)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            yield server.stderr.readline().partition(" at ")[2].split()[0]
        finally:
            server.terminate()


def built(folder: Path, articles: int) -> Path:
    """Return a store of so many made-up articles."""
    import json

    import kg
    from benchmarks.queries.documents import documents

    source = folder / "articles.jsonl"
    source.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents(articles)), encoding="utf-8")
    kg.build(source, out=folder / "news.kg")
    return folder / "news.kg"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--slow", type=int, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or built(Path(folder), given.articles)
        report(store, given.seconds, given.clients, given.slow)


def report(store: Path, seconds: float, clients: int, slow: int) -> None:
    """Measure a store and print a line for each kind of load."""
    cores = os.cpu_count() or 1

    def line(name: str, figure: Figure) -> None:
        print(f"{name:44} {figure}", flush=True)

    import kg

    with kg.open(store) as news:
        person = next(iter(news.query("positions", person="", limit=1).rows))[0]
        print(f"{news.totals().articles:,} articles, {len(news.dataset):,} quads, {cores} cores")
    for name, query in QUERIES.items():
        line(f"{name}: pyoxigraph, 1 thread", direct(store, query, seconds, 1))
        line(f"{name}: pyoxigraph, {cores} threads", direct(store, query, seconds, cores))
        with serving(store, 30) as address:
            for many in (1, 16, clients):
                figure = asyncio.run(load(address, lambda _, q=query: sparql(q), many, seconds))  # type: ignore[misc]
                line(f"{name}: endpoint, {many} clients", figure)
    search = f"/search?q={quote(getattr(person, 'value', ''))}"
    with serving(store, 30) as address:
        line("page of a search, 16 clients", asyncio.run(load(address, lambda _: search, 16, seconds)))
    with serving(store, 10) as address:
        for name, query in QUERIES.items():
            figure = asyncio.run(beside(address, lambda _, q=query: sparql(q), clients, seconds * 2, slow))  # type: ignore[misc]
            line(f"{name}: {clients} clients beside {slow} slow queries", figure)


if __name__ == "__main__":
    main()
