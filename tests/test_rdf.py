"""Plain statements are written as pyoxigraph writes its quads, to the byte, whatever stands in them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf import LANG_STRING, STRING, Statement, as_nquads, as_quads

INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
THIS, GRAPH = "https://news.test/person/한가람~다온시", "https://news.test/graph"

text = st.text() | st.text(st.characters(max_codepoint=0xA0)) | st.text(st.sampled_from('\\"\t\n\r\b\f\x00\x1f\x7f가'))
value = st.one_of(
    st.tuples(text, st.just(STRING), st.none()),
    st.tuples(text, st.just(LANG_STRING), st.sampled_from(("ko", "en-us"))),
    st.tuples(text, st.just(INTEGER), st.none()),
)
target = st.one_of(value, st.just(THIS))
statements = st.lists(st.tuples(st.just(THIS), st.just("https://news.test/says"), target, st.just(GRAPH)))


@given(statements)
def test_lines_are_those_of_pyoxigraph_and_come_back_as_they_went_in(said: list[Statement]) -> None:
    quads = as_quads(said)
    lines = as_nquads(said)
    assert lines == (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    assert list(ox.parse(lines, format=ox.RdfFormat.N_QUADS)) == quads


@pytest.mark.parametrize("wrong", ["no iri", "https://news.test/a b", "https://news.test/> <x"])
def test_a_malformed_iri_is_refused_where_it_is_read(wrong: str) -> None:
    said: list[Statement] = [(wrong, THIS, THIS, GRAPH)]
    with pytest.raises(ValueError, match="IRI"):
        as_quads(said)
    with pytest.raises(SyntaxError):
        list(ox.parse(as_nquads(said), format=ox.RdfFormat.N_QUADS))
