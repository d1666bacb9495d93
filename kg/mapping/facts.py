"""Each type of fact as triples: one small function a type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from kg import model
from kg.mapping.graph import ArticleGraph
from kg.mapping.literals import decimal, number, plain
from kg.mapping.settings import role_iri
from kg.mapping.time import coarser, moment
from kg.vocab import concepts, iri


def position(fact: model.Position, this: str, graph: ArticleGraph) -> None:
    """Write a position; the article's date lies inside the time of a current one, and nothing else is known of it."""
    graph.add(this, "rdf:type", iri("kg:Position"))
    graph.add(this, "org:member", graph.entity(fact.person))
    if fact.title:
        graph.add(this, "org:role", role_iri(graph.settings.base, fact.title))
    if fact.organization is not None:
        graph.add(this, "org:organization", graph.entity(fact.organization))
    graph.add(this, "kg:status", graph.concept(fact.status))
    published = moment(graph.document.article.published or "")
    day = published.day() if published else None
    if fact.status == "current" and day is not None:
        during, instant = graph.part(this, "during"), graph.part(this, "instant")
        graph.add(this, "org:memberDuring", during)
        graph.add(during, "rdf:type", iri("time:Interval"))
        graph.add(during, "time:inside", instant)
        graph.add(instant, "rdf:type", iri("time:Instant"))
        graph.add(instant, "time:inXSDDate", day)


def event_time(fact: model.EventTime, this: str, graph: ArticleGraph) -> None:
    """Write an event's time: start and end as stated, their bounds, the coarser precision of the two.

    What is no time is written as a string, which the gate refuses and can show.
    """
    graph.add(this, "rdf:type", iri("kg:EventTime"))
    graph.add(this, "kg:event", graph.entity(fact.event))
    stated = []
    for text, name, bounds in (
        (fact.start, "kg:start", ("sem:hasEarliestBeginTimeStamp", "sem:hasLatestBeginTimeStamp")),
        (fact.end, "kg:end", ("sem:hasEarliestEndTimeStamp", "sem:hasLatestEndTimeStamp")),
    ):
        if text is None:
            continue
        time = moment(text)
        if time is None:
            graph.add(this, name, plain(text))
            continue
        stated.append(time)
        graph.add(this, name, time.stated)
        graph.add(this, bounds[0], time.earliest)
        graph.add(this, bounds[1], time.latest)
    if stated:
        graph.add(this, "kg:precision", plain(coarser(stated[0], stated[-1])))


def event_place(fact: model.EventPlace, this: str, graph: ArticleGraph) -> None:
    """Write an event's place."""
    graph.add(this, "rdf:type", iri("kg:EventPlace"))
    graph.add(this, "kg:event", graph.entity(fact.event))
    graph.add(this, "kg:place", graph.entity(fact.place))


def participation(fact: model.Participation, this: str, graph: ArticleGraph) -> None:
    """Write somebody's part in an event."""
    graph.add(this, "rdf:type", iri("kg:Participation"))
    graph.add(this, "kg:agent", graph.entity(fact.agent))
    graph.add(this, "kg:event", graph.entity(fact.event))
    graph.add(this, "kg:role", graph.concept(fact.role))


def statement(fact: model.Statement, this: str, graph: ArticleGraph) -> None:
    """Write that somebody says something; what is said stays text."""
    graph.add(this, "rdf:type", iri("kg:Statement"))
    graph.add(this, "kg:speaker", graph.entity(fact.speaker))
    graph.add(this, "kg:manner", graph.concept(fact.manner))
    graph.add(this, "schema:text", graph.words(fact.content))
    if fact.verb is not None:
        graph.add(this, "kg:reportingVerb", graph.words(fact.verb))


def policy_action(fact: model.PolicyAction, this: str, graph: ArticleGraph) -> None:
    """Write what somebody does about a policy."""
    graph.add(this, "rdf:type", iri("kg:PolicyAction"))
    graph.add(this, "kg:agent", graph.entity(fact.agent))
    graph.add(this, "kg:action", graph.concept(fact.action))
    graph.add(this, "kg:policy", graph.entity(fact.policy))


def relation(fact: model.Relation, this: str, graph: ArticleGraph) -> None:
    """Write a relation between two entities."""
    graph.add(this, "rdf:type", iri("kg:Relation"))
    graph.add(this, "kg:subject", graph.entity(fact.subject))
    graph.add(this, "kg:predicate", graph.concept(fact.predicate))
    graph.add(this, "kg:object", graph.entity(fact.object))


def measure(fact: model.Measure, this: str, graph: ArticleGraph) -> None:
    """Write a quantity; it is an amount of money if the vocabulary knows its unit as a currency."""
    graph.add(this, "rdf:type", iri("kg:Measure"))
    graph.add(this, "schema:value", number(fact.value))
    if fact.unit:
        graph.add(this, "schema:unitText", plain(fact.unit))
    currency = _currencies().get(fact.unit)
    if currency is not None:
        graph.add(this, "rdf:type", iri("schema:MonetaryAmount"))
        graph.add(this, "schema:currency", plain(currency))
    if fact.of is not None:
        graph.add(this, "kg:of", graph.entity(fact.of))
    if fact.qualifier is not None:
        graph.add(this, "kg:qualifier", graph.words(fact.qualifier))


WRITERS: Mapping[type[model.AnyFact], Callable[[Any, str, ArticleGraph], None]] = {
    model.Position: position,
    model.EventTime: event_time,
    model.EventPlace: event_place,
    model.Participation: participation,
    model.Statement: statement,
    model.PolicyAction: policy_action,
    model.Relation: relation,
    model.Measure: measure,
}
"""What writes each type of fact."""


def write_fact(fact: model.AnyFact, graph: ArticleGraph) -> str:
    """Write `fact` with its evidence, confidence and rule; return its IRI."""
    this = graph.fact(fact)
    WRITERS[type(fact)](fact, this, graph)
    for span in dict.fromkeys(fact.evidence):
        graph.add(this, "kg:evidence", graph.span(span))
    if fact.score is not None:
        graph.add(this, "kg:confidence", decimal(fact.score))
    if fact.rule is not None:
        graph.add(this, "kg:rule", plain(fact.rule))
    return this


@cache
def _currencies() -> Mapping[str, str]:
    """Currency codes by the units that the vocabulary knows for them."""
    return {
        unit: concept.notation
        for concept in concepts("kg:CurrencyScheme")
        if concept.notation
        for unit in (concept.notation, *concept.labels.values(), *concept.other_labels)
    }
