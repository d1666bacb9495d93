"""What is left of a model's answers when they are held against the article, and what is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from kg.errors import Reason
from kg.extract.grounds import Grounds
from kg.extract.llm.answer import Answer, entity_of, fact_of
from kg.extract.llm.checks import Frame, grounded
from kg.extract.llm.locating import Text
from kg.extract.llm.schema import NamedEntity
from kg.extract.sameness import same_fact
from kg.model import FACT_CLASSES, UNGROUNDED, AnyFact, Article, Entity, EntityType, FactsDocument, Mention, Span

SCORE = 0.5
"""The confidence of what a model alone says: it is a witness of unknown reliability."""
_BODIES = {"Organization", "Place"}
"""A city is either, from sentence to sentence."""
_LETTER: dict[EntityType, str] = {"Person": "p", "Organization": "o", "Place": "l", "Event": "v", "Policy": "y"}


@dataclass(frozen=True, slots=True)
class Aside:
    """A part of an answer that the article does not hold.

    Attributes:
        value: the part, as it will stand in the facts document; a fact's arguments name the entities of the document.
        reason: why; None where its form alone is wrong, which the reader of facts documents explains.
    """

    value: Any
    reason: Reason | None

    def marked(self) -> Any:
        """Return the part with its reason, by which the reader of facts documents sets it aside."""
        if self.reason is None or not isinstance(self.value, dict):
            return self.value
        return {**self.value, UNGROUNDED: {"en": self.reason.en, "ko": self.reason.ko}}


@dataclass(frozen=True, slots=True)
class Draft:
    """A facts document in the making: what stands in the article, and what was proposed beside it."""

    article: Article
    mentions: tuple[Mention, ...] = ()
    entities: dict[str, Entity] = field(default_factory=dict)
    facts: tuple[AnyFact, ...] = ()
    aside_entities: tuple[Aside, ...] = ()
    aside_mentions: tuple[Aside, ...] = ()
    aside_facts: tuple[Aside, ...] = ()

    def document(self, ident: str) -> FactsDocument:
        """Return the facts document of what stands in the article."""
        return FactsDocument(
            id=ident, article=self.article, mentions=self.mentions, entities=self.entities, facts=self.facts
        )

    def renamed(self, names: Mapping[str, str]) -> Draft:
        """Return the draft with other ids of entities in what does not stand in the article."""
        facts = [Aside(_with_ids(aside.value, names), aside.reason) for aside in self.aside_facts]
        return replace(self, aside_facts=tuple(facts))

    def with_document(self, document: FactsDocument) -> Draft:
        """Return the draft with another document of what stands in the article."""
        return replace(self, mentions=document.mentions, entities=document.entities, facts=document.facts)

    def written(self, ident: str) -> bytes:
        """Return all of it as one line of JSON; what does not stand in the article is marked so."""
        document = self.document(ident)
        asides = {f"x{number}": aside.marked() for number, aside in enumerate(self.aside_entities, 1)}
        whole = {
            "id": document.id,
            "article": document.article,
            "mentions": [*document.mentions, *(aside.marked() for aside in self.aside_mentions)],
            "entities": document.entities | asides,
            "facts": [*document.facts, *(aside.marked() for aside in self.aside_facts)],
        }
        return msgspec.json.encode(whole)


def _with_ids(value: Any, names: Mapping[str, str]) -> Any:
    """Return a part with other ids in the arguments that name entities."""
    if not isinstance(value, dict):
        return value
    return {k: names.get(v, v) if k in _ENTITY_ARGUMENTS and isinstance(v, str) else v for k, v in value.items()}


_ENTITY_ARGUMENTS = frozenset(name for kind in FACT_CLASSES for name in kind.entity_arguments)


class Notebook:
    """Takes answers about one article, one after the other, and holds each against it."""

    def __init__(self, article: Article, text: Text, grounds: Grounds, rule: str) -> None:
        """Begin.

        Args:
            article: the article.
            text: its text, to find words in.
            grounds: what the engine of its language reads in it.
            rule: what mentions and facts say they were made by.
        """
        self._article = article
        self._entities: dict[str, Entity] = {}
        self._frame = Frame(text, grounds, self._entities)
        self._rule = rule
        self._facts: list[AnyFact] = []
        self._aside_entities: list[Aside] = []
        self._aside_mentions: list[Aside] = []
        self._aside_facts: list[Aside] = []

    def add(self, answer: Answer) -> None:
        """Take an answer in."""
        known: dict[str, str] = {}
        lost: dict[str, str] = {}
        for value in answer.entities:
            entity = entity_of(value)
            if entity is None:
                _note(self._aside_entities, Aside(value, _NO_ENTITY))
            elif (local := self._entity(entity)) is not None:
                known[entity.id] = local
            else:
                lost[entity.id] = entity.names[0] if entity.names else ""
        for value in answer.facts:
            self._fact(value, known, lost)

    def draft(self) -> Draft:
        """Return what was gathered, in text order."""
        return Draft(
            article=self._article,
            mentions=tuple(self._mentions()),
            entities=dict(self._entities),
            facts=tuple(sorted(self._facts, key=lambda fact: (fact.evidence, type(fact).__name__))),
            aside_entities=tuple(self._aside_entities),
            aside_mentions=tuple(self._aside_mentions),
            aside_facts=tuple(self._aside_facts),
        )

    def _entity(self, entity: NamedEntity) -> str | None:
        """Take an entity in as far as its names stand in the text; return its id in the document."""
        found: list[str] = []
        missing: list[str] = []
        for name in entity.names:
            stands = self._standing(name, entity.type)
            if stands is None:
                missing.append(name)
            elif stands not in found:
                found.append(stands)
        plain = {"type": entity.type, "names": list(entity.names), "gpe": entity.gpe}
        if not found:
            _note(self._aside_entities, Aside(plain, _no_name(missing)))
            return None
        other = self._claimed(found, entity.type)
        if other is not None:
            _note(self._aside_entities, Aside(plain, _claimed(found[0], other)))
            return None
        for name in missing:
            value = {"type": entity.type, "entity": found[0], "words": name}
            _note(self._aside_mentions, Aside(value, _no_name([name])))
        return self._gathered(Entity(type=entity.type, names=tuple(found), gpe=entity.gpe))

    def _claimed(self, names: Sequence[str], kind: EntityType) -> EntityType | None:
        """Return the type of another entity that bears one of `names`, if one name cannot be that of both."""
        for known in self._entities.values():
            both = {known.type, kind}
            if len(both) == 2 and not both <= _BODIES and set(known.names) & set(names):
                return known.type
        return None

    def _standing(self, name: str, kind: EntityType) -> str | None:
        """Return a name as it stands in the text, without particles; None if it does not stand there."""
        grounds, text = self._frame.grounds, self._frame.text
        words = " ".join(name.split())
        for form in dict.fromkeys((words, grounds.bare(words))):
            if grounds.names(form, kind):
                return form
            span = text.find(form)
            if span is not None and grounds.names(text.text[slice(*span)], kind):
                return text.text[slice(*span)]
        return None

    def _gathered(self, entity: Entity) -> str:
        """Return the id of an entity, which may be known by one of its names already."""
        for local, known in self._entities.items():
            if known.type == entity.type and set(known.names) & set(entity.names):
                names = tuple(dict.fromkeys((*known.names, *entity.names)))
                self._entities[local] = Entity(type=known.type, names=names, gpe=known.gpe or entity.gpe)
                return local
        letter = "g" if entity.gpe else _LETTER[entity.type]
        local = f"{letter}{1 + sum(known.startswith(letter) for known in self._entities)}"
        self._entities[local] = entity
        return local

    def _fact(self, value: Any, known: dict[str, str], lost: dict[str, str]) -> None:
        fact = fact_of(value)
        if fact is None:
            _note(self._aside_facts, Aside(value, None))
            return
        stated = {name: getattr(fact, name) for name in fact.entity_arguments}
        unknown = [local for local in stated.values() if local is not None and local not in known]
        renamed = {
            name: known.get(local, lost.get(local, local)) for name, local in stated.items() if local is not None
        }
        fact = msgspec.structs.replace(fact, **renamed)
        outcome = _unknown(unknown[0], lost) if unknown else grounded(fact, self._frame)
        if isinstance(outcome, Reason):
            _note(self._aside_facts, Aside(msgspec.to_builtins(fact) | {"rule": self._rule}, outcome))
        elif not any(same_fact(outcome, other) for other in self._facts):
            self._facts.append(msgspec.structs.replace(outcome, score=SCORE, rule=self._rule))

    def _mentions(self) -> Sequence[Mention]:
        """Return where the entities are named; of names inside a longer one the longer one alone."""
        spans: dict[Span, tuple[str, EntityType]] = {}
        for local, entity in self._entities.items():
            for name in entity.names:
                for span in self._frame.grounds.names(name, entity.type):
                    spans.setdefault(span, (local, entity.type))
        chosen: list[Mention] = []
        for (start, end), (local, kind) in sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1])):
            if not chosen or start >= chosen[-1].end:
                chosen.append(Mention(start=start, end=end, type=kind, entity=local, score=SCORE, rule=self._rule))
        return chosen


_NO_ENTITY = Reason(
    "It is no entity of an answer: id, type, names and gpe belong there.",
    "답의 개체가 아닙니다. id, type, names, gpe가 있어야 합니다.",
)


def _note(asides: list[Aside], aside: Aside) -> None:
    """Note what is set aside, the same once."""
    if aside not in asides:
        asides.append(aside)


def _no_name(names: Sequence[str]) -> Reason:
    words = ", ".join(repr(name) for name in names) or "''"
    return Reason(
        f"The name does not stand in the text as one of its own: {words}.",
        f"이름이 본문에 그대로 있지 않습니다: {words}.",
    )


def _claimed(name: str, kind: EntityType) -> Reason:
    return Reason(
        f"The same answer has {name!r} as the name of something else: {kind}.",
        f"같은 답에서 {name!r}은(는) 다른 것({kind})의 이름입니다.",
    )


def _unknown(local: str, lost: dict[str, str]) -> Reason:
    if local in lost:
        return _no_name([lost[local]])
    return Reason(
        f"It names the entity {local!r}, which the answer does not hold.", f"답에 없는 개체 {local!r}을(를) 가리킵니다."
    )
