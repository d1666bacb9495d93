"""A title beside a name, and the organization that it belongs to."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.reading import Reading
from kg.model import PositionStatus

_FORMER = re.compile(r"(?:^|\s)(?:전|前|前\s|전임|고\s전)\s?$|(?:^|\s)전\s")
_FUTURE = re.compile(r"(?:내정자|당선인|당선자|지명자)$|인준안|임명안|임명동의안")
HONORIFIC = frozenset({"씨", "군", "양", "님", "선생", "주장", "대리", "왕", "위"})


class Title(NamedTuple):
    """A title found beside a name."""

    title: str
    organization: str | None
    start: int
    end: int
    status: PositionStatus


def by_title(doc: Reading, title: str) -> str | None:
    """Return the only body of the article that a bare title can belong to: 원장 to 나래산업진흥원, 시장 to 성남시."""
    ending = {"시장": "시", "군수": "군", "구청장": "구", "도지사": "도", "총장": "대학교"}.get(title)
    if ending is None and len(title) == 2 and title.endswith("장") and title[0] in "원청서소처관회단":
        ending = title[0]
    if ending is None:
        return None
    fits = [k for k, e in doc.entities.items() if e.type in ("Organization", "Place") and e.names[0].endswith(ending)]
    return fits[0] if len(fits) == 1 else None


def read_title(doc: Reading, person: Reference, start: int, end: int, title_start: int) -> Title | None:
    """Make a title of text[title_start:end]; the organization is fused in it or stands in text[start:title_start]."""
    text = doc.text
    between = text[start:title_start]
    title_start += text[title_start:end].rfind(")") + 1
    words = text[title_start:end].strip("‘’'\"").split(" ")
    split = knowledge.split_title(words[0])
    if split is None:
        return None
    owner, title = split
    title = " ".join([title, *words[1:]])
    status: PositionStatus = "former" if _FORMER.search(between) or words[0].startswith("前") else "current"
    if _FUTURE.search(title) or _FUTURE.search(text[end : end + 8]):
        status = "future"
    organization = None
    if owner:
        organization = by_name(doc, owner, title_start)
    if organization is None:
        near = [
            r for r in doc.actors_in(start, title_start) if r.end <= title_start and doc.type_of(r.entity) != "Person"
        ]
        organization = near[-1].entity if near else None
    if (
        organization is None
        and between.strip(" ‘’'\"*")
        and not re.fullmatch(r"(?:전|현|신임|前|現)?", between.strip(" ‘’'\"*"))
    ):
        title = _with_modifier(between, title)
    return Title(title, organization, person.start, end, status)


def _with_modifier(between: str, title: str) -> str:
    """원내 대표: an unnamed part before the title belongs to it."""
    modifier = re.sub(r"^(?:전|현|신임)\s", "", between.strip(" ‘’'\"*"))
    return f"{modifier} {title}" if len(modifier) <= 6 and not modifier.endswith((")", ",")) else title


def by_name(doc: Reading, name: str, near: int) -> str | None:
    """Return the entity of this name, any of its known names for a country or local government."""
    wanted = {name, *knowledge.gpe_names(name)}
    if name[-1:] == "시":
        wanted.add(name[:-1])
    ids = [(abs(r.start - near), r.entity) for surface in wanted for r in doc.by_surface.get(surface, ())]
    if ids:
        return min(ids)[1]
    return next(
        (k for k, e in doc.entities.items() if wanted & set(e.names) and e.type in ("Organization", "Place")), None
    )
