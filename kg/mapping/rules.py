"""Direct edges that follow from facts, by the SPARQL CONSTRUCT rules of `ontology/rules`.

A rule writes the edge and names it at its fact (`rdf:subject`, `rdf:predicate`, `rdf:object`), one edge a fact, so that
each edge leads back to its facts. Rules see what facts say and the types of their entities, not texts and evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pyoxigraph import NamedNode, Quad, QueryTriples, Store, Triple

from kg.errors import SetupError
from kg.resources import shipped
from kg.vocab import PREFIXES, node

_FACT = re.compile(r"\?fact a (kg:\w+)")
"""Every rule asks for a fact and its class in these words."""


class _Rule(NamedTuple):
    """A rule: the class of the facts that it is about, and its text."""

    about: NamedNode
    text: str


def derive(triples: Sequence[Triple]) -> list[Triple]:
    """Return what the rules derive from `triples`, each once, in an order that depends on nothing else."""
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    kind = node("rdf:type")
    kinds = {triple.object for triple in triples if triple.predicate == kind}
    derived: set[Triple] = set()
    for rule in _rules():
        if rule.about not in kinds:  # to parse a query takes longer than to find nothing by it
            continue
        answer = store.query(rule.text, prefixes=dict(PREFIXES))
        assert isinstance(answer, QueryTriples)
        derived.update(answer)
    return sorted(derived, key=str)


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
    return _Rule(node(about[1]), text)
