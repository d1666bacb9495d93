"""What is measured of a network, and that both engines measure the same."""

from __future__ import annotations

import networkx
import pytest
from pyoxigraph import Store

from kg.analysis import networkx_graph
from kg.analysis.changes import changes
from kg.analysis.engines import engine
from kg.analysis.measures import MEASURES, Analysis, _web, analyse, attributed, groups
from kg.analysis.tables import TABLES, tables
from kg.errors import SetupError


def named(graph: networkx.Graph) -> networkx.Graph:
    """The graph with texts as nodes, in the order of its numbers."""
    return networkx.relabel_nodes(graph, {node: f"n{node:03}" for node in graph})


@pytest.fixture(scope="module")
def club() -> networkx.Graph:
    """Zachary's karate club: 34 people, known figures."""
    graph = named(networkx.karate_club_graph())
    for node in graph:
        graph.nodes[node].clear()
    return graph


@pytest.mark.parametrize("name", ["networkx", "igraph"])
def test_the_figures_are_those_of_the_definitions(club: networkx.Graph, name: str) -> None:
    if name == "igraph":
        pytest.importorskip("igraph", reason="the extra `analyse` is not installed")
    nodes = analyse(club, name).nodes
    between = networkx.betweenness_centrality(club)
    cores = networkx.core_number(club)
    for iri in club:
        assert nodes[iri].degree == club.degree[iri]
        assert nodes[iri].weight == club.degree(iri, weight="weight")
        assert nodes[iri].betweenness == pytest.approx(between[iri], rel=1e-5)
        assert nodes[iri].core == cores[iri]
        assert nodes[iri].component == 1
    assert sum(node.pagerank for node in nodes.values()) == pytest.approx(1, rel=1e-4)
    assert 2 <= len({node.community for node in nodes.values()}) <= 6
    assert [iri for iri in club if nodes[iri].cut] == ["n000"]


def test_pagerank_is_that_of_its_definition() -> None:
    """A star: the middle has d/(1+d) of what its three neighbours do not keep (solved by hand)."""
    star = named(networkx.star_graph(3))
    nodes = analyse(star, "networkx").nodes
    middle = (0.15 / 4 + 0.85 * 3 * 0.15 / 4) / (1 - 0.85**2)
    assert nodes["n000"].pagerank == pytest.approx(middle, rel=1e-5)
    assert nodes["n001"].pagerank == pytest.approx((1 - middle) / 3, rel=1e-5)


