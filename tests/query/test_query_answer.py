"""Asking."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import QueryError
from kg.query import Query, load, run, shipped


def query(folder: Path, text: str) -> Query:
    path = folder / "mine.rq"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_limit_says_that_there_is_more(newsroom: Store) -> None:
    everything = run(newsroom, load("statements"))
    assert len(everything.rows) == 8
    assert not everything.more
    part = run(newsroom, load("statements"), {"limit": 3})
    assert len(part.rows) == 3
    assert set(part.rows) < set(everything.rows)
    assert min(str(row[4]) for row in part.rows) >= sorted(str(row[4]) for row in everything.rows)[-4]  # the latest
    assert part.more
    exact = run(newsroom, load("statements"), {"limit": "8"})
    assert not exact.more
    assert run(newsroom, load("statements"), {"limit": 0}) == everything


def test_answers_do_not_depend_on_the_order_in_which_quads_came(newsroom: Store) -> None:
    other = Store()
    for quad in sorted(newsroom, key=lambda quad: str(quad)[::-1]):
        other.add(quad)
    for each in shipped():
        values = {p.name: "가온" for p in each.parameters if p.default is None}
        assert run(other, each, values) == run(newsroom, each, values), each.name


def test_a_query_without_graphs_asks_all_of_them(newsroom: Store, tmp_path: Path) -> None:
    text = "PREFIX s: <https://schema.org/> SELECT ?n { ?p a s:Person ; s:name ?n } ORDER BY ?n"
    assert len(run(newsroom, query(tmp_path, text)).rows) == 7


def test_yes_and_no(newsroom: Store, tmp_path: Path) -> None:
    assert run(newsroom, query(tmp_path, "ASK { ?s ?p ?o }")).boolean is True
    assert run(newsroom, query(tmp_path, "ASK { ?s ?p 'nothing' }")).boolean is False


def test_a_graph_is_answered_without_repetition_in_order(newsroom: Store, tmp_path: Path) -> None:
    answer = run(newsroom, query(tmp_path, "CONSTRUCT { ?s a ?o } WHERE { GRAPH ?g { ?s a ?o } }"))
    assert answer.triples is not None
    assert list(answer.triples) == sorted(set(answer.triples), key=str)
    assert len(answer.triples) > 100


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE#\n<http://127.0.0.1:9/> #\r{ ?s ?p ?o } }",
        "PREFIX : <http://127.0.0.1:9/> SELECT * { SERVICE :x { ?s ?p ?o } }",
        "SELECT * { BIND(<http://127.0.0.1:9/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { ?a ?b trueSERVICE <http://127.0.0.1:9/> {} }",
        "SELECT * { ?a ?b ?c.SERVICE<http://127.0.0.1:9/>{} }",
        "SELECT * { FILTER(?a<?b#c>'''\n) SERVICE SILENT <http://127.0.0.1:9/> {?x ?y ?z} #'''\n}",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> {} } }",
    ],
)
def test_no_query_reaches_the_network(tmp_path: Path, text: str) -> None:
    with pytest.raises(QueryError, match="network"):
        run(Store(), query(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { GRAPH ?service { ?s ?p ?o } }",
        "SELECT ?s { ?s ?p 'customer service' } # service",
        "PREFIX service: <urn:x> SELECT ?s { ?s service:service service:b }",
    ],
)
def test_the_word_service_alone_is_harmless(tmp_path: Path, text: str) -> None:
    assert run(Store(), query(tmp_path, text)).rows == ()


@pytest.mark.parametrize(
    "text",
    [
        "DROP ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL ; SELECT * {}",
        "SELECT * {",
        "",
        "SELECT (<urn:unknown>() AS ?x) {}",
    ],
)
def test_what_is_no_query_is_refused_and_changes_nothing(newsroom: Store, tmp_path: Path, text: str) -> None:
    before = len(newsroom)
    with pytest.raises(QueryError, match=r"mine\.rq"):
        run(newsroom, query(tmp_path, text))
    assert len(newsroom) == before


def test_a_parameter_that_the_header_does_not_declare_cannot_be_read(newsroom: Store, tmp_path: Path) -> None:
    text = load("statements").text.replace(
        '# param topic string "": Words that the statement contains; empty for any\n', ""
    )
    text = text.replace("# param@ko topic: 발언에 들어 있는 말. 비우면 전부\n", "")
    with pytest.raises(QueryError, match="parameter 'topic'"):
        run(newsroom, query(tmp_path, text))
