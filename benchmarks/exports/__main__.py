"""Measure each export, each projection and the measures of large networks, beside the plain ways, in one run.

    python benchmarks/exports [--facts N] [--store FOLDER] [--edges N] [--only NAME...]

It builds a store of N facts (100,000) of an invented newsroom, or takes the one at FOLDER. Each part runs in a process
of its own, which reports its processor time, without the time to open the store, and its peak memory. The plain ways
are rdflib's serializers and `rdflib_to_networkx_multidigraph` over the same graph, with the time to load it apart, and
networkx's writers. `--edges` sets the size of the network that is measured by `kg analyse`'s engines (1,000,000).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

Report = dict[str, Any]
"""What a part reports: `seconds` by what was measured, and the `megabytes` that it wrote, if it did."""


def main() -> None:
    """Run the benchmark, or one part of it in a process that it started."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=100_000, metavar="N", help="facts of the store that is built")
    parser.add_argument("--store", type=Path, metavar="FOLDER", help="a store that is there already")
    parser.add_argument(
        "--edges", type=int, default=1_000_000, metavar="N", help="edges of the network that is measured"
    )
    parser.add_argument("--only", nargs="*", metavar="NAME", help="only the parts whose names begin so")
    parser.add_argument("--part", nargs=2, metavar=("NAME", "FOLDER"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part:
        run_part(options.part[0], Path(options.part[1]), options.edges)
        return
    with tempfile.TemporaryDirectory() as folder:
        store = options.store or built(Path(folder), options.facts)
        print(f"{'':34}{'seconds':>9}{'peak MB':>9}{'file MB':>9}")
        for name in parts():
            if not options.only or any(name.startswith(begin) for begin in options.only):
                show(name, started(name, store, options.edges))


def built(folder: Path, facts: int) -> Path:
    """Build a store of `facts` facts and tell how large it is."""
    sys.path.insert(0, str(ROOT))
    from benchmarks.exports.newsroom import documents
    from kg.pipeline import BuildSettings, build
    from kg.read.documents import write_document

    with (folder / "facts.jsonl").open("wb") as stream:
        stream.writelines(write_document(document) + b"\n" for document in documents(facts))
    summary = build([str(folder / "facts.jsonl")], folder / "news.kg", BuildSettings())
    print(f"{sum(summary.totals.accepted.values()):,} facts of {summary.totals.articles:,} articles\n")
    return folder / "news.kg"


def started(name: str, store: Path, edges: int) -> Report:
    """Run a part in a process of its own and return what it reports."""
    command = [sys.executable, str(Path(__file__).parent), "--part", name, str(store), "--edges", str(edges)]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(f"the part {name!r} failed:\n{done.stderr.decode()}")
    report: Report = json.loads(done.stdout)
    return report


def show(name: str, report: Report) -> None:
    """Print what a part reports."""
    for what, seconds in report["seconds"].items():
        written = f"{report['megabytes']:,.0f}" if "megabytes" in report else ""
        print(f"{f'{name} {what}'.strip():34}{seconds:9.1f}{report['peak']:9,}{written:>9}", flush=True)


def run_part(name: str, store: Path, edges: int) -> None:
    """Run a part here and print what it reports."""
    report = parts()[name](store, edges)
    print(json.dumps(report | {"peak": peak()}))


def peak() -> int:
    """Return the peak memory of this process in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss begins with what the process that started this one had
        lines = dict(line.split(":", 1) for line in status.read_text(encoding="utf-8").splitlines())
        return int(lines["VmHWM"].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2


def parts() -> dict[str, Callable[[Path, int], Report]]:
    """Return the parts by name, in the order in which they run."""
    from kg.analysis import PROJECTIONS
    from kg.export import FORMATS

    return {
        **{f"export {name}": exporting(name) for name in FORMATS},
        "network": projecting(None, evidence=True),
        "network without evidence": projecting(None, evidence=False),
        **{f"projection {projection.name}": projecting(projection.name, evidence=True) for projection in PROJECTIONS},
        "networkx write_graphml": networkx_writing("write_graphml"),
        "networkx write_gexf": networkx_writing("write_gexf"),
        "rdflib": rdflib_ways,
        "analyse igraph": analysing("igraph"),
        "analyse networkx": analysing("networkx"),
    }


def exporting(name: str) -> Callable[[Path, int], Report]:
    """Return the part that writes a format."""

    def part(folder: Path, edges: int) -> Report:  # noqa: ARG001 - the part's signature
        from kg.export import write
        from kg.store import Store

        with Store.open(folder) as store, tempfile.TemporaryFile() as stream:
            store.graph  # noqa: B018 - it opens the quads
            begin = time.process_time()
            write(store, name, stream)
            return {"seconds": {"": time.process_time() - begin}, "megabytes": stream.tell() / 1e6}

    return part


def projecting(name: str | None, *, evidence: bool) -> Callable[[Path, int], Report]:
    """Return the part that makes a graph of networkx."""

    def part(folder: Path, edges: int) -> Report:  # noqa: ARG001 - the part's signature
        from kg.analysis import networkx_graph
        from kg.query import open_dataset

        dataset = open_dataset(folder)
        begin = time.process_time()
        graph = networkx_graph(dataset, name, evidence=evidence)
        return {"seconds": {f"({graph.number_of_edges():,} edges)": time.process_time() - begin}}

    return part


def networkx_writing(name: str) -> Callable[[Path, int], Report]:
    """Return the part that writes the network by networkx, which cannot write lists: they are JSON text."""

    def part(folder: Path, edges: int) -> Report:  # noqa: ARG001 - the part's signature
        import networkx

        from kg.analysis import networkx_graph

        graph = networkx_graph(folder)
        for _, node in graph.nodes(data=True):
            node.update({key: json.dumps(value) for key, value in node.items() if isinstance(value, list)})
        for _, _, edge in graph.edges(data=True):
            edge.update({key: json.dumps(value) for key, value in edge.items() if isinstance(value, list)})
            edge["kind"] = edge.pop("type")  # GEXF means something else by it
        begin = time.process_time()
        with tempfile.NamedTemporaryFile() as stream:
            getattr(networkx, name)(graph, stream.name)
            size = Path(stream.name).stat().st_size
        return {"seconds": {"": time.process_time() - begin}, "megabytes": size / 1e6}

    return part


def rdflib_ways(folder: Path, edges: int) -> Report:  # noqa: ARG001 - the part's signature
    """Load the graph into rdflib, write it, and make a graph of networkx of it."""
    import rdflib
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    from kg.export import write
    from kg.query import open_dataset

    seconds = {}
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "news.ttl"
        with path.open("wb") as stream:
            write(open_dataset(folder), "turtle", stream)
        begin = time.process_time()
        graph = rdflib.Graph()
        graph.parse(path, format="turtle")
        seconds[f"load ({len(graph):,} triples)"] = time.process_time() - begin
        for name in ("nt", "turtle", "json-ld"):
            begin = time.process_time()
            graph.serialize(Path(place) / name, format=name)
            seconds[name] = time.process_time() - begin
        begin = time.process_time()
        rdflib_to_networkx_multidigraph(graph)
        seconds["to networkx"] = time.process_time() - begin
    return {"seconds": seconds}


def analysing(engine: str) -> Callable[[Path, int], Report]:
    """Return the part that measures a network whose ties are as unequally spread as those of news."""

    def part(folder: Path, edges: int) -> Report:  # noqa: ARG001 - the part's signature
        from kg.analysis.graphs import Ties
        from kg.analysis.measures import analyse

        graph = Ties()
        graph.add_nodes_from((f"n{number}", {"label": str(number), "type": "Person"}) for number in range(edges // 5))
        graph.add_weighted_edges_from(_random_ties(edges))
        begin = time.process_time()
        analyse(graph, engine)
        return {"seconds": {f"({graph.number_of_edges():,} edges)": time.process_time() - begin}}

    return part


def _random_ties(edges: int) -> Iterator[tuple[str, str, int]]:
    """Yield ties, hardly one of them twice, between nodes of which a few have very many and anybody."""
    random, nodes = Random(3), max(edges // 5, 2)
    for _ in range(edges):
        known = min(int(random.paretovariate(0.4)) - 1, nodes - 1)
        yield f"n{known}", f"n{random.randrange(nodes)}", 1


if __name__ == "__main__":
    main()
