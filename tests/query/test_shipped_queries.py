"""Each shipped query answers its cases: `cases/QUERY/CASE.json` are the parameters, the file beside it the answer."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import newsroom as small_newsroom
import pytest
from pyoxigraph import Store

from kg.query import load, run, shipped, write

DISAGREEMENT = Path(__file__).with_name("disagreement.jsonl")
"""Articles that do not agree: what the questions of the group `conflicts` are tested on."""
CASES = Path(__file__).with_name("cases")
ASKED = sorted(CASES.glob("*/*.json"))
FORMATS = {".csv": "csv", ".ttl": "turtle"}


@pytest.fixture(scope="module")
def disagreement() -> Store:
    return small_newsroom.dataset(DISAGREEMENT)


def expected(case: Path) -> Path:
    return next(path for path in (case.with_suffix(suffix) for suffix in FORMATS) if path.is_file())


def lines(content: bytes) -> list[str]:
    return content.decode().splitlines()


@pytest.mark.parametrize("case", ASKED, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_it_answers_as_expected(newsroom: Store, disagreement: Store, case: Path) -> None:
    query = load(case.parent.name)
    dataset = disagreement if query.group == "conflicts" or query.name == "undated-events" else newsroom
    answer = run(dataset, query, json.loads(case.read_text(encoding="utf-8")))
    stream = BytesIO()
    write(answer, FORMATS[expected(case).suffix], stream)
    assert lines(stream.getvalue()) == lines(expected(case).read_bytes())


NEWEST = [case for case in ASKED if load(case.parent.name).newest]


@pytest.mark.parametrize("case", NEWEST, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_of_too_many_rows_the_newest_are_kept(newsroom: Store, case: Path) -> None:
    query, values = load(case.parent.name), json.loads(case.read_text(encoding="utf-8"))
    whole = run(newsroom, query, values | {"limit": 0})
    day = whole.variables.index("published")
    days = sorted(str(row[day]) for row in whole.rows)
    for limit in range(1, len(days)):
        answer = run(newsroom, query, values | {"limit": limit})
        assert answer.more
        assert sorted(str(row[day]) for row in answer.rows) == days[-limit:]
        assert [row for row in whole.rows if row in answer.rows] == list(answer.rows)


def test_questions_that_keep_the_newest_rows_are_tested() -> None:
    assert len({case.parent.name for case in NEWEST}) == sum(query.newest for query in shipped()) > 10


@pytest.mark.parametrize("case", ASKED, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_no_expected_answer_is_empty(case: Path) -> None:
    assert len(lines(expected(case).read_bytes())) > 1


def test_each_shipped_query_has_a_case_and_no_case_is_left_over() -> None:
    names = {query.name for query in shipped()}
    assert len(names) >= 18
    assert {case.parent.name for case in ASKED} == names
    assert {path.stem for path in CASES.glob("*/*")} == {case.stem for case in ASKED}


def test_each_row_shows_where_it_stands() -> None:
    for query in shipped():
        if "CONSTRUCT" not in query.text:
            projection = query.text.partition("SELECT")[2].partition("WHERE")[0]
            assert "article" in projection, query.name


def test_each_query_introduces_itself_in_both_languages() -> None:
    for query in shipped():
        for text in (query.title, query.description, *(parameter.description for parameter in query.parameters)):
            assert text.en
            assert text.ko
            assert text.en != text.ko


def test_an_answer_is_the_same_from_a_file_of_one_graph(newsroom: Store, tmp_path: Path) -> None:
    """Turtle knows no graphs: the questions do not depend on which graph a fact stands in."""
    from kg.export import write as export
    from kg.query import open_dataset

    with (tmp_path / "newsroom.ttl").open("wb") as stream:
        export(newsroom, "turtle", stream, set_aside=True)
    merged = open_dataset(tmp_path / "newsroom.ttl")
    for query in shipped():
        if all(parameter.default is not None for parameter in query.parameters):
            assert run(merged, query) == run(newsroom, query), query.name
