"""Who is who within one article: names gathered into entities.

A name with and without its title, a surname with a title, declared and undeclared short forms, a state and its
government are one; two people of the same surname stay apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.extract.ko import knowledge
from kg.extract.ko.lexicon import ending, words
from kg.extract.ko.names import Name
from kg.extract.ko.phrases import Phrase
from kg.extract.ko.syntax import Syntax
from kg.model import Entity, EntityType

_PREFIX = {"Person": "p", "Organization": "o", "Place": "l", "Event": "v", "Policy": "y"}
_ADMINISTRATION = re.compile(r"(?:[가-힣]{2,4}|(?:제\s?)?\d{1,3}대)\s(?:정부|정권)")
_DECLARED = re.compile(r"\s?[(（](?:이하[,:]?\s?)?[‘'\"“]?([가-힣A-Za-z·& ]{2,16})[’'\"”]?[)）]")
_PARTLY = re.compile(r"(?<![가-힣])([가-힣])\s?(모\s?)?씨(?![가-힣]*(?:족|앗))")
_GOVERNMENT = re.compile(r"\s정부(?![가-힣]{2})")


class Reference(NamedTuple):
    """A span that refers to an entity."""

    start: int
    end: int
    entity: str


@dataclass
class _Group:
    """An entity that is being gathered: its type, its surface forms in text order, its spans."""

    type: EntityType
    names: list[str] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    gpe: bool = False
    score: float = 0.0

    def add(self, surface: str, span: tuple[int, int] | None, score: float = 0.0) -> None:
        if surface not in self.names:
            self.names.append(surface)
        if span is not None and span not in self.spans:
            self.spans.append(span)
        self.score = max(self.score, score)


def gather(
    syntax: Syntax, names: Sequence[Name], phrases: Sequence[Phrase]
) -> tuple[dict[str, Entity], tuple[Reference, ...]]:
    """Return the entities by local id in order of first mention, and every span that refers to one."""
    text = syntax.text
    people = _people(syntax, [n for n in names if n.type == "Person"])
    known = frozenset(name for group in people for name in group.names)
    claimed = {p.end: p.start for p in phrases if p.end - p.start > len(p.head)}
    named = [n for n in names if n.type != "Person" and n.start < claimed.get(n.end, n.start + 1) or n.type != "Person" and n.end not in claimed]
    bodies = _bodies(syntax, named, known)
    groups = [*people, *bodies, *_of_phrases(text, phrases)]
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


def _fullest_first(group: _Group) -> list[str]:
    """Order names: a person's full name before surname and title; otherwise the longest first, then as they came."""
    if group.type == "Person":
        return sorted(group.names, key=lambda n: (not _is_full(n), group.names.index(n)))
    return sorted(group.names, key=lambda n: (-len(n.replace(" ", "")), group.names.index(n)))


def _is_full(name: str) -> bool:
    return knowledge.is_korean_person_name(name) or (" " in name and not knowledge.split_title(name.split(" ")[-1]))


def _people(syntax: Syntax, names: Sequence[Name]) -> list[_Group]:
    text = syntax.text
    groups: dict[str, _Group] = {}
    for name in sorted(names, key=lambda n: (-(n.end - n.start), n.start)):
        surface = text[name.start : name.end]
        part_of = next((g for full, g in groups.items() if surface != full and _is_part(surface, full)), None)
        group = part_of or groups.setdefault(surface, _Group("Person"))
        group.add(surface, (name.start, name.end), name.score)
    people = sorted(groups.values(), key=lambda g: min(g.spans))
    for start, end, family in _partial_names(syntax):
        if any(start < e and s < end for g in people for s, e in g.spans):
            continue
        owner = _nearest(people, family, text[start:end], start)
        if owner is None:
            if not text[start:end].endswith("씨"):
                continue
            owner = _Group("Person")
            people.append(owner)
        owner.add(text[start:end], (start, end), 0.6)
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


