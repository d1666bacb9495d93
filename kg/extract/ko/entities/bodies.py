"""Organizations and places of one article: states and their governments, declared and undeclared short forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import itemgetter

from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Group
from kg.extract.ko.lexicon import ending
from kg.extract.ko.names.name import Name
from kg.extract.ko.syntax import Syntax, places_of

_ADMINISTRATION = re.compile(r"(?:[가-힣]{2,4}|(?:제\s?)?\d{1,3}대)\s(?:정부|정권)")
_DECLARED = re.compile(r"\s?[(（](?:이하[,:]?\s?)?[‘'\"“]?([가-힣A-Za-z·& ]{2,16})[’'\"”]?[)）]")
_GOVERNMENT = re.compile(r"\s정부(?![가-힣]{2})")


def bodies_of(syntax: Syntax, names: Sequence[Name], people: frozenset[str]) -> list[Group]:
    """Gather organizations and places."""
    text = syntax.text
    groups: dict[str, Group] = {}
    for name in names:
        surface = text[name.start : name.end]
        variants = knowledge.gpe_names(surface)
        key = variants[0] if variants else knowledge.known_as(surface)
        group = groups.setdefault(key, Group(name.type, gpe=bool(variants)))
        group.add(surface, (name.start, name.end), name.score)
        government = _GOVERNMENT.match(text, name.end) if variants else None
        if government:
            group.type = "Organization"
            group.add(text[name.start : government.end()], (name.start, government.end()), name.score)
    _administrations(syntax, groups, people)
    _declared(text, groups)
    _abbreviated(groups)
    _bare_heads(syntax, groups)
    _government(groups)
    _full_forms(text, groups)
    _buildings(syntax, groups)
    return list(groups.values())


def _buildings(syntax: Syntax, groups: dict[str, Group]) -> None:
    """성남시청: an office that never acts and is only where something happens is a place."""
    for key, group in groups.items():
        if group.type != "Organization" or not key.endswith(
            ("시청", "도청", "군청", "구청", "청사", "회관", "병원", "학교", "호텔")
        ):
            continue
        after = [syntax.particle_after(end)[0] or syntax.text[end : end + 3] for _, end in group.spans]
        acts = any(re.fullmatch(r"(?:은|는|이|가|도|에서는|과|와|의)", particle) for particle in after)
        if not acts and any(re.match(r"에서|에$|까지|으로|\s앞|\s\S", particle) for particle in after):
            group.type = "Place"


def _administrations(syntax: Syntax, groups: dict[str, Group], people: frozenset[str]) -> None:
    """배수혁 정부, 3대 정부: bodies named after a person or a number; the 정부 in them is not the state's."""
    known = {t.form for t in syntax.analysis.tokens if t.tag == "NNP"}
    found: list[tuple[int, int]] = []
    for match in _ADMINISTRATION.finditer(syntax.text):
        who = match[0].split()[0]
        if not ((knowledge.is_korean_person_name(who) and len(who) == 3) or who[0].isdigit() or who[0] == "제"):
            continue
        named = len(who) == 3 and who not in people and not who[0].isdigit()
        if knowledge.is_gpe(who) or (named and who not in known):
            continue
        groups.setdefault(match[0], Group("Organization")).add(match[0], match.span(), 0.8)
        found.append(match.span())
    inside = {at for start, end in found for at in range(start, end)}
    whole = set(found)
    for group in groups.values():
        group.spans = [s for s in group.spans if s in whole or s[0] not in inside or s[1] - 1 not in inside]


def _full_forms(text: str, groups: dict[str, Group]) -> None:
    """대한민국 국토교통부: a body right after its country is also called by both words."""
    starts: dict[int, tuple[Group, int]] = {}
    for group in groups.values():
        for start, end in group.spans:
            other, farthest = starts.get(start, (group, end))
            starts[start] = group, max(end, farthest) if other is group else end
    for parent in list(groups.values()):
        for start, end in list(parent.spans):
            child, child_end = starts.get(end + 1, (parent, 0))
            if child is not parent and text[end] == " " and not child.gpe:
                child.names.append(text[start:child_end])
    for group in groups.values():
        group.names = list(dict.fromkeys(group.names))


def _declared(text: str, groups: dict[str, Group]) -> None:
    """나래모닝포스트(NMP), 설립준비위원회(이하, 설준위): a short form in brackets after the name."""
    for key, group in list(groups.items()):
        for _, end in list(group.spans):
            match = _DECLARED.match(text, end)
            if match is None or group.gpe:
                continue
            short = match[1].strip()
            declared = "이하" in match[0] or re.fullmatch(r"[A-Z][A-Za-z&]{1,7}", short) or _shortens(short, key)
            if declared and not knowledge.split_title(short.split(" ")[0]):
                _merge(groups, group, short)
                for start in places_of(short, text):
                    group.add(short, (start, start + len(short)), 0.8)


def _shortens(short: str, full: str) -> bool:
    """Whether the letters of `short` stand in `full` in this order, the first at its beginning."""
    letters = iter(full.replace(" ", ""))
    return bool(short) and 2 <= len(short) < len(full) and full[0] == short[0] and all(c in letters for c in short)


def _merge(groups: dict[str, Group], into: Group, name: str) -> None:
    other = groups.get(name)
    if other is not None and other is not into:
        for surface in other.names:
            into.add(surface, None)
        into.spans += other.spans
        del groups[name]


def _abbreviated(groups: dict[str, Group]) -> None:
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


def _bare_heads(syntax: Syntax, groups: dict[str, Group]) -> None:
    """운수노조 … 노조, 위원회 …: the bare noun of the only body of its kind refers to it, after it was named."""
    heads: dict[str, list[tuple[Group, int]]] = {}
    for key, group in groups.items():
        head = ending("organization_heads", key)
        if key != head and group.type == "Organization" and len(head) >= 2 and not knowledge.is_proper_body(head):
            heads.setdefault(head, []).append((group, min(group.spans)[0]))
    for word in syntax.words:
        stem = syntax.text[word.start : word.stem_end]
        owners = heads.get(stem, [])
        if len(owners) == 1 and word.particle and owners[0][1] < word.start:
            owners[0][0].add(stem, (word.start, word.stem_end), 0.6)


def _government(groups: dict[str, Group]) -> None:
    """The bare 정부 is the state's whose government the article names, if it names just one."""
    bare = groups.get("정부")
    if bare is None:
        return
    covered = sorted(s for g in groups.values() if g is not bare for s in g.spans)
    ends = list(accumulate((end for _, end in covered), max, initial=-1))
    bare.spans = [s for s in bare.spans if ends[bisect_right(covered, s[0], key=itemgetter(0))] < s[1]]
    states = [g for g in groups.values() if g.gpe and any(n.endswith(" 정부") for n in g.names)]
    korea = [g for g in states if "대한민국" in g.names or "한국" in g.names]
    first = min((s[0] for s in bare.spans), default=-1)
    owners = korea or (states if len(states) == 1 and min(states[0].spans)[0] < first else [])
    central = groups.get("중앙정부")
    if central is not None:
        owners = [central]
    if len(owners) == 1:
        _merge(groups, owners[0], "정부")
