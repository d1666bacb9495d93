"""The SHACL validation report as RDF."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pyoxigraph as ox

from kg.gate.violation import Term, Violation
from kg.vocab import LANGUAGES, PREFIXES


def report_graph(violations: Sequence[Violation]) -> str:
    """Return the report of these results as Turtle, the same text for the same results.

    It conforms if nothing is wrong at all; a warning is a result too, as SHACL has it.
    """
    report = ox.BlankNode("report")
    triples = [
        _triple(report, "rdf:type", _node("sh:ValidationReport")),
        _triple(report, "sh:conforms", ox.Literal(not violations)),
    ]
    for number, violation in enumerate(violations, 1):
        result = ox.BlankNode(f"result{number}")
        triples += [
            _triple(report, "sh:result", result),
            _triple(result, "rdf:type", _node("sh:ValidationResult")),
            _triple(result, "sh:focusNode", _focus(violation.focus)),
            _triple(result, "sh:resultSeverity", _node(f"sh:{violation.severity}")),
            _triple(result, "sh:sourceShape", ox.NamedNode(violation.shape)),
            _triple(result, "sh:sourceConstraintComponent", ox.NamedNode(violation.component)),
            *(
                _triple(result, "sh:resultMessage", ox.Literal(violation.reason.text(language), language=language))
                for language in LANGUAGES
            ),
        ]
        if violation.path is not None:
            triples.append(_triple(result, "sh:resultPath", ox.NamedNode(violation.path)))
        if violation.value is not None:
            triples.append(_triple(result, "sh:value", violation.value))
    output = BytesIO()
    ox.serialize(triples, output, format=ox.RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return output.getvalue().decode("utf-8")


def _triple(subject: ox.BlankNode, predicate: str, value: Term) -> ox.Triple:
    return ox.Triple(subject, _node(predicate), value)


def _node(curie: str) -> ox.NamedNode:
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def _focus(focus: str) -> Term:
    return ox.BlankNode(focus.removeprefix("_:")) if focus.startswith("_:") else ox.NamedNode(focus)
