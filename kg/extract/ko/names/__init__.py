"""Names of persons, organizations and places: what the tagger found, mended and completed.

A name that is recognized once is recognized everywhere in the article.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.ko.names.name import Name
from kg.extract.ko.names.shapes import by_fused_title, by_shape, employers, heads_after
from kg.extract.ko.names.tagged import mended
from kg.extract.ko.names.titles import after_profession, by_title
from kg.extract.ko.syntax import Syntax, places_of
from kg.model import EntityType, Mention

_SURE = 0.6
"""A score from which a surface form counts as a name everywhere in the article."""


def find_names(syntax: Syntax, mentions: Sequence[Mention]) -> tuple[tuple[Name, ...], tuple[Name, ...]]:
    """Return the names of a text in order, without overlap, and the candidates that lost to one at their place."""
    lost: list[Name] = []
    titled = [*by_title(syntax), *after_profession(syntax)]
    found = [name for mention in mentions for name in mended(syntax, mention)]
    chosen = _without_overlap([*titled, *_around(titled, found), *by_shape(syntax), *by_fused_title(syntax)], lost)
    chosen = _without_overlap([*chosen, *heads_after(syntax, chosen), *employers(syntax, titled, chosen)], lost)
    chosen = _without_overlap([*chosen, *_repeated(syntax, chosen)], lost)
    return tuple(_one_type(syntax.text, chosen, titled)), tuple(lost)


def _around(titled: Sequence[Name], found: Iterable[Name]) -> Iterator[Name]:
    """Yield the tagged names; of one that runs into a titled person's name, what stands before and after it."""
    by_start = {name.start: name for name in titled}
    for name in found:
        person = next((by_start[at] for at in range(name.start, name.end) if at in by_start), None)
        foreign = person is not None and name.type == "Person" and name.end == person.end
        if person is None or foreign or (person.end >= name.end and person.start == name.start):
            yield name
            continue
        if person.start - name.start > 2:
            yield name._replace(end=person.start - 1)
        if name.end - person.end > 2:
            yield name._replace(start=person.end + 1, type="Organization")


def _without_overlap(names: Iterable[Name], lost: list[Name]) -> list[Name]:
    """Choose longer and surer names first; the others are added to `lost`."""
    taken: set[int] = set()
    chosen = []
    for name in sorted(names, key=lambda n: (n.start - n.end, -n.score, n.start, n.type)):
        if not any(at in taken for at in (name.start, name.end - 1)):
            taken.update(range(name.start, name.end))
            chosen.append(name)
        else:
            lost.append(name)
    return sorted(chosen)


def _repeated(syntax: Syntax, names: Sequence[Name]) -> Iterator[Name]:
    """Yield further places where a sure name stands as a word or the beginning of one."""
    text = syntax.text
    starts = {token.start for token in syntax.analysis.tokens}
    known: dict[str, Name] = {}
    for name in names:
        surface = text[name.start : name.end]
        if name.score >= _SURE and len(surface) >= 2 and not surface.isdigit():
            known.setdefault(surface, name)
    for surface, name in known.items():
        for start in places_of(surface, text):
            end = start + len(surface)
            begins = start in starts and (start == 0 or not text[start - 1].isalnum())
            if begins and (end == len(text) or not text[end].isalnum() or _particle_or_suffix(syntax, end)):
                yield Name(start, end, name.type, min(name.score, 0.8))


def _particle_or_suffix(syntax: Syntax, end: int) -> bool:
    index = syntax.token_at(end)
    return index is not None and syntax.analysis.tokens[index].tag[:2] in (
        "JK",
        "JX",
        "JC",
        "VC",
        "XS",
        "NN",
        "EF",
        "EC",
    )


def _one_type(text: str, names: Sequence[Name], titled: Sequence[Name]) -> Iterator[Name]:
    """Give every occurrence of a surface form the type that the surest occurrences have; a title weighs most."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for name in titled:
        votes[text[name.start : name.end]]["Person"] += 3
    for name in names:
        votes[text[name.start : name.end]][name.type] += name.score  # type: ignore[assignment]
    for name in names:
        counted = votes[text[name.start : name.end]]
        best = max(counted, key=lambda kind: (counted[kind], kind))
        yield name._replace(type=best)
