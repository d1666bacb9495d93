"""Measure the gate beside plain pySHACL, in one run and one table.

    python benchmarks/gate.py [--articles 100 1000 10000] [--pyshacl 1000]

The articles are synthetic: the sample documents of data/facts.jsonl again and again, each time with another id and
other names of its entities. What is measured, in processor time on one core:

- gate: `Gate().check` of each article by itself, as a build does it, with pySHACL on its sample;
- pySHACL, article by article: the same shapes in the form that it evaluates fastest, SPARQL answered by Oxigraph;
- plain pySHACL, core: the shapes without their SPARQL constraints, over one rdflib graph of all articles;
- plain pySHACL: the shapes as they stand, over the same graph; rdflib needs most of the time for SPARQL.

Loading is left out (pySHACL and rdflib: most of a second; the gate's checks: some milliseconds). For more than
`--pyshacl` articles pySHACL is measured on the first so many, and with SPARQL on a tenth of them: marked `*`.
The exponent is the slope of the logarithm of the time over that of the number of articles, from the least to the most.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import msgspec
import pyoxigraph as ox
from pyshacl import validate
from rdflib import Graph
from rdflib.namespace import SH

from kg.gate import Gate
from kg.gate.referee import Referee
from kg.gate.shapes import read_shapes
from kg.mapping import Identity, MappingSettings, map_document, map_entity, map_role
from kg.model import FactsDocument, Position
from kg.resources import shipped

FACTS = Path(__file__).resolve().parents[1] / "data" / "facts.jsonl"
SETTINGS = MappingSettings()
CHUNK = 100
"""Articles that are made and held at a time, so that memory stays small."""

Quads = list[ox.Quad]


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="+", metavar="N", default=[100, 1_000, 10_000])
    parser.add_argument(
        "--pyshacl", type=int, metavar="N", default=1_000, help="most articles for pySHACL (default: 1000)"
    )
    options = parser.parse_args()
    counts, most = sorted(options.articles), options.pyshacl
    gate, referee, shapes = Gate(), Referee(read_shapes()), shapes_graph()
    gate.check(article(0)), referee.check(article(0))  # whatever loads late has loaded now
    core = Graph() + shapes
    core.remove((None, SH.sparql, None))
    rows: list[tuple[str, int, Callable[[int], float]]] = [
        ("gate", counts[-1], lambda n: in_chunks(n, gate.check)),
        ("pySHACL, article by article", most, lambda n: in_chunks(n, referee.check)),
        ("plain pySHACL, core, one graph", most, lambda n: merged(n, core)),
        ("plain pySHACL, one graph", max(most // 10, 1), lambda n: merged(n, shapes)),
    ]
    size = sum(len(article(number)) for number in range(8)) / 8
    print(f"Milliseconds of processor time an article; synthetic articles of {size:.0f} triples on average.\n")
    print(
        "| | "
        + " | ".join(f"{count:,} articles" for count in counts)
        + " | articles/s | exponent | gate is faster by |"
    )
    print("|---|" + "---:|" * (len(counts) + 3))
    base: list[float] = []
    for name, limit, measure in rows:
        sizes = [min(count, limit) for count in counts]
        known: dict[int, float] = {}
        for count in sizes:
            if count not in known:
                known[count] = measure(count)
        row = [known[count] / count * 1000 for count in sizes]
        base = base or row
        show(name, counts, sizes, row, base)


def show(name: str, counts: Sequence[int], sizes: Sequence[int], row: Sequence[float], base: Sequence[float]) -> None:
    """Print one row of the table."""
    cells = [f"{cost:.2f}{'*' if size < count else ''}" for cost, size, count in zip(row, sizes, counts, strict=True)]
    growth = "–"
    if sizes[-1] > sizes[0]:
        growth = f"{1 + math.log(row[-1] / row[0]) / math.log(sizes[-1] / sizes[0]):.3f}"
    faster = " / ".join(f"{cost / own:.0f}" for cost, own in zip(row, base, strict=True)) if row is not base else ""
    print(f"| {name} | {' | '.join(cells)} | {1000 / row[-1]:,.0f} | {growth} | {faster} |", flush=True)


def shapes_graph() -> Graph:
    """Return the shipped shapes as rdflib reads them."""
    graph = Graph()
    for path in sorted((shipped("ontology") / "shapes").glob("*.ttl")):
        graph.parse(path, format="turtle")
    return graph


def article(number: int) -> Quads:
    """Return the graph of a synthetic article with what the entity graph says of what it names."""
    document = _documents()[number % len(_documents())]
    iris = {local: f"{SETTINGS.base}x/{number}.{local}" for local in document.entities}
    quads = list(map_document(msgspec.structs.replace(document, id=f"{document.id}.{number}"), iris, SETTINGS).quads)
    for local, entity in document.entities.items():
        names = tuple(f"{name} {number}" for name in entity.names)
        quads += map_entity(Identity(iris[local], (entity.type,), names, entity.gpe), SETTINGS)
    for fact in document.facts:
        if isinstance(fact, Position) and fact.title:
            quads += map_role(fact.title, SETTINGS)
    return quads


def in_chunks(count: int, check: Callable[[Quads], Sequence[object]]) -> float:
    """Return the seconds that it takes to check so many articles one by one, the least of three times."""
    seconds = 0.0
    for chunk in _chunks(count):
        times = []
        for _ in range(3):  # what else the machine does can only add
            start = time.process_time()
            found = [check(quads) for quads in chunk]
            times.append(time.process_time() - start)
            assert not any(found), "the synthetic articles conform"
        seconds += min(times)
    return seconds


def merged(count: int, shapes: Graph) -> float:
    """Return the seconds that pySHACL takes for one graph of so many articles."""
    data = Graph(bind_namespaces="none")
    for chunk in _chunks(count):
        triples = [quad.triple for quads in chunk for quad in quads]
        data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    start = time.process_time()
    conforms, _, text = validate(data, shacl_graph=shapes)
    assert conforms, text
    return time.process_time() - start


def _chunks(count: int) -> Iterator[list[Quads]]:
    for start in range(0, count, CHUNK):
        yield [article(number) for number in range(start, min(start + CHUNK, count))]


@cache
def _documents() -> tuple[FactsDocument, ...]:
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=FactsDocument) for line in lines)


if __name__ == "__main__":
    main()
