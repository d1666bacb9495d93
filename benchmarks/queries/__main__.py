"""Measure the shipped queries beside pyoxigraph directly and rdflib in memory.

    python benchmarks/queries [--articles 10000] [--rdflib 1000] [--seconds 30]

The articles are synthetic (`documents.py`), mapped and identified as a build does it, without the gate. Each query is
asked five times with a name that many articles hold, or none where it needs none; the least processor time counts:

- kg: what `kg query` does once it has started: the answer with its terms, and its way out of the process that asks;
- pyoxigraph: `Store.query` of the same text, the rows as a list;
- rdflib: `Dataset.query` of the same text over the smaller number of articles, ended after `--seconds`, in memory.

Where rdflib finished, its answer must be the same.
"""

from __future__ import annotations

import argparse
import pickle
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from pyoxigraph import Quad, RdfFormat, Store, serialize

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.queries.documents import documents
from kg.mapping import Identity, MappingSettings, map_document, map_entity, map_role
from kg.model import FactsDocument, Position
from kg.query import Answer, Query, Question, bound, run, shipped
from kg.query.answer import answered
from kg.rdf import as_quads
from kg.resolve import Member, assign, members, profile

SETTINGS = MappingSettings()
TIMES = 5


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000, metavar="N")
    parser.add_argument("--rdflib", type=int, default=1_000, metavar="N", help="articles for rdflib; 0 leaves it out")
    parser.add_argument("--seconds", type=int, default=30, metavar="S", help="most seconds for a query in rdflib")
    parser.add_argument("--only", nargs="+", metavar="QUERY", help="these queries alone")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        large = stored(Path(folder) / "large.nq", options.articles)
        small = stored(Path(folder) / "small.nq", options.rdflib) if options.rdflib else None
        dataset = rdflib_dataset(Path(folder) / "small.nq") if small else None
        names = frequent_names(large)
        sizes = (f"kg, {options.articles:,} articles", "pyoxigraph", "ratio", f"rdflib, {options.rdflib:,}")
        print("| query | rows | " + " | ".join(sizes) + " |")
        print("|---|---:|---:|---:|---:|---:|")
        for query in [q for q in shipped() if not options.only or q.name in options.only]:
            values = {p.name: names.get(p.name, "") for p in query.parameters if p.default is None}
            question = bound(query, values)
            (own, direct), answer = least(partial(by_kg, large, question), partial(directly, large, question))
            rows = len(answer.rows) or len(answer.triples or ())
            other = ""
            if dataset is not None and small is not None:
                other = in_rdflib(dataset, small, query, values, options.seconds)
            print(
                f"| {query.name} | {rows:,} | {own * 1000:,.0f} ms | {direct * 1000:,.0f} ms "
                f"| {own / direct:.2f} | {other} |",
                flush=True,
            )


def stored(path: Path, count: int) -> Store:
    """Return the dataset of so many articles, which is written to `path` too."""
    store = Store()
    store.bulk_extend(quads(count))
    path.write_bytes(serialize(store, format=RdfFormat.N_QUADS) or b"")
    return store


def quads(count: int) -> Iterator[Quad]:
    """Yield the quads of so many articles as a build makes them."""
    made = [msgspec.convert(document, FactsDocument) for document in documents(count)]
    blocks: defaultdict[str, list[Member]] = defaultdict(list)
    for document in made:
        for member in members(document):
            blocks[member.block].append(member)
    paths = {key: path for block in blocks.values() for key, path in assign(block).items()}
    titles = set()
    for document in made:
        iris = {local: SETTINGS.base + paths[document.id, local] for local in document.entities}
        yield from as_quads(map_document(document, iris, SETTINGS).statements)
        titles |= {fact.title for fact in document.facts if isinstance(fact, Position)}
    groups: defaultdict[str, list[Member]] = defaultdict(list)
    for member in (member for block in blocks.values() for member in block):
        groups[paths[member.document, member.local]].append(member)
    for path, group in groups.items():
        known = profile((m.type, m.names, m.gpe, 1) for m in group)
        yield from as_quads(map_entity(Identity(SETTINGS.base + path, known.types, known.names, known.gpe), SETTINGS))
    for title in sorted(titles):
        yield from as_quads(map_role(title, SETTINGS))


