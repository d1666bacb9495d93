"""Projections: each edge says which facts it stands for."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx
import pytest
from pyoxigraph import Store

from kg.analysis import PROJECTIONS, networkx_graph
from kg.analysis.period import period
from kg.errors import SetupError

DATA = "https://kg.example/data/"
MAYOR, CITY = f"{DATA}person/한지우~가온시", f"{DATA}place/가온시"
PRESIDENT = f"{DATA}person/오세린~가온대"
FORUM, MEETING = f"{DATA}event/2026가온청년포럼~2026-03-10", f"{DATA}event/본회의~2026-03-17"
POLICY = f"{DATA}policy/청년월세지원조례"
NAMES = [projection.name for projection in PROJECTIONS]


@pytest.fixture(scope="module")
def whole(newsroom: Store) -> networkx.MultiDiGraph:
    return networkx_graph(newsroom)


@pytest.mark.parametrize("name", NAMES)
def test_every_edge_names_the_facts_it_was_made_from(newsroom: Store, whole: Any, name: str) -> None:
    graph = networkx_graph(newsroom, name)
    types = {key: data["type"] for _, _, key, data in whole.edges(keys=True, data=True)}
    assert graph.number_of_edges()
    for _, _, edge in graph.edges(data=True):
        assert edge["weight"] >= 1
        assert edge["evidence"]
        assert edge["first"] <= edge["last"]
        if name == "topics":  # rests on mentions alone
            assert edge["facts"] == edge["from"] == []
            continue
        assert edge["facts"]
        assert set(edge["facts"]) <= set(types)
        assert {types[fact] for fact in edge["facts"]} <= set(edge["from"])
        assert edge["collapsed"] >= len(edge["facts"])


@pytest.mark.parametrize("name", NAMES)
def test_it_says_how_many_edges_it_collapsed_and_left_out(newsroom: Store, whole: Any, name: str) -> None:
    graph, projection = networkx_graph(newsroom, name), next(p for p in PROJECTIONS if p.name == name)
    all_edges = Counter(data["type"] for _, _, data in whole.edges(data=True))
    assert Counter(graph.graph["collapsed"]) + Counter(graph.graph["left_out"]) == all_edges
    assert set(graph.graph["collapsed"]) <= set(projection.made_from)
    if name in ("entities", "people-organizations", "policies"):  # an edge of the network goes into one edge here
        assert sum(e["collapsed"] for _, _, e in graph.edges(data=True)) == sum(graph.graph["collapsed"].values())


@pytest.mark.parametrize("name", NAMES)
def test_nodes_are_those_of_the_network(newsroom: Store, whole: Any, name: str) -> None:
    for iri, node in networkx_graph(newsroom, name).nodes(data=True):
        assert node == whole.nodes[iri]
        assert node["type"] != "Statement"


def test_posts_of_a_person_stand_in_the_order_of_time(newsroom: Store) -> None:
    edge = networkx_graph(newsroom, "people-organizations").edges[MAYOR, CITY]
    assert [(post["published"], post["label"], post["status"]) for post in edge["posts"]] == [
        ("2026-03-10", "시장", "current"),
        ("2026-03-17", "시장", "current"),
        ("2026-04-02", "시장", "current"),
    ]
    assert (edge["weight"], edge["first"], edge["last"]) == (3, "2026-03-10", "2026-04-02")


def test_people_at_the_same_events_are_tied_once_with_their_events(newsroom: Store) -> None:
    graph = networkx_graph(newsroom, "people-at-events")
    assert not graph.is_directed()
    edge = graph.edges[MAYOR, PRESIDENT]
    assert (edge["events"], edge["weight"], edge["collapsed"]) == ([FORUM, MEETING], 2, 4)
    assert {graph.nodes[node]["type"] for node in graph} == {"Person"}


def test_who_speaks_about_what_was_said_and_no_fact(newsroom: Store) -> None:
    edge = networkx_graph(newsroom, "speakers").edges[PRESIDENT, POLICY]
    assert (edge["type"], edge["label"], edge["from"]) == ("SpeaksAbout", "said about", ["Mention", "Statement"])
    assert [said["text"] for said in edge["statements"]] == ["청년 월세 지원 조례를 지지한다"]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "speakers"])
def test_nothing_but_who_speaks_is_made_from_statements(newsroom: Store, name: str) -> None:
    graph = networkx_graph(newsroom, name)
    assert not {"Statement", "Mention"} & set(graph.graph["collapsed"])


def test_policies_have_sides(newsroom: Store) -> None:
    graph = networkx_graph(newsroom, "policies")
    sides = {graph.nodes[who]["label"]: edge["side"] for who, _, edge in graph.in_edges(POLICY, data=True)}
    assert sides == {"한지우": "for", "가온시의회": "for", "오세린": "for", "가온청년재단": "for", "박도현": "against"}


def test_events_follow_one_another_through_who_took_part(newsroom: Store) -> None:
    graph = networkx_graph(newsroom, "events")
    assert graph.edges[FORUM, MEETING]["through"] == [PRESIDENT, MAYOR]
    for one, other in graph.edges:
        assert graph.nodes[one]["start"] <= graph.nodes[other]["start"]


def test_topics_are_named_together(newsroom: Store) -> None:
    graph = networkx_graph(newsroom, "topics")
    assert graph.edges[POLICY, FORUM]["articles"] == [f"{DATA}article/forum"]
    assert {graph.nodes[node]["type"] for node in graph} == {"Event", "Policy"}


def test_a_period_has_what_its_articles_say(newsroom: Store) -> None:
    graph = networkx_graph(newsroom, "entities", period="2026-03-11..2026-03")
    assert {edge["first"] for _, _, edge in graph.edges(data=True)} == {"2026-03-17"}
    assert FORUM not in graph
    assert MEETING in graph
    assert len(networkx_graph(newsroom, period="1999")) == 0


def test_without_evidence_the_same_nodes_and_edges_come_lighter(newsroom: Store, whole: Any) -> None:
    light = networkx_graph(newsroom, evidence=False)
    assert set(light.edges(keys=True)) == set(whole.edges(keys=True))
    assert list(light) == list(whole)
    assert not any("evidence" in data for _, data in light.nodes(data=True))
    assert not any("evidence" in data for _, _, data in light.edges(data=True))


def test_an_unknown_projection_is_answered_with_those_there_are(newsroom: Store) -> None:
    with pytest.raises(SetupError, match="'friends'; known: entities, people-organizations"):
        networkx_graph(newsroom, "friends")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("2025", "2025-12-31T23:00+09:00", "2026-01-01"),
        ("2025-03", "2025-03-31", "2025-04-01"),
        ("2025-03..2026", "2026-12-31", "2025-02-28"),
        ("..2024-06-01", "2024-06-01", "2024-06-02"),
        ("2025..", "2031", "2024"),
    ],
)
def test_a_period_holds_its_first_and_last_day(text: str, inside: str, outside: str) -> None:
    assert inside in period(text)
    assert outside not in period(text)
    assert "" not in period(text)


@pytest.mark.parametrize("text", ["", "..", "spring", "2025-3", "2026..2025", "2025-05..2025-04"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(SetupError, match="is no period"):
        period(text)


def test_a_notebook_shows_what_is_in_a_graph(newsroom: Store) -> None:
    html = networkx_graph(newsroom, "policies")._repr_html_()  # type: ignore[attr-defined]
    assert "policies with supporters and opponents" in html
    assert "청년 월세 지원 조례" in html
