"""Names of persons that a title or a profession beside them gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.ko import knowledge
from kg.extract.ko.analysis import is_listed
from kg.extract.ko.lexicon import words
from kg.extract.ko.names.name import Name, trimmed
from kg.extract.ko.syntax import Syntax, Word


def by_title(syntax: Syntax) -> Iterator[Name]:
    """Yield Korean full names that stand before a title: 오세린 나래시 정책보좌관, 강태욱 사장, 김관우 대표."""
    for index, word in enumerate(syntax.words):
        for start, end in _candidates(syntax, word):
            if _shaped(syntax, start, end) and title_follows(syntax, end):
                foreign = _second_name(syntax, index) if end == word.end else 0
                yield Name(start, foreign or end, "Person", 0.9)


def _candidates(syntax: Syntax, word: Word) -> Iterator[tuple[int, int]]:
    """Yield what may be a name in a word without particle: before a bracket, after one, between marks."""
    text = syntax.text
    opened = text.find("(", word.start, word.end)
    if opened > word.start:
        yield trimmed(text, word.start, opened)
        if ")" not in text[opened : word.end] and not word.particle:
            yield trimmed(text, opened + 1, word.stem_end)
        return
    if word.particle:
        return
    start, end = trimmed(text, word.start, word.stem_end)
    dot = text.rfind("·", start, end)
    if text[end : word.end].strip("'’\"”*)") in ("", "씨"):
        yield max(start, dot + 1), end


def after_profession(syntax: Syntax) -> Iterator[Name]:
    """Yield unknown nouns after a profession: 가수 하람, 방송인 노유진."""
    text, professions = syntax.text, words("professions")
    for word, after in pairwise(syntax.words):
        if text[word.start : word.end].lstrip("‘'“\"(▲") not in professions:
            continue
        surface = text[after.start : after.stem_end].strip("‘’'\"")
        if not re.fullmatch(r"[가-힣]{2,4}", surface):
            continue
        tokens = syntax.analysis.tokens[after.first : after.last]
        noun = tokens and all(
            t.tag in ("NNG", "NNP", "JX", "JKS", "JKO", "JKG", "JKB", "JC", "SP", "SF") for t in tokens
        )
        if noun and not is_listed(surface) and knowledge.split_title(surface) is None:
            start = after.start + syntax.text[after.start : after.end].index(surface)
            yield Name(start, start + len(surface), "Person", 0.7)


def _shaped(syntax: Syntax, start: int, end: int) -> bool:
    """Whether a span has the shape of a Korean full name and is no other word."""
    surface = syntax.text[start:end]
    if len(surface) != 3 or not knowledge.is_korean_person_name(surface) or surface.endswith(("시", "군")):
        return False
    return not knowledge.is_gpe(surface) and not _is_common(syntax, start, end)


def _second_name(syntax: Syntax, index: int) -> int:
    """Return the end of a foreign name's second word: 아흐마드 라시드 모리타니 외교부 대변인; or 0."""
    if index + 2 >= len(syntax.words):
        return 0
    word, after = syntax.words[index + 1], syntax.words[index + 2]
    surface = syntax.text[word.start : word.end]
    if (
        word.particle
        or not re.fullmatch(r"[가-힣]{1,4}(?![대사원부처청당시도구회관소국과실팀단점행])[가-힣]", surface)
        or is_listed(surface)
        or knowledge.split_title(surface)
    ):
        return 0
    if knowledge.is_gpe(surface) or knowledge.ends_as_organization(surface):
        return 0
    following = syntax.text[after.start : after.stem_end]
    split = knowledge.split_title(following)
    employed = (
        (split is not None and split[0]) or knowledge.is_gpe(following) or knowledge.ends_as_organization(following)
    )
    return word.end if employed else 0


def _is_common(syntax: Syntax, start: int, end: int) -> bool:
    """Whether Kiwi reads the span as one common noun, an inflected word or a title (이사장, 위원회)."""
    first = syntax.token_at(start)
    if first is None:
        return True
    tokens = [t for t in syntax.analysis.tokens[first : first + 4] if t.start < end]
    if any(t.tag[0] in "JEV" or t.tag in ("XSV", "XSA") or t.form == "적" for t in tokens):
        return True
    surface = syntax.text[start:end]
    if any(t.start == start and t.end == end and t.tag != "NNP" for t in tokens) and is_listed(surface):
        return True
    return knowledge.split_title(surface) is not None or knowledge.is_proper_body(surface)


def title_follows(syntax: Syntax, end: int) -> bool:
    """Whether a title follows the name that ends at `end`, with at most the name of an organization between."""
    text, index = syntax.text, syntax.word_at(end - 1)
    after = index + 1
    opened = text.find("(", end, syntax.words[index].end)
    closed = text.find(")", opened, opened + 60) if opened >= 0 else -1
    if closed >= 0:
        after = syntax.word_at(closed) + 1
    for word in syntax.words[after : after + 4]:
        stem = text[word.start : word.stem_end].rstrip(".,)")
        if knowledge.split_title(stem):
            return True
        if _ends_phrase(syntax, word) or _is_person(syntax, word, stem):
            return False
    return False


def _ends_phrase(syntax: Syntax, word: Word) -> bool:
    """Whether a word cannot stand between a name and its title: it has a particle, ends a clause or is a verb."""
    verbal = any(token.tag[0] in "VE" for token in syntax.analysis.tokens[word.first : word.last])
    return bool(word.particle) or verbal or syntax.text[word.end - 1] in ",.”’"


def _is_person(syntax: Syntax, word: Word, stem: str) -> bool:
    """Whether a word is itself a person's name, so that the title is that person's."""
    organization = knowledge.ends_as_organization(stem)
    return _shaped(syntax, word.start, word.stem_end) and not organization and not is_listed(stem)
