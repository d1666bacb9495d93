"""Looking a query file over."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.query import shipped
from kg.query.lint import lint

GOOD = """# title: Voices
# title@ko: 목소리
# description: Who said what.
# description@ko: 누가 무엇을 말했나.
# group: statements
# param topic string "": Words
# param@ko topic: 말
# limit: 7

PREFIX kg: <https://kg.example/ontology#>
PREFIX param: <https://kg.example/parameter#>
PREFIX schema: <https://schema.org/>

SELECT ?s WHERE { ?s a kg:Statement ; schema:text ?t FILTER(CONTAINS(?t, param:topic())) } ORDER BY ?s LIMIT 7
"""


def remarks(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "mine.rq"
    path.write_text(text, encoding="utf-8")
    found = lint(path)
    assert all(remark.path == path and remark.reason.ko != remark.reason.en for remark in found)
    return [(remark.line, remark.reason.en) for remark in found]


def test_the_shipped_queries_need_no_remark() -> None:
    queries = shipped()
    assert len(queries) >= 30
    assert [remark for query in queries for remark in lint(query.name)] == []


def test_a_good_file_needs_none(tmp_path: Path) -> None:
    assert remarks(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("kg:Statement", "kg:Statment", 14, "no term kg:Statment"),
        ("schema:text", "schema:txt", 14, "no term schema:txt"),
        ("kg:Statement", "sch:Statement", 14, "prefix sch: is not declared"),
        ("param:topic()", "param:topci()", 14, "does not declare the parameter 'topci'"),
        ("CONTAINS(?t, param:topic())", "CONTAINS(?t, 'param:topic()')", 0, "'topic' is declared and not used"),
        ("ORDER BY ?s LIMIT 7", "ORDER BY ?s", 0, "LIMIT 7"),
        ("# limit: 7\n", "# limit: 8\n", 0, "LIMIT 8"),
        ("{ ?s a", "{ SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } ?s a", 0, "network"),
        ("SELECT ?s WHERE {", "SELECT ?s WHERE {{", 0, "not a query"),
        ("# group: statements\n", "", 0, "lacks 'group'"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, old: str, new: str, line: int, message: str) -> None:
    assert GOOD.count(old) == 1
    found = remarks(tmp_path, GOOD.replace(old, new))
    assert any(at == line and message in text for at, text in found), found


def test_a_file_without_header_and_limit_is_told_both(tmp_path: Path) -> None:
    assert [text for _, text in remarks(tmp_path, "SELECT * { ?s ?p ?o }")] == [
        "neither the header nor the query sets a limit.",
        "the file has no header (# title: …).",
    ]
    assert len(remarks(tmp_path, "SELECT * { ?s ?p 'LIMIT 3' } LIMIT 3")) == 1
