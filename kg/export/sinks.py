"""Networks as files: nodes and edges go in one by one, wait in temporary files, and come out in the order of a format.

The XML formats hold one value an attribute. What is a list there (`names`, `evidence`, `times`, …) is its JSON text,
and its first span stands in `evidence_article`, `evidence_start`, `evidence_end` and `evidence_quote` besides.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any, BinaryIO, Protocol
from xml.sax.saxutils import escape, quoteattr

Attributes = Mapping[str, Any]
Scalar = str | int | float | bool

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EVIDENCE = ("article", "start", "end", "quote")


class Taker(Protocol):
    """Takes a network, node by node and edge by edge."""

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:
        """Take a node, and the days on which articles name it (`2026-03-10`)."""

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        """Take an edge."""


class Sink(Taker, Protocol):
    """Takes a network and writes it to one file."""

    def write(self, stream: BinaryIO) -> None:
        """Write all that was taken."""


class Spool:
    """Pieces of a file that wait to be written."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sink
        self.empty = True

    def add(self, piece: str, separator: str = "") -> None:
        """Take a piece; `separator` stands before each but the first."""
        self._file.write((piece if self.empty else separator + piece).encode())
        self.empty = False

    def copy_to(self, stream: IO[bytes]) -> None:
        """Write all pieces and let go of them."""
        self._file.seek(0)
        shutil.copyfileobj(self._file, stream, 1 << 20)
        self._file.close()


