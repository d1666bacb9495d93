"""Writing an answer."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.query import FORMATS, Answer, table, write
from kg.query.format import width
from kg.query.terms import short

INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
NASTY = '쉼표, "따옴표"\n줄 <b>&amp;</b>\x01\x1b[31m'
ROWS = Answer(
    ("who", "n"),
    (
        (NamedNode("https://kg.example/data/person/한_지우~가온시"), Literal("3", datatype=INTEGER)),
        (Literal(NASTY, language="ko"), None),
        (BlankNode("b"), Literal("abc")),
    ),
)
GRAPH = Answer(
    triples=(
        Triple(
            NamedNode("urn:a"),
            NamedNode("https://kg.example/ontology#role"),
            NamedNode("https://kg.example/ontology#speaker"),
        ),
    )
)


def written(answer: Answer, name: str) -> bytes:
    stream = BytesIO()
    write(answer, name, stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("가나", 4),
        ("A가", 3),
        ("e\u0301", 1),
        ("\u1112\u1161\u11ab", 2),
        ("，", 2),
        ("😀", 2),
        ("“", 1),
        ("", 0),
    ],
)
def test_a_korean_syllable_takes_two_columns(text: str, columns: int) -> None:
    assert width(text) == columns


def test_the_columns_of_a_table_stand_beneath_one_another() -> None:
    lines = table(Answer(("이름", "n"), ((Literal("가"), Literal("1")), (Literal("abcde"), Literal("2"))))).splitlines()
    assert lines == ["이름   n", "─────  ─", "가     1", "abcde  2"]


def test_a_table_shows_iris_short_and_keeps_each_row_on_its_line() -> None:
    lines = table(ROWS).splitlines()
    assert len(lines) == 5
    assert "한 지우~가온시" in lines[2]
    assert '쉼표, "따옴표" 줄 <b>&amp;</b> [31m' in lines[3]
    assert "\x1b" not in table(ROWS)


def test_a_long_cell_is_cut_at_its_width() -> None:
    answer = Answer(("x",), ((Literal("가" * 50),),))
    assert table(answer, 11).splitlines()[2] == "가가가가가…"
    assert table(answer, 0).splitlines()[2] == "가" * 50


@pytest.mark.parametrize(
    ("iri", "shown"),
    [
        ("https://kg.example/ontology#organizer", "kg:organizer"),
        ("https://kg.example/data/article/a%2F1", "a/1"),
        ("https://kg.example/data/article/a/fact/position.0-8", "position.0-8"),
        ("https://kg.example/data/person/%5F_x", "_ x"),
        ("https://kg.example/", "kg.example"),
        ("urn:x", "urn:x"),
    ],
)
def test_an_iri_is_shown_as_people_read_it(iri: str, shown: str) -> None:
    assert short(iri) == shown


def test_csv_is_read_back_with_whole_iris() -> None:
    rows = list(csv.reader(StringIO(written(ROWS, "csv").decode(), newline="")))
    assert rows[0] == ["who", "n"]
    assert rows[1] == ["https://kg.example/data/person/한_지우~가온시", "3"]
    assert rows[2] == [NASTY, ""]


def test_tsv_has_terms_as_turtle_writes_them() -> None:
    first = written(ROWS, "tsv").decode().splitlines()
    assert first[0] == "?who\t?n"
    assert first[1] == "<https://kg.example/data/person/한_지우~가온시>\t3"


def test_json_has_language_and_datatype() -> None:
    bindings = json.loads(written(ROWS, "json"))["results"]["bindings"]
    assert bindings[0]["n"] == {"type": "literal", "value": "3", "datatype": INTEGER.value}
    assert bindings[1] == {"who": {"type": "literal", "value": NASTY, "xml:lang": "ko"}}


def test_xml_is_well_formed_whatever_a_text_holds() -> None:
    texts = [element.text for element in ElementTree.fromstring(written(ROWS, "xml")).iter() if element.text]
    assert '쉼표, "따옴표"\n줄 <b>&amp;</b>\ufffd\ufffd[31m' in texts


@pytest.mark.parametrize("name", ["table", "csv", "json", "xml"])
def test_yes_is_written_in_each_format(name: str) -> None:
    assert b"true" in written(Answer(boolean=True), name)


def test_a_graph_is_written_as_turtle_with_prefixes_or_as_a_table() -> None:
    assert b"<urn:a> kg:role kg:speaker ." in written(GRAPH, "turtle")
    assert written(GRAPH, "table").decode().splitlines()[0].split() == ["subject", "predicate", "object"]


@pytest.mark.parametrize(
    ("answer", "name", "message"),
    [(ROWS, "turtle", "rows"), (GRAPH, "json", "graph"), (ROWS, "xlsx", "known: table, csv"), (ROWS, "", "known")],
)
def test_a_format_that_does_not_suit_is_refused(answer: Answer, name: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        written(answer, name)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("turtle", "ntriples")])
def test_an_answer_without_rows_is_written(name: str) -> None:
    assert b"who" in written(Answer(("who",)), name)


def test_parquet_is_read_back_with_numbers_as_numbers() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    answer = Answer(("n", "text"), ((Literal("3", datatype=INTEGER), Literal(NASTY)), (None, ROWS.rows[0][0])))
    table = parquet.read_table(BytesIO(written(answer, "parquet"))).to_pydict()
    assert table == {"n": [3, None], "text": [NASTY, "https://kg.example/data/person/한_지우~가온시"]}


def test_a_graph_is_written_as_lines_of_ntriples() -> None:
    assert written(GRAPH, "ntriples") == (
        b"<urn:a> <https://kg.example/ontology#role> <https://kg.example/ontology#speaker> .\n"
    )


def test_sentences_stand_whole_beneath_their_rows() -> None:
    row = (Literal("한지우"), Literal("1"), Literal("2"), Literal("가" * 80))
    lines = table(Answer(("who", "start", "end", "sentence"), (row,))).splitlines()
    assert lines == ["who", "──────", "한지우", "    " + "가" * 80]


def test_the_command_offers_these_formats() -> None:
    from kg.cli.query import command
    from kg.messages import Say

    (option,) = (parameter for parameter in command(Say("en")).params if parameter.name == "format_name")
    assert tuple(option.type.choices) == tuple(FORMATS)
