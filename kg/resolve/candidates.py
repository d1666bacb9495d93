"""Candidates: pairs of entities that may be one, found by keys that they share, the likeliest first.

No pair is compared that shares no key, and no key brings more than a few pairs for each entity that has it, so the work
grows with the number of entities and not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from kg.decision import EntityRef
from kg.errors import Reason
from kg.extract import Naming
from kg.resolve.comparison import Clue, Comparison, clues, grounded, in_words, score
from kg.resolve.members import Member
from kg.resolve.portrait import Gallery, Portrait

_BLOCK = 40
"""Entities of one key of which each is compared with each; of more, each with so many that follow it in time."""
_NEXT = 12
_BEST = 4
"""Candidates that an entity appears in at most as the one with the further choice."""
_LONG = 6
"""Letters from which on names of bodies are also compared that differ in one letter."""

DEFAULT_SCORE = 0.4
"""Candidates below this score are not shown unless they are asked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two entities that may be one.

    Attributes:
        paths: the paths of their IRIs, the smaller first.
        sides: an entity of one article each, that which shows best what speaks for it.
        score: the probability that they are one, in [0, 1].
        clues: what speaks for it and against it.
    """

    paths: tuple[str, str]
    sides: tuple[EntityRef, EntityRef]
    score: float
    clues: tuple[Clue, ...]

    @property
    def reason(self) -> Reason:
        """The clues in words."""
        return in_words(self.clues)


def candidates(
    gallery: Gallery,
    naming: Naming,
    apart: Collection[frozenset[str]] = frozenset(),
    at_least: float = DEFAULT_SCORE,
    kinds: Collection[str] = ("person", "organization", "place", "event", "policy"),
) -> list[Candidate]:
    """Return the candidates of a store, the likeliest first.

    Args:
        gallery: the portraits of all entities.
        naming: what is known of the names of the language.
        apart: pairs of paths that were decided to be different.
        at_least: the lowest score.
        kinds: the kinds of entities wanted.
    """
    likely: list[tuple[float, Portrait, Portrait]] = []
    for one, other in _pairs([p for p in gallery.portraits if p.kind in kinds], naming):
        if frozenset((one.path, other.path)) not in apart:
            told = clues(Comparison(one, other, gallery, naming))
            value = score(told)
            if value >= at_least and grounded(told):
                likely.append((value, one, other))
    likely.sort(key=lambda each: (-each[0], each[1].path, each[2].path))
    return [_candidate(one, other, gallery, naming) for one, other in _best(likely)]


def joined(gallery: Gallery, naming: Naming, paths: Mapping[tuple[str, str], str]) -> list[Candidate]:
    """Return pairs that a store has joined though they are portraits of their own here, the least likely first.

    Of several that are joined each is paired with the next in time, so that confirming all confirms the whole.

    Args:
        gallery: portraits as they are without what joined them.
        naming: what is known of the names of the language.
        paths: the path of the IRI of each person in the store, by article and local id.
    """
    groups: defaultdict[str, list[Portrait]] = defaultdict(list)
    for portrait in gallery.portraits:
        first = portrait.members[0]
        if (first.document, first.local) in paths:
            groups[paths[first.document, first.local]].append(portrait)
    found = [
        _candidate(one, other, gallery, naming)
        for _, group in sorted(groups.items())
        for one, other in pairwise(sorted(group, key=lambda p: (p.days, p.path)))
    ]
    return sorted(found, key=lambda each: (each.score, each.paths))


def _best(likely: Iterable[tuple[float, Portrait, Portrait]]) -> Iterator[tuple[Portrait, Portrait]]:
    """Leave out pairs of which both entities already have enough better ones."""
    seen: defaultdict[str, int] = defaultdict(int)
    for _, one, other in likely:
        if min(seen[one.path], seen[other.path]) < _BEST:
            yield one, other
        seen[one.path] += 1
        seen[other.path] += 1


def _candidate(one: Portrait, other: Portrait, gallery: Gallery, naming: Naming) -> Candidate:
    told = clues(Comparison(one, other, gallery, naming))
    return Candidate((one.path, other.path), _sides(one, other, told), score(told), told)


def _pairs(portraits: list[Portrait], naming: Naming) -> Iterator[tuple[Portrait, Portrait]]:
    """Every pair that shares a key, once, the smaller path first."""
    blocks: defaultdict[tuple[str, ...], list[Portrait]] = defaultdict(list)
    for portrait in portraits:
        for key in keys(portrait, naming):
            blocks[key].append(portrait)
    seen: set[tuple[str, str]] = set()
    for key in sorted(blocks):
        for pair in _shortened(blocks[key], naming) if key[1] == "short" else _within(blocks[key]):
            one, other = sorted(pair, key=lambda p: p.path)
            if (one.path, other.path) not in seen and _worth(one, other, key):
                seen.add((one.path, other.path))
                yield one, other


def _within(block: list[Portrait]) -> Iterator[tuple[Portrait, Portrait]]:
    if len(block) <= _BLOCK:
        yield from combinations(block, 2)
        return
    ordered = sorted(block, key=lambda p: (p.days, p.path))
    largest = sorted(block, key=lambda p: (-len(p.members), p.path))[:_NEXT]
    for index, portrait in enumerate(ordered):
        for other in (*ordered[index + 1 : index + 1 + _NEXT], *largest):
            if other is not portrait:
                yield portrait, other


def _shortened(block: list[Portrait], naming: Naming) -> Iterator[tuple[Portrait, Portrait]]:
    """The pairs of which one may be called by an abbreviation of the other's name."""
    short = [(p, n) for p in block for n in sorted(p.names) if len(n) < _LONG]
    full = [(p, n) for p in block for n in sorted(p.names) if len(n) >= _LONG - 1]
    for one, brief in short:
        for other, name in full:
            if one is not other and naming.shortens(brief, name):
                yield one, other


