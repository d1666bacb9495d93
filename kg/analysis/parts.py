"""A dataset as the nodes and edges of a network, article by article.

Nodes are entities and statements, by IRI. Every node has `label`, `type` (Person, Organization, Place, Event, Policy,
Statement) and `evidence`, a list of `{"article", "start", "end", "quote"}`: of an entity where each article names it
first. Beside them

- entities have `names` (all of them, the main one first) and `types`;
- a person has `titles`: positions that no organization is named for;
- an event has `start` and `end`, as precise as stated, of its first time, and `times` with all that articles state;
- what is measured has `measures`;
- a statement has `text`, `manner`, `verb` and what edges have.

Edges are facts that connect two entities, by the fact's IRI as key. Every edge has `label`, `type` (Position,
Participation, EventPlace, PolicyAction, Relation, Statement, Mention), `article`, `published`, `confidence`, `rule` and
`evidence`, and its own `title` and `status`, `role`, `action` or `predicate`.

    person ── Position ──► organization        agent ── Participation ──► event ── EventPlace ──► place
    agent ── PolicyAction ──► policy           subject ── Relation ──► object
    speaker ── Statement ──► statement ── Mention ("said about") ──► entity that the words name

What somebody says about an entity never connects the speaker with it directly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from kg.analysis.period import Period
from kg.query import Dataset
from kg.query.facts import Article, Entity, Evidence, Fact, articles, entities, labels
from kg.vocab import compact

Attributes = dict[str, Any]

KINDS = ("Position", "Participation", "EventPlace", "PolicyAction", "Relation", "Statement", "Mention")
"""The types of edges."""


class Edge(NamedTuple):
    """A fact that connects two nodes; `key` is its IRI."""

    source: str
    target: str
    key: str
    attributes: Attributes


class Part(NamedTuple):
    """What one graph of the dataset adds.

    Attributes:
        statements: nodes of statements, by IRI.
        edges: facts that connect, in the order of their IRIs.
        named: the entities that each article names, by IRI in order, with the first place of each.
        published: the date of each article that has one.
    """

    statements: dict[str, Attributes]
    edges: list[Edge]
    named: Mapping[str, dict[str, Evidence]]
    published: dict[str, str]


class _Link(NamedTuple):
    """How a class of facts becomes edges: the predicates of both ends, the attribute that labels it, its attributes."""

    source: str
    target: str
    label: str
    attributes: Mapping[str, str]


_LINKS: Mapping[str, _Link] = {
    "Position": _Link("org:member", "org:organization", "title", {"title": "org:role", "status": "kg:status"}),
    "Participation": _Link("kg:agent", "kg:event", "role", {"role": "kg:role"}),
    "EventPlace": _Link("kg:event", "kg:place", "", {}),
    "PolicyAction": _Link("kg:agent", "kg:policy", "action", {"action": "kg:action"}),
    "Relation": _Link("kg:subject", "kg:object", "predicate", {"predicate": "kg:predicate"}),
}
_SHORTEST_NAME = 2
"""Characters that a name must have to be looked for in a statement's words."""


