"""JSON-LD, compacted by the shipped context."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import BinaryIO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode

from kg.errors import SetupError
from kg.export.layout import Described, GraphName, described, graphs_of, predicate_ranks
from kg.export.request import Request
from kg.export.terms import Node, Term, common_base
from kg.resources import shipped
from kg.vocab import PREFIXES, compact

_TYPE = PREFIXES["rdf"] + "type"
_STRING = PREFIXES["xsd"] + "string"
_INTEGER = PREFIXES["xsd"] + "integer"
_EXACT = re.compile(r"0|-?[1-9][0-9]{0,14}")
"""Integers that a JSON number holds exactly in every reader."""


def write_jsonld(request: Request, stream: BinaryIO) -> None:
    """Write the dataset as one JSON-LD document, a node a line."""
    dataset, graphs = request.dataset, graphs_of(request.dataset)
    chosen = [*graphs.shared, *graphs.articles, *(graphs.set_aside if request.set_aside else ())]
    context = json.loads((shipped("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    compacted = {**context, "@base": common_base(g.value for g in chosen if isinstance(g, NamedNode)) or None}
    writer = _NodeWriter(context)
    stream.write(b'{"@context": ' + _json(compacted) + b',\n"@graph": [')
    separator = b"\n"
    for graph in chosen:
        subjects = described(dataset.quads_for_pattern(None, None, None, graph))
        nodes = [_json(writer.node(subject, subjects)) for subject in sorted(subjects, key=str)]
        if not nodes:
            continue
        stream.write(separator)
        stream.write(_graph(graph, nodes))
        separator = b",\n"
    stream.write(b"\n]}\n")


def _graph(graph: GraphName, nodes: list[bytes]) -> bytes:
    if isinstance(graph, DefaultGraph):
        return b",\n".join(nodes)
    return b'{"@id": ' + _json(_identifier(graph)) + b', "@graph": [\n' + b",\n".join(nodes) + b"\n]}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _identifier(term: Node) -> str:
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, BlankNode):
        return str(term)
    raise SetupError(
        "JSON-LD cannot hold a triple as a node; choose nquads or trig.",
        "JSON-LD에는 트리플을 노드로 담을 수 없습니다. nquads나 trig를 고르세요.",
    )


class _NodeWriter:
    """Writes nodes by the type coercions of one context."""

    def __init__(self, context: Mapping[str, object]) -> None:
        self.coerced = {name: str(entry["@type"]) for name, entry in context.items() if isinstance(entry, dict)}
        self.prefixes = {name for name, entry in context.items() if isinstance(entry, str)}

    def node(self, subject: Node, subjects: Described) -> dict[str, object]:
        """Return the node object of `subject`, its keys in the order of the ontology file."""
        ranks = predicate_ranks()
        gathered: dict[str, list[Term]] = {}
        for predicate, value in subjects[subject]:
            gathered.setdefault(predicate.value, []).append(value)
        result: dict[str, object] = {"@id": _identifier(subject)}
        for iri in sorted(gathered, key=lambda iri: (ranks.get(iri, len(ranks)), iri)):
            key = "@type" if iri == _TYPE else self._name(iri)
            values = [self._value(key, value) for value in sorted(gathered[iri], key=str)]
            result[key] = values[0] if len(values) == 1 else values
        return result

    def _name(self, iri: str) -> str:
        curie = compact(iri)
        return curie if curie.partition(":")[0] in self.prefixes else iri

    def _value(self, key: str, term: Term) -> object:
        if not isinstance(term, Literal):
            name = self._name(term.value) if isinstance(term, NamedNode) else _identifier(term)
            return name if key == "@type" or self.coerced.get(key) == "@id" else {"@id": name}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        datatype = term.datatype.value
        if datatype == _STRING:
            return {"@value": term.value} if key in self.coerced else term.value
        if self.coerced.get(key) == self._name(datatype):
            return term.value
        if datatype == _INTEGER and key not in self.coerced and _EXACT.fullmatch(term.value):
            return int(term.value)
        return {"@type": self._name(datatype), "@value": term.value}
