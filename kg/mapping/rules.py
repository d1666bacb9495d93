"""Direct edges that follow from facts, by the SPARQL CONSTRUCT rules of `ontology/rules`.

A rule writes the edge and names it at its fact (`rdf:subject`, `rdf:predicate`, `rdf:object`), one edge a fact, so that
each edge leads back to its facts. Rules see what facts say and the types of their entities, not texts and evidence.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import Quad, QueryTriples, Store, Triple

from kg.errors import SetupError
from kg.resources import shipped
from kg.vocab import PREFIXES


def derive(triples: Iterable[Triple]) -> list[Triple]:
    """Return what the rules derive from `triples`, each once, in an order that depends on nothing else."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    derived: set[Triple] = set()
    for rule in _rules():
        answer = store.query(rule, prefixes=dict(PREFIXES))
        assert isinstance(answer, QueryTriples)
        derived.update(answer)
    return sorted(derived, key=str)


@cache
def _rules() -> tuple[str, ...]:
    """The texts of the rules, by file name."""
    paths = sorted((shipped("ontology") / "rules").glob("*.rq"))
    if not paths:
        raise SetupError(
            "This installation has no rules in ontology/rules; install kg again.",
            "설치본의 ontology/rules에 규칙이 없습니다. kg를 다시 설치하세요.",
        )
    return tuple(path.read_text(encoding="utf-8") for path in paths)
