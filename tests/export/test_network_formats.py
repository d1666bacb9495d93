"""GraphML, GEXF and node-link JSON are read back by networkx."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
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
    "cytoscape": lambda stream: networkx.cytoscape_graph(json.load(stream)),
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
    assert sorted(back.edges(keys=True, data=True), key=_ends) == sorted(graph.edges(keys=True, data=True), key=_ends)


def test_cytoscape_holds_everything(newsroom: Store) -> None:
    graph, back = networkx_graph(newsroom), READERS["cytoscape"](written(newsroom, "cytoscape"))
    for iri, node in graph.nodes(data=True):
        assert node.items() <= back.nodes[iri].items()
        assert back.nodes[iri]["name"] == node["label"]
    for source, target, key, edge in graph.edges(keys=True, data=True):
        assert edge.items() <= back.edges[source, target, key].items()


def _ends(edge: tuple[str, str, str, object]) -> tuple[str, str, str]:
    return edge[:3]


def test_igraph_reads_graphml_too(newsroom: Store, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="the extra `analyse` is not installed")
    path = tmp_path / "newsroom.graphml"
    path.write_bytes(written(newsroom, "graphml").getvalue())
    graph, back = networkx_graph(newsroom), igraph.Graph.Read_GraphML(str(path))
    assert back.is_directed()
    assert {v["id"]: v["label"] for v in back.vs} == {n: d["label"] for n, d in graph.nodes(data=True)}
    edge = back.es.find(fact=POST)
    assert (back.vs[edge.source]["id"], back.vs[edge.target]["id"], edge["label"]) == (MAYOR, CITY, "시장")
    assert (edge["evidence_start"], edge["evidence_end"]) == (0, 8)


def test_a_reader_made_from_the_schema_of_gexf_reads_it(newsroom: Store) -> None:
    gexfpy = pytest.importorskip("gexfpy", reason="gexfpy is not installed")
    graph = networkx_graph(newsroom)
    back = gexfpy.parse_string(written(newsroom, "gexf").getvalue().decode()).graph
    assert back.mode.value == "dynamic"
    assert back.timeformat.value == "date"
    assert {node.id: node.label for node in back.nodes[0].node} == {n: d["label"] for n, d in graph.nodes(data=True)}
    assert {(e.source, e.target, e.id) for e in back.edges[0].edge} == set(graph.edges(keys=True))


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


def test_gexf_has_everything_on_the_days_that_articles_name_it(newsroom: Store) -> None:
    back = READERS["gexf"](written(newsroom, "gexf"))
    assert back.edges[MAYOR, CITY, POST]["spells"] == [("2026-03-10", "2026-03-10")]
    days = [start for start, _ in back.nodes[MAYOR]["spells"]]
    assert days == sorted(set(days))
    for source, target, edge in back.edges(data=True):
        for end in (source, target):
            assert set(edge["spells"]) <= set(back.nodes[end]["spells"])


def test_what_an_undated_article_names_is_there_always_in_gexf(newsroom: Store) -> None:
    store = Store()
    published = NamedNode("https://schema.org/datePublished")
    store.extend(quad for quad in newsroom if quad.predicate != published)
    assert b"<spell" not in written(store, "gexf").getvalue()


def test_the_times_of_an_event_are_kept_apart_from_those_of_gexf(newsroom: Store) -> None:
    content = written(newsroom, "gexf")
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