def test_both_engines_agree(newsroom: Store, club: networkx.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("igraph", reason="the extra `analyse` is not installed")
    graphs = [club, networkx_graph(newsroom), networkx_graph(newsroom, "entities"), networkx.Graph()]
    for limit, sources in ((2_000, 200), (10, 5)):  # the second: estimates, from the same sample
        monkeypatch.setattr("kg.analysis.measures.EXACT", limit)
        monkeypatch.setattr("kg.analysis.measures.SOURCES", sources)
        for graph in graphs:
            one, other = analyse(graph, "networkx"), analyse(graph, "igraph")
            assert one.sampled == other.sampled == (len(graph) > limit)
            for iri in graph:
                for measure in set(MEASURES) - {"community", "bridges"}:
                    assert getattr(one.nodes[iri], measure) == getattr(other.nodes[iri], measure), (iri, measure)


@pytest.mark.parametrize("name", ["networkx", "igraph"])
def test_it_is_the_same_each_time(newsroom: Store, name: str) -> None:
    if name == "igraph":
        pytest.importorskip("igraph", reason="the extra `analyse` is not installed")
    first = analyse(networkx_graph(newsroom, "entities"), name)
    assert analyse(networkx_graph(newsroom, "entities"), name) == first
    backwards = networkx.Graph()
    graph = networkx_graph(newsroom, "entities")
    backwards.add_nodes_from(reversed(list(graph.nodes(data=True))))
    backwards.add_edges_from(reversed(list(graph.edges(data=True))))
    assert analyse(backwards, name) == first


def test_parallel_edges_and_directions_make_one_tie_and_loops_none() -> None:
    graph = networkx.MultiDiGraph()
    graph.add_edges_from([("a", "b"), ("b", "a"), ("a", "b"), ("a", "a")])
    web = _web(graph, ["a", "b"])
    assert (web.ties, web.weights) == ([(0, 1)], [3])


def test_who_connects_two_groups_is_a_broker() -> None:
    graph = networkx.Graph()
    for group in ("a", "b"):
        graph.add_edges_from((f"{group}{i}", f"{group}{j}") for i in range(4) for j in range(i))
    graph.add_edges_from([("a0", "go-between"), ("go-between", "b0")])
    analysis = analyse(graph, "networkx")
    broker = analysis.top(lambda node: node.betweenness)[0]
    assert broker.iri == "go-between"
    assert broker.cut
    assert [group.size for group in groups(analysis, "component")] == [9]
    assert broker.constraint is not None
    assert analysis.nodes["a0"].constraint is not None
    assert broker.constraint < 0.6
    communities = groups(analysis, "community")
    assert [group.number for group in communities] == [1, 2]
    assert sum(group.size for group in communities) == 9


def test_what_was_measured_stands_at_the_nodes(newsroom: Store) -> None:
    graph = networkx_graph(newsroom, "entities")
    analysis = analyse(graph)
    attributed(graph, analysis)
    for iri, node in graph.nodes(data=True):
        assert node["pagerank"] == analysis.nodes[iri].pagerank
        assert node["community"] == analysis.nodes[iri].community


def test_changes_tell_who_is_new_who_is_gone_and_which_ties(newsroom: Store) -> None:
    def measured(period: str) -> tuple[networkx.Graph, Analysis]:
        graph = networkx_graph(newsroom, "entities", period=period)
        return graph, analyse(graph)

    found = {change.label: change for change in changes(measured("2026-03"), measured("2026-04"))}
    assert found["2026 가온 청년 포럼"].state == "gone"
    assert found["협약식"].state == "new"
    mayor = found["한지우"]
    assert (mayor.state, mayor.degree, mayor.won, mayor.lost) == ("stays", (4, 2), 1, 3)
    same = changes(measured("2026-03"), measured("2026-03"))
    assert {(change.state, change.won, change.lost) for change in same} == {("stays", 0, 0)}


def test_tables_have_the_first_rows_and_say_how_many_there_are(newsroom: Store) -> None:
    made = tables(analyse(networkx_graph(newsroom, "entities")), [], 3)
    assert tuple(made) == TABLES
    for name, table in made.items():
        assert table.name == name
        assert len(table.rows) == min(table.of, 3)
        assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(tables(analyse(networkx_graph(newsroom, "entities")), None, 0)["centralities"].rows) > 10


def test_an_engine_that_is_not_there_is_answered_with_those_that_are(club: networkx.Graph) -> None:
    with pytest.raises(SetupError, match="Unknown engine 'abacus'; installed: networkx"):
        analyse(club, "abacus")


def test_igraph_is_asked_for_by_its_extra(club: networkx.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.analysis.engines.find_spec", lambda name: None)
    with pytest.raises(SetupError, match=r"pip install 'kg\[analyse\]'"):
        analyse(club, "igraph")
    assert analyse(club).engine == "networkx"


def test_a_backend_of_networkx_measures_by_its_name(club: networkx.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    plain = networkx.betweenness_centrality

    def dispatched(graph: networkx.Graph, backend: str = "", **options: object) -> dict[int, float]:
        asked.append(backend)
        return plain(graph, **options)

    monkeypatch.setattr(networkx, "betweenness_centrality", dispatched)
    monkeypatch.setattr("kg.analysis.engines._backends", lambda: ["abacus"])
    web = _web(club, sorted(club))
    assert engine(web, "abacus").name == "networkx:abacus"
    assert engine(web, "abacus").betweenness(None)[0] > 0
    assert asked == ["abacus"]
