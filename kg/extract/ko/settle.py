"""The last stage: what is said twice or no fact needs is dropped, ids are given in order, mentions are linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from kg.extract.ko.entities.group import Reference
from kg.extract.ko.lexicon import words
from kg.extract.ko.reading import Reading
from kg.model import (
    AnyFact,
    Entity,
    EntityType,
    EventPlace,
    FactsDocument,
    Mention,
    Participation,
    PolicyAction,
    Relation,
    Statement,
)

_LETTER: Mapping[EntityType, str] = {"Person": "p", "Organization": "o", "Place": "l", "Event": "v", "Policy": "y"}
_ACTS = {"speaker", "agent", "organization"}
_IDENTITY: Mapping[type[AnyFact], tuple[str, ...]] = {
    EventPlace: ("event", "place"),
    Participation: ("agent", "event", "role"),
    PolicyAction: ("agent", "action", "policy"),
    Relation: ("subject", "predicate", "object"),
    Statement: ("speaker", "content"),
}
"""The arguments that make two facts of a type the same. Of the other types the rule decides."""


def distinct(facts: Iterable[AnyFact]) -> tuple[list[AnyFact], list[tuple[AnyFact, AnyFact]]]:
    """Return the facts, each once, and those that come again, each with the one before."""
    first: dict[tuple[object, ...], AnyFact] = {}
    kept: list[AnyFact] = []
    again: list[tuple[AnyFact, AnyFact]] = []
    for fact in facts:
        arguments = _IDENTITY.get(type(fact))
        key = (type(fact), *(getattr(fact, name) for name in arguments)) if arguments else (id(fact),)
        known = first.setdefault(key, fact)
        if known is fact:
            kept.append(fact)
        else:
            again.append((fact, known))
    return kept, again


def settle(
    ident: str, reading: Reading, facts: Sequence[AnyFact], sure: frozenset[str]
) -> tuple[FactsDocument, Mapping[str, str]]:
    """Return the facts document of a reading, and for each entity that stays in it the id that it has there.

    Args:
        ident: the article's id.
        reading: the article as the rules read it.
        facts: what they found.
        sure: entities that stay even where no fact names them, if they are events or policies.
    """
    used = {getattr(fact, name) for fact in facts for name in fact.entity_arguments}
    acting = {getattr(fact, name) for fact in facts for name in _ACTS & set(fact.entity_arguments)}
    kept = {k: e for k, e in reading.entities.items() if k in used or _stands_alone(k, e, sure)}
    renamed: dict[str, str] = {}
    entities: dict[str, Entity] = {}
    counts: dict[str, int] = {}
    for old, entity in kept.items():
        acts = old in acting and entity.type == "Place"
        kind: EntityType = "Organization" if acts else entity.type
        letter = "g" if entity.gpe else _LETTER[kind]
        counts[letter] = counts.get(letter, 0) + 1
        renamed[old] = f"{letter}{counts[letter]}"
        entities[renamed[old]] = msgspec.structs.replace(entity, type=kind)
    document = FactsDocument(
        id=ident,
        article=reading.article,
        mentions=tuple(_linked(reading.mentions, reading.references, renamed)),
        entities=entities,
        facts=tuple(_renamed(fact, renamed) for fact in sorted(facts, key=lambda f: (f.evidence, type(f).__name__))),
    )
    return document, renamed


def _stands_alone(ident: str, entity: Entity, sure: frozenset[str]) -> bool:
    """Whether an entity is worth keeping that no fact names."""
    if entity.type in ("Event", "Policy"):
        return ident in sure
    return not set(entity.names) <= words("state_bodies")


def _renamed(fact: AnyFact, names: Mapping[str, str]) -> AnyFact:
    changed = {name: names[value] for name in fact.entity_arguments if (value := getattr(fact, name)) is not None}
    return msgspec.structs.replace(fact, **changed)


def _linked(mentions: Sequence[Mention], references: Sequence[Reference], names: Mapping[str, str]) -> list[Mention]:
    """Give mentions the entity whose reference has the same span."""
    owners = {(r.start, r.end): names[r.entity] for r in references if r.entity in names}
    return [msgspec.structs.replace(m, entity=owners.get((m.start, m.end))) for m in mentions]
