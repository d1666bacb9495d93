"""Direct edges that follow from facts, by the SPARQL CONSTRUCT rules of `ontology/rules`.

A rule writes the edge and names it at its fact (`rdf:subject`, `rdf:predicate`, `rdf:object`), one edge a fact, so that
each edge leads back to its facts. Rules see what facts say and the types of their entities, not texts and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from kg.errors import SetupError
from kg.resources import shipped
from kg.vocab import PREFIXES, iri

Edge = tuple[str, str, str]
"""Two IRIs and what relates them: subject, predicate, object."""

_FACT = re.compile(r"\?fact a (kg:\w+)")
"""Every rule asks for a fact and its class in these words."""


class _Rule(NamedTuple):
    """A rule: the class of the facts that it is about, and its text."""

    about: str
    text: str


def derive(edges: Sequence[Edge]) -> list[Edge]:
    """Return what the rules derive from `edges`, each once, in an order that depends on nothing else."""
    kind = iri("rdf:type")
    kinds = {target for _, predicate, target in edges if predicate == kind}
    rules = [rule for rule in _rules() if rule.about in kinds]  # to parse a query takes longer than to find nothing
    if not rules:
        return []
    store = Store()
    nodes = {name: NamedNode(name) for edge in edges for name in edge}
    store.extend(Quad(nodes[subject], nodes[predicate], nodes[target]) for subject, predicate, target in edges)
    return sorted({edge for rule in rules for edge in _derived(store, rule)}, key=lambda edge: "> <".join(edge) + ">")


def _derived(store: Store, rule: _Rule) -> Iterator[Edge]:
    answer = store.query(rule.text, prefixes=dict(PREFIXES))
    assert isinstance(answer, QueryTriples)
    for triple in answer:
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode)
        yield triple.subject.value, triple.predicate.value, triple.object.value


@cache
def _rules() -> tuple[_Rule, ...]:
    """The rules, by file name."""
    paths = sorted((shipped("ontology") / "rules").glob("*.rq"))
    if not paths:
        raise SetupError(
            "This installation has no rules in ontology/rules; install kg again.",
            "설치본의 ontology/rules에 규칙이 없습니다. kg를 다시 설치하세요.",
        )
    return tuple(_rule(path.name, path.read_text(encoding="utf-8")) for path in paths)


def _rule(name: str, text: str) -> _Rule:
    about = _FACT.search(text)
    if about is None:
        raise SetupError(
            f"The rule ontology/rules/{name} does not say which facts it is about: `?fact a kg:…`.",
            f"규칙 ontology/rules/{name}에 어떤 사실을 다루는지(`?fact a kg:…`)가 없습니다.",
        )
    return _Rule(iri(about[1]), text)
