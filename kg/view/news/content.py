"""What a page holds: articles with their texts, entities, facts with the words that say them, what was set aside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from kg.mapping import article_iri
from kg.model import FactsDocument, Span
from kg.query import Dataset
from kg.query.facts import Article, Entity, Fact, articles, entities, labels
from kg.query.texts import Refused, Text, refused, texts
from kg.vocab import compact

ARGUMENTS: Mapping[str, Mapping[str, str]] = {
    "Position": {
        "person": "org:member",
        "title": "org:role",
        "organization": "org:organization",
        "status": "kg:status",
    },
    "EventTime": {"event": "kg:event", "start": "kg:start", "end": "kg:end"},
    "EventPlace": {"event": "kg:event", "place": "kg:place"},
    "Participation": {"agent": "kg:agent", "event": "kg:event", "role": "kg:role"},
    "Statement": {
        "speaker": "kg:speaker",
        "manner": "kg:manner",
        "content": "schema:text",
        "verb": "kg:reportingVerb",
    },
    "PolicyAction": {"agent": "kg:agent", "action": "kg:action", "policy": "kg:policy"},
    "Relation": {"subject": "kg:subject", "predicate": "kg:predicate", "object": "kg:object"},
    "Measure": {"of": "kg:of", "value": "schema:value", "unit": "schema:unitText", "qualifier": "kg:qualifier"},
}
"""The arguments of each class of facts, as the facts document calls them, with the predicate that holds each."""

_CONCEPTS = frozenset({"status", "role", "manner", "action", "predicate"})
_SHORTEST_NAME = 2
"""Characters that a name must have to be looked for in what somebody says, as `kg.analysis` has it."""


class Argument(NamedTuple):
    """What stands in one place of a fact: an entity (its IRI), a concept (its local name), or text."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as its article tells it.

    Attributes:
        iri: its IRI.
        type: its class (`Position`).
        article: IRI of the article.
        arguments: by the names of the facts document; what is not stated is left out.
        evidence: the spans of the text that say it.
        about: of a statement, the IRIs of the entities that its words name.
        score: the writer's confidence, None if it gave none.
        rule: what produced it; empty if nothing is known of that.
    """

    iri: str
    type: str
    article: str
    arguments: Mapping[str, Argument]
    evidence: tuple[Span, ...]
    about: tuple[str, ...] = ()
    score: float | None = None
    rule: str = ""

    @property
    def entities(self) -> list[str]:
        """The IRIs of the entities that it is a fact of."""
        return [argument.value for argument in self.arguments.values() if argument.kind == "entity"]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page holds.

    Attributes:
        texts: articles by IRI.
        entities: by IRI.
        facts: in the order of their articles and texts.
        mentions: by article, every span that names an entity, and the entity's IRI, in text order.
        aside: what was set aside.
    """

    texts: Mapping[str, Text]
    entities: Mapping[str, Entity]
    facts: tuple[Told, ...]
    mentions: Mapping[str, tuple[tuple[int, int, str], ...]]
    aside: tuple[Refused, ...]

    def only(self, wanted: set[str]) -> Content:
        """Return what these articles say, with the entities that they name."""
        facts = tuple(fact for fact in self.facts if fact.article in wanted)
        mentions = {iri: spans for iri, spans in self.mentions.items() if iri in wanted}
        named = {iri for spans in mentions.values() for *_, iri in spans}
        named.update(iri for fact in facts for iri in (*fact.entities, *fact.about))
        return replace(
            self,
            texts={iri: text for iri, text in self.texts.items() if iri in wanted},
            entities={iri: entity for iri, entity in self.entities.items() if iri in named},
            facts=facts,
            mentions=mentions,
            aside=tuple(one for one in self.aside if one.article in wanted),
        )


def content(dataset: Dataset, base: str = "", documents: Iterable[FactsDocument] = ()) -> Content:
    """Gather what `dataset` holds.

    Args:
        dataset: a store's quads or those of an RDF file.
        base: what the IRIs of `documents` begin with.
        documents: the facts documents of the articles, which know every mention of an entity where the graph knows
            the first of each article.
    """
    known, names = entities(dataset), labels(dataset)
    facts: list[Told] = []
    first: dict[str, dict[Span, str]] = {}
    for article in articles(dataset):
        facts += [_told(fact, article, known, names) for fact in article.facts if fact.kind in ARGUMENTS]
        for iri, spans in article.mentions.items():
            for span in spans:
                first.setdefault(str(span["article"]), {})[int(span["start"]), int(span["end"])] = iri
    mentions = {iri: _in_order(spans) for iri, spans in first.items()}
    for document in documents:
        iri = article_iri(base, document.id)
        if iri in first:
            mentions[iri] = _in_order(_all_mentions(document, first[iri]))
    facts.sort(key=lambda fact: (fact.article, fact.evidence[0], fact.iri))
    return Content(texts(dataset), known, tuple(facts), mentions, tuple(refused(dataset)))


def _told(fact: Fact, article: Article, known: Mapping[str, Entity], names: Mapping[str, str]) -> Told:
    arguments = {
        name: _argument(name, value, known, names)
        for name, curie in ARGUMENTS[fact.kind].items()
        if (value := fact.one(curie))
    }
    spoken = fact.one("schema:text") if fact.kind == "Statement" else ""
    about = [iri for iri in sorted(article.mentions) if iri in known and _names(known[iri], spoken)] if spoken else []
    confidence = fact.one("kg:confidence")
    return Told(
        iri=fact.iri,
        type=fact.kind,
        article=str(fact.evidence[0]["article"]),
        arguments=arguments,
        evidence=tuple((int(span["start"]), int(span["end"])) for span in fact.evidence),
        about=tuple(about),
        score=float(confidence) if confidence else None,
        rule=fact.one("kg:rule"),
    )


def _argument(name: str, value: str, known: Mapping[str, Entity], names: Mapping[str, str]) -> Argument:
    if name in _CONCEPTS:
        return Argument("concept", compact(value).rpartition(":")[2])
    if value in known:
        return Argument("entity", value)
    return Argument("text", names.get(value, value))


def _names(entity: Entity, text: str) -> bool:
    return any(len(name) >= _SHORTEST_NAME and name in text for name in entity.names)


def _all_mentions(document: FactsDocument, first: Mapping[Span, str]) -> dict[Span, str]:
    """Return the entity of each mention: a local id is the entity that the graph has at one of its mentions."""
    iris = {m.entity: first[m.start, m.end] for m in document.mentions if (m.start, m.end) in first and m.entity}
    found = {(m.start, m.end): iris[m.entity] for m in document.mentions if m.entity in iris}
    return {**found, **first}


def _in_order(spans: Mapping[Span, str]) -> tuple[tuple[int, int, str], ...]:
    return tuple(sorted((start, end, iri) for (start, end), iri in spans.items()))
