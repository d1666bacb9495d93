"""The graph that networkx gets."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.analysis import networkx_graph
from kg.export import write

DATA = "https://kg.example/data/"
MAYOR, CITY = f"{DATA}person/한지우~가온시", f"{DATA}place/가온시"
FORUM = f"{DATA}event/2026가온청년포럼~2026-03-10"
POLICY = f"{DATA}policy/청년월세지원조례"
SUPPORT = f"{DATA}article/council/fact/statement.73-107"


@pytest.fixture(scope="module")
def graph(newsroom: Store) -> networkx.MultiDiGraph:
    return networkx_graph(newsroom)


def edges(graph: networkx.MultiDiGraph, source: str, target: str) -> list[tuple[str, str]]:
    return sorted((data["type"], data["label"]) for data in graph.get_edge_data(source, target, default={}).values())


def test_every_node_has_label_type_and_evidence(graph: networkx.MultiDiGraph, newsroom: Store) -> None:
    bodies = {
        quad.subject.value: quad.object.value
        for quad in newsroom.quads_for_pattern(None, NamedNode("https://schema.org/articleBody"), None, None)
    }
    assert len(graph) == 33
    for _, node in graph.nodes(data=True):
        assert node["label"]
        assert node["type"] in ("Person", "Organization", "Place", "Event", "Policy", "Statement")
        assert node["evidence"]
        for span in node["evidence"]:
            assert bodies[span["article"]][span["start"] : span["end"]] == span["quote"]
    for _, _, edge in graph.edges(data=True):
        assert edge["label"]
        assert edge["type"]
        for span in edge["evidence"]:
            assert bodies[span["article"]][span["start"] : span["end"]] == span["quote"]


def test_each_kind_of_fact_that_connects_two_entities_is_an_edge(graph: networkx.MultiDiGraph) -> None:
    assert edges(graph, MAYOR, CITY) == [("Position", "시장")] * 3
    assert edges(graph, MAYOR, FORUM) == [("Participation", "speaker")]
    assert edges(graph, FORUM, f"{DATA}place/가온시청대강당") == [("EventPlace", "place")]
    assert edges(graph, MAYOR, POLICY) == [("PolicyAction", "proposes")]
    assert edges(graph, f"{DATA}organization/가온청년재단", CITY) == [("Relation", "part_of")]


def test_an_edge_says_what_its_fact_says(graph: networkx.MultiDiGraph) -> None:
    edge = graph.edges[MAYOR, CITY, f"{DATA}article/forum/fact/position.0-8"]
    assert edge == {
        "label": "시장",
        "type": "Position",
        "title": "시장",
        "status": "current",
        "article": f"{DATA}article/forum",
        "published": "2026-03-10",
        "confidence": 0.9,
        "rule": "hand",
        "evidence": [{"article": f"{DATA}article/forum", "start": 0, "end": 8, "quote": "한지우 가온시장"}],
    }


def test_a_fact_of_two_spans_is_one_edge_with_both(graph: networkx.MultiDiGraph) -> None:
    speaker = f"{DATA}person/박도현~가온문화원"
    (edge,) = graph.get_edge_data(speaker, FORUM).values()
    assert [span["quote"] for span in edge["evidence"]] == ["포럼은", "박도현 전 가온문화원장은 축사에서"]


def test_what_is_said_stands_between_speaker_and_what_it_is_about(graph: networkx.MultiDiGraph) -> None:
    speaker = f"{DATA}person/오세린~가온대"
    assert graph.nodes[SUPPORT]["type"] == "Statement"
    assert graph.nodes[SUPPORT]["label"] == "청년 월세 지원 조례를 지지한다"
    assert graph.nodes[SUPPORT]["manner"] == "indirect"
    assert edges(graph, speaker, SUPPORT) == [("Statement", "said")]
    assert edges(graph, SUPPORT, POLICY) == [("Mention", "said about")]
    assert edges(graph, speaker, POLICY) == [("PolicyAction", "supports")]  # the fact, not the statement


def test_times_measures_and_titles_are_attributes(graph: networkx.MultiDiGraph) -> None:
    festival = f"{DATA}event/가온봄꽃축제~2026-04-11"
    assert (graph.nodes[festival]["start"], graph.nodes[festival]["end"]) == ("2026-04-11", "2026-04-13")
    (time,) = graph.nodes[FORUM]["times"]
    assert time["evidence"][0]["quote"] == "10일 오후 2시"
    (measure,) = graph.nodes[FORUM]["measures"]
    assert (measure["value"], measure["unit"], measure["qualifier"]) == (300.0, "명", "여")
    (title,) = graph.nodes[f"{DATA}person/정하늘~가온청년재단"]["titles"]
    assert (title["title"], title["status"]) == ("내정자", "current")


def test_what_was_set_aside_is_not_in_it(graph: networkx.MultiDiGraph) -> None:
    inauguration = next(node for _, node in graph.nodes(data=True) if node["label"] == "취임식")
    assert [(time["start"], time["end"]) for time in inauguration["times"]] == [("2026-06", "")]


def test_a_city_that_acts_is_an_organization_and_a_place(graph: networkx.MultiDiGraph) -> None:
    assert graph.nodes[CITY]["type"] == "Organization"
    assert graph.nodes[CITY]["types"] == ["Organization", "Place"]


def test_it_is_the_same_each_time_and_from_a_file(
    graph: networkx.MultiDiGraph, newsroom: Store, tmp_path: Path
) -> None:
    path = tmp_path / "newsroom.nq"
    with path.open("wb") as stream:
        write(newsroom, "nquads", stream)
    for other in (networkx_graph(newsroom), networkx_graph(path), networkx_graph(str(path))):
        assert list(other.nodes(data=True)) == list(graph.nodes(data=True))
        assert list(other.edges(keys=True, data=True)) == list(graph.edges(keys=True, data=True))


def test_from_turtle_the_facts_are_the_same(graph: networkx.MultiDiGraph, newsroom: Store, tmp_path: Path) -> None:
    path = tmp_path / "newsroom.ttl"
    with path.open("wb") as stream:
        write(newsroom, "turtle", stream)
    other = networkx_graph(path)
    assert set(other.nodes) == set(graph.nodes)
    assert set(other.edges(keys=True)) == set(graph.edges(keys=True))


def test_a_fact_whose_parts_are_missing_is_left_out() -> None:
    store = Store()
    fact, kg = NamedNode("urn:fact"), "https://kg.example/ontology#"
    graph = NamedNode("urn:g")
    store.add(
        Quad(fact, NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), NamedNode(kg + "Relation"), graph)
    )
    store.add(Quad(fact, NamedNode(kg + "evidence"), NamedNode("urn:nowhere"), graph))
    store.add(Quad(fact, NamedNode(kg + "subject"), Literal("not an entity"), graph))
    assert len(networkx_graph(store)) == 0
