"""A dataset as a `networkx.MultiDiGraph`.

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

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.query import Dataset, open_dataset
from kg.query.facts import Article, Entity, Evidence, Fact, articles, entities, labels
from kg.vocab import compact

if TYPE_CHECKING:
    import networkx

Attributes = dict[str, Any]


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


def networkx_graph(source: Dataset | str | Path) -> networkx.MultiDiGraph[str]:
    """Return the graph of a dataset, of a store's folder or of an RDF file, the same each time.

    Raises:
        InputError: the file cannot be read.
        StoreError: the folder is no store of this version.
    """
    import networkx

    dataset = open_dataset(source) if isinstance(source, str | Path) else source
    builder = _Builder(dataset)
    for article in articles(dataset):
        builder.add(article)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    graph.add_nodes_from(builder.nodes.items())
    for subject, target, key, attributes in sorted(builder.edges, key=lambda edge: edge[:3]):
        graph.add_edge(subject, target, key, **attributes)
    return graph


class _Builder:
    """Gathers nodes and edges, graph by graph."""

    def __init__(self, dataset: Dataset) -> None:
        self.labels = labels(dataset)
        self.nodes = {iri: _entity(entity) for iri, entity in entities(dataset).items()}
        self.edges: list[tuple[str, str, str, Attributes]] = []

    def add(self, article: Article) -> None:
        for iri, evidence in sorted(article.mentions.items()):
            if iri in self.nodes:
                self.nodes[iri]["evidence"].extend(evidence)
        for fact in article.facts:
            if fact.kind in _LINKS:
                self._link(fact, _LINKS[fact.kind])
            elif fact.kind == "Statement":
                self._statement(fact, article)
            elif fact.kind == "EventTime":
                self._time(fact)
            elif fact.kind == "Measure":
                self._measure(fact)

    def _link(self, fact: Fact, link: _Link) -> None:
        source, target = fact.one(link.source), fact.one(link.target)
        values = {name: self._shown(fact.one(curie)) for name, curie in link.attributes.items()}
        attributes = {"label": values.get(link.label, "place"), "type": fact.kind, **values, **_origin(fact)}
        if source in self.nodes and target in self.nodes:
            self.edges.append((source, target, fact.iri, attributes))
        elif source in self.nodes and fact.kind == "Position":
            self.nodes[source].setdefault("titles", []).append({**values, **_origin(fact)})

    def _statement(self, fact: Fact, article: Article) -> None:
        text, speaker = fact.one("schema:text"), fact.one("kg:speaker")
        origin = _origin(fact)
        self.nodes[fact.iri] = {
            "label": text,
            "type": "Statement",
            "text": text,
            "manner": self._shown(fact.one("kg:manner")),
            "verb": fact.one("kg:reportingVerb"),
            **origin,
        }
        if speaker in self.nodes:
            self.edges.append((speaker, fact.iri, fact.iri, {"label": "said", "type": "Statement", **origin}))
        named = sorted(iri for iri in article.mentions if iri in self.nodes and self._names(iri, text))
        for number, iri in enumerate(named, start=1):
            key = f"{fact.iri}#about-{number}"
            self.edges.append((fact.iri, iri, key, {"label": "said about", "type": "Mention", **origin}))

    def _names(self, iri: str, text: str) -> bool:
        return any(len(name) >= _SHORTEST_NAME and name in text for name in self.nodes[iri]["names"])

    def _time(self, fact: Fact) -> None:
        event = self.nodes.get(fact.one("kg:event"))
        if event is not None:
            times = event.setdefault("times", [])
            times.append({"start": fact.one("kg:start"), "end": fact.one("kg:end"), **_origin(fact)})
            event["start"], event["end"] = times[0]["start"], times[0]["end"]

    def _measure(self, fact: Fact) -> None:
        measured = self.nodes.get(fact.one("kg:of"))
        if measured is not None:
            value = {"value": float(fact.one("schema:value") or 0), "unit": fact.one("schema:unitText")}
            measured.setdefault("measures", []).append(
                {**value, "qualifier": fact.one("kg:qualifier"), **_origin(fact)}
            )

    def _shown(self, iri: str) -> str:
        """Return the name of an entity or role, or the local name of a concept."""
        return self.labels.get(iri) or compact(iri).rpartition(":")[2]


def _entity(entity: Entity) -> Attributes:
    label = next(iter(entity.names), "")
    evidence: list[Evidence] = []
    return {
        "label": label,
        "type": entity.types[0],
        "types": entity.types,
        "names": entity.names,
        "evidence": evidence,
    }


def _origin(fact: Fact) -> Attributes:
    """Return where a fact comes from, as every edge carries it."""
    confidence = fact.one("kg:confidence")
    return {
        "article": fact.evidence[0]["article"],
        "published": fact.published,
        **({"confidence": float(confidence)} if confidence else {}),
        "rule": fact.one("kg:rule"),
        "evidence": fact.evidence,
    }