class _Keys:
    """The attributes of nodes or edges: a number and a type of each, as far as they have come."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self._numbers: dict[str, int] = {}

    def number(self, name: str, value: Scalar) -> int:
        """Return the number of an attribute and make its type wide enough for `value`."""
        kind = _kind(value)
        known = self.kinds.setdefault(name, kind)
        if known != kind:
            self.kinds[name] = "double" if {known, kind} == {"long", "double"} else "string"
        return self._numbers.setdefault(name, len(self._numbers))

    def __iter__(self) -> Iterator[tuple[int, str, str]]:
        return ((number, name, self.kinds[name]) for name, number in self._numbers.items())


def _kind(value: Scalar) -> str:
    if isinstance(value, bool):
        return "boolean"
    return {int: "long", float: "double"}.get(type(value), "string")


class GraphML:
    """GraphML, as yEd, Cytoscape, igraph and networkx read it.

    Edges have the IRIs of their facts as ids, and once more in `fact`, because igraph mixes up the ids of edges.
    """

    def __init__(self, *, directed: bool = True) -> None:
        self._directed = directed
        self._keys = {"node": _Keys(), "edge": _Keys()}
        self._spools = {"node": Spool(), "edge": Spool()}

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:  # noqa: ARG002 - no time here
        """Take a node."""
        self._add("node", f"id={_quoted(iri)}", attributes)

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        """Take an edge."""
        ends = f"id={_quoted(key)} source={_quoted(source)} target={_quoted(target)}"
        self._add("edge", ends, {"fact": key, **attributes})

    def _add(self, element: str, begin: str, attributes: Attributes) -> None:
        keys = self._keys[element]
        values = "".join(
            f'<data key="{element[0]}{keys.number(name, value)}">{_escaped(value)}</data>'
            for name, value in scalars(attributes)
        )
        self._spools[element].add(f"<{element} {begin}>{values}</{element}>\n")

    def write(self, stream: BinaryIO) -> None:
        """Write the file."""
        stream.write(b"<?xml version='1.0' encoding='utf-8'?>\n")
        stream.write(b'<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
        for element, keys in self._keys.items():
            for number, name, kind in keys:
                key = f'<key id="{element[0]}{number}" for="{element}" attr.name={_quoted(name)} attr.type="{kind}"/>\n'
                stream.write(key.encode())
        stream.write(f'<graph edgedefault="{"directed" if self._directed else "undirected"}">\n'.encode())
        for spool in self._spools.values():
            spool.copy_to(stream)
        stream.write(b"</graph>\n</graphml>\n")


class GEXF:
    """GEXF 1.2 with time, as Gephi reads it.

    A node or edge is there on the days on which articles name it; what an article without a date names is there always.
    The own `type` of an edge stands in `kind`, and the times of an event in `time_start` and `time_end`: GEXF means
    something else by these names.
    """

    def __init__(self, *, directed: bool = True) -> None:
        self._directed = directed
        self._keys = {"node": _Keys(), "edge": _Keys()}
        self._spools = {"node": Spool(), "edge": Spool()}

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:
        """Take a node."""
        label = _quoted(str(attributes.get("label", iri)))
        renamed = {_GEXF_NODE.get(name, name): value for name, value in attributes.items()}
        self._add("node", f"id={_quoted(iri)} label={label}", renamed, _spells(days))

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        """Take an edge."""
        label = _quoted(str(attributes.get("label", "")))
        weight = f' weight="{attributes["weight"]}"' if "weight" in attributes else ""
        ends = f"id={_quoted(key)} source={_quoted(source)} target={_quoted(target)} label={label}{weight}"
        renamed = {_GEXF_EDGE.get(name, name): value for name, value in attributes.items()}
        if "published" in attributes:
            spells = _spells([attributes["published"]])
        else:  # of a projection
            spells = _spell(attributes.get("first", ""), attributes.get("last", ""))
        self._add("edge", ends, renamed, spells)

    def _add(self, element: str, begin: str, attributes: Attributes, spells: str) -> None:
        keys = self._keys[element]
        values = "".join(
            f'<attvalue for="{keys.number(name, value)}" value={_quoted(_written(value))}/>'
            for name, value in scalars(attributes)
            if name not in ("label", "weight")
        )
        self._spools[element].add(f"<{element} {begin}><attvalues>{values}</attvalues>{spells}</{element}>\n")

    def write(self, stream: BinaryIO) -> None:
        """Write the file."""
        stream.write(b"<?xml version='1.0' encoding='utf-8'?>\n")
        stream.write(b'<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
        direction = "directed" if self._directed else "undirected"
        stream.write(f'<graph mode="dynamic" timeformat="date" defaultedgetype="{direction}">\n'.encode())
        for element, keys in self._keys.items():
            stream.write(f'<attributes class="{element}">\n'.encode())
            for number, name, kind in keys:
                stream.write(f'<attribute id="{number}" title={_quoted(name)} type="{kind}"/>\n'.encode())
            stream.write(b"</attributes>\n")
        for element, spool in self._spools.items():
            stream.write(f"<{element}s>\n".encode())
            spool.copy_to(stream)
            stream.write(f"</{element}s>\n".encode())
        stream.write(b"</graph>\n</gexf>\n")


_GEXF_NODE = {"start": "time_start", "end": "time_end"}
_GEXF_EDGE = {"type": "kind"}


def _spells(days: Iterable[str]) -> str:
    """Return the spells of single days; none, which is always, if one of them is unknown."""
    known = sorted({day[: len("2026-03-10")] for day in days})
    if not known or not known[0]:
        return ""
    return "<spells>" + "".join(f'<spell start="{_day(day)}" end="{_day(day)}"/>' for day in known) + "</spells>"


def _spell(first: str, last: str) -> str:
    if not first or not last:
        return ""
    return f'<spells><spell start="{_day(first)}" end="{_day(last)}"/></spells>'


def _day(text: str) -> str:
    """Return a day as xsd:date; of a year or month, its first."""
    day = text[: len("2026-03-10")]
    return _escaped(day + "-01" * ((len("2026-03-10") - len(day)) // len("-01")))


class NodeLink:
    """Node-link JSON as `networkx.node_link_graph(data, edges="edges")` reads it, a node or edge a line."""

    def __init__(self, *, directed: bool = True) -> None:
        self._directed = directed
        self._nodes, self._edges = Spool(), Spool()

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:  # noqa: ARG002 - no time here
        """Take a node."""
        self._nodes.add(_json({**attributes, "id": iri}), ",\n")

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        """Take an edge."""
        self._edges.add(_json({**attributes, "source": source, "target": target, "key": key}), ",\n")

    def write(self, stream: BinaryIO) -> None:
        """Write the file."""
        directed = "true" if self._directed else "false"
        stream.write(f'{{"directed": {directed}, "multigraph": true, "graph": {{}},\n"nodes": [\n'.encode())
        self._nodes.copy_to(stream)
        stream.write(b'\n],\n"edges": [\n')
        self._edges.copy_to(stream)
        stream.write(b"\n]}\n")


class Cytoscape:
    """Cytoscape JSON as Cytoscape, Cytoscape.js and `networkx.cytoscape_graph` read it, a node or edge a line."""

    def __init__(self, *, directed: bool = True) -> None:
        self._directed = directed
        self._nodes, self._edges = Spool(), Spool()

    def node(self, iri: str, attributes: Attributes, days: Iterable[str]) -> None:  # noqa: ARG002 - no time here
        """Take a node."""
        name = attributes.get("label", iri)
        self._nodes.add(_json({"data": {**attributes, "id": iri, "value": iri, "name": name}}), ",\n")

    def edge(self, source: str, target: str, key: str, attributes: Attributes) -> None:
        """Take an edge."""
        interaction = attributes.get("label", "")
        data = {**attributes, "id": key, "key": key, "source": source, "target": target, "interaction": interaction}
        self._edges.add(_json({"data": data}), ",\n")

    def write(self, stream: BinaryIO) -> None:
        """Write the file."""
        directed = "true" if self._directed else "false"
        stream.write(f'{{"data": [], "directed": {directed}, "multigraph": true,\n'.encode())
        stream.write(b'"elements": {"nodes": [\n')
        self._nodes.copy_to(stream)
        stream.write(b'\n],\n"edges": [\n')
        self._edges.copy_to(stream)
        stream.write(b"\n]}}\n")


def scalars(attributes: Attributes) -> Iterator[tuple[str, Scalar]]:
    """Yield attributes as single values; of a list its JSON text, and of evidence its first span besides."""
    for name, value in attributes.items():
        if isinstance(value, list | dict):
            if name == "evidence" and value:
                yield from ((f"evidence_{part}", value[0][part]) for part in _EVIDENCE)
            yield name, _json(value)
        elif value is not None:
            yield name, value


def text(value: str) -> str:
    """Return `value` with U+FFFD for each character that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", value)


def _written(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _escaped(value: Scalar) -> str:
    return escape(text(_written(value)), {"\r": "&#13;"})


def _quoted(value: str) -> str:
    return quoteattr(text(value))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
