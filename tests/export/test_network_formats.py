"""GraphML, GEXF and node-link JSON are read back by networkx."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.analysis import networkx_graph
from kg.errors import SetupError
from kg.export import write

READERS: dict[str, Callable[[BytesIO], Any]] = {
    "graphml": lambda stream: networkx.read_graphml(stream, force_multigraph=True),
    "gexf": networkx.read_gexf,
    "node-link": lambda stream: networkx.node_link_graph(json.load(stream), edges="edges"),
}
MAYOR = "https://kg.example/data/person/한지우~가온시"
CITY = "https://kg.example/data/place/가온시"
POST = "https://kg.example/data/article/forum/fact/position.0-8"


def written(dataset: Store, name: str) -> BytesIO:
    stream = BytesIO()
    write(dataset, name, stream)
    stream.seek(0)
    return stream


@pytest.mark.parametrize("name", READERS)
def test_nodes_and_edges_are_read_back(newsroom: Store, name: str) -> None:
    graph, back = networkx_graph(newsroom), READERS[name](written(newsroom, name))
    assert back.is_directed()
    assert back.is_multigraph()
    assert set(back.nodes) == set(graph.nodes)
    assert set(back.edges(keys=True)) == set(graph.edges(keys=True))
    assert {n: d["label"] for n, d in back.nodes(data=True)} == {n: d["label"] for n, d in graph.nodes(data=True)}
    assert {n: d["type"] for n, d in back.nodes(data=True)} == {n: d["type"] for n, d in graph.nodes(data=True)}


def test_node_link_holds_everything(newsroom: Store) -> None:
    graph, back = networkx_graph(newsroom), READERS["node-link"](written(newsroom, "node-link"))
    assert dict(back.nodes(data=True)) == dict(graph.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


@pytest.mark.parametrize(("name", "kind"), [("graphml", "type"), ("gexf", "kind")])
def test_xml_keeps_korean_and_offsets(newsroom: Store, name: str, kind: str) -> None:
    back = READERS[name](written(newsroom, name))
    edge = back.edges[MAYOR, CITY, POST]
    assert edge["label"] == "시장"
    assert edge[kind] == "Position"
    assert edge["confidence"] == 0.9
    assert (edge["evidence_start"], edge["evidence_end"]) == (0, 8)
    assert edge["evidence_quote"] == "한지우 가온시장"
    assert json.loads(edge["evidence"]) == networkx_graph(newsroom).edges[MAYOR, CITY, POST]["evidence"]
    assert json.loads(back.nodes[MAYOR]["names"]) == ["한지우", "한 시장"]


def test_the_time_of_an_event_does_not_make_gexf_dynamic(newsroom: Store) -> None:
    content = written(newsroom, "gexf")
    assert b'mode="dynamic"' not in content.getvalue()
    event = next(d for _, d in READERS["gexf"](content).nodes(data=True) if d["label"] == "가온 봄꽃 축제")
    assert (event["time_start"], event["time_end"]) == ("2026-04-11", "2026-04-13")


@pytest.mark.parametrize("name", READERS)
def test_the_same_dataset_gives_the_same_bytes_on_any_day(newsroom: Store, name: str) -> None:
    other = Store()
    for quad in sorted(newsroom, key=lambda quad: str(quad)[::-1]):
        other.add(quad)
    content = written(newsroom, name).getvalue()
    assert written(other, name).getvalue() == content
    assert b"lastmodified" not in content


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_what_xml_cannot_hold_is_replaced(newsroom: Store, name: str) -> None:
    store = Store()
    store.extend(newsroom)
    names, graph = NamedNode("https://schema.org/name"), NamedNode("https://kg.example/data/graph/entities")
    for quad in list(store.quads_for_pattern(NamedNode(MAYOR), names, None, None)):
        store.remove(quad)
    store.add(Quad(NamedNode(MAYOR), names, Literal("한\x00지\x1b우\ufffe<&\"'>]]>", language="ko"), graph))
    content = written(store, name)
    ElementTree.fromstring(content.getvalue())
    assert READERS[name](content).nodes[MAYOR]["label"] == "한\ufffd지\ufffd우\ufffd<&\"'>]]>"


@pytest.mark.parametrize("name", READERS)
def test_a_network_cannot_hold_what_was_set_aside(newsroom: Store, name: str) -> None:
    with pytest.raises(SetupError, match="facts only"):
        write(newsroom, name, BytesIO(), set_aside=True)


@pytest.mark.parametrize("name", READERS)
def test_an_empty_dataset_is_written(name: str) -> None:
    assert len(READERS[name](written(Store(), name))) == 0
