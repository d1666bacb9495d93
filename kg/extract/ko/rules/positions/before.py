"""Titles before a name: 노동부 장관 라시드, 위원장이자 총비서인 배수혁, (장관 정하람)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.positions.title import HONORIFIC, Title, by_name
from kg.model import PositionStatus

_FORMER = re.compile(r"(?<!\S)[전前]\s\Z")
"""전 나래시장 …: a title that is held no more."""


def titles_before(doc: Reading, person: Reference) -> Iterator[Title]:
    """나래과학부(장관 정하람), 위원장이자 총비서인 배수혁, 노동부 장관 라시드, 후보로 지명된 서지안."""
    text = doc.text
    index = doc.syntax.word_at(person.start)
    word = doc.syntax.words[index]
    prefix = text[word.start : person.start]
    at = index - 1
    if prefix.strip("‘'\"(") and knowledge.split_title(prefix.strip("‘'\"(")):
        at = index
    if at < 0:
        return
    nominated = re.search(
        r"(\S+(?:\s\S*후보자?)?)(?:으)?로\s(?:지명|임명|선출|내정|추천|선임|발탁)(?:된|한)\s$",
        text[max(0, person.start - 40) : person.start],
    )
    if nominated:
        words = nominated[1].split(" ")
        split = knowledge.split_title(words[0]) or knowledge.split_title(words[-1])
        if split:
            start = person.start - len(nominated[0])
            yield Title(
                " ".join([split[1], *words[1:]]) if len(words) > 1 else split[1], None, start, person.end, "current"
            )
        return
    for _ in range(2):
        candidate = doc.syntax.words[at]
        surface = text[candidate.start : min(candidate.end, person.start)]
        bare = surface.strip("‘’'\"")
        if knowledge.split_title(bare) is None:
            bare = re.sub(r"(?:이자|인|였던|이던|이었던|이며)$", "", bare)
        opened = bare.rpartition("(")[2]
        split = knowledge.split_title(opened)
        if split is None or len(opened) < 2 or opened in HONORIFIC or (candidate.particle and bare == surface):
            return
        over = surface.endswith(("였던", "이던", "이었던")) or _FORMER.search(
            text[max(0, candidate.start - 3) : candidate.start]
        )
        status: PositionStatus = "former" if over else "current"
        start = candidate.start + len(surface) - len(surface.lstrip("‘'\""))
        owner = by_name(doc, split[0], start) if split[0] else None
        if owner is None:
            title_start = candidate.start + surface.rfind(opened)
            near = [
                r
                for r in doc.actors_ending(title_start - 2, title_start)
                if r.end <= title_start
                and doc.text[r.end : title_start] in ("", " ", "의 ", "(")
                and doc.type_of(r.entity) != "Person"
            ]
            owner = near[-1].entity if near else None
            start = near[-1].start if near else start
        yield Title(split[1], owner, start, person.end, status)
        if not surface.endswith(("인", "이자")) or at == 0:
            return
        at = next(
            (
                i
                for i in range(at - 1, max(at - 5, 0), -1)
                if text[doc.syntax.words[i].start : doc.syntax.words[i].end].endswith("이자")
            ),
            0,
        )
        if not at:
            return
