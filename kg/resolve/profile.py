"""What is said of an entity as a whole: its names and types, from all articles that name it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from kg.model import ENTITY_TYPES, EntityType


class Profile(msgspec.Struct, frozen=True):
    """An entity as its articles together name it.

    Attributes:
        types: its types, in the order of `ENTITY_TYPES`.
        names: its display name, then its other names in code point order.
        gpe: whether it is a country or local government.
    """

    types: tuple[EntityType, ...]
    names: tuple[str, ...]
    gpe: bool


def profile(mentions: Iterable[tuple[EntityType, tuple[str, ...], bool, int]]) -> Profile:
    """Return the profile of an entity from (type, names, gpe, number of articles that name it just so).

    The display name is the most frequent primary name; of equally frequent ones the first in code point order.
    """
    primary: Counter[str] = Counter()
    types: set[EntityType] = set()
    names: set[str] = set()
    any_gpe = False
    for kind, forms, gpe, count in mentions:
        primary[forms[0]] += count
        types.add(kind)
        names.update(forms)
        any_gpe = any_gpe or gpe
    display = min(primary, key=lambda name: (-primary[name], name))
    return Profile(
        types=tuple(t for t in ENTITY_TYPES if t in types),
        names=(display, *sorted(names - {display})),
        gpe=any_gpe,
    )
