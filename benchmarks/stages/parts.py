"""What is measured of each stage: functions of a folder and a number of articles, each for a process of its own.

The folder holds, for N articles: `articles-N.jsonl`, `facts-N.jsonl` (their facts documents), `quads-N.nq` (their
mapped graphs) and `news-N.kg` (the store). A part reports seconds by what it measured: of processor time, if nothing
else is said, which unlike time by the clock depends little on what else the machine does.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.model import FactsDocument

Report = dict[str, float]
"""Seconds by what was measured."""
Part = Callable[[Path, int], Report]

PYSHACL, PLAIN_PYSHACL = 100, 10
"""Articles that pySHACL checks one by one, and as it is over one graph; more would take minutes."""
RDFLIB = 1_000
"""Articles up to which rdflib is asked."""
RDFLIB_SECONDS = 5
"""Seconds after which a query of rdflib is given up."""
QUERY_SECONDS = 20
"""Seconds after which a query of kg is given up."""
_CHUNK = PYSHACL
"""Documents in memory at a time."""


def kiwi_alone(folder: Path, count: int) -> Report:
    """Cut the texts into sentences and morphemes."""
    from kiwipiepy import Kiwi

    kiwi = Kiwi(num_workers=1)
    kiwi.split_into_sents("준비.", return_tokens=True)
    seconds = 0.0
    for line in _lines(folder / f"articles-{count}.jsonl"):
        text = json.loads(line)["text"]
        begin = time.process_time()
        kiwi.split_into_sents(text, return_tokens=True)
        seconds += time.process_time() - begin
    return {"kiwi": seconds}


def extraction(folder: Path, count: int) -> Report:
    """Extract facts documents, which are kept in the folder for the other parts."""
    from kg.extract import extractor, warm_up
    from kg.read import Record, read_sources
    from kg.read.documents import write_document

    warm_up()
    seconds, partial = 0.0, folder / f"facts-{count}.jsonl.new"
    with partial.open("wb") as file:
        for item in read_sources([str(folder / f"articles-{count}.jsonl")]):
            assert isinstance(item, Record), item
            begin = time.process_time()
            document = extractor()(item.id, item.article)
            seconds += time.process_time() - begin
            file.write(write_document(document) + b"\n")
    partial.rename(folder / f"facts-{count}.jsonl")
    return {"extract": seconds}


def mapping(folder: Path, count: int) -> Report:
    """Map the documents to quads, as N-Quads, which are kept in the folder for the other parts."""
    from kg.mapping import map_document
    from kg.rdf import as_nquads

    seconds, partial = 0.0, folder / f"quads-{count}.nq.new"
    with partial.open("wb") as file:
        for documents in _chunks(folder, count):
            begin = time.process_time()
            nquads = [as_nquads(map_document(document, iris, _settings()).statements) for document, iris in documents]
            seconds += time.process_time() - begin
            file.writelines(nquads)
    partial.rename(folder / f"quads-{count}.nq")
    return {"map": seconds}


def gate(folder: Path, count: int) -> Report:
    """Check the articles one by one, as a build does it."""
    from kg.gate import Gate

    checker, seconds = Gate(), 0.0
    for number, documents in enumerate(_chunks(folder, count)):
        graphs = [_graph(document, iris) for document, iris in documents]
        if number == 0:
            Gate(sample=1).check(graphs[0])  # loads pySHACL, which one of a thousand articles would have done
        begin = time.process_time()
        for statements in graphs:
            checker.check(statements)
        seconds += time.process_time() - begin
    return {"gate": seconds}


def pyshacl(folder: Path, count: int) -> Report:
    """Check by pySHACL, an article, with all shapes: one by one in the gate's fast form, and plainly over one graph."""
    import pyoxigraph as ox
    from pyshacl import validate
    from rdflib import Graph

    from kg.gate.referee import Referee
    from kg.gate.shapes import read_shapes
    from kg.rdf import as_quads
    from kg.resources import shipped

    referee = Referee(read_shapes())
    graphs = [
        as_quads(_graph(document, iris)) for chunk in islice(_chunks(folder, count), 1) for document, iris in chunk
    ]
    one_by_one, plainly = graphs[:PYSHACL], graphs[:PLAIN_PYSHACL]
    referee.check(graphs[0])  # whatever loads late has loaded now
    begin = time.process_time()
    for quads in one_by_one:
        referee.check(quads)
    fast = time.process_time() - begin
    shapes, data = Graph(), Graph(bind_namespaces="none")
    for path in sorted((shipped("ontology") / "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    for quads in plainly:
        triples = [quad.triple for quad in quads]
        data.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")
    begin = time.process_time()
    validate(data, shacl_graph=shapes)
    plain = time.process_time() - begin
    return {"pySHACL, fast form": fast / len(one_by_one) * count, "pySHACL": plain / len(plainly) * count}


def loading(folder: Path, count: int) -> Report:
    """Load the quads into a store on disk, in the batches of a build."""
    from kg.pipeline.loading import LOAD_DOCUMENTS
    from kg.store import Store

    path = folder / f"quads-{count}.nq"
    batch = sum(1 for _ in _lines(path)) * LOAD_DOCUMENTS // count + 1
    with tempfile.TemporaryDirectory(dir=folder) as place, Store.open_to_write(Path(place) / "load.kg") as store:
        store.graph.flush()
        lines, seconds = _lines(path), 0.0
        while nquads := list(islice(lines, batch)):
            begin = time.process_time()
            store.graph.add(nquads)
            store.graph.flush()
            seconds += time.process_time() - begin
    return {"load": seconds}


def bulk_load(folder: Path, count: int) -> Report:
    """Load the same quads by pyoxigraph alone, all at once."""
    import pyoxigraph as ox

    with tempfile.TemporaryDirectory(dir=folder) as place:
        store = ox.Store(place)
        begin = time.process_time()
        store.bulk_load(path=str(folder / f"quads-{count}.nq"), format=ox.RdfFormat.N_QUADS)
        store.flush()
        return {"bulk load": time.process_time() - begin}


def building(source: str, workers: int) -> Part:
    """Return the part that builds a store of `articles` or `facts` with so many workers; by the clock too."""

    def part(folder: Path, count: int) -> Report:
        from kg.extract import warm_up
        from kg.pipeline import BuildSettings, build
        from kg.store import Store

        if source == "articles":
            warm_up()
        with tempfile.TemporaryDirectory(dir=folder) as place:
            begin, clock = time.process_time(), time.perf_counter()
            path = Path(place) / "news.kg"
            build([str(folder / f"{source}-{count}.jsonl")], path, BuildSettings(workers=workers))
            report = {"processor": time.process_time() - begin, "clock": time.perf_counter() - clock}
            with Store.open(path) as store:
                _compare(store.hash(), folder / f"hash-{count}")
            if source == "facts":
                shutil.rmtree(folder / f"news-{count}.kg", ignore_errors=True)
                path.rename(folder / f"news-{count}.kg")
        return report

    return part


def _compare(digest: str, known: Path) -> None:
    """Every build of the same articles has the same hash, whatever it comes from and whoever works on it."""
    if not known.exists():
        known.write_text(digest, encoding="ascii")
    assert known.read_text(encoding="ascii") == digest, f"another hash than in {known}"


def network(folder: Path, count: int) -> Report:
    """Make the graph of networkx."""
    from kg.analysis import networkx_graph
    from kg.query import open_dataset

    dataset = open_dataset(folder / f"news-{count}.kg")
    begin = time.process_time()
    networkx_graph(dataset)
    return {"networkx": time.process_time() - begin}


def rdflib_network(folder: Path, count: int) -> Report:
    """Load the triples into rdflib and make a graph of networkx of them by its own converter."""
    import pyoxigraph as ox
    from rdflib import Graph
    from rdflib.extras.external_graph_libs import rdflib_to_networkx_multidigraph

    quads = ox.parse(path=str(folder / f"quads-{count}.nq"), format=ox.RdfFormat.N_QUADS)
    triples = ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES)
    graph = Graph()
    begin = time.process_time()
    graph.parse(data=triples, format="nt")
    loaded = time.process_time()
    rdflib_to_networkx_multidigraph(graph)
    return {"rdflib, load": loaded - begin, "rdflib, networkx": time.process_time() - loaded}


def queries(folder: Path, count: int) -> Report:
    """Ask each shipped query by kg, by pyoxigraph directly and, of few enough articles, by rdflib."""
    from pyoxigraph import RdfFormat

    from benchmarks.queries.__main__ import asked_of_rdflib, by_kg, directly, frequent_names, least, rdflib_dataset
    from kg.errors import LimitError
    from kg.query import Pool, Question, bound, shipped
    from kg.store import open_read_only

    path = folder / f"news-{count}.kg"
    report: dict[str, float] = {}
    store = open_read_only(path)
    names, dataset = frequent_names(store), None
    if count <= RDFLIB:
        with tempfile.NamedTemporaryFile(dir=folder, suffix=".nq") as file:
            store.dump(file.name, format=RdfFormat.N_QUADS)
            dataset = rdflib_dataset(Path(file.name))
    with Pool(path, fast=1, slow=1) as pool:
        pool.ask(Question("ASK {}"), 0)
        for query in shipped():
            values = {p.name: names.get(p.name, "") for p in query.parameters if p.default is None}
            question = bound(query, values)
            try:
                pool.ask(question, QUERY_SECONDS)
            except LimitError:  # in this process there is no limit
                report[query.name] = QUERY_SECONDS
                continue
            (own, direct), _ = least(partial(by_kg, store, question), partial(directly, store, question))
            report |= {query.name: own, f"{query.name}, pyoxigraph": direct}
            if dataset is not None:
                took, same = asked_of_rdflib(dataset, store, query, values, RDFLIB_SECONDS)
                report[f"{query.name}, rdflib"] = RDFLIB_SECONDS if took is None else took
                if took is not None and same is not True:
                    report[f"{query.name}, rdflib {'fails' if same is None else 'otherwise'}"] = took
    return report


PARTS: Mapping[str, Part] = {
    "kiwi": kiwi_alone,
    "extract": extraction,
    "map": mapping,
    "gate": gate,
    "pyshacl": pyshacl,
    "load": loading,
    "bulk load": bulk_load,
    "build": building("articles", 1),
    "build, two workers": building("articles", 2),
    "build of facts": building("facts", 1),
    "queries": queries,
    "networkx": network,
    "rdflib": rdflib_network,
}
"""The parts by name."""


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _chunks(folder: Path, count: int) -> Iterator[list[tuple[FactsDocument, dict[str, str]]]]:
    """Facts documents, some at a time, with the IRIs that their entities have if each article stands alone."""
    from kg.read.documents import read_document
    from kg.resolve import assign, members

    lines = _lines(folder / f"facts-{count}.jsonl")
    while chunk := list(islice(lines, _CHUNK)):
        documents = [read_document(line.strip()).document for line in chunk]
        paths = [assign(members(document)) for document in documents]
        yield [
            (document, {local: _settings().base + known[document.id, local] for local in document.entities})
            for document, known in zip(documents, paths, strict=True)
        ]


def _graph(document: FactsDocument, iris: Mapping[str, str]) -> list[Any]:
    """The statements of an article, with what the entity graph says of what it names."""
    from kg.mapping import Identity, map_document, map_entity, map_role
    from kg.model import Position
    from kg.resolve import profile

    statements = list(map_document(document, iris, _settings()).statements)
    for iri in dict.fromkeys(iris.values()):
        named = [entity for local, entity in document.entities.items() if iris[local] == iri]
        known = profile([(entity.type, entity.names, entity.gpe, 1) for entity in named])
        statements += map_entity(Identity(iri, known.types, known.names, known.gpe), _settings())
    for title in dict.fromkeys(fact.title for fact in document.facts if isinstance(fact, Position) and fact.title):
        statements += map_role(title, _settings())
    return statements


def _settings() -> Any:
    from kg.mapping import MappingSettings

    return MappingSettings()
