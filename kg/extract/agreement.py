"""Two witnesses of one article: what both say is surer, what only one says stays, and where they differ both stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from kg.extract.sameness import contradict, same_fact
from kg.model import AnyFact, Entity, FactsDocument, Mention

_BODIES = ("Organization", "Place")


class Agreement(NamedTuple):
    """Two documents as one.

    Attributes:
        document: what either says.
        agreed: number of facts that both say.
        contradicted: number of facts of the second that say something else than the first does of the same matter.
    """

    document: FactsDocument
    agreed: int
    contradicted: int


def agreed(first: FactsDocument, second: FactsDocument) -> Agreement:
    """Return what two documents about the same article say together.

    A fact of both keeps the words, the entities and the form that the first gives it. Its score is that at least one
    of two independent witnesses is right, its rule names both. Everything else stays as it is, with its own rule, also
    where the two contradict one another: nobody is told to be right here.
    """
    renamed, entities = _entities(first, second)
    facts = list(first.facts)
    both = against = 0
    for fact in (_renamed(fact, renamed) for fact in second.facts):
        at = next((at for at, known in enumerate(facts) if same_fact(known, fact)), None)
        if at is None:
            against += any(contradict(known, fact) for known in first.facts)
            facts.append(fact)
        else:
            both += 1
            facts[at] = _surer(facts[at], fact)
    document = msgspec.structs.replace(
        first,
        entities=entities,
        mentions=_mentions(first.mentions, second.mentions, renamed),
        facts=tuple(sorted(facts, key=lambda fact: (fact.evidence, type(fact).__name__))),
    )
    return Agreement(document, both, against)


def renamed_entities(first: FactsDocument, second: FactsDocument) -> Mapping[str, str]:
    """Return for each entity of the second document its id in what `agreed` returns."""
    return _entities(first, second)[0]


def _entities(first: FactsDocument, second: FactsDocument) -> tuple[dict[str, str], dict[str, Entity]]:
    entities = dict(first.entities)
    renamed: dict[str, str] = {}
    for local, entity in second.entities.items():
        same = next((known for known, other in entities.items() if _one(other, entity)), None)
        if same is None:
            same = _free(local, entities)
            entities[same] = entity
        else:
            names = tuple(dict.fromkeys((*entities[same].names, *entity.names)))
            entities[same] = msgspec.structs.replace(entities[same], names=names)
        renamed[local] = same
    return renamed, entities


def _one(known: Entity, other: Entity) -> bool:
    """Whether two entities of one article are one: of one type (a body may pass for a place), with a common name."""
    kinds = known.type == other.type or {known.type, other.type} <= set(_BODIES)
    return kinds and bool(set(known.names) & set(other.names))


def _free(local: str, entities: Mapping[str, Entity]) -> str:
    """Return an id of the same letter that is not taken yet."""
    letter = local[:1]
    numbers = [int(known[1:]) for known in entities if known[:1] == letter and known[1:].isdigit()]
    return f"{letter}{max(numbers, default=0) + 1}"


def _renamed(fact: AnyFact, names: Mapping[str, str]) -> AnyFact:
    stated = {name: getattr(fact, name) for name in fact.entity_arguments}
    return msgspec.structs.replace(fact, **{name: names[local] for name, local in stated.items() if local is not None})


def _surer(known: AnyFact, other: AnyFact) -> AnyFact:
    scores = [fact.score for fact in (known, other) if fact.score is not None]
    wrong = 1.0
    for score in scores:
        wrong *= 1 - score
    rules = "+".join(fact.rule for fact in (known, other) if fact.rule)
    return msgspec.structs.replace(known, score=round(1 - wrong, 4) if scores else None, rule=rules or None)


def _mentions(first: Sequence[Mention], second: Sequence[Mention], renamed: Mapping[str, str]) -> tuple[Mention, ...]:
    """Return the mentions of the first, and those of the second that share no letter with them."""
    free = [
        msgspec.structs.replace(mention, entity=renamed.get(mention.entity or ""))
        for mention in second
        if not any(known.start < mention.end and mention.start < known.end for known in first)
    ]
    return tuple(sorted([*first, *free], key=lambda mention: (mention.start, mention.end)))
