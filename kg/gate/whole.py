"""Shapes that are seen in a whole store only: what articles say against one another.

They stand in `ontology/shapes/store/` as SPARQL constraints. Each `sh:select` names its focus nodes by itself and is
asked once, of all graphs together; `$this` is a fact and `?value` the fact that it does not agree with.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.errors import Reason
from kg.gate.violation import Severity, Violation
from kg.resources import shipped

_SH = "http://www.w3.org/ns/shacl#"


def check_whole(dataset: ox.Store) -> list[Violation]:
    """Return what the shapes of whole stores report of `dataset`, in a stable order."""
    found = []
    for path in sorted((shipped("ontology") / "shapes" / "store").glob("*.ttl")):
        shapes = ox.Store()
        shapes.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
        for quad in shapes.quads_for_pattern(None, _sh("sparql"), None, None):
            found += list(_violations(dataset, shapes, quad.subject, quad.object))
    return sorted(found, key=Violation.order)


def _violations(dataset: ox.Store, shapes: ox.Store, shape: object, constraint: object) -> Iterator[Violation]:
    messages = {literal.language: literal.value for literal in _literals(shapes, constraint, "message")}
    severity: Severity = "Warning"
    for term in _objects(shapes, shape, "severity"):
        severity = "Violation" if term == _sh("Violation") else "Info" if term == _sh("Info") else "Warning"
    select = _prefixes(shapes, constraint) + next(_literals(shapes, constraint, "select")).value
    result = dataset.query(select, use_default_graph_as_union=True)
    assert isinstance(result, ox.QuerySolutions)
    for row in result:
        this, value = row["this"], row["value"]
        assert isinstance(this, ox.NamedNode)
        assert isinstance(value, ox.NamedNode)
        yield Violation(
            severity=severity,
            facts=(this.value, value.value),
            shape=str(getattr(shape, "value", shape)),
            focus=this.value,
            path=None,
            value=value,
            component=_SH + "SPARQLConstraintComponent",
            reason=Reason(messages["en"], messages["ko"]),
        )


def _prefixes(shapes: ox.Store, constraint: object) -> str:
    declared = [
        (next(_literals(shapes, each, "prefix")).value, next(_literals(shapes, each, "namespace")).value)
        for ontology in _objects(shapes, constraint, "prefixes")
        for each in _objects(shapes, ontology, "declare")
    ]
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in sorted(declared))


def _literals(shapes: ox.Store, subject: object, name: str) -> Iterator[ox.Literal]:
    return (term for term in _objects(shapes, subject, name) if isinstance(term, ox.Literal))


def _objects(shapes: ox.Store, subject: object, name: str) -> Iterator[object]:
    if isinstance(subject, ox.NamedNode | ox.BlankNode):
        for quad in shapes.quads_for_pattern(subject, _sh(name), None, None):
            yield quad.object


def _sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SH + name)
