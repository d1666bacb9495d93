"""CSV files for graph databases: read as their importers read them, and by Kuzu itself."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.analysis import networkx_graph
from kg.export import write, write_folder

HOSTILE = '한"지우",\n\'; DROP\\ <b>\x00\x1b\r,;|'
SAFE = '한"지우",\n\'; DROP\\ <b>\ufffd\ufffd\r,;|'
MAYOR = "https://kg.example/data/person/한지우~가온시"


@pytest.fixture(scope="module")
def hostile(newsroom: Store) -> Store:
    """The newsroom, whose mayor has a name that no file should stumble over."""
    store = Store()
    store.extend(newsroom)
    name, graph = NamedNode("https://schema.org/name"), NamedNode("https://kg.example/data/graph/entities")
    for quad in list(store.quads_for_pattern(NamedNode(MAYOR), name, None, None)):
        store.remove(quad)
    store.add(Quad(NamedNode(MAYOR), name, Literal(HOSTILE, language="ko"), graph))
    return store


def files(dataset: Store, name: str) -> dict[str, str]:
    stream = io.BytesIO()
    write(dataset, name, stream)
    with zipfile.ZipFile(stream) as archive:
        return {entry: archive.read(entry).decode() for entry in archive.namelist()}


def rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_neo4j_gets_each_node_and_edge_with_typed_columns(hostile: Store) -> None:
    graph, written = networkx_graph(hostile), files(hostile, "neo4j")
    nodes, edges = rows(written["nodes.csv"]), rows(written["edges.csv"])
    assert {row["id:ID"] for row in nodes} == set(graph)
    assert {(row[":START_ID"], row[":END_ID"], row["fact"]) for row in edges} == set(graph.edges(keys=True))
    mayor = next(row for row in nodes if row["id:ID"] == MAYOR)
    assert mayor["label"] == SAFE
    assert mayor[":LABEL"] == "Person"
    post = next(row for row in edges if row[":TYPE"] == "POSITION" and row[":START_ID"] == MAYOR)
    assert int(post["evidence_end:long"]) - int(post["evidence_start:long"]) == len(post["evidence_quote"])
    assert float(post["confidence:double"]) == 0.9
    assert "--nodes=nodes.csv --relationships=edges.csv --multiline-fields=true" in written["import.sh"]


def test_what_is_said_is_no_relationship_between_entities(hostile: Store) -> None:
    written = files(hostile, "neo4j")
    statements = {row["id:ID"] for row in rows(written["nodes.csv"]) if row[":LABEL"] == "Statement"}
    edges = rows(written["edges.csv"])
    assert {row[":END_ID"] for row in edges if row[":TYPE"] == "SAID"} <= statements
    assert {row[":START_ID"] for row in edges if row[":TYPE"] == "SAID_ABOUT"} <= statements
    others = [row for row in edges if row[":TYPE"] not in ("SAID", "SAID_ABOUT")]
    assert not statements & {row[end] for row in others for end in (":START_ID", ":END_ID")}
    assert statements


def test_kuzu_takes_the_files(hostile: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kuzu = pytest.importorskip("kuzu", reason="kuzu is not installed")
    write_folder(hostile, "kuzu", tmp_path / "files")
    monkeypatch.chdir(tmp_path / "files")
    connection = kuzu.Connection(kuzu.Database(str(tmp_path / "database")))
    for statement in Path("import.cypher").read_text(encoding="utf-8").splitlines():
        connection.execute(statement)

    def ask(query: str) -> list[list[Any]]:
        result, found = connection.execute(query), []
        while result.has_next():
            found.append(result.get_next())
        return found

    graph = networkx_graph(hostile)
    assert ask("MATCH (n) RETURN count(*)") == [[len(graph)]]
    assert ask("MATCH ()-[e]->() RETURN count(*)") == [[graph.number_of_edges()]]
    assert ask(f"MATCH (n:Entity) WHERE n.id = '{MAYOR}' RETURN n.label") == [[SAFE]]
    said = ask("MATCH (:Entity)-[:SAID]->(s:Statement) RETURN s.id, s.text, s.evidence_start, s.evidence")
    assert len(said) > 1
    for iri, words, start, evidence in said:
        assert words == graph.nodes[iri]["text"]
        assert start == graph.nodes[iri]["evidence"][0]["start"]
        assert json.loads(evidence) == graph.nodes[iri]["evidence"]


@pytest.mark.parametrize("name", ["neo4j", "kuzu"])
def test_the_same_dataset_gives_the_same_archive(newsroom: Store, name: str) -> None:
    one, other = io.BytesIO(), io.BytesIO()
    write(newsroom, name, one)
    write(newsroom, name, other)
    assert one.getvalue() == other.getvalue()


def test_an_empty_dataset_gives_headers_alone() -> None:
    for content in files(Store(), "kuzu").values():
        assert rows(content) == [] or "CREATE" in content
