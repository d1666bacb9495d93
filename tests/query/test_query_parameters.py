"""What a user gives becomes a term, whatever it holds."""

from __future__ import annotations

import datetime
import unicodedata
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import QueryError, Reason
from kg.query import Parameter, load, run
from kg.query.header import ParameterType
from kg.query.parameters import bind

XSD = "http://www.w3.org/2001/XMLSchema#"
HOSTILE = (
    '"',
    "'",
    '")) } DROP ALL #',
    '"} ; DROP ALL ; SELECT * {"',
    "?speaker",
    "\\",
    "\\u0022 ) } SELECT * { ?s ?p ?o",
    "<http://127.0.0.1/>",
    "{{}}",
    "%s {0} $topic",
    "줄\n바꿈\r\n\t",
    "\x00\x01",
    "😀",
    "'''\"\"\"",
    ".*",
    "한" * 10_000,
)

SAYS = "SELECT ?s { ?s <urn:says> ?said FILTER(CONTAINS(?said, <https://kg.example/parameter#topic>())) }"


def parameter(type_name: ParameterType, default: str | None = None) -> Parameter:
    return Parameter("p", type_name, default, Reason("A thing", "어떤 것"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_asks_for_itself_and_changes_nothing(newsroom: Store, text: str) -> None:
    before = len(newsroom)
    query = load("statements")
    assert run(newsroom, query, {"topic": text}).rows == ()
    assert run(newsroom, query, {"speaker": text}).rows == ()
    assert len(newsroom) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_finds_what_holds_it(tmp_path: Path, text: str) -> None:
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:says"), Literal(f"그는 {text}라고 말했다")))
    path = tmp_path / "says.rq"
    path.write_text(load("statements").text.partition("PREFIX")[0] + SAYS, encoding="utf-8")
    assert len(run(store, load(path), {"topic": text}).rows) == 1


def test_text_is_brought_to_nfc() -> None:
    terms, _ = bind((parameter("string"),), {"p": unicodedata.normalize("NFD", "성남시장")}, "q")
    assert terms["p"] == Literal("성남시장")


@pytest.mark.parametrize(
    ("type_name", "given", "term"),
    [
        ("iri", "https://news.example/사람/가", NamedNode("https://news.example/사람/가")),
        ("date", "2026-02-28", Literal("2026-02-28", datatype=NamedNode(XSD + "date"))),
        ("date", datetime.date(2026, 2, 28), Literal("2026-02-28", datatype=NamedNode(XSD + "date"))),
        ("month", "2026-02", Literal("2026-02", datatype=NamedNode(XSD + "gYearMonth"))),
        ("integer", "007", Literal("7", datatype=NamedNode(XSD + "integer"))),
        ("integer", -3, Literal("-3", datatype=NamedNode(XSD + "integer"))),
        ("date", "", Literal("")),
        ("iri", "", Literal("")),
    ],
)
def test_a_value_is_a_term_of_its_type(type_name: ParameterType, given: str, term: Literal | NamedNode) -> None:
    assert bind((parameter(type_name),), {"p": given}, "q")[0] == {"p": term}


@pytest.mark.parametrize(
    ("type_name", "given"),
    [
        ("iri", "성남시"),
        ("iri", "https://news.example/a b"),
        ("iri", "https://news.example/>"),
        ("date", "2026-02-30"),
        ("date", "2026-2-3"),
        ("date", "20260203"),
        ("date", "２０２６-02-03"),
        ("month", "2026-13"),
        ("month", "2026"),
        ("integer", "3.5"),
        ("integer", "셋"),
        ("string", "\ud800"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(type_name: ParameterType, given: str) -> None:
    with pytest.raises(QueryError, match="'p'") as caught:
        bind((parameter(type_name),), {"p": given}, "q")
    assert "'p'" in caught.value.reason.ko


def test_an_unknown_parameter_is_answered_with_those_there_are() -> None:
    with pytest.raises(QueryError, match="no parameter 'topci'; it has topic, speaker, from, to, limit"):
        run(Store(), load("statements"), {"topci": "예산"})


def test_a_missing_parameter_is_named_with_what_it_is_for() -> None:
    with pytest.raises(QueryError, match="needs the parameter 'p': A thing"):
        bind((parameter("string"),), {}, "q")


@pytest.mark.parametrize("limit", ["-1", "many", "1e3", "9999999999"])
def test_a_limit_that_is_no_number_of_rows_is_refused(limit: str) -> None:
    with pytest.raises(QueryError, match="'limit'"):
        run(Store(), load("statements"), {"limit": limit})
