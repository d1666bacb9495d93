"""Turtle and TriG that a person likes to read."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import IO, BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, Triple

from kg.export.layout import (
    Described,
    GraphName,
    article_order,
    described,
    graphs_of,
    is_of_article,
    predicate_ranks,
    shared_order,
)
from kg.export.request import Request
from kg.export.terms import Node, Term, TermWriter, common_base
from kg.query import Dataset
from kg.vocab import PREFIXES


def write_turtle(request: Request, stream: BinaryIO) -> None:
    """Write all graphs as one: what is shared first, entities above all, then article by article.

    Memory holds what is shared and one article at a time; what articles say waits in a temporary file.
    """
    dataset, graphs = request.dataset, graphs_of(request.dataset)
    chosen = [*graphs.shared, *graphs.articles, *(graphs.set_aside if request.set_aside else ())]
    writer = TermWriter(_base(chosen))
    merged: dict[Node, set[tuple[NamedNode, Term]]] = {}
    with tempfile.TemporaryFile() as articles:
        for graph in chosen:
            of_articles, shared = _parted(_described(dataset, graph))
            for subject in of_articles.keys() & merged.keys():  # what a shared graph says of an article
                of_articles[subject] = [*of_articles[subject], *merged.pop(subject)]
            _write(of_articles, article_order(of_articles), writer, articles)
            for subject, values in shared.items():
                merged.setdefault(subject, set()).update(values)
        stream.write(writer.header().encode())
        everything: Described = {subject: list(values) for subject, values in merged.items()}
        _write(everything, shared_order(everything), writer, stream)
        articles.seek(0)
        shutil.copyfileobj(articles, stream)


def write_trig(request: Request, stream: BinaryIO) -> None:
    """Write graph by graph: what is shared, then what each article says, then what was set aside."""
    _write_graphs(request, stream, lambda subjects: subjects)


def write_triple_terms(request: Request, stream: BinaryIO) -> None:
    """Write TriG 1.2, where a fact reifies the edge that follows from it: `fact rdf:reifies <<( s p o )>>`.

    It stands in place of `rdf:subject`, `rdf:predicate` and `rdf:object`, and says the same.
    """
    stream.write(b'VERSION "1.2"\n')
    _write_graphs(request, stream, _reified)


def _reified(subjects: Described) -> Described:
    return {subject: _with_triple_term(values) for subject, values in subjects.items()}


def _with_triple_term(values: list[tuple[NamedNode, Term]]) -> list[tuple[NamedNode, Term]]:
    edge = {predicate: value for predicate, value in values if predicate in _EDGE}
    if len(edge) < len(_EDGE):
        return values
    subject, predicate, value = (edge[part] for part in _EDGE)
    if not isinstance(subject, NamedNode) or not isinstance(predicate, NamedNode):
        return values
    rest = [(name, one) for name, one in values if name not in _EDGE]
    return [*rest, (_REIFIES, Triple(subject, predicate, value))]


def _write_graphs(request: Request, stream: BinaryIO, changed: Callable[[Described], Described]) -> None:
    dataset, graphs = request.dataset, graphs_of(request.dataset)
    chosen = [*graphs.shared, *graphs.articles, *(graphs.set_aside if request.set_aside else ())]
    writer = TermWriter(_base(chosen))
    stream.write(writer.header().encode())
    for graph in chosen:
        subjects = changed(_described(dataset, graph))
        if not subjects:
            continue
        name = "" if isinstance(graph, DefaultGraph) else f"{writer.term(graph)} "
        stream.write(f"\n{name}{{\n".encode())
        of_articles, shared = _parted(subjects)
        order = [*shared_order(shared), *article_order(of_articles)]
        if graph in graphs.articles:  # an article comes before the software that read it
            order = [*article_order(of_articles), *shared_order(shared)]
        _write(subjects, order, writer, stream)
        stream.write(b"}\n")


def triples_as_turtle(triples: Iterable[Triple]) -> bytes:
    """Return `triples`, such as a CONSTRUCT query answers with, as Turtle in the same order and style."""
    subjects: Described = {}
    for triple in dict.fromkeys(triples):
        subjects.setdefault(triple.subject, []).append((triple.predicate, triple.object))
    of_articles, shared = _parted(subjects)
    writer = TermWriter(common_base((str(s)[1:-1] for s in of_articles), "article/"))
    blocks = [_block(s, subjects[s], writer) for s in (*shared_order(shared), *article_order(of_articles))]
    return (writer.header() + "".join(blocks)).encode()


def _base(graphs: Sequence[GraphName]) -> str:
    return common_base(graph.value for graph in graphs if isinstance(graph, NamedNode))


def _described(dataset: Dataset, graph: GraphName) -> Described:
    return described(dataset.quads_for_pattern(None, None, None, graph))


def _parted(subjects: Described) -> tuple[Described, Described]:
    """Return what is of articles, and what is not."""
    of_articles = {s: values for s, values in subjects.items() if is_of_article(s, values)}
    return of_articles, {s: values for s, values in subjects.items() if s not in of_articles}


def _write(subjects: Described, order: Iterable[Node], writer: TermWriter, stream: IO[bytes]) -> None:
    stream.writelines(_block(subject, subjects[subject], writer).encode() for subject in order)


def _block(subject: Node, values: list[tuple[NamedNode, Term]], writer: TermWriter) -> str:
    """Return all that is said of `subject`, a predicate a line."""
    return f"\n{writer.term(subject)} " + " ;\n    ".join(_lines(values, writer)) + " .\n"


def _lines(values: list[tuple[NamedNode, Term]], writer: TermWriter) -> Iterator[str]:
    ranks = predicate_ranks()
    rows = sorted((ranks.get(p.value, len(ranks)), p.value, writer.term(o)) for p, o in values)
    for (_, predicate), group in groupby(rows, key=lambda row: row[:2]):
        name = "a" if predicate == _TYPE else writer.iri(predicate)
        yield f"{name} " + ", ".join(value for _, _, value in group)


_TYPE = PREFIXES["rdf"] + "type"
_EDGE = tuple(NamedNode(PREFIXES["rdf"] + part) for part in ("subject", "predicate", "object"))
_REIFIES = NamedNode(PREFIXES["rdf"] + "reifies")
