"""Events and policies of one article: a bare or shorter phrase goes to the fuller one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ko.entities.group import Group
from kg.extract.ko.phrases import Phrase


def matters_of(text: str, phrases: Sequence[Phrase]) -> list[Group]:
    """Gather events and policies: a bare or shorter phrase goes to the fuller one with the same head."""
    groups: list[tuple[Phrase, Group]] = []
    for phrase in sorted(phrases, key=lambda p: (p.start - p.end, p.start)):
        surface = text[phrase.start : phrase.end]
        owner = next(
            (g for p, g in groups if p.type == phrase.type and _refers(surface, text[p.start : p.end], phrase, p)), None
        )
        if owner is None:
            owner = Group(phrase.type)
            groups.append((phrase, owner))
        owner.add(surface, (phrase.start, phrase.end), phrase.score)
    return [g for p, g in groups if p.type == "Event" or p.end - p.start > len(p.head)]


def _refers(surface: str, fuller: str, phrase: Phrase, full_phrase: Phrase) -> bool:
    """Whether `surface` is a shorter way to say `fuller`: equal, its last words, or its bare head later on."""
    a, b = surface.replace(" ", ""), fuller.replace(" ", "")
    if a == b:
        return True
    if b.startswith(a) and len(a) >= 4 and b[len(a) :] in ("대회", "사건", "사태", "행사", "집회", "집행", "선거"):
        return True
    if phrase.head != full_phrase.head and not b.endswith(a):
        return False
    return b.endswith(a) and (len(a) > len(phrase.head) or phrase.start > full_phrase.start)