class Reader:
    """Reads a dataset once; memory holds the entities and one graph at a time.

    Attributes:
        entities: the nodes of entities by IRI, in the order of their IRIs. What articles say of them (evidence, times,
            titles, measures) is there when `parts` is exhausted.
    """

    def __init__(self, dataset: Dataset, period: Period | None = None, *, evidence: bool = True) -> None:
        self.entities = {iri: _entity(entity) for iri, entity in entities(dataset).items()}
        self._dataset = dataset
        self._period = period
        self._evidence = evidence
        self._labels = labels(dataset)
        self._seen: set[str] = set()

    def parts(self) -> Iterator[Part]:
        """Yield what each graph adds, in the order of the graphs' names; of a period only what its articles say."""
        for article in articles(self._dataset):
            named = self._named(article)
            part = Part({}, [], named, article.published)
            for fact in article.facts:
                if self._period is None or fact.published in self._period:
                    self._add(fact, part)
            yield part
        if self._period is not None:
            self.entities = {iri: entity for iri, entity in self.entities.items() if iri in self._seen}
        if not self._evidence:
            for entity in self.entities.values():
                del entity["evidence"]

    def _named(self, article: Article) -> Mapping[str, dict[str, Evidence]]:
        """Note where articles name entities; return it by article."""
        named: defaultdict[str, dict[str, Evidence]] = defaultdict(dict)
        for iri, spans in sorted(article.mentions.items()):
            for span in spans if iri in self.entities else ():
                if self._period is None or article.published.get(str(span["article"]), "") in self._period:
                    self._seen.add(iri)
                    if self._evidence:
                        self.entities[iri]["evidence"].append(span)
                    named[str(span["article"])].setdefault(iri, span)
        return named

    def _add(self, fact: Fact, part: Part) -> None:
        if fact.kind in _LINKS:
            self._link(fact, _LINKS[fact.kind], part)
        elif fact.kind == "Statement":
            self._statement(fact, part)
        elif fact.kind == "EventTime":
            self._time(fact)
        elif fact.kind == "Measure":
            self._measure(fact)

    def _link(self, fact: Fact, link: _Link, part: Part) -> None:
        source, target = fact.one(link.source), fact.one(link.target)
        values = {name: self._shown(fact.one(curie)) for name, curie in link.attributes.items()}
        attributes = {"label": values.get(link.label, "place"), "type": fact.kind, **values, **self._origin(fact)}
        if source in self.entities and target in self.entities:
            part.edges.append(Edge(source, target, fact.iri, attributes))
        elif source in self.entities and fact.kind == "Position":
            self.entities[source].setdefault("titles", []).append({**values, **self._origin(fact)})

    def _statement(self, fact: Fact, part: Part) -> None:
        text, speaker = fact.one("schema:text"), fact.one("kg:speaker")
        origin = self._origin(fact)
        part.statements[fact.iri] = {
            "label": text,
            "type": "Statement",
            "text": text,
            "manner": self._shown(fact.one("kg:manner")),
            "verb": fact.one("kg:reportingVerb"),
            **origin,
        }
        if speaker in self.entities:
            part.edges.append(Edge(speaker, fact.iri, fact.iri, {"label": "said", "type": "Statement", **origin}))
        named = [iri for iri in part.named.get(str(origin["article"]), ()) if self._names(iri, text)]
        for number, iri in enumerate(named, start=1):
            key = f"{fact.iri}#about-{number}"
            part.edges.append(Edge(fact.iri, iri, key, {"label": "said about", "type": "Mention", **origin}))

    def _names(self, iri: str, text: str) -> bool:
        return any(len(name) >= _SHORTEST_NAME and name in text for name in self.entities[iri]["names"])

    def _time(self, fact: Fact) -> None:
        event = self.entities.get(fact.one("kg:event"))
        if event is not None:
            times = event.setdefault("times", [])
            times.append({"start": fact.one("kg:start"), "end": fact.one("kg:end"), **self._origin(fact)})
            event["start"], event["end"] = times[0]["start"], times[0]["end"]

    def _measure(self, fact: Fact) -> None:
        measured = self.entities.get(fact.one("kg:of"))
        if measured is not None:
            value = {"value": float(fact.one("schema:value") or 0), "unit": fact.one("schema:unitText")}
            measured.setdefault("measures", []).append(
                {**value, "qualifier": fact.one("kg:qualifier"), **self._origin(fact)}
            )

    def _shown(self, iri: str) -> str:
        """Return the name of an entity or role, or the local name of a concept."""
        return self._labels.get(iri) or compact(iri).rpartition(":")[2]

    def _origin(self, fact: Fact) -> Attributes:
        """Return where a fact comes from, as every edge carries it."""
        confidence = fact.one("kg:confidence")
        return {
            "article": fact.evidence[0]["article"],
            "published": fact.published,
            **({"confidence": float(confidence)} if confidence else {}),
            "rule": fact.one("kg:rule"),
            **({"evidence": fact.evidence} if self._evidence else {}),
        }


def _entity(entity: Entity) -> Attributes:
    evidence: list[Evidence] = []
    return {
        "label": next(iter(entity.names), ""),
        "type": entity.types[0],
        "types": entity.types,
        "names": entity.names,
        "evidence": evidence,
    }
