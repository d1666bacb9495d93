"""What stands out in a network: centralities, communities, brokers, components.

Directions are left out: a tie is a tie. Ties between the same two nodes are one, their weights added. Figures are
rounded to six digits, and of equals the smaller IRI comes first, so the same network gives the same tables.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import numpy

from kg.analysis.engines import SEED, Engine, Web, engine

if TYPE_CHECKING:
    import networkx

EXACT = 2_000
"""Up to so many nodes betweenness is exact; in larger networks it is estimated from the paths of `SOURCES` nodes."""

SOURCES = 200
BROKERS = 100
"""Brokers whose constraint is computed: those with the highest betweenness."""

_DAMPING, _ROUNDS, _ENOUGH = 0.85, 200, 1e-12


class Measured(NamedTuple):
    """What was measured of one node.

    Attributes:
        iri: the node.
        label: its name.
        type: its type.
        degree: how many nodes it has a tie with.
        weight: the weights of its ties added.
        pagerank: its share of the visits of somebody who follows ties at random (Brin, Page 1998), weighted.
        betweenness: the share of shortest paths between others that lead through it (Freeman 1977); from 0 to 1.
        core: the largest k such that it has k neighbours that have k neighbours … among themselves.
        community: the number of its community, the largest 1; 0 for who has no tie.
        component: the number of its component, the largest 1.
        bridges: how many other communities it has a tie into.
        constraint: Burt's constraint (1992), low for brokers; None but for `BROKERS`.
        cut: whether its component falls apart without it.
    """

    iri: str
    label: str
    type: str
    degree: int
    weight: float
    pagerank: float
    betweenness: float
    core: int
    community: int
    component: int
    bridges: int
    constraint: float | None
    cut: bool


MEASURES = Measured._fields[3:]
"""What is measured, by name."""


class Analysis(NamedTuple):
    """What was measured of a network.

    Attributes:
        nodes: by IRI.
        ties: how many.
        engine: what measured it.
        sampled: whether betweenness is an estimate.
    """

    nodes: Mapping[str, Measured]
    ties: int
    engine: str
    sampled: bool

    def top(self, key: Callable[[Measured], float]) -> list[Measured]:
        """Return the nodes, those with the largest `key` first."""
        return sorted(self.nodes.values(), key=lambda node: (-key(node), node.iri))


def analyse(graph: networkx.Graph[str], engine_name: str = "auto") -> Analysis:
    """Measure a network, such as `kg.networkx_graph` returns; the same figures each time.

    Args:
        graph: the network, directed or not; edges may have a `weight`.
        engine_name: see `kg.analysis.engines.engine`.

    Raises:
        SetupError: there is no such engine here.
    """
    iris = sorted(graph)
    web = _web(graph, iris)
    by = engine(web, engine_name)
    sampled = web.size > EXACT
    betweenness = _betweenness(by, web, sampled)
    degree, weight = _degrees(web)
    communities = _numbered(by.communities(), web.size)
    communities = [number if ties else 0 for number, ties in zip(communities, degree, strict=True)]
    brokers = sorted((n for n in range(web.size) if betweenness[n] > 0), key=lambda n: (-betweenness[n], n))[:BROKERS]
    constraint = dict(zip(brokers, by.constraint(brokers), strict=True)) if brokers else {}
    columns = zip(
        (str(graph.nodes[iri].get("label", iri)) for iri in iris),
        (str(graph.nodes[iri].get("type", "")) for iri in iris),
        degree,
        map(_rounded, weight),
        map(_rounded, pagerank(web)),
        map(_rounded, betweenness),
        by.cores(),
        communities,
        _numbered(by.components(), web.size),
        _bridges(web, communities),
        (_rounded(constraint[n]) if n in constraint else None for n in range(web.size)),
        (n in cut for cut in [by.cut()] for n in range(web.size)),
        strict=True,
    )
    nodes = {iri: Measured(iri, *values) for iri, values in zip(iris, columns, strict=True)}
    return Analysis(nodes, len(web.ties), by.name, sampled)


def ranks(graph: networkx.Graph[str]) -> dict[str, float]:
    """Return the PageRank of each node by IRI, the foremost first."""
    iris = sorted(graph)
    found = zip(iris, map(_rounded, pagerank(_web(graph, iris))), strict=True)
    return dict(sorted(found, key=lambda item: (-item[1], item[0])))


def _web(graph: networkx.Graph[str], iris: Sequence[str]) -> Web:
    numbers = {iri: number for number, iri in enumerate(iris)}
    weights: defaultdict[tuple[int, int], float] = defaultdict(float)
    for source, target, weight in graph.edges(data="weight", default=1):
        one, other = numbers[source], numbers[target]
        if one != other:
            weights[min(one, other), max(one, other)] += weight
    ties = sorted(weights)
    return Web(len(iris), ties, [weights[tie] for tie in ties])


def _degrees(web: Web) -> tuple[list[int], list[float]]:
    ends, weights = _arrays(web)
    return (
        numpy.bincount(ends.ravel(), minlength=web.size).tolist(),
        numpy.bincount(ends.ravel(), numpy.repeat(weights, 2), minlength=web.size).tolist(),
    )


def pagerank(web: Web) -> list[float]:
    """Return the PageRank of each node, by power iteration; who has no tie jumps anywhere."""
    if not web.size:
        return []
    ends, weights = _arrays(web)
    source, target = numpy.concatenate([ends, ends[:, ::-1]]).T
    both = numpy.concatenate([weights, weights])
    out = numpy.bincount(source, both, minlength=web.size)
    share = both / out[source]
    rank = numpy.full(web.size, 1 / web.size)
    for _ in range(_ROUNDS):
        lost = rank[out == 0].sum()
        following = numpy.bincount(target, rank[source] * share, minlength=web.size) + lost / web.size
        new = _DAMPING * following + (1 - _DAMPING) / web.size
        done = numpy.abs(new - rank).sum() < _ENOUGH
        rank = new
        if done:
            break
    values: list[float] = rank.tolist()
    return values


def _arrays(web: Web) -> tuple[numpy.ndarray[tuple[int, int]], numpy.ndarray[tuple[int]]]:
    return numpy.array(web.ties, dtype=numpy.int64).reshape(-1, 2), numpy.array(web.weights, dtype=numpy.float64)


def _betweenness(by: Engine, web: Web, sampled: bool) -> list[float]:
    """Return betweenness as a share of all pairs; of the pairs that the sampled nodes begin where it is an estimate."""
    if web.size <= len("ab") or not web.ties:
        return [0.0] * web.size
    if not sampled:
        pairs = (web.size - 1) * (web.size - 2) / 2
        return [value / pairs for value in by.betweenness(None)]
    sources = sorted(Random(SEED).sample(range(web.size), SOURCES))
    pairs = SOURCES * (web.size - 2) / 2
    return [value / pairs for value in by.betweenness(sources)]


def _numbered(groups: list[list[int]], size: int) -> list[int]:
    """Return the number of each node's group; the largest group is 1, of equals that with the smallest node."""
    numbers = [0] * size
    for number, group in enumerate(sorted(groups, key=lambda group: (-len(group), min(group))), start=1):
        for node in group:
            numbers[node] = number
    return numbers


