"""The vocabulary file is complete, agrees with the facts document, and its README and context follow it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pyoxigraph as ox
import pytest
import term_table
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import model, vocab
from kg.resources import shipped

CASE = Path(__file__).resolve().parents[1] / "gate" / "cases" / "Position-person" / "valid.ttl"
OWL_ONTOLOGY = ox.NamedNode(vocab.PREFIXES["owl"] + "Ontology")


def test_every_term_has_labels_and_a_note_in_both_languages() -> None:
    schemes = {term.scheme for term in vocab.terms().values()}
    for term in vocab.terms().values():
        assert set(term.labels) == set(vocab.LANGUAGES), term.curie
        if term.iri not in schemes:
            assert set(term.notes) == set(vocab.LANGUAGES), term.curie


def test_every_term_has_a_known_prefix() -> None:
    assert all(vocab.iri(term.curie) == term.iri for term in vocab.terms().values())


def test_the_ontology_has_a_version_iri() -> None:
    version = ox.NamedNode(vocab.PREFIXES["owl"] + "versionIRI")
    quads = list(ox.parse(path=str(shipped("ontology") / "kg.ttl"), format=ox.RdfFormat.TURTLE))
    ontologies = {q.subject for q in quads if q.object == OWL_ONTOLOGY}
    assert ontologies == {q.subject for q in quads if q.predicate == version}


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("kg:StatusScheme", get_args(model.PositionStatus)),
        ("kg:RoleScheme", get_args(model.Role)),
        ("kg:MannerScheme", get_args(model.Manner)),
        ("kg:ActionScheme", get_args(model.Action)),
        ("kg:PredicateScheme", get_args(model.Predicate)),
    ],
)
def test_concepts_are_the_values_of_the_facts_document(scheme: str, values: tuple[str, ...]) -> None:
    assert [term.curie for term in vocab.concepts(scheme)] == [f"kg:{value}" for value in values]


def test_the_table_of_terms_in_the_readme_is_fresh() -> None:
    assert term_table.current() == term_table.render(), "run: python tests/ontology/term_table.py"


def test_the_context_knows_every_property_that_holds_an_iri() -> None:
    context = json.loads((shipped("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    holders = {name for name, value in context.items() if isinstance(value, dict) and value["@type"] == "@id"}
    own = {t.curie for t in vocab.terms().values() if vocab.PREFIXES["owl"] + "ObjectProperty" in t.types}
    assert own
    assert own <= holders
    assert {name for name in holders if name.startswith("kg:")} == own
    assert all(vocab.iri(name) for name, value in context.items() if isinstance(value, dict))
    assert all(vocab.PREFIXES[name] == value for name, value in context.items() if isinstance(value, str))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_context_reads_back_what_it_wrote() -> None:
    graph = Graph().parse(CASE, format="turtle")
    context = json.loads((shipped("ontology") / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    text = graph.serialize(format="json-ld", context=context)
    assert '"kg:status": "kg:current"' in text
    assert '"https://kg.example/ontology#' not in json.dumps(json.loads(text)["@graph"])
    assert isomorphic(Graph().parse(data=text, format="json-ld"), graph)
