"""Cut mentions to the inner ones where a mention stands inside of another.

The tagger has learned from labels some of which are nested: 박 대통령 is a person in which 박 is one and 대통령 a
position. Its mentions do not overlap, and where one holds others, these are meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko import knowledge
from kg.extract.ko.lexicon import words

_PARTLY = re.compile("[가-힣]모")
_REGION = re.compile("[가-힣]+[도시군구읍면동리주현성]")
_FORMS_OF_ADDRESS = frozenset(("씨", "군", "양", "여사"))

Part = tuple[int, int, str]
"""Start, end and type."""


def inner(text: str, start: int, end: int, kind: str) -> Iterator[Part]:
    """Yield the mentions that the one of this type at text[start:end] holds: mostly itself.

    Of 김모(33) that is 김, of 박 대통령 both 박 and 대통령, of 경기도 성남시 both.
    """
    surface = text[start:end]
    space = surface.rfind(" ")
    head, last = surface[: max(space, 0)], surface[space + 1 :]
    cut = start + space
    if kind == "Person" and _PARTLY.fullmatch(surface):
        yield start, start + 1, kind
    elif kind == "Person" and head and last in _FORMS_OF_ADDRESS:
        yield start, cut, kind
    elif kind in ("Person", "Organization") and head and last in words("titles"):
        yield start, cut, kind
        yield cut + 1, end, "Position"
    elif kind == "Place" and _are_places(head, last):
        yield start, cut, kind
        yield cut + 1, end, kind
    else:
        yield start, end, kind


def _are_places(outer: str, place: str) -> bool:
    """Whether a region is named by what it lies in and itself."""
    return knowledge.is_gpe(outer) and (knowledge.is_gpe(place) or bool(_REGION.fullmatch(place)))
