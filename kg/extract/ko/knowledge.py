"""What is known of Korean names before any article is read: countries, bodies, surnames, titles."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg.extract.ko.lexicon import ending, rows, words

_HANGUL_NAME = re.compile(r"[가-힣]{2,4}")
_GLUE = {
    "시장": "시",
    "군수": "군",
    "구청장": "구",
    "도지사": "도",
    "시의원": "시",
    "도의원": "도",
    "구의원": "구",
    "군의원": "군",
}
"""Titles whose first syllable is the end of the organization's name: 성남시장 is the 시장 of 성남시."""
_SHARED = "원청서소처관회단국"
"""Last syllables of organizations that a fused title shares: 감사원장 is the 원장 of 감사원."""
_NO_PREFECTURE = ("실현", "표현", "출현", "구현", "재현", "발현")
_UNSPLIT = frozenset(
    {"국무총리", "국방장관", "외교장관", "외무장관", "법무장관", "재무장관", "국무장관", "통일장관", "부통령"}
)


@cache
def _gpe() -> dict[str, tuple[str, ...]]:
    """Map each name of a country or local government to all names of the same one."""
    groups: dict[str, tuple[str, ...]] = {}
    for name_list in ("countries", "provinces", "divisions", "world"):
        for row in rows(name_list):
            group = tuple(name.replace("_", " ") for name in row)
            for name in group:
                groups.setdefault(name, group)
    return groups


def gpe_names(name: str) -> tuple[str, ...]:
    """Return all names of the country or local government `name`, itself among them; empty if it is none known."""
    known = _gpe().get(name)
    if known:
        return known
    if len(name) in (3, 4) and name.endswith(("시", "군")) and " " not in name:
        return name, name[:-1]
    return (name, name[:-1]) if len(name) >= 4 and name.endswith("현") and not name.endswith(_NO_PREFECTURE) else ()


def is_gpe(name: str) -> bool:
    """Whether `name` is a known country or local government."""
    return name in _gpe()


@cache
def _countries() -> frozenset[str]:
    return frozenset(name.replace("_", " ") for row in rows("countries") for name in row)


def is_country(name: str) -> bool:
    """Whether `name` is a country."""
    return name in _countries()


def is_city(name: str) -> bool:
    """Whether `name` is a country or local government, but neither a country nor a province."""
    return is_gpe(name) and not is_country(name) and name not in words("provinces")


@cache
def _aliases() -> dict[str, str]:
    return {name: row[0] for row in rows("aliases") for name in row}


def known_as(name: str) -> str:
    """Return the full name of a well-known body for any of its names, else `name` itself."""
    return _aliases().get(name, name)


def is_proper_body(name: str) -> bool:
    """Whether the bare `name` is the proper name of a body (감사원), not a common noun (위원회)."""
    return name in words("proper_bodies")


def ends_as_organization(name: str) -> bool:
    """Whether `name` ends in the word for a kind of organization and has something before it."""
    if is_proper_body(name):
        return True
    head = ending("organization_heads", name)
    return bool(head) and len(name) >= len(head) + (1 if len(head) > 1 else 2)


def ends_as_place(name: str) -> bool:
    """Whether `name` ends in the word for a kind of place and has something before it."""
    head = ending("place_heads", name)
    return bool(head) and len(name) > len(head) + (len(head) == 1)


def surname(name: str) -> str:
    """Return the surname that `name` begins with, the longer one first; empty if none."""
    surnames = words("surnames")
    if name[:2] in surnames and len(name) > 2:
        return name[:2]
    return name[:1] if name[:1] in surnames else ""


def is_korean_person_name(name: str) -> bool:
    """Whether `name` has the shape of a Korean full name: a surname and one or two syllables (two for 남궁)."""
    family = surname(name)
    return bool(family and _HANGUL_NAME.fullmatch(name) and 1 <= len(name) - len(family) <= 2)


@lru_cache(maxsize=65536)
def split_title(stem: str) -> tuple[str, str] | None:
    """Split a word into the organization fused in it and the title; None if it ends in no title.

    >>> split_title("성남시장"), split_title("경찰청장"), split_title("공동대표"), split_title("문체부장관")
    (('성남시', '시장'), ('경찰청', '청장'), ('', '공동대표'), ('문체부', '장관'))
    """
    if stem == "국회의원":
        return "국회", "의원"
    if stem in _UNSPLIT:
        return "", stem
    title = ending("titles", stem)
    if not title:
        if len(stem) >= 5 and stem.endswith("장") and stem[-2] in _SHARED and ends_as_organization(stem[:-1]):
            return stem[:-1], stem[-2:]
        return None
    rest = stem[: -len(title)]
    if not rest:
        return "", title
    if title == "연구원" and len(rest) >= 2:
        return None
    return _owner(rest, title) or (("", stem) if len(title) > 1 else None)


def _is_full_gpe(name: str) -> bool:
    """Whether `name` is a country or province, or a local government with its ending: 예산 is more often a budget."""
    return is_gpe(name) and (not is_city(name) or name[-1] in "시군구")


def _owner(rest: str, title: str) -> tuple[str, str] | None:
    """Find the organization in `rest`, what stands before `title` in one word."""
    glue = _GLUE.get(title)
    if glue and len(rest) >= 2:
        return rest + glue, title
    shared = rest + title[0]
    if (
        title[0] in _SHARED
        and title.endswith("장")
        and len(title) == 2
        and (is_proper_body(shared) or (len(shared) >= 4 and ends_as_organization(shared)))
    ):
        return shared, title
    if _is_full_gpe(rest) or is_proper_body(rest) or rest in words("state_bodies"):
        return rest, title
    if len(rest) >= 3 and (ends_as_organization(rest) or rest.endswith("대")):
        return rest, title
    if re.fullmatch(r"[A-Z]{2,6}", rest):
        return rest, title
    return None