def _bridges(web: Web, communities: Sequence[int]) -> list[int]:
    reached: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in web.ties:
        if communities[one] != communities[other]:
            reached[one].add(communities[other])
            reached[other].add(communities[one])
    return [len(reached[node]) if node in reached else 0 for node in range(web.size)]


def _rounded(value: float) -> float:
    return float(f"{value:.6g}")


class Group(NamedTuple):
    """A community or a component: its number, how many nodes it has, how many of each type, and its foremost nodes."""

    number: int
    size: int
    types: Mapping[str, int]
    foremost: Sequence[Measured]


def attributed(graph: networkx.Graph[str], analysis: Analysis) -> None:
    """Give each node of `graph` what was measured of it, under the names of `Measured`."""
    for iri, measured in analysis.nodes.items():
        values = measured._asdict()
        graph.nodes[iri].update({name: values[name] for name in MEASURES if values[name] is not None})


def groups(analysis: Analysis, name: str) -> list[Group]:
    """Return the `community` or `component` groups of more than one node, the largest first."""
    members: defaultdict[int, list[Measured]] = defaultdict(list)
    for node in analysis.top(lambda node: node.pagerank):
        members[getattr(node, name)].append(node)
    return [
        Group(number, len(nodes), dict(sorted(Counter(node.type for node in nodes).items())), nodes)
        for number, nodes in sorted(members.items())
        if number and len(nodes) > 1
    ]
