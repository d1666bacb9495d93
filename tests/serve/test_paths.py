"""IRIs and paths: no two IRIs share a path, and every path that a browser may send finds its IRI."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.paths import iri_of, path_of
from kg.vocab import segment

BASE = "https://kg.example/data/"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda name: name.strip())


@given(NAMES, NAMES)
def test_an_iri_comes_back_from_its_path_and_shares_it_with_no_other(one: str, other: str) -> None:
    iris = [f"{BASE}person/{segment(name)}~{segment(other)}" for name in (one, other)]
    paths = [path_of(iri, BASE) for iri in iris]
    assert [iri_of(path or "", BASE) for path in paths] == iris
    assert (paths[0] == paths[1]) == (iris[0] == iris[1])
    assert all(path and path.isascii() for path in paths)


@pytest.mark.parametrize(
    "sent",
    [
        "/person/이재명~성남시",
        "/person/" + quote("이재명~성남시"),
        "/person/" + quote("이재명") + "%7E" + quote("성남시"),
        "/person/" + quote("이재명~성남시").lower(),
        "/person/" + quote("이재명~성남시".replace("이", "\u110b\u1175")),
    ],
)
def test_whatever_a_browser_encodes_means_the_same(sent: str) -> None:
    assert iri_of(sent, BASE) == f"{BASE}person/이재명~성남시"


def test_what_the_iri_itself_encodes_stays_encoded() -> None:
    assert iri_of("/person/a%5Fb", BASE) == f"{BASE}person/a%5Fb"
    assert iri_of("/person/a_b", BASE) == f"{BASE}person/a_b"
    assert iri_of("/article/a%2Fb", BASE) == f"{BASE}article/a%2Fb"
    assert unquote(path_of(f"{BASE}article/a%2Fb", BASE) or "") == "/article/a/b"


@pytest.mark.parametrize("sent", ["/", "/person", "/person/", "/nobody/x", "/person//x", "/person/%FF", "/static/x"])
def test_other_paths_are_nobodys(sent: str) -> None:
    assert iri_of(sent, BASE) is None


def test_an_iri_from_elsewhere_has_no_path() -> None:
    assert path_of("https://elsewhere.example/person/x", BASE) is None
    assert path_of(f"{BASE}static/x", BASE) is None
