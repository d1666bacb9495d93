"""Names that their words give away: known countries and bodies, organizations by their last noun."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.ko import knowledge
from kg.extract.ko.analysis import is_listed
from kg.extract.ko.lexicon import ending, words
from kg.extract.ko.names.name import Name, trimmed
from kg.extract.ko.syntax import Syntax
from kg.model import EntityType

_UNIVERSITY = re.compile(
    r"[가-힣]{2,6}대(?=\s(?:[가-힣]{2,8}(?:과|부|원)\s)?(?:교수|총장|연구팀|의대|병원|로스쿨|명예교수|부교수|조교수))"
)
"""A university by its short name, which its people give away: 하버드대 교수, 초당대 군사학과 교수."""

_POINT = re.compile(r"[·ㆍ‧,/()\[\]]")


def by_shape(syntax: Syntax) -> Iterator[Name]:
    """Yield names that their words give away: known countries and bodies, organizations by their last noun."""
    text, no_names = syntax.text, words("not_names")
    for word in syntax.words:
        start = word.start
        while start < word.end and not text[start].isalnum():
            start += 1
        for piece_start, piece_end in _parts(text, start, word.stem_end):
            stem = text[piece_start:piece_end]
            if len(stem) < 2 or stem in no_names:
                continue
            kind = _kind(syntax, piece_start, piece_end, stem)
            if kind is not None:
                yield Name(piece_start, piece_end, *kind)


def _kind(syntax: Syntax, start: int, end: int, stem: str) -> tuple[EntityType, float] | None:
    """Tell what a word names by itself, and how surely; None if it names nothing."""
    if knowledge.is_gpe(stem) and (_is_noun(syntax, start, stem) or _gpe_follows(syntax, end)):
        return "Place", 0.9
    if knowledge.is_proper_body(stem):
        return "Organization", 0.95
    if len(stem) == 3 and stem.endswith("당") and _is_party(syntax, start, end):
        return "Organization", 0.7
    if stem.endswith("대") and _UNIVERSITY.match(syntax.text, start):
        return "Organization", 0.7
    shaped = len(stem) >= 4 and knowledge.ends_as_organization(stem) and stem not in words("event_heads")
    if shaped and re.fullmatch(r"[가-힣A-Za-z0-9]+", stem) and not _is_common_noun(syntax, start, end, stem):
        return "Organization", 0.55
    return None


def by_fused_title(syntax: Syntax) -> Iterator[Name]:
    """Yield the organization in a fused title: 감사원 in 감사원장, 성남시 in 성남시장."""
    for word in syntax.words:
        start, end = trimmed(syntax.text, word.start, word.stem_end)
        stem = syntax.text[start:end]
        split = knowledge.split_title(stem) if len(stem) >= 3 else None
        if split and split[0] and stem.startswith(split[0]):
            yield Name(start, start + len(split[0]), "Place" if knowledge.is_gpe(split[0]) else "Organization", 0.85)


def heads_after(syntax: Syntax, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the common noun for a body or a room right after a name: 나래전자 이사회, 나래시청 대회의실."""
    for name in names:
        index = syntax.word_at(name.end) + (name.end < len(syntax.text) and syntax.text[name.end] == " ")
        if name.type == "Person" or syntax.text[name.end : name.end + 1] != " " or index >= len(syntax.words):
            continue
        word = syntax.words[index]
        stem = syntax.text[word.start : word.stem_end]
        if word.start != name.end + 1:
            continue
        if stem in words("rooms"):
            yield Name(word.start, word.stem_end, "Place", 0.6)
        elif stem in words("organization_heads") and len(stem) >= 3:
            yield Name(word.start, word.stem_end, "Organization", 0.55)


def employers(syntax: Syntax, titled: Sequence[Name], names: Sequence[Name]) -> Iterator[Name]:
    """Yield an unknown proper noun between a person and a title: 강태욱 가람보안 이사."""
    known = {name.start for name in names}
    for person in titled:
        index = syntax.word_at(person.end - 1) + 1
        if index + 1 >= len(syntax.words) or syntax.text[person.end : person.end + 1] != " ":
            continue
        word, after = syntax.words[index : index + 2]
        surface = syntax.text[word.start : word.end]
        if word.start in known or len(surface) < 3 or not re.fullmatch(r"[가-힣A-Za-z0-9&]+", surface):
            continue
        tokens = list(syntax.analysis.tokens[word.first : word.last])
        proper = all(t.tag in ("NNP", "SL", "SN", "NNG") for t in tokens) and any(
            t.tag in ("NNP", "SL") for t in tokens
        )
        title = knowledge.split_title(syntax.text[after.start : after.stem_end])
        if proper and title and knowledge.split_title(surface) is None:
            yield Name(word.start, word.end, "Organization", 0.6)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cut = start
    for point in _POINT.finditer(text, start, end):
        yield cut, point.start()
        cut = point.end()
    if cut < end:
        yield cut, end


def _is_party(syntax: Syntax, start: int, end: int) -> bool:
    """Whether a word in -당 is a party here: a member follows (새길당 박주원 의원) or it is a proper noun."""
    index = syntax.token_at(start)
    if index is not None and syntax.analysis.tokens[index].tag == "NNP" and syntax.analysis.tokens[index].end == end:
        return True
    after = re.match(r"(?:의)?\s(?:소속\s)?([가-힣]{3})(?:\s|·)", syntax.text[end : end + 12])
    return bool(after and knowledge.is_korean_person_name(after[1]) and not is_listed(syntax.text[start:end]))


def _is_common_noun(syntax: Syntax, start: int, end: int, stem: str) -> bool:
    """Whether a word that ends as an organization is made of common nouns only (신용카드, 순찰대)."""
    if is_listed(stem):
        index = syntax.token_at(start)
        return index is not None and syntax.analysis.tokens[index].tag == "NNG"
    if not ending("common_heads", stem) or len(stem) >= 8:
        return False
    word = syntax.words[syntax.word_at(start)]
    tokens = [t for t in syntax.analysis.tokens[word.first : word.last] if start <= t.start < end]
    return all(t.tag in ("NNG", "XSN", "XPN") and (t.form == stem or is_listed(t.form)) for t in tokens)


def _gpe_follows(syntax: Syntax, end: int) -> bool:
    """Whether another country, province or city follows (경기 고양시; in a row: 경기, 서울)."""
    gap = re.match(r"\s|\s?[,·]\s?|[와과]\s", syntax.text[end : end + 3])
    if gap is None:
        return False
    start = end + gap.end()
    word = syntax.words[syntax.word_at(start)]
    return knowledge.is_gpe(re.split(r"[·,]", syntax.text[start : max(start, word.stem_end)])[0])


def _is_noun(syntax: Syntax, start: int, stem: str) -> bool:
    """Whether Kiwi reads the stem as one proper noun here (이란, 동해 are other words elsewhere)."""
    index = syntax.token_at(start)
    if index is None:
        return False
    token = syntax.analysis.tokens[index]
    return token.tag == "NNP" and (token.form == stem or len(stem) > len(token.form))
