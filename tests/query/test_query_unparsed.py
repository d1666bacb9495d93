"""A query that does not parse is answered with where and why, not with all that the parser could take."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from kg.query.unparsed import unparsed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "SELECT * WHERE {\n  ?s schema:name ?o\n}",
            "line 2, column 17, before “?o”: the prefix schema: is not declared; begin with PREFIX schema: <https://schema.org/>",
        ),
        ("ASK { ?s 아무:거나 ?o }", "the prefix 아무: is not declared; begin with PREFIX 아무: <…>"),
        ("SELECT * WHERE { ?s ?p ", "line 1, column 24, at its end: this cannot stand here"),
        ("SELEC * {}", "line 1, column 10, before “}”: expected CONSTRUCT"),
        ("SELECT ?x WHERE { ?s ?p ?o } GROUP BY ?s", "The SELECT contains a variable that is unbound"),
        ("", "line 1, column 1, at its end: this cannot stand here"),
    ],
)
def test_a_query_that_does_not_parse_says_where_and_why(text: str, said: str) -> None:
    with pytest.raises(SyntaxError) as caught:
        Store().query(text)
    reason = unparsed(text, caught.value)
    assert said in reason.en
    assert len(reason.en) < 200
    assert "\n" not in reason.ko


def test_another_error_is_told_as_it_is() -> None:
    assert unparsed("ASK {}", RuntimeError("no such thing")).ko == "no such thing"
