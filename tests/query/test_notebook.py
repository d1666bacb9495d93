"""Answers in a notebook and as data frames."""

from __future__ import annotations

import datetime
import importlib
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Store, Triple

import kg
from kg.errors import SetupError
from kg.query import Answer, load, run

XSD = "http://www.w3.org/2001/XMLSchema#"
DAY = datetime.date(2026, 3, 10)


def typed(value: str, datatype: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD + datatype))


ANSWER = Answer(
    ("name", "count", "share", "day", "mixed", "wrong"),
    (
        (
            Literal("한지우", language="ko"),
            typed("3", "integer"),
            typed("0.5", "decimal"),
            typed("2026-03-10", "date"),
            typed("1", "integer"),
            typed("2026-13-40", "date"),
        ),
        (NamedNode("urn:a"), None, typed("2", "integer"), None, Literal("하나"), typed("2026-03-10", "date")),
    ),
)


def test_pandas_gets_numbers_and_dates() -> None:
    pandas = pytest.importorskip("pandas", reason="the extra `pandas` is not installed")
    frame = ANSWER.to_pandas()
    assert list(frame["name"]) == ["한지우", "urn:a"]
    assert frame["count"][0] == 3
    assert pandas.isna(frame["count"][1])
    assert list(frame["share"]) == [0.5, 2.0]
    assert frame["day"][0] == DAY


def test_polars_gets_numbers_and_dates() -> None:
    polars = pytest.importorskip("polars", reason="the extra `polars` is not installed")
    frame = ANSWER.to_polars()
    assert frame.schema["count"] == polars.Int64
    assert frame.schema["share"] == polars.Float64
    assert frame.schema["day"] == polars.Date
    assert frame["count"].to_list() == [3, None]
    assert frame["mixed"].to_list() == ["1", "하나"]
    assert frame["wrong"].to_list() == ["2026-13-40", "2026-03-10"]


def test_numbers_too_large_for_a_column_stay_text() -> None:
    pytest.importorskip("polars", reason="the extra `polars` is not installed")
    frame = Answer(("n",), ((typed("9" * 30, "integer"),), (typed("1", "integer"),))).to_polars()
    assert frame["n"].to_list() == ["9" * 30, "1"]


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_every_shipped_answer_converts(newsroom: Store, library: str) -> None:
    pytest.importorskip(library, reason=f"the extra `{library}` is not installed")
    for name in ("speakers", "statements", "policies", "timeline"):
        answer = run(newsroom, load(name))
        frame = getattr(answer, f"to_{library}")()
        assert list(frame.columns) == list(answer.variables)
        assert len(frame) == len(answer.rows) > 0


def test_an_absent_library_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("kg.query.notebook.import_module", absent)
    with pytest.raises(SetupError, match=r"pip install 'kg\[pandas\]'"):
        ANSWER.to_pandas()
    assert importlib.import_module is not absent


def test_a_notebook_shows_rows_and_nothing_of_them_acts() -> None:
    hostile = "<script>alert(1)</script>\u202e"
    answer = Answer((hostile,), ((Literal(hostile),), (NamedNode("javascript:alert(1)"),)))
    html = answer._repr_html_()
    assert "<script" not in html
    assert "href" not in html
    assert "&lt;script&gt;" in html
    assert "\u202e" not in html


def test_a_notebook_shows_the_first_rows_of_many_and_says_how_many_there_are() -> None:
    html = Answer(("n",), tuple((Literal(str(n)),) for n in range(250)), more=True)._repr_html_()
    assert "<td" in html
    assert html.count("<tr>") == 101
    assert "100 / 250+" in html


def test_graphs_and_truth_values_are_shown() -> None:
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:b"), Literal("<b>"))
    assert "&lt;b&gt;" in Answer(triples=(triple,))._repr_html_()
    assert "true" in Answer(boolean=True)._repr_html_()


def test_articles_facts_and_documents_are_shown() -> None:
    article = kg.Article(text="한지우 가온시장은 <b>", headline="<i>제목</i>", published="2026-03-10")
    position = kg.model.Position(person="p1", title="시장", evidence=((0, 8),))
    document = kg.FactsDocument(
        id="a",
        article=article,
        mentions=(kg.Mention(start=0, end=3, type="Person", entity="p1"),),
        entities={"p1": kg.Entity(type="Person", names=("한지우",))},
        facts=(position,),
    )
    assert "&lt;i&gt;제목" in article._repr_html_()
    assert "시장" in position._repr_html_()
    html = document._repr_html_()
    assert '<mark title="Person 한지우">한지우</mark>' in html
    assert "한지우 가온시장" in html
    assert "<b>" not in html