def _nearest(people: Iterable[_Group], family: str, surface: str, start: int) -> _Group | None:
    """Return the person of that surname who was named last before `start`."""
    known = next((g for g in people if surface in g.names), None)
    if known:
        return known
    candidates = [
        (max(s for s, _ in g.spans if s < start), g)
        for g in people
        if any(s < start for s, _ in g.spans) and any(knowledge.surname(n) == family and _is_full(n) for n in g.names)
    ]
    return max(candidates, key=lambda c: c[0])[1] if candidates else None


def _bodies(syntax: Syntax, names: Sequence[Name], people: frozenset[str]) -> list[_Group]:
    """Gather organizations and places."""
    text = syntax.text
    groups: dict[str, _Group] = {}
    for name in names:
        surface = text[name.start : name.end]
        variants = knowledge.gpe_names(surface)
        key = variants[0] if variants else knowledge.known_as(surface)
        group = groups.setdefault(key, _Group(name.type, gpe=bool(variants)))
        group.add(surface, (name.start, name.end), name.score)
        government = _GOVERNMENT.match(text, name.end) if variants else None
        if government:
            group.type = "Organization"
            group.add(text[name.start : government.end()], (name.start, government.end()), name.score)
    _administrations(syntax, groups, people)
    _declared(text, groups)
    _abbreviated(groups)
    _bare_heads(syntax, groups)
    _government(text, groups)
    _full_forms(text, groups)
    _buildings(syntax, groups)
    return list(groups.values())


def _buildings(syntax: Syntax, groups: dict[str, _Group]) -> None:
    """성남시청: an office that never acts and is only where something happens is a place."""
    for key, group in groups.items():
        if group.type != "Organization" or not key.endswith(("시청", "도청", "군청", "구청", "청사", "회관", "병원", "학교", "호텔")):
            continue
        after = [syntax.particle_after(end)[0] or syntax.text[end : end + 3] for _, end in group.spans]
        acts = any(re.fullmatch(r"(?:은|는|이|가|도|에서는|과|와|의)", particle) for particle in after)
        if not acts and any(re.match(r"에서|에$|까지|으로|\s앞|\s\S", particle) for particle in after):
            group.type = "Place"


def _administrations(syntax: Syntax, groups: dict[str, _Group], people: frozenset[str]) -> None:
    """이명박 정부, 18대 정부: bodies named after a person or a number; the 정부 in them is not the state's."""
    known = {t.form for t in syntax.analysis.tokens if t.tag == "NNP"}
    for match in _ADMINISTRATION.finditer(syntax.text):
        who = match[0].split()[0]
        if not (knowledge.is_korean_person_name(who) and len(who) == 3 or who[0].isdigit() or who[0] == "제"):
            continue
        named = len(who) == 3 and who not in people and not who[0].isdigit()
        if knowledge.is_gpe(who) or named and who not in known:
            continue
        groups.setdefault(match[0], _Group("Organization")).add(match[0], match.span(), 0.8)
        for group in groups.values():
            inside = [s for s in group.spans if match.start() <= s[0] and s[1] <= match.end() and s != match.span()]
            group.spans = [s for s in group.spans if s not in inside]


def _full_forms(text: str, groups: dict[str, _Group]) -> None:
    """대한민국 국토교통부: a body right after its country is also called by both words."""
    starts = {span[0]: g for g in groups.values() for span in g.spans}
    for parent in list(groups.values()):
        for start, end in list(parent.spans):
            child = starts.get(end + 1)
            if child is not None and child is not parent and text[end] == " " and not child.gpe:
                child.names.append(text[start : _longest_end(child, end + 1)])
    for group in groups.values():
        group.names = list(dict.fromkeys(group.names))


def _longest_end(group: _Group, start: int) -> int:
    return max(end for s, end in group.spans if s == start)


def _declared(text: str, groups: dict[str, _Group]) -> None:
    """사우스차이나모닝포스트(SCMP), 창당준비위원회(이하, 창준위): a short form in brackets after the name."""
    for key, group in list(groups.items()):
        for _, end in list(group.spans):
            match = _DECLARED.match(text, end)
            if match is None or group.gpe:
                continue
            short = match[1].strip()
            declared = "이하" in match[0] or re.fullmatch(r"[A-Z][A-Za-z&]{1,7}", short) or _shortens(short, key)
            if declared and not knowledge.split_title(short.split(" ")[0]):
                _merge(groups, group, short)
                for found in re.finditer(re.escape(short), text):
                    group.add(short, found.span(), 0.8)


