"""Projections: smaller graphs, each edge of which stands for edges of the network and names them.

A projection has a name, says in a sentence what it is, and from which types of edges it is made. Every edge it returns
carries `weight`, `collapsed`, `from`, `facts`, `first`, `last` and `evidence` (`kg.analysis.collapse.Collapsed`), and
what its function names besides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from kg.analysis.collapse import Collapsed, Count, nodes_of
from kg.analysis.parts import Attributes, Edge, Reader
from kg.errors import Reason

SIDES: Mapping[str, str] = {
    "proposes": "for",
    "adopts": "for",
    "implements": "for",
    "supports": "for",
    "opposes": "against",
}
"""On which side of a policy an action is."""

Shape = Literal["ties", "arrows", "network"]
"""Undirected, directed, or directed with several edges between two nodes."""


class Projected(NamedTuple):
    """What a projection returns: its nodes, its edges, and how many edges of the network it collapsed and left out."""

    nodes: Mapping[str, Attributes]
    edges: Mapping[tuple[str, str, str], Attributes]
    counts: Mapping[str, Mapping[str, int]]


class Projection(NamedTuple):
    """A projection.

    Attributes:
        name: as it is asked for.
        title: what it is, for people.
        made_from: the types of edges of the network that it collapses.
        shape: which kind of graph it is.
        make: reads everything and returns nodes and edges; with the words of the facts or without.
    """

    name: str
    title: Reason
    made_from: tuple[str, ...]
    shape: Shape
    make: Callable[[Reader, bool], Projected]


def _entities(reader: Reader, evidence: bool) -> Projected:
    """One tie between two entities that facts connect; `labels` has what the facts are called."""
    made, count = Collapsed("Tie", directed=False, evidence=evidence), Count()
    for part in reader.parts():
        for edge in count.of(part.edges, _FACTS):
            if edge.source == edge.target:
                count.leave([edge])
                continue
            tie = made.add(edge.source, edge.target, [edge], edge.attributes["label"])
            labels = tie.setdefault("labels", [])
            if edge.attributes["label"] not in labels:
                labels.append(edge.attributes["label"])
    return Projected(reader.entities, made.edges, count.summary())


def _people_organizations(reader: Reader, evidence: bool) -> Projected:
    """One arrow from a person to an organization; `posts` has title, status and date of each, in the order of time."""
    made, count = Collapsed("Post", directed=True, evidence=evidence), Count()
    for part in reader.parts():
        for edge in count.of(part.edges, ("Position", "Relation")):
            attributes, person = edge.attributes, reader.entities[edge.source]["type"] == "Person"
            if attributes["type"] == "Relation" and not (person and attributes["predicate"] == "member_of"):
                count.leave([edge])
                continue
            arrow = made.add(edge.source, edge.target, [edge], attributes["label"])
            post = {name: attributes.get(name, "") for name in ("label", "status", "published", "article")}
            arrow.setdefault("posts", []).append(post)
    for arrow in made.edges.values():
        arrow["posts"].sort(key=lambda post: (post["published"], post["article"], post["label"]))
        arrow["label"] = arrow["posts"][-1]["label"]
    return Projected(_ends(reader, made), made.edges, count.summary())


def _people_at_events(reader: Reader, evidence: bool) -> Projected:
    """One tie between two people; `events` has the events that both took part in (to be their target is no part)."""
    made, count = Collapsed("SameEvent", directed=False, evidence=evidence), Count()
    parts: defaultdict[str, dict[str, list[Edge]]] = defaultdict(dict)
    for part in reader.parts():
        for edge in count.of(part.edges, ("Participation",)):
            if reader.entities[edge.source]["type"] == "Person" and edge.attributes["role"] != "target":
                parts[edge.target].setdefault(edge.source, []).append(edge)
            else:
                count.leave([edge])
    for event in sorted(parts):
        people = parts[event]
        if len(people) == 1:
            count.leave(*people.values())
        for one, other in combinations(sorted(people), 2):
            tie = made.add(one, other, [*people[one], *people[other]], reader.entities[event]["label"])
            tie.setdefault("events", []).append(event)
    people_of_events = {person for people in parts.values() for person in people}
    return Projected(nodes_of(reader, people_of_events), made.edges, count.summary())


def _speakers(reader: Reader, evidence: bool) -> Projected:
    """One arrow from who speaks to what the words name; `statements` has the words. It was said, no more."""
    made, count = Collapsed("SpeaksAbout", directed=True, evidence=evidence), Count()
    speakers: set[str] = set()
    for part in reader.parts():
        said = {}
        for edge in count.of(part.edges, ("Statement", "Mention")):
            if edge.attributes["type"] == "Statement":
                said[edge.target] = edge
                speakers.add(edge.source)
        for edge in part.edges:
            if edge.attributes["type"] != "Mention":
                continue
            spoken = said.get(edge.source)
            if spoken is None or spoken.source == edge.target:
                count.leave([edge])
                continue
            arrow = made.add(spoken.source, edge.target, [spoken], "said about")
            arrow["collapsed"] += 1
            arrow["from"] = ["Mention", "Statement"]
            words = part.statements[edge.source]
            statement = {"text": words["text"], "manner": words["manner"], "published": words["published"]}
            arrow.setdefault("statements", []).append(statement)
    nodes = nodes_of(reader, {*speakers, *(iri for ends in made.edges for iri in ends[:2])})
    return Projected(nodes, made.edges, count.summary())


def _policies(reader: Reader, evidence: bool) -> Projected:
    """One arrow an action from who acts to the policy; `side` is `for` or `against`."""
    made, count = Collapsed("PolicyAction", directed=True, evidence=evidence), Count()
    for part in reader.parts():
        for edge in count.of(part.edges, ("PolicyAction",)):
            action = edge.attributes["action"]
            arrow = made.add(edge.source, edge.target, [edge], action, key=action)
            arrow["action"], arrow["side"] = action, SIDES.get(action, "")
    return Projected(_ends(reader, made), made.edges, count.summary())


def _events(reader: Reader, evidence: bool) -> Projected:
    """One arrow from an event to the next that somebody took part in; `through` has who. Without a time: left out."""
    made, count = Collapsed("Then", directed=True, evidence=evidence), Count()
    parts: defaultdict[str, defaultdict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for part in reader.parts():
        for edge in count.of(part.edges, ("Participation",)):
            parts[edge.source][edge.target].append(edge)
    dated = {iri: node["start"] for iri, node in reader.entities.items() if node.get("start")}
    for agent in sorted(parts):
        events = parts[agent]
        chain = sorted((event for event in events if event in dated), key=lambda event: (dated[event], event))
        for event in events:
            if event not in dated or len(chain) == 1:
                count.leave(events[event])
        for one, other in pairwise(chain):
            arrow = made.add(one, other, [*events[one], *events[other]], reader.entities[agent]["label"])
            arrow.setdefault("through", []).append(agent)
    return Projected(nodes_of(reader, dated), made.edges, count.summary())


def _topics(reader: Reader, evidence: bool) -> Projected:
    """One tie between policies and events that articles name together; `articles` has which. It rests on no fact."""
    made, count = Collapsed("NamedTogether", directed=False, evidence=evidence), Count()
    topics: set[str] = set()
    for part in reader.parts():
        count.of(part.edges, ())
        for article in sorted(part.named):
            spans = part.named[article]
            named = sorted(iri for iri in spans if reader.entities[iri]["type"] in ("Event", "Policy"))
            topics.update(named)
            date = part.published.get(article, "")
            for one, other in combinations(named, 2):
                tie = made.add(one, other, (), "named together")
                tie.setdefault("articles", []).append(article)
                tie["first"] = min(filter(None, (tie["first"], date)), default="")
                tie["last"] = max(tie["last"], date)
                if evidence:
                    tie["evidence"].extend((spans[one], spans[other]))
    return Projected(nodes_of(reader, topics), made.edges, count.summary())


def _ends(reader: Reader, made: Collapsed) -> Mapping[str, Attributes]:
    return nodes_of(reader, (iri for ends in made.edges for iri in ends[:2]))


_FACTS = ("Position", "Participation", "EventPlace", "PolicyAction", "Relation")

PROJECTIONS: tuple[Projection, ...] = (
    Projection(
        "entities",
        Reason("entities that facts connect", "사실로 이어진 개체"),
        _FACTS,
        "ties",
        _entities,
    ),
    Projection(
        "people-organizations",
        Reason("people and organizations over time", "사람과 조직, 시간에 따라"),
        ("Position", "Relation"),
        "arrows",
        _people_organizations,
    ),
    Projection(
        "people-at-events",
        Reason("people who took part in the same events", "같은 행사에 참여한 사람들"),
        ("Participation",),
        "ties",
        _people_at_events,
    ),
    Projection(
        "speakers",
        Reason("who speaks about whom and what", "누가 누구와 무엇에 대해 말하는가"),
        ("Statement", "Mention"),
        "arrows",
        _speakers,
    ),
    Projection(
        "policies",
        Reason("policies with supporters and opponents", "정책과 찬성·반대하는 이들"),
        ("PolicyAction",),
        "network",
        _policies,
    ),
    Projection(
        "events",
        Reason("events in the order of time, joined by who took part", "참여자로 이어진 시간순 행사"),
        ("Participation",),
        "arrows",
        _events,
    ),
    Projection(
        "topics",
        Reason("policies and events that articles name together", "기사에 함께 나오는 정책과 행사"),
        (),
        "ties",
        _topics,
    ),
)
"""In the order in which they are listed."""