def frequent_names(store: Store) -> dict[str, str]:
    """Return by parameter a name that many articles hold."""
    found = {}
    for parameter, kind in (("person", "Person"), ("organization", "Organization")):
        text = (
            "PREFIX s: <https://schema.org/> SELECT ?name (COUNT(?a) AS ?n) "
            f"{{ GRAPH ?g {{ ?a s:mentions ?e }} GRAPH ?h {{ ?e s:name ?name ; a s:{kind} }} }} "
            "GROUP BY ?name ORDER BY DESC(?n) ?name LIMIT 1"
        )
        found[parameter] = str(answered(store, Question(text)).rows[0][0].value)  # type: ignore[union-attr]
    return found | {"name": found["person"]}


def least(*works: Callable[[], Any]) -> tuple[list[float], Any]:
    """Return the least processor time that each of some works takes, done in turns, and what the first returns."""
    seconds, results = [float("inf")] * len(works), [None] * len(works)
    for _ in range(TIMES):
        for number, work in enumerate(works):
            start = time.process_time()
            results[number] = work()
            seconds[number] = min(seconds[number], time.process_time() - start)
    return seconds, results[0]


def by_kg(store: Store, question: Question) -> Answer:
    """Ask as the process does that `kg query` has for it, and bring the answer to the process that waits."""
    answer: Answer = pickle.loads(pickle.dumps(answered(store, question)))
    return answer


def directly(store: Store, question: Question) -> list[Any]:
    """Ask pyoxigraph without kg."""
    return list(store.query(question.text, use_default_graph_as_union=True))  # type: ignore[arg-type]


def rdflib_dataset(path: Path) -> Any:
    """Return the quads of a file as rdflib holds them."""
    from rdflib import Dataset

    dataset = Dataset(default_union=True)
    dataset.parse(path, format="nquads")
    return dataset


def in_rdflib(dataset: Any, store: Store, query: Query, values: dict[str, str], seconds: int) -> str:
    """Return the time that rdflib takes as it stands in the table, and whether it answers the same."""
    took, same = asked_of_rdflib(dataset, store, query, values, seconds)
    if took is None:
        return f"> {seconds} s"
    if same is None:
        return "fails"
    return f"{took * 1000:,.0f} ms{'' if same else ', another answer'}"


def asked_of_rdflib(
    dataset: Any, store: Store, query: Query, values: dict[str, str], seconds: int
) -> tuple[float | None, bool | None]:
    """Return the processor time that rdflib takes and whether it answers the same.

    None and None if it is given up; None for the second alone if it fails, as it does where its own planner binds a
    variable twice.
    """

    def over(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    start = time.process_time()
    try:
        result = dataset.query(bound(query, values).text)
        rows = list(result)
    except TimeoutError:
        return None, None
    except Exception:
        return time.process_time() - start, None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    took = time.process_time() - start
    return took, plain(run(store, query, values)) == plain_rdflib(query, values, rows)


def plain(answer: Answer) -> list[tuple[str, ...]]:
    """Return an answer as text, sorted where it is a graph."""
    if answer.triples is not None:
        return sorted(
            tuple(getattr(t, "value", "") for t in (x.subject, x.predicate, x.object)) for x in answer.triples
        )
    return [tuple(getattr(term, "value", "") for term in row) for row in answer.rows]


def plain_rdflib(query: Query, values: dict[str, str], rows: list[Any]) -> list[tuple[str, ...]]:
    """Return rdflib's rows in the same way, cut at the query's limit."""
    found = [tuple("" if term is None else str(term) for term in row) for row in rows]
    if "CONSTRUCT" in query.text:
        return sorted(set(found))
    limit = bound(query, values).rows
    return found[:limit] if limit else found


if __name__ == "__main__":
    main()
