"""Events and policies of one article: a bare or shorter phrase goes to the fuller one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from kg.extract.ko.entities.group import Group
from kg.extract.ko.phrases import Phrase

_KINDS = frozenset({"대회", "사건", "사태", "행사", "집회", "집행", "선거"})
"""Words for kinds of events that a shorter name leaves out: 시민행진 for 시민행진 대회."""


def matters_of(text: str, phrases: Sequence[Phrase]) -> list[Group]:
    """Gather events and policies: a bare or shorter phrase goes to the fuller one with the same head."""
    groups: list[tuple[Phrase, Group]] = []
    bare: list[Phrase] = []
    owners: dict[tuple[str, str], Group] = {}
    for phrase in sorted(phrases, key=lambda p: (p.start - p.end, p.start)):
        surface = text[phrase.start : phrase.end]
        if surface == phrase.head:
            bare.append(phrase)
            continue
        owner = owners.get((phrase.type, surface)) or next(
            (g for p, g in groups if p.type == phrase.type and _is_short_for(surface, g.names[0])), None
        )
        if owner is None:
            owner = Group(phrase.type)
            groups.append((phrase, owner))
        owners[phrase.type, surface] = owner
        owner.add(surface, (phrase.start, phrase.end), phrase.score)
    for _, group in groups:
        group.spans.sort()
    for phrase in sorted(bare):
        _add_bare(phrase, groups)
    return [g for p, g in groups if p.type == "Event" or p.end - p.start > len(p.head)]


def _is_short_for(surface: str, fuller: str) -> bool:
    """Whether `surface` is a shorter way to say `fuller`: equal, its last words, or all but the word for its kind."""
    a, b = surface.replace(" ", ""), fuller.replace(" ", "")
    return b.endswith(a) or (len(a) >= 4 and b.startswith(a) and b[len(a) :] in _KINDS)


def _add_bare(phrase: Phrase, groups: list[tuple[Phrase, Group]]) -> None:
    """Add a bare noun (컨퍼런스, 산불) to what it refers to: the last fuller name before, else the first after.

    The spans of each group are in order, and stay so.
    """
    same = [(p, g) for p, g in groups if p.type == phrase.type and g.names[0].replace(" ", "").endswith(phrase.head)]
    before = [g for p, g in same if g.spans[0][0] < phrase.start]
    after = [g for p, g in same if g.spans[0][0] > phrase.start]
    if before:
        owner = max(before, key=lambda g: g.spans[bisect_left(g.spans, (phrase.start,)) - 1])
    elif after:
        owner = min(after, key=lambda g: g.spans[0])
    else:
        owner = Group(phrase.type)
        groups.append((phrase, owner))
    owner.add(phrase.head, None, phrase.score)
    insort(owner.spans, (phrase.start, phrase.end))