def _shortens(short: str, full: str) -> bool:
    """Whether the letters of `short` stand in `full` in this order, the first at its beginning."""
    letters = iter(full.replace(" ", ""))
    return bool(short) and 2 <= len(short) < len(full) and full[0] == short[0] and all(c in letters for c in short)


def _merge(groups: dict[str, _Group], into: _Group, name: str) -> None:
    other = groups.get(name)
    if other is not None and other is not into:
        for surface in other.names:
            into.add(surface, None)
        into.spans += [s for s in other.spans if s not in into.spans]
        del groups[name]


def _abbreviated(groups: dict[str, _Group]) -> None:
    """국토교통부 … 국토부, 더불어민주당 … 민주당: undeclared short forms of one longer name."""
    for short in [k for k, g in groups.items() if g.type == "Organization" and not g.gpe]:
        longer = [
            g
            for k, g in groups.items()
            if k != short and g.type == "Organization" and not g.gpe and _abbreviates(short, k)
        ]
        if len(longer) == 1:
            _merge(groups, longer[0], short)


def _abbreviates(short: str, full: str) -> bool:
    if len(full.replace(" ", "")) - len(short) < 1:
        return False
    if full.endswith(short) and len(short) >= 3 and " " not in full:
        return knowledge.is_proper_body(short) and short.endswith("당")
    return (
        len(short) >= 3
        and short[-1] in "부처청원위회총련연협"
        and _shortens(short, full)
        and (short[-1] == full[-1] or short[-1] in "위")
    )


def _bare_heads(syntax: Syntax, groups: dict[str, _Group]) -> None:
    """철도노조 … 노조, 위원회 …: the bare noun of the only body of its kind refers to it, after it was named."""
    heads: dict[str, list[_Group]] = {}
    for key, group in groups.items():
        head = ending("organization_heads", key)
        if key != head and group.type == "Organization" and len(head) >= 2 and not knowledge.is_proper_body(head):
            heads.setdefault(head, []).append(group)
    for word in syntax.words:
        stem = syntax.text[word.start : word.stem_end]
        owners = heads.get(stem, [])
        if len(owners) == 1 and word.particle and min(owners[0].spans)[0] < word.start:
            owners[0].add(stem, (word.start, word.stem_end), 0.6)


def _government(text: str, groups: dict[str, _Group]) -> None:
    """The bare 정부 is the state's whose government the article names, if it names just one."""
    bare = groups.get("정부")
    if bare is None:
        return
    covered = [s for g in groups.values() if g is not bare for s in g.spans]
    bare.spans = [s for s in bare.spans if not any(c[0] <= s[0] and s[1] <= c[1] for c in covered)]
    states = [g for g in groups.values() if g.gpe and any(n.endswith(" 정부") for n in g.names)]
    korea = [g for g in states if "대한민국" in g.names or "한국" in g.names]
    first = min((s[0] for s in bare.spans), default=-1)
    owners = korea or (states if len(states) == 1 and min(states[0].spans)[0] < first else [])
    central = groups.get("중앙정부")
    if central is not None:
        owners = [central]
    if len(owners) == 1:
        _merge(groups, owners[0], "정부")


def _of_phrases(text: str, phrases: Sequence[Phrase]) -> list[_Group]:
    """Gather events and policies: a bare or shorter phrase goes to the fuller one with the same head."""
    groups: list[tuple[Phrase, _Group]] = []
    for phrase in sorted(phrases, key=lambda p: (p.start - p.end, p.start)):
        surface = text[phrase.start : phrase.end]
        owner = next(
            (g for p, g in groups if p.type == phrase.type and _refers(surface, text[p.start : p.end], phrase, p)), None
        )
        if owner is None:
            owner = _Group(phrase.type)
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
