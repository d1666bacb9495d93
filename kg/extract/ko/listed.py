"""The names of the user's dictionary in an analysed text.

They are certain: whatever else was found at their place gives way, and the entity carries the name that the dictionary
states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

import msgspec

from kg.extract.dictionary import Dictionary
from kg.extract.document import Analysis
from kg.extract.ko.analysis import ends_before
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.names.name import Name
from kg.extract.ko.phrases import Phrase
from kg.model import Entity, Mention

RULE = "dictionary"
"""The name of the rule by which these mentions are found."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


P = TypeVar("P", bound=_Placed)


def find_listed(analysis: Analysis, dictionary: Dictionary) -> tuple[Mention, ...]:
    """Return the names of `dictionary` in `analysis`, in text order, the longest at each place, with certainty."""
    return tuple(_listed(analysis, dictionary)) if dictionary.entries else ()


def with_listed(found: Sequence[P], listed: Sequence[_Placed], certain: Iterable[P]) -> tuple[P, ...]:
    """Return in text order those of `found` that touch none of `listed`, and the `certain` ones."""
    taken = {at for one in listed for at in range(one.start, one.end)}
    free = [one for one in found if taken.isdisjoint(range(one.start, one.end))]
    return tuple(sorted([*free, *certain], key=lambda one: (one.start, one.end)))


def listed_names(listed: Sequence[Mention]) -> Iterator[Name]:
    """Yield the persons, organizations and places among the listed mentions."""
    for mention in listed:
        if mention.type in ("Person", "Organization", "Place"):
            yield Name(mention.start, mention.end, mention.type, 1.0)


def listed_phrases(listed: Sequence[Mention]) -> Iterator[Phrase]:
    """Yield the events and policies among the listed mentions; as names they need no noun that says what they are."""
    for mention in listed:
        if mention.type in ("Event", "Policy"):
            yield Phrase(mention.start, mention.end, mention.type, "", True, 1.0)


def canonical(
    entities: Mapping[str, Entity], references: Sequence[Reference], dictionary: Dictionary
) -> tuple[dict[str, Entity], tuple[Reference, ...]]:
    """Give each entity that has a listed form the name that the dictionary states; those of one name become one."""
    renamed: dict[str, str] = {}
    owners: dict[tuple[str, str], str] = {}
    merged: dict[str, Entity] = {}
    stated = {(entry.type, entry.name) for entry in dictionary.entries}
    for ident, entity in entities.items():
        entries = (dictionary.by_form.get(form) for form in entity.names)
        name = next((entry.name for entry in entries if entry is not None and entry.type == entity.type), None)
        name = name or next((form for form in entity.names if (entity.type, form) in stated), None)
        owner = owners.setdefault((entity.type, name), ident) if name else ident
        renamed[ident] = owner
        known = merged.get(owner, entity)
        names = dict.fromkeys([*([name] if name else []), *known.names, *entity.names])
        merged[owner] = msgspec.structs.replace(known, names=tuple(names))
    return merged, tuple(sorted({r._replace(entity=renamed[r.entity]) for r in references}))


def _listed(analysis: Analysis, dictionary: Dictionary) -> Iterator[Mention]:
    text = analysis.text
    ends = {token.end for token in analysis.tokens}
    inside = {b.start for a, b in pairwise(analysis.tokens) if a.end == b.start and not ends_before(b.tag)}
    free = 0
    for token in analysis.tokens:
        start = token.start
        if start < free or (start and text[start - 1].isalnum()):
            continue
        for entry in dictionary.at(text, start):
            end = start + len(entry.form)
            if end in ends and end not in inside:
                yield Mention(start=start, end=end, type=entry.type, score=1.0, rule=RULE)
                free = end
                break
