"""Who is who within some whole blocks: what persons decided, then what rules decided, then what articles say.

The order of weight makes contradictions predictable. A person's decision counts before any rule's, and a later one
before an earlier one. A decision that contradicts weightier ones *rests*: it stays in the log and counts again when
they are taken back. What is built in, anchors and after them posts that several hold, never joins what is told apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.decision import AuthorityRef, DatedName, Decision, Side
from kg.resolve.bearers import RULES, Rule, stretches
from kg.resolve.groups import Groups
from kg.resolve.members import Member
from kg.resolve.web import Web
from kg.vocab import segment

Anchor = tuple[str, ...]
Key = tuple[str, str]
"""A member: the id of its article and its local id there."""

_SEPARATOR = "~"
_HELD = "post"
_STATED, _POST, _OWN = range(3)
"""How well keys name: an anchor that articles state, a post that several can hold, an article."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A decision that does not count, for weightier ones contradict it.

    Attributes:
        decision: its number in the log.
        because: the numbers of the weightier decisions that together contradict it.
    """

    decision: int
    because: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who is who within some blocks.

    Attributes:
        paths: the path of the IRI of each member below the base.
        resting: the decisions that contradict weightier ones.
        authorities: IRIs of the authority records that are about the same as an entity, by its path.
        names: dated names of an entity, by its path.
    """

    paths: dict[Key, str]
    resting: tuple[Resting, ...]
    authorities: dict[str, tuple[str, ...]]
    names: dict[str, tuple[DatedName, ...]]


def assign(block: Iterable[Member]) -> dict[Key, str]:
    """Return the path of the IRI of each member of one whole block where nobody decided anything."""
    return settle(block, ()).paths


def path_alone(member: Member) -> str:
    """Return the path of the IRI of a member that is named whatever other articles hold (`Member.alone`).

    It is the one that `assign` gives to a block of this member only, without the way there.
    """
    return _path(member.kind, min(member.anchors, key=lambda anchor: (len(anchor), anchor)))


def settle(members: Iterable[Member], decisions: Sequence[Decision], rules: Sequence[Rule] = RULES) -> Settlement:
    """Settle who is who.

    Args:
        members: all members of some blocks, which no decision connects with another block.
        decisions: the decisions about them that stand, the weightiest first (`kg.decision.in_force`).
        rules: what joins people beyond decisions and anchors, the surest first.
    """
    rows = sorted(members, key=lambda m: (m.document, m.kind, m.name, m.number, m.local))
    nodes: dict[Side, int] = {}
    for index, row in enumerate(rows):
        nodes.setdefault(row.ref, index)
    for decision in decisions:
        for side in decision.sides:
            if isinstance(side, AuthorityRef):
                nodes.setdefault(side, len(rows) + sum(isinstance(known, AuthorityRef) for known in nodes))
    groups = Groups(len(rows) + len(nodes))
    present = [d for d in decisions if all(side in nodes for side in d.sides)]
    resting = _decide(groups, nodes, present)
    _link(groups, rows)
    _agree(groups, rows, rules)
    return _named(groups, rows, nodes, present, resting)


def _decide(groups: Groups, nodes: dict[Side, int], decisions: Sequence[Decision]) -> tuple[Resting, ...]:
    """Carry out decisions, the weightiest first; return those that contradict what was carried out before."""
    resting = []
    for decision in decisions:
        one, other = (nodes[side] for side in decision.sides)
        if groups.root(one) == groups.root(other):
            if decision.kind == "different":
                resting.append(Resting(decision.sequence, groups.why_one(one, other)))
        elif decision.kind == "different":
            groups.tell_apart(one, other, decision.sequence)
        elif groups.apart(one, other):
            resting.append(Resting(decision.sequence, groups.why_apart(one, other)))
        else:
            groups.join(one, other, decision.sequence)
    return tuple(resting)


def _link(groups: Groups, rows: Sequence[Member]) -> None:
    """Join what shares an anchor, unless it is told apart."""
    web = Web()
    for index, row in enumerate(rows):
        for anchor in (*row.anchors, *row.links):
            web.add(groups.root(index), (row.kind, *anchor))
    for component in web.components(web.groups()):
        sources = {group for group in component if groups.enemies(group) & component}
        for joined in web.shares(component, sources) if sources else [component]:
            first = min(joined)
            for group in joined:
                groups.join(first, group)


def _agree(groups: Groups, rows: Sequence[Member], rules: Sequence[Rule]) -> None:
    """Join the bearers of a name whom its articles show to be one, unless they are told apart."""
    found = list(stretches(rows, groups))
    for rule in rules:
        for stretch in found:
            for joined in rule(stretch):
                for one, other in pairwise(joined):
                    if not groups.apart(one, other):
                        groups.join(one, other)


def _named(
    groups: Groups,
    rows: Sequence[Member],
    nodes: Mapping[Side, int],
    decisions: Sequence[Decision],
    resting: tuple[Resting, ...],
) -> Settlement:
    """Name each group by the smallest key that no other has: an anchor, a post that articles share, an article."""
    roots = [groups.root(index) for index in range(len(rows))]
    held = Counter((root, key) for root, row in zip(roots, rows, strict=True) for key in _keys(row))
    keys = {(root, row.kind, key) for root, row in zip(roots, rows, strict=True) for key in _keys(row)}
    shared = Counter((kind, key) for _, kind, key in keys)
    best: dict[int, tuple[int, int, Anchor, str]] = {}
    for root, row in zip(roots, rows, strict=True):
        own = [key for key in _keys(row) if shared[row.kind, key] == 1]
        for rank, key in [*((_rank(row, key), key) for key in own), (_OWN, row.own)]:
            if held[root, key] > 1 or rank != _POST:
                best[root] = min(best.get(root, (_OWN + 1, 0, key, row.kind)), (rank, len(key), key, row.kind))
    paths = {root: _path(kind, key) for root, (_, _, key, kind) in best.items()}
    rests = {each.decision for each in resting}
    authorities: defaultdict[str, set[str]] = defaultdict(set)
    names: defaultdict[str, list[DatedName]] = defaultdict(list)
    for side, node in nodes.items():
        if isinstance(side, AuthorityRef) and groups.root(node) in paths:
            authorities[paths[groups.root(node)]].add(side.iri)
    for decision in decisions:
        root = groups.root(nodes[decision.sides[0]])
        if decision.names and decision.sequence not in rests and root in paths:
            names[paths[root]] += [name for name in decision.names if name not in names[paths[root]]]
    return Settlement(
        paths={(row.document, row.local): paths[root] for root, row in zip(roots, rows, strict=True)},
        resting=resting,
        authorities={path: tuple(sorted(iris)) for path, iris in authorities.items()},
        names={path: tuple(sorted(dated, key=_by_time)) for path, dated in names.items()},
    )


def _keys(row: Member) -> tuple[Anchor, ...]:
    """The keys by which what `row` is one with can be named."""
    posts = sorted({(body, title) for body, title, _ in row.posts if body and title})
    return *row.anchors, *((row.name, _HELD, body, title) for body, title in posts)


def _rank(row: Member, key: Anchor) -> int:
    if key == row.own:
        return _OWN
    return _STATED if key in row.anchors else _POST


def _by_time(name: DatedName) -> tuple[str, str, str]:
    return name.since or "", name.until or "", name.name


def _path(kind: str, anchor: Anchor) -> str:
    """Spell `anchor` out readably and injectively: `person/이재명~성남시`."""
    return f"{kind}/" + _SEPARATOR.join(segment(part).replace(_SEPARATOR, "%7E") for part in anchor)
