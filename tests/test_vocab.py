"""The namespace is closed, and a segment of an IRI is readable, valid and injective."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from urllib.parse import unquote_to_bytes

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg import vocab
from kg.errors import VocabularyError

ANY_TEXT = st.text(
    alphabet=st.one_of(st.sampled_from(" _%/.?#:@[]<>\"'{}|^`\\\x00\x7f가나\u1100\u1161😀\u200d"), st.characters())
)


def test_a_known_term_gives_its_iri() -> None:
    assert vocab.iri("kg:Position") == "https://kg.example/ontology#Position"
    assert vocab.node("schema:worksFor") == ox.NamedNode("https://schema.org/worksFor")


@pytest.mark.parametrize("curie", ["kg:Postion", "schema:jobTitle", "foaf:Person", "Position", "", "kg:"])
def test_an_unknown_term_is_an_error(curie: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        vocab.node(curie)
    assert repr(curie) in caught.value.reason.en
    assert repr(curie) in caught.value.reason.ko


def test_an_unknown_scheme_is_an_error() -> None:
    with pytest.raises(VocabularyError):
        vocab.concepts("kg:ColourScheme")


def test_compact_is_the_inverse_of_iri_and_leaves_the_rest() -> None:
    assert vocab.compact(vocab.iri("org:memberDuring")) == "org:memberDuring"
    assert vocab.compact("https://kg.example/data/person/이재명") == "https://kg.example/data/person/이재명"
    assert vocab.compact("https://schema.org/a/b") == "https://schema.org/a/b"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("성남시", "성남시"),
        ("2012 성남 컨퍼런스", "2012_성남_컨퍼런스"),
        ("a_b", "a%5Fb"),
        ("100%", "100%25"),
        ("a/b?c#d", "a%2Fb%3Fc%23d"),
        ("a:b@c", "a%3Ab%40c"),
        ("..", "%2E%2E"),
        ("3.1", "3.1"),
        ("\u3000", "%E3%80%80"),
        ("\u202e", "%E2%80%AE"),
        ("\ud800", "%ED%A0%80"),
        ("각", "각"),
    ],
)
def test_segments(text: str, expected: str) -> None:
    assert vocab.segment(text) == expected


def test_nfd_and_nfc_give_the_same_segment() -> None:
    assert vocab.segment(unicodedata.normalize("NFD", "이재명")) == "이재명"


@given(ANY_TEXT)
@example("\ufffe\U0001ffff\U000e0001\U0010ffff")
def test_a_segment_can_be_decoded_so_different_texts_differ(text: str) -> None:
    encoded = vocab.segment(text)
    decoded = unquote_to_bytes(encoded.replace("_", " ").encode("utf-8")).decode("utf-8", "surrogatepass")
    assert decoded == unicodedata.normalize("NFC", text)


@given(ANY_TEXT)
def test_a_segment_is_a_valid_single_visible_part_of_an_iri(text: str) -> None:
    encoded = vocab.segment(text)
    assert ox.NamedNode(f"{vocab.DEFAULT_BASE}place/{encoded}").value.endswith(encoded)
    assert not re.search(r"[\s/?#\[\]@:\"<>{}|\\^`\x00-\x1f]", encoded)
    assert encoded not in (".", "..")


def test_the_vocabulary_loads_without_rdflib() -> None:
    code = "import sys, kg.vocab; kg.vocab.terms(); assert not {'rdflib', 'pyshacl', 'networkx'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
