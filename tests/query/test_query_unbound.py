"""Variables that may be unbound where they are joined are found, those that are not are left alone."""

from __future__ import annotations

import pytest

from kg.query.unbound import unbound

P = "<urn:p>"


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        (f"?x {P} ?y OPTIONAL {{ ?x {P} ?z }} OPTIONAL {{ ?z {P} ?n }}", ["z"]),
        (f"?x {P} ?y OPTIONAL {{ ?x {P} ?z }} ?z {P} ?n", ["z"]),
        (f"{{ SELECT ?z {{ ?x {P} ?y OPTIONAL {{ ?x {P} ?z }} }} GROUP BY ?z }} ?z {P} ?n", ["z"]),
        (f"{{ ?x {P} ?z }} UNION {{ ?x {P} ?y }} ?z {P} ?n", ["z"]),
        (f"VALUES (?x ?z) {{ (<urn:a> UNDEF) }} ?z {P} ?n", ["z"]),
        (f"?x {P} ?y OPTIONAL {{ ?x {P} ?z OPTIONAL {{ ?z {P} ?n }} }}", []),
        (f'?x {P} ?y OPTIONAL {{ ?x {P} ?z }} BIND(COALESCE(?z, "") AS ?w) OPTIONAL {{ ?w {P} ?n }}', []),
        (f"?x {P} ?y OPTIONAL {{ ?x {P} ?n }} OPTIONAL {{ ?x <urn:q> ?n }}", []),
        (f"{{ SELECT ?x (COUNT(?z) AS ?k) {{ ?x {P} ?y OPTIONAL {{ ?x {P} ?z }} }} GROUP BY ?x }} ?x {P} ?n", []),
        (f"VALUES (?x ?z) {{ (<urn:a> <urn:b>) }} ?z {P} ?n", []),
        (f"?x {P} ?z MINUS {{ ?x {P} ?m }} FILTER EXISTS {{ ?z {P} ?n }} GRAPH ?g {{ ?z {P} ?n }}", []),
    ],
)
def test_what_may_be_unbound_where_it_is_joined_is_found(pattern: str, names: list[str]) -> None:
    assert unbound(f"SELECT * WHERE {{ {pattern} }}") == names


def test_a_graph_and_a_yes_are_looked_over_too() -> None:
    where = f"{{ ?x {P} ?y OPTIONAL {{ ?x {P} ?z }} ?z {P} ?n }}"
    assert unbound(f"CONSTRUCT {{ ?x {P} ?n }} WHERE {where}") == ["z"]
    assert unbound(f"ASK {where}") == ["z"]
