"""Titles after a name: 윤서준 나래시장, 임도윤 한울대 융합기술원장, 박주원·정서율 의원."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.positions.title import HONORIFIC, Title, read_title
from kg.extract.ko.syntax import Word

_EXTENSIONS = frozenset({"후보자", "후보", "내정자", "당선인", "당선자", "권한대행", "직무대행"})


def title_after(doc: Reading, person: Reference) -> Title | None:
    """윤서준 나래시장, 임도윤 한울대 융합기술원장, 강태욱(53) 경찰청장, 서지안 전 나래시장."""
    at = doc.after_brackets(person.end)
    noted = re.search(r"[(,]\s?(?:현\s)?([가-힣A-Za-z ]{2,20}?)\)", doc.text[person.end : at])
    first = doc.syntax.word_at(max(at - 1, person.start))
    attached = doc.text[at : doc.syntax.words[first].stem_end]
    if attached and knowledge.split_title(attached) and attached not in HONORIFIC:
        return read_title(doc, person, at, doc.syntax.words[first].stem_end, at)
    if doc.text[at : at + 1] not in (" ", "'", "’", '"', "”", "*"):
        return _noted_title(doc, person, noted[1]) if noted else None
    for count, whole in enumerate(doc.syntax.words[first + 1 : first + 8]):
        opened = doc.text.find("(", whole.start, whole.end)
        word = whole._replace(stem_end=opened) if opened >= 0 else whole
        stem = doc.text[word.start : word.stem_end].strip("‘’'\"")
        if knowledge.split_title(stem) and stem not in HONORIFIC:
            further = _more_title(doc, first + 2 + count, word)
            return read_title(doc, person, at, further, word.start)
        inner = doc.text[word.start : word.end]
        if word.particle or _ends_clause(doc, word) or inner.endswith((",", ".", "”", '"')):
            break
    return _noted_title(doc, person, noted[1]) if noted else None


def _noted_title(doc: Reading, person: Reference, note: str) -> Title | None:
    split = knowledge.split_title(note.rsplit(" ", maxsplit=1)[-1])
    if split is None:
        return None
    start = doc.text.index(note, person.end)
    return read_title(doc, person, start, start + len(note), start + len(note) - len(note.rsplit(" ", maxsplit=1)[-1]))


def _more_title(doc: Reading, index: int, word: Word) -> int:
    """Extend a title by the words that belong to it: 장관 후보자, 대표 권한 대행, 원내 대표."""
    end = word.stem_end
    for following in doc.syntax.words[index : index + 2]:
        stem = doc.text[following.start : following.stem_end]
        if end != following.start - 1 or stem not in _EXTENSIONS:
            break
        end = following.stem_end
    return end


def _ends_clause(doc: Reading, word: Word) -> bool:
    return any(t.tag[0] in "VE" or t.tag in ("XSV", "XSA") for t in doc.analysis.tokens[word.first : word.last])


def shared_title(doc: Reading, person: Reference, following: list[Reference]) -> Title | None:
    """새길당 박주원·정서율 의원: names in a row share the title of the last one."""
    end = person.end
    for other in following:
        if not re.fullmatch(r"\s?(?:·|ㆍ|,|와|과|및)\s?", doc.text[end : other.start]):
            return None
        found = title_after(doc, other)
        if found:
            return found
        end = other.end
    return None


def organization_before(doc: Reading, person: Reference) -> Reference | None:
    """새길당 정서율 공동대표, 나래방송의 강태욱 사장; names in a row share it."""
    for _ in range(4):
        before = doc.actors_in(person.start - 40, person.start)
        if not before:
            return None
        last = before[-1]
        gap = doc.text[last.end : person.start]
        if doc.type_of(last.entity) == "Person":
            if not re.fullmatch(r"\s?(?:·|ㆍ|,|와|과|및)\s?", gap):
                return None
            person = last
            continue
        if re.fullmatch(r"(?:\([^)]{0,20}\))?(?:의|\s소속|\s측)?\s?(?:선수|신임)?\s?[‘'\"]?", gap):
            return last
        return None
    return None


def organization_noted(doc: Reading, title: Title) -> Reference | None:
    """김관우 대표. 나래전자): the organization after a title, where both stand in brackets of a list."""
    gap = re.match(r"[.,]\s", doc.text[title.end : title.end + 2])
    if gap is None or "(" not in doc.text[max(0, title.start - 2) : title.start]:
        return None
    found = next(doc.between(title.end + 2, title.end + 40, "Organization"), None)
    listed = found is not None and found.start == title.end + 2 and doc.text[found.end : found.end + 1] == ")"
    return found if listed else None


def appositions(doc: Reading, title: Title) -> Iterator[Title]:
    """임도윤 박사. 나래시 옴부즈만: a second title after a full stop, in brackets."""
    if "(" not in doc.text[max(0, title.start - 2) : title.start]:
        return
    match = re.match(r"\s?[.,·]\s([가-힣A-Za-z ]{2,24})\)", doc.text[title.end : title.end + 30])
    if match and (split := knowledge.split_title(match[1].split(" ")[-1])):
        modifier = " ".join([*match[1].split(" ")[:-1], split[1]])
        yield Title(modifier, None, title.start, title.end + match.end(1), "current")
