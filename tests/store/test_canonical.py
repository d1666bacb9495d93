"""The hash is that of RDFC-1.0, whatever the order and the memory given."""

from __future__ import annotations

import hashlib

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.canonical import dataset_hash

literals = st.builds(ox.Literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
names = st.sampled_from("abc가나").map(lambda name: ox.NamedNode(f"https://kg.example/{name}"))
blanks = st.sampled_from("xyz").map(ox.BlankNode)
plain = st.builds(ox.Quad, names, names, st.one_of(names, literals), names)
with_blanks = st.builds(ox.Quad, st.one_of(names, blanks), names, st.one_of(names, blanks, literals), names)


def rdfc(quads: list[ox.Quad]) -> str:
    """The definition: canonicalize as RDFC-1.0, sort the lines, hash."""
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    text = "".join(sorted(f"{quad} .\n" for quad in dataset))
    return hashlib.sha256(text.encode()).hexdigest()


@given(st.lists(plain, unique_by=str, max_size=20), st.integers(1, 30))
def test_without_blank_nodes_sorting_in_runs_is_canonicalization(quads: list[ox.Quad], run_lines: int) -> None:
    assert dataset_hash(quads, run_lines) == rdfc(quads)


@given(st.lists(with_blanks, unique_by=str, max_size=8))
def test_with_blank_nodes_it_is_canonicalized(quads: list[ox.Quad]) -> None:
    assert dataset_hash(quads) == rdfc(quads)


def test_names_of_blank_nodes_play_no_part() -> None:
    def dataset(blank: str) -> list[ox.Quad]:
        iri = ox.NamedNode("https://kg.example/p")
        return [ox.Quad(ox.BlankNode(blank), iri, ox.Literal("x"), iri)]

    assert dataset_hash(dataset("one")) == dataset_hash(dataset("two"))


def test_one_changed_literal_changes_the_hash() -> None:
    iri = ox.NamedNode("https://kg.example/p")
    one, two = ([ox.Quad(iri, iri, ox.Literal(value), iri)] for value in ("1", "2"))
    assert dataset_hash(one) != dataset_hash(two)


def test_the_empty_dataset_has_the_hash_of_nothing() -> None:
    assert dataset_hash([]) == hashlib.sha256().hexdigest()


@pytest.mark.parametrize("character", ["\x00", "\x08", "\t", "\x0b", "\x1f", "\x7f", "\u2028", "😀", '"', "\\"])
def test_lines_are_canonical_n_quads(character: str) -> None:
    iri = ox.NamedNode("https://kg.example/p")
    quad = ox.Quad(iri, iri, ox.Literal(character), iri)
    assert ox.serialize([quad], format=ox.RdfFormat.N_QUADS) == f"{quad} .\n".encode()
