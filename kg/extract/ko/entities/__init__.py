"""Who is who within one article: names gathered into entities.

A name with and without its title, a surname with a title, declared and undeclared short forms, a state and its
government are one; two people of the same surname stay apart.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.ko.entities.bodies import bodies_of
from kg.extract.ko.entities.group import Group, Reference
from kg.extract.ko.entities.matters import matters_of
from kg.extract.ko.entities.people import is_full, people_of
from kg.extract.ko.names.name import Name
from kg.extract.ko.phrases import Phrase
from kg.extract.ko.syntax import Syntax
from kg.model import Entity

_PREFIX = {"Person": "p", "Organization": "o", "Place": "l", "Event": "v", "Policy": "y"}


def gather(
    syntax: Syntax, names: Sequence[Name], phrases: Sequence[Phrase]
) -> tuple[dict[str, Entity], tuple[Reference, ...]]:
    """Return the entities by local id in order of first mention, and every span that refers to one."""
    text = syntax.text
    people = people_of(syntax, [n for n in names if n.type == "Person"])
    known = frozenset(name for group in people for name in group.names)
    claimed = {p.end: p.start for p in phrases if p.end - p.start > len(p.head)}
    named = [
        n
        for n in names
        if (n.type != "Person" and n.start < claimed.get(n.end, n.start + 1))
        or (n.type != "Person" and n.end not in claimed)
    ]
    bodies = bodies_of(syntax, named, known)
    groups = [*people, *bodies, *matters_of(text, phrases)]
    groups = [g for g in groups if g.spans]
    groups.sort(key=lambda g: (min(g.spans), g.type))
    entities: dict[str, Entity] = {}
    references: list[Reference] = []
    counts: dict[str, int] = {}
    for group in groups:
        letter = "g" if group.gpe else _PREFIX[group.type]
        counts[letter] = counts.get(letter, 0) + 1
        ident = f"{letter}{counts[letter]}"
        entities[ident] = Entity(type=group.type, names=tuple(_fullest_first(group)), gpe=group.gpe)
        references += [Reference(start, end, ident) for start, end in group.spans]
    return entities, tuple(sorted(set(references)))


def _fullest_first(group: Group) -> list[str]:
    """Order names: a person's full name before surname and title; otherwise the longest first, then as they came."""
    if group.type == "Person":
        return sorted(group.names, key=lambda n: (not is_full(n), group.names.index(n)))
    return sorted(group.names, key=lambda n: (-len(n.replace(" ", "")), group.names.index(n)))
