"""The page of the shipped queries says what their headers say now."""

from __future__ import annotations

import queries_page

from kg.query import shipped


def test_the_page_of_the_queries_is_fresh() -> None:
    assert queries_page.PAGE.read_text(encoding="utf-8") == queries_page.render(), (
        "run python tests/query/queries_page.py"
    )


def test_every_query_and_parameter_stands_in_it() -> None:
    page = queries_page.PAGE.read_text(encoding="utf-8")
    for query in shipped():
        section = page.partition(f"\n### {query.name}\n")[2].partition("\n##")[0]
        assert section
        assert all(f"| `{parameter.name}` |" in section for parameter in query.parameters)
