"""What is sound of the names that the tagger found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko import knowledge
from kg.extract.ko.analysis import is_listed
from kg.extract.ko.lexicon import words
from kg.extract.ko.names.name import Name, trimmed
from kg.extract.ko.names.titles import title_follows
from kg.extract.ko.syntax import Syntax
from kg.model import EntityType, Mention, MentionType

_KINDS = ("Person", "Organization", "Place")
_ANONYMOUS = re.compile(r"[A-Za-z○◯△*]{1,2}(?:씨|양|군|모)?|[가-힣]?[○◯△]+|모|某|[A-Z]{1,2}[가-힣]{1,3}")
_PERSON_BODY = re.compile(r"\s?(정부|정권|행정부|내각|대책위원회|대책위|투쟁본부|기념사업회|기념관|캠프|재단|측근)")
_SPLIT = re.compile(r"[·ㆍ‧,/]")


def mended(syntax: Syntax, mention: Mention) -> Iterator[Name]:
    """Yield what is sound of a tagged mention: without particles inside, each part of an enumeration on its own."""
    if mention.type not in _KINDS:
        return
    score = mention.score or 0.5
    text = syntax.text
    for start, end, tagged in (
        p for piece in _pieces(syntax, mention.start, mention.end) for p in _nested(text, *piece, mention.type)
    ):
        last = text.rfind(" ", start, end)
        if last > start and knowledge.split_title(text[last + 1 : end]):
            end = last
        surface = text[start:end]
        if tagged != "Person" and knowledge.split_title(surface) and not knowledge.is_proper_body(surface):
            continue
        kind = "Place" if _in_country(syntax, start, surface) else _type(surface, tagged)
        if kind is None or _ANONYMOUS.fullmatch(surface) or surface in words("not_names") or len(surface) < 2:
            continue
        if kind == "Person" and not _plausible_person(syntax, start, end, score):
            continue
        yield Name(start, end, kind, score)


def _in_country(syntax: Syntax, start: int, surface: str) -> bool:
    """Whether a name with the ending of a region stands after its country (대만 이란현)."""
    before = syntax.words[syntax.word_at(start) - 1] if syntax.word_at(start) else None
    region = len(surface) >= 3 and surface.endswith(("현", "성", "주", "시", "군", "구", "도"))
    return region and before is not None and knowledge.is_country(syntax.text[before.start : before.end])


def _pieces(syntax: Syntax, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span at particles, enumerating points and between a person and a country after it."""
    text = syntax.text
    first = syntax.token_at(start)
    cut = start
    tokens = syntax.analysis.tokens
    while first is not None and first < len(tokens) and tokens[first].start < end:
        token = tokens[first]
        is_break = token.tag[0] in "JE" and token.end - token.start == len(token.form) and token.form != "의"
        if text[token.start] in "([":
            end = min(end, token.start)
            break
        if is_break or _SPLIT.fullmatch(text[token.start : token.end]):
            if token.start > cut:
                yield trimmed(text, cut, token.start)
            cut = token.end
        first += 1
    if cut < end:
        yield trimmed(text, cut, end)


def _nested(text: str, start: int, end: int, tagged: MentionType) -> Iterator[tuple[int, int, MentionType]]:
    """Cut a parent off its child, and a person off an employer: 서울지방경찰청 | 광역수사대, 백지호 | 누리테크."""
    for space in [m.start() for m in re.finditer(" ", text[start:end])]:
        head, rest = text[start : start + space], text[start + space + 1 : end]
        if tagged == "Person" and len(head) == 3 and knowledge.is_korean_person_name(head) and len(rest) >= 3:
            yield start, start + space, "Person"
            start, tagged = start + space + 1, "Organization"
            break
        inner = knowledge.is_gpe(head) or knowledge.ends_as_organization(head) or head.endswith(("동", "읍", "면"))
        if inner and rest in words("rooms"):
            yield start, start + space, tagged
            start, tagged = start + space + 1, "Place"
            break
        if inner and (knowledge.ends_as_organization(rest) or knowledge.ends_as_place(rest) or knowledge.is_gpe(rest)):
            yield start, start + space, tagged
            start += space + 1
            break
    yield start, end, tagged


def _type(surface: str, tagged: str) -> EntityType | None:
    """Decide the type of a surface form; knowledge overrules the tagger."""
    if knowledge.is_gpe(surface):
        return "Place"
    if tagged == "Person" and knowledge.is_korean_person_name(surface):
        return "Person"
    if re.search(r"\d$", surface) and len(surface) < 4:
        return None
    if surface in words("event_heads"):
        return None
    if knowledge.ends_as_organization(surface):
        return "Organization"
    if knowledge.ends_as_place(surface) and tagged != "Organization":
        return "Place"
    if tagged == "Organization" and surface.endswith(("법", "법안")):
        return None
    return tagged  # type: ignore[return-value]


def _plausible_person(syntax: Syntax, start: int, end: int, score: float) -> bool:
    surface = syntax.text[start:end]
    if _PERSON_BODY.match(syntax.text, end) or re.search(r"[0-9]", surface):
        return False
    titled = title_follows(syntax, end)
    if knowledge.is_korean_person_name(surface):
        proper = _proper(syntax, start)
        doubtful = (is_listed(surface) and not proper) or surface[0] in words("rare_surnames")
        return score >= (0.2 if titled else 0.9 if doubtful else 0.35 if proper else 0.75)
    return score >= (0.25 if titled else 0.55) and 3 <= len(surface) <= 20


def _proper(syntax: Syntax, start: int) -> bool:
    index = syntax.token_at(start)
    return index is not None and syntax.analysis.tokens[index].tag == "NNP"
