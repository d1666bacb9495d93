"""From members to identities: connected components of shared anchors, named by their smallest anchor."""

from __future__ import annotations

from collections.abc import Iterable

from kg.resolve.members import Member
from kg.vocab import segment

_SEPARATOR = "~"


def assign(block: Iterable[Member]) -> dict[tuple[str, str], str]:
    """Return, for each member of one whole block, by document and local id, the path of its IRI below the base.

    Members that share an anchor, directly or through others, get the same path; all others get different ones, for a
    path spells out the smallest anchor of its component and no two components share an anchor.
    """
    parents: dict[tuple[str, ...], tuple[str, ...]] = {}

    def root(anchor: tuple[str, ...]) -> tuple[str, ...]:
        while parents.setdefault(anchor, anchor) != anchor:
            parents[anchor] = parents[parents[anchor]]
            anchor = parents[anchor]
        return anchor

    rows = list(block)
    for member in rows:
        for anchor in member.anchors:
            low, high = sorted((root(member.anchors[0]), root(anchor)), key=_rank)
            parents[high] = low
    return {(m.document, m.local): _path(m.kind, root(m.anchors[0])) for m in rows}


def _rank(anchor: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """The shortest anchors first (an organization reads better than a title), then in code point order."""
    return len(anchor), anchor


def _path(kind: str, anchor: tuple[str, ...]) -> str:
    """Spell `anchor` out readably and injectively: `person/이재명~성남시`."""
    return f"{kind}/" + _SEPARATOR.join(segment(part).replace(_SEPARATOR, "%7E") for part in anchor)
