"""What the parts of a facts document are called: types, arguments, and the words for their values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.messages import MESSAGES, Say
from kg.model import FACT_CLASSES, AnyFact, FactsDocument, fact_type
from kg.vocab import iri, terms

_CODED = frozenset({"status", "role", "manner", "action", "predicate"})
"""Arguments whose values are concepts of the ontology."""
_TIMES = frozenset({"start", "end"})
_BESIDE = frozenset({"evidence", "quote", "score", "rule"})


def type_label(say: Say, name: str) -> str:
    """Return what a mention type or fact type is called."""
    return say(f"type.{name}") if f"type.{name}" in MESSAGES else _fact_label(name, say.language)


@cache
def _fact_label(name: str, language: str) -> str:
    kind = next((k.__name__ for k in FACT_CLASSES if k.__struct_config__.tag == name), None)
    return terms()[iri(f"kg:{kind}")].labels[language] if kind else name


@cache
def concept_label(name: str, language: str) -> str:
    """Return what a coded value such as `former` or `organizer` is called."""
    return terms()[iri(f"kg:{name}")].labels[language]


def entity_name(document: FactsDocument, entity: str) -> str:
    """Return the first name of an entity, its id if it has none."""
    found = document.entities.get(entity)
    return found.names[0] if found and found.names else entity


def arguments(say: Say, fact: AnyFact) -> Iterator[tuple[str, str, str]]:
    """Yield the arguments of a fact: what it is called, the value as text, and the entity's id (else empty)."""
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if name in _BESIDE or value is None:
            continue
        label = say(f"argument.{name}")
        if name in fact.entity_arguments:
            yield label, "", str(value)
        elif name in _CODED:
            yield label, concept_label(str(value), say.language), ""
        elif name in _TIMES:
            yield label, str(value).replace("T", " "), ""
        else:
            yield label, f"{value:,.12g}" if isinstance(value, int | float) else str(value), ""


def fact_groups(document: FactsDocument) -> list[tuple[str, list[int]]]:
    """Return the types of the document's facts in the order of the model, each with the indexes of its facts."""
    found: dict[str, list[int]] = {str(k.__struct_config__.tag): [] for k in FACT_CLASSES}
    for number, fact in enumerate(document.facts):
        found[fact_type(fact)].append(number)
    return [(name, numbers) for name, numbers in found.items() if numbers]
