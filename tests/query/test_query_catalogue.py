"""Finding queries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.query import load, shipped
from kg.query.header import GROUPS


def test_a_shipped_query_is_loaded_by_name_and_by_path() -> None:
    first = shipped()[0]
    assert load(first.name) == first
    assert load(first.path) == first
    assert load(str(first.path)) == first


def test_shipped_queries_come_by_group_and_name() -> None:
    keys = [(list(GROUPS).index(query.group), query.name) for query in shipped()]
    assert keys == sorted(keys)
    assert {query.group for query in shipped()} == set(GROUPS)
    assert len(keys) >= 30


def test_an_unknown_name_is_answered_with_those_there_are() -> None:
    with pytest.raises(QueryError, match=r"'statement' .*statements"):
        load("statement")


def test_a_file_without_header_is_a_query_by_its_file_name(tmp_path: Path) -> None:
    (tmp_path / "내 질의.rq").write_text("# anything\nSELECT * {}", encoding="utf-8")
    query = load(tmp_path / "내 질의.rq")
    assert query.name == "내 질의"
    assert query.parameters == ()


@pytest.mark.parametrize("content", [None, b"\xff\xfe SELECT"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.rq"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(QueryError, match=r"broken\.rq cannot be read"):
        load(path)


def test_asking_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
    code = (
        "import sys; from io import BytesIO; from kg.query import *; "
        f"write(run(open_dataset({str(tmp_path / 'a.ttl')!r}), load('statements')), 'table', BytesIO()); "
        "print(sorted({'rdflib', 'networkx', 'pyshacl', 'kiwipiepy'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown.strip() == "[]"