def _worth(one: Portrait, other: Portrait, key: tuple[str, ...]) -> bool:
    """Whether a pair of a rough key is worth comparing: a sound joins only names of two scripts, or foreign ones."""
    if key[1] != "sound":
        return True
    latin = [any(name.isascii() for name in p.names) for p in (one, other)]
    return latin[0] != latin[1] or key[2] == "foreign"


def keys(portrait: Portrait, naming: Naming) -> set[tuple[str, ...]]:
    """Return the keys under which an entity is looked for."""
    kind = portrait.kind
    found: set[tuple[str, ...]] = {(kind, "name", name) for name in portrait.names}
    for name in portrait.names:
        found |= {(kind, "name", reading) for reading in naming.readings(name)}
        if kind == "person":
            if sound := naming.sound(name):
                found.add((kind, "sound", "any", sound))
                if naming.foreign(name):
                    found.add((kind, "sound", "foreign", sound))
        else:
            found |= set(_spellings(kind, name))
    if kind != "person":
        found |= {(kind, "name", alias) for alias in portrait.aliases if len(alias) > 1}
    return found


def _spellings(kind: str, name: str) -> Iterator[tuple[str, ...]]:
    """Keys of a body's name: with each letter left out, and the first two letters of what may be short for it."""
    if len(name) >= _LONG:
        yield kind, "letter", name
        for index in range(len(name)):
            yield kind, "letter", name[:index] + name[index + 1 :]
    if kind == "organization":
        for syllable in set(name[1:2] if len(name) < _LONG - 1 else name[1:]):
            yield kind, "short", name[0] + syllable


def _sides(one: Portrait, other: Portrait, told: tuple[Clue, ...]) -> tuple[EntityRef, EntityRef]:
    shared = {block for clue in told if clue.weight > 0 for block in clue.shared}
    return _best_shown(one, shared).ref, _best_shown(other, shared).ref


def _best_shown(portrait: Portrait, shared: set[str]) -> Member:
    """The entity of the article that says most of what is shared, then most of its posts."""

    def worth(member: Member) -> tuple[int, int, int]:
        bodies = {f"{kind}/{o}" for o, _, _ in member.posts for kind in ("organization", "place")}
        return len(bodies & shared), len(member.posts), bool(member.seat or member.spelling)

    return max(reversed(portrait.members), key=worth)
