"""People of one article: full names, parts of foreign names, surnames with a title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Group
from kg.extract.ko.lexicon import words
from kg.extract.ko.names.name import Name
from kg.extract.ko.syntax import Syntax, places_of

_PARTLY = re.compile(r"(?<![가-힣])([가-힣])\s?(모\s?)?씨(?![가-힣]*(?:족|앗))")

_BEFORE_TITLE = re.compile(r"\s(?:[^\s.,]+\s)?[^\s.,]*")


def is_full(name: str) -> bool:
    """Whether `name` is a person's full name, not a surname with a title."""
    return knowledge.is_korean_person_name(name) or (
        " " in name and not knowledge.split_title(name.rsplit(" ", maxsplit=1)[-1])
    )


def people_of(syntax: Syntax, names: Sequence[Name]) -> list[Group]:
    """Gather persons."""
    text = syntax.text
    groups: dict[str, Group] = {}
    owners: dict[str, Group] = {}
    for name in sorted(names, key=lambda n: (-(n.end - n.start), n.start)):
        surface = text[name.start : name.end]
        if surface not in owners:
            part_of = next((g for full, g in groups.items() if surface != full and _is_part(surface, full)), None)
            owners[surface] = part_of or groups.setdefault(surface, Group("Person"))
        owners[surface].add(surface, (name.start, name.end), name.score)
    people = sorted(groups.values(), key=lambda g: min(g.spans))
    taken = {at for group in people for span in group.spans for at in range(*span)}
    for start, end, family in _partial_names(syntax):
        surface = text[start:end]
        if any(at in taken for at in range(start, end)):
            continue
        owner = owners.get(surface) or _nearest(text, people, family, (start, end))
        if owner is None:
            if not surface.endswith("씨"):
                continue
            owner = Group("Person")
            people.append(owner)
        owners[surface] = owner
        taken.update(range(start, end))
        owner.add(surface, (start, end), 0.6)
    return people


def _is_part(surface: str, full: str) -> bool:
    """Whether `surface` is one word of the longer foreign name `full` (오바마 of 버락 오바마)."""
    return " " in full and surface in full.split(" ") and len(surface) >= 2


def _partial_names(syntax: Syntax) -> Iterator[tuple[int, int, str]]:
    """Yield spans such as 이 시장, 김 대표, 백씨 with their surname."""
    text = syntax.text
    surnames = words("surnames")
    for match in _PARTLY.finditer(text):
        if match[1] in surnames:
            yield match.start(), match.end(), match[1]
    for word, after in zip(syntax.words, syntax.words[1:], strict=False):
        family = text[word.start : word.end].lstrip("“‘\"'(▲")
        if len(family) not in (1, 2) or family not in surnames or after.start != word.end + 1:
            continue
        stem = text[after.start : after.stem_end]
        split = knowledge.split_title(stem)
        if split is not None and not split[0]:
            yield word.end - len(family), after.stem_end, family


def _nearest(text: str, people: Iterable[Group], family: str, span: tuple[int, int]) -> Group | None:
    """Return the person of that surname who was named last before a span, with the span's title if anybody was."""
    start, end = span
    title = text[start:end].removeprefix(family).strip()
    candidates = [
        (max(s for s, _ in g.spans if s < start), g)
        for g in people
        if any(s < start for s, _ in g.spans) and any(knowledge.surname(n) == family and is_full(n) for n in g.names)
    ]
    titled = [c for c in candidates if any(_has_title(text, span, title) for span in c[1].spans)]
    return max(titled or candidates, key=lambda c: c[0])[1] if candidates else None


def _has_title(text: str, span: tuple[int, int], title: str) -> bool:
    """Whether a title follows a name, with at most one word between: 김민수 나래시장, 김민수 나래시 부시장."""
    window = text[span[1] : span[1] + 24]
    return any(_BEFORE_TITLE.fullmatch(window, 0, at) for at in places_of(title, window))
