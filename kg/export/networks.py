"""The network of entities in the formats of Gephi (GEXF), yEd and Cytoscape (GraphML), and networkx (node-link JSON).

The XML formats hold one value an attribute. What is a list there (`names`, `evidence`, `times`, …) is its JSON text,
and its first span stands in `evidence_article`, `evidence_start`, `evidence_end` and `evidence_quote` besides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from kg.analysis import networkx_graph
from kg.errors import SetupError
from kg.query import Dataset

if TYPE_CHECKING:
    import networkx

    Graph = networkx.MultiDiGraph[str]

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EVIDENCE = ("article", "start", "end", "quote")


def write_graphml(dataset: Dataset, stream: BinaryIO, set_aside: bool) -> None:
    """Write GraphML; edges keep the IRIs of their facts as ids."""
    from networkx.readwrite.graphml import write_graphml_xml

    _refuse(set_aside)
    write_graphml_xml(_flat(networkx_graph(dataset)), stream, prettyprint=True)
    stream.write(b"\n")


def write_gexf(dataset: Dataset, stream: BinaryIO, set_aside: bool) -> None:
    """Write GEXF 1.2.

    There an edge's own `type` says whether it is directed, and `start` and `end` make a graph dynamic; so the type of
    an edge stands in `kind`, and the times of an event in `time_start` and `time_end`.
    """
    from networkx.readwrite.gexf import GEXFWriter

    _refuse(set_aside)
    graph = _flat(networkx_graph(dataset))
    for _, node in graph.nodes(data=True):
        _rename(node, {"start": "time_start", "end": "time_end"})
    for _, _, key, edge in graph.edges(keys=True, data=True):
        _rename(edge, {"type": "kind"})
        edge["id"] = key
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(graph)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)  # the same graph gives the same bytes on any day
    writer.write(stream)
    stream.write(b"\n")


def write_node_link(dataset: Dataset, stream: BinaryIO, set_aside: bool) -> None:
    """Write node-link JSON as `networkx.node_link_graph(data, edges="edges")` reads it, a node or edge a line."""
    from networkx import node_link_data

    _refuse(set_aside)
    data = node_link_data(networkx_graph(dataset), edges="edges")
    stream.write(b'{"directed": true, "multigraph": true, "graph": {},\n"nodes": [\n')
    stream.write(b",\n".join(_json_lines(data["nodes"])))
    stream.write(b'\n],\n"edges": [\n')
    stream.write(b",\n".join(_json_lines(data["edges"])))
    stream.write(b"\n]}\n")


def _json_lines(items: list[dict[str, Any]]) -> Iterator[bytes]:
    return (_json(item).encode() for item in items)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _refuse(set_aside: bool) -> None:
    if set_aside:
        raise SetupError(
            "A network holds facts only; choose turtle, trig, nquads or jsonld for what was set aside.",
            "네트워크 형식에는 사실만 담깁니다. 보류된 것은 turtle, trig, nquads, jsonld로 내보내세요.",
        )


def _rename(attributes: dict[str, Any], names: dict[str, str]) -> None:
    for old, new in names.items():
        if old in attributes:
            attributes[new] = attributes.pop(old)


def _flat(graph: Graph) -> Graph:
    """Return `graph` with scalars only, and with text only that XML 1.0 can hold."""
    import networkx

    flat: Graph = networkx.MultiDiGraph()
    for iri, attributes in graph.nodes(data=True):
        flat.add_node(iri, **_scalars(attributes))
    for subject, target, key, attributes in graph.edges(keys=True, data=True):
        flat.add_edge(subject, target, key, **_scalars(attributes))
    return flat


def _scalars(attributes: dict[str, Any]) -> dict[str, str | int | float]:
    result: dict[str, str | int | float] = {}
    for name, value in attributes.items():
        if isinstance(value, list):
            if name == "evidence" and value:
                result |= {f"evidence_{part}": _text(value[0][part]) for part in _EVIDENCE}
            result[name] = _text(_json(value))
        else:
            result[name] = _text(value)
    return result


def _text(value: Any) -> Any:
    """Return `value`, a text with U+FFFD for each character that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
