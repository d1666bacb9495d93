"""Names of persons, organizations and places: what the tagger found, mended and completed by knowledge and the document.

A name that is recognized once is recognized everywhere in the article.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.extract.ko import knowledge
from kg.extract.ko.analysis import is_listed
from kg.extract.ko.lexicon import words
from kg.extract.ko.syntax import Syntax
from kg.model import EntityType, Mention, MentionType

_KINDS = ("Person", "Organization", "Place")
_SURE = 0.6
"""A score from which a surface form counts as a name everywhere in the article."""
_ANONYMOUS = re.compile(r"[A-Za-z○◯△*]{1,2}(?:씨|양|군|모)?|[가-힣]?[○◯△]+|모|某|[A-Z]{1,2}[가-힣]{1,3}")
_PERSON_BODY = re.compile(r"\s?(정부|정권|행정부|내각|대책위원회|대책위|투쟁본부|기념사업회|기념관|캠프|재단|측근)")
_SPLIT = re.compile(r"[·ㆍ‧,/]")


class Name(NamedTuple):
    """A span that names a person, an organization or a place."""

    start: int
    end: int
    type: EntityType
    score: float


def find_names(syntax: Syntax, mentions: Sequence[Mention]) -> tuple[Name, ...]:
    """Return the names of a text in order, without overlap."""
    titled = [*_by_title(syntax), *_after_profession(syntax)]
    found = [name for mention in mentions for name in _mended(syntax, mention)]
    chosen = _without_overlap([*titled, *_around(titled, found), *_by_shape(syntax), *_by_fused_title(syntax)])
    chosen = _without_overlap([*chosen, *_heads_after(syntax, chosen), *_employers(syntax, titled, chosen)])
    chosen = _without_overlap([*chosen, *_repeated(syntax, chosen)])
    return tuple(_one_type(syntax.text, chosen, titled))


def _mended(syntax: Syntax, mention: Mention) -> Iterator[Name]:
    """Yield what is sound of a tagged mention: without particles inside, each part of an enumeration on its own."""
    if mention.type not in _KINDS:
        return
    score = mention.score or 0.5
    text = syntax.text
    for start, end, tagged in (p for piece in _pieces(syntax, mention.start, mention.end) for p in _nested(text, *piece, mention.type)):
        last = text.rfind(" ", start, end)
        if tagged != "Person" and last > start and knowledge.split_title(text[last + 1 : end]):
            end = last
        surface = text[start:end]
        if tagged != "Person" and knowledge.split_title(surface) and not knowledge.is_proper_body(surface):
            continue
        kind = _type(surface, tagged)
        if kind is None or _ANONYMOUS.fullmatch(surface) or surface in words("not_names") or len(surface) < 2:
            continue
        if kind == "Person" and not _plausible_person(syntax, start, end, score):
            continue
        yield Name(start, end, kind, score)


def _pieces(syntax: Syntax, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a span at particles, enumerating points and between a person and a country after it."""
    text = syntax.text
    first = syntax.token_at(start)
    cut = start
    tokens = syntax.analysis.tokens
    while first is not None and first < len(tokens) and tokens[first].start < end:
        token = tokens[first]
        is_break = token.tag[0] in "JE" and token.end - token.start == len(token.form) and token.form != "의"
        if is_break or _SPLIT.fullmatch(text[token.start : token.end]):
            if token.start > cut:
                yield _trimmed(text, cut, token.start)
            cut = token.end
        first += 1
    if cut < end:
        yield _trimmed(text, cut, end)


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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "'\"‘“《〈「[(«▲"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "'\"’”》〉」])*»"):
        end -= 1
    last = text.rfind(" ", start, end)
    if last > start and knowledge.is_gpe(text[last + 1 : end]) and not knowledge.is_gpe(text[start:last]):
        return start, last
    return start, end


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
    titled = _title_follows(syntax, syntax.word_at(end - 1))
    if knowledge.is_korean_person_name(surface):
        common = is_listed(surface) and not _proper(syntax, start)
        return score >= (0.2 if titled else 0.9 if common or surface[0] in words("rare_surnames") else 0.35)
    return score >= (0.25 if titled else 0.55) and 3 <= len(surface) <= 20


def _proper(syntax: Syntax, start: int) -> bool:
    index = syntax.token_at(start)
    return index is not None and syntax.analysis.tokens[index].tag == "NNP"


def _by_shape(syntax: Syntax) -> Iterator[Name]:
    """Yield names that their words give away: known countries and bodies, organizations by their last noun."""
    for word in syntax.words:
        start = word.start + len(re.match(r"[\W_]*", syntax.text[word.start : word.end]).group())  # type: ignore[union-attr]
        for piece_start, piece_end in _parts(syntax.text, start, word.stem_end):
            stem = syntax.text[piece_start:piece_end]
            if stem in words("not_names") or len(stem) < 2:
                continue
            if knowledge.is_gpe(stem) and (_is_noun(syntax, piece_start, stem) or _gpe_follows(syntax, piece_end)):
                yield Name(piece_start, piece_end, "Place", 0.9)
            elif knowledge.is_proper_body(stem):
                yield Name(piece_start, piece_end, "Organization", 0.95)
            elif (
                len(stem) >= 4
                and stem not in words("event_heads")
                and knowledge.ends_as_organization(stem)
                and re.fullmatch(r"[가-힣A-Za-z0-9]+", stem)
            ):
                yield Name(piece_start, piece_end, "Organization", 0.55)


def _by_fused_title(syntax: Syntax) -> Iterator[Name]:
    """Yield the organization in a fused title: 감사원 in 감사원장, 성남시 in 성남시장."""
    for word in syntax.words:
        start, end = _trimmed(syntax.text, word.start, word.stem_end)
        stem = syntax.text[start:end]
        split = knowledge.split_title(stem) if len(stem) >= 3 else None
        if split and split[0] and stem.startswith(split[0]):
            yield Name(start, start + len(split[0]), "Place" if knowledge.is_gpe(split[0]) else "Organization", 0.85)


def _heads_after(syntax: Syntax, names: Sequence[Name]) -> Iterator[Name]:
    """Yield the common noun for a body or a room right after a name: 한국철도공사 이사회, 나래시청 대회의실."""
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


def _employers(syntax: Syntax, titled: Sequence[Name], names: Sequence[Name]) -> Iterator[Name]:
    """Yield an unknown proper noun between a person and a title: 문종현 이스트시큐리티 이사."""
    known = {name.start for name in names}
    for person in titled:
        index = syntax.word_at(person.end - 1) + 1
        if index + 1 >= len(syntax.words) or syntax.text[person.end : person.end + 1] != " ":
            continue
        word, after = syntax.words[index : index + 2]
        surface = syntax.text[word.start : word.end]
        if word.start in known or len(surface) < 3 or not re.fullmatch(r"[가-힣A-Za-z0-9&]+", surface):
            continue
        tokens = [t for t in syntax.analysis.tokens[word.first : word.last]]
        proper = all(t.tag in ("NNP", "SL", "SN", "NNG") for t in tokens) and any(
            t.tag in ("NNP", "SL") for t in tokens
        )
        title = knowledge.split_title(syntax.text[after.start : after.stem_end])
        if proper and title and knowledge.split_title(surface) is None:
            yield Name(word.start, word.end, "Organization", 0.6)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cut = start
    for point in re.finditer(r"[·ㆍ‧,/()\[\]]", text[start:end]):
        yield cut, start + point.start()
        cut = start + point.end()
    if cut < end:
        yield cut, end


def _is_party(syntax: Syntax, start: int, end: int) -> bool:
    """Whether a word in -당 is a party here: a member follows (새길당 정우람 의원, 한마음당 소속 …) or it is a proper noun."""
    index = syntax.token_at(start)
    if index is not None and syntax.analysis.tokens[index].tag == "NNP" and syntax.analysis.tokens[index].end == end:
        return True
    after = re.match(r"(?:의)?\s(?:소속\s)?([가-힣]{3})(?:\s|·)", syntax.text[end : end + 12])
    return bool(after and knowledge.is_korean_person_name(after[1]) and index is not None and syntax.analysis.tokens[index].tag != "NNG")


def _gpe_follows(syntax: Syntax, end: int) -> bool:
    """Whether another country, province or city follows as the next word (경기 고양시)."""
    if syntax.text[end : end + 1] != " ":
        return False
    word = syntax.words[min(syntax.word_at(end) + 1, len(syntax.words) - 1)]
    return word.start == end + 1 and knowledge.is_gpe(syntax.text[word.start : word.stem_end])


def _is_noun(syntax: Syntax, start: int, stem: str) -> bool:
    """Whether Kiwi reads the stem as one proper noun here (이란, 동해 are other words elsewhere)."""
    index = syntax.token_at(start)
    if index is None:
        return False
    token = syntax.analysis.tokens[index]
    return token.tag == "NNP" and (token.form == stem or len(stem) > len(token.form))


def _by_title(syntax: Syntax) -> Iterator[Name]:
    """Yield Korean full names that stand before a title: 신진구 부산시 대외협력보좌관, 박성제 사장, 나관구 대표."""
    for i, word in enumerate(syntax.words):
        start = max(word.start, 1 + max(syntax.text.rfind(mark, word.start, word.stem_end) for mark in "(‘'“\"·▲"))
        start, end = _trimmed(syntax.text, start, word.stem_end)
        opened = syntax.text.find("(", start, word.end)
        end = opened if opened > start else end
        tail = syntax.text[end : word.end].strip("'’\"”*")
        bare = not word.particle and tail in ("", "씨") or opened > start
        if not bare or not _shaped(syntax, start, end) or not _title_follows(syntax, i):
            continue
        foreign = _second_name(syntax, i)
        yield Name(start, foreign or end, "Person", 0.9)


def _after_profession(syntax: Syntax) -> Iterator[Name]:
    """Yield unknown nouns after a profession: 가수 하람, 방송인 노유진."""
    for word, after in pairwise(syntax.words):
        profession = syntax.text[word.start : word.end].lstrip("‘'“\"(▲")
        surface = syntax.text[after.start : after.stem_end].strip("‘’'\"")
        if profession not in words("professions") or not re.fullmatch(r"[가-힣]{2,4}", surface):
            continue
        tokens = syntax.analysis.tokens[after.first : after.last]
        noun = tokens and all(t.tag in ("NNG", "NNP", "JX", "JKS", "JKO", "JKG", "JKB", "JC", "SP", "SF") for t in tokens)
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
    """Return the end of a foreign name's second word: 하마둔 뚜레 ITU사무총장, 나세르 칸아니 이란 외교부 대변인; or 0."""
    if index + 2 >= len(syntax.words):
        return 0
    word, after = syntax.words[index + 1], syntax.words[index + 2]
    surface = syntax.text[word.start : word.end]
    if not re.fullmatch(r"[가-힣]{2,5}", surface) or is_listed(surface) or knowledge.split_title(surface):
        return 0
    if knowledge.is_gpe(surface) or knowledge.ends_as_organization(surface):
        return 0
    following = syntax.text[after.start : after.stem_end]
    split = knowledge.split_title(following)
    employed = split is not None and split[0] or knowledge.is_gpe(following) or knowledge.ends_as_organization(following)
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


def _title_follows(syntax: Syntax, index: int) -> bool:
    """Whether a title follows the word, with at most the name of an organization between."""
    text, after = syntax.text, index + 1
    opened = text.find("(", syntax.words[index].start, syntax.words[index].end)
    if opened >= 0:
        closed = text.find(")", opened, opened + 60)
        after = syntax.word_at(closed) + 1 if closed >= 0 else after
    for word in syntax.words[after : after + 4]:
        stem = syntax.text[word.start : word.stem_end].rstrip(".,)")
        if knowledge.split_title(stem):
            return True
        if _shaped(syntax, word.start, word.stem_end) and not knowledge.ends_as_organization(stem) and not is_listed(stem):
            return False
        if (
            word.particle
            or syntax.text[word.end - 1] in ",.”’"
            or any(t.tag[0] in "VE" for t in syntax.analysis.tokens[word.first : word.last])
        ):
            return False
    return False


def _around(titled: Sequence[Name], found: Iterable[Name]) -> Iterator[Name]:
    """Yield the tagged names; of one that runs into a titled person's name, what stands before and after it."""
    by_start = {name.start: name for name in titled}
    for name in found:
        person = next((by_start[at] for at in range(name.start, name.end) if at in by_start), None)
        if person is None or person.end >= name.end and person.start == name.start:
            yield name
            continue
        if person.start - name.start > 2:
            yield name._replace(end=person.start - 1)
        if name.end - person.end > 2:
            yield name._replace(start=person.end + 1, type="Organization")


def _without_overlap(names: Iterable[Name]) -> list[Name]:
    """Choose longer and surer names first."""
    taken: set[int] = set()
    chosen = []
    for name in sorted(names, key=lambda n: (n.start - n.end, -n.score, n.start, n.type)):
        if not any(at in taken for at in (name.start, name.end - 1)):
            taken.update(range(name.start, name.end))
            chosen.append(name)
    return sorted(chosen)


def _repeated(syntax: Syntax, names: Sequence[Name]) -> Iterator[Name]:
    """Yield further places where a sure name stands as a word or the beginning of one."""
    text = syntax.text
    starts = {token.start for token in syntax.analysis.tokens}
    known: dict[str, Name] = {}
    for name in names:
        surface = text[name.start : name.end]
        if name.score >= _SURE and len(surface) >= 2 and not surface.isdigit():
            known.setdefault(surface, name)
    for surface, name in known.items():
        for match in re.finditer(re.escape(surface), text):
            start, end = match.span()
            begins = start in starts and (start == 0 or not text[start - 1].isalnum())
            if begins and (end == len(text) or not text[end].isalnum() or _particle_or_suffix(syntax, end)):
                yield Name(start, end, name.type, min(name.score, 0.8))


def _particle_or_suffix(syntax: Syntax, end: int) -> bool:
    index = syntax.token_at(end)
    return index is not None and syntax.analysis.tokens[index].tag[:2] in (
        "JK",
        "JX",
        "JC",
        "VC",
        "XS",
        "NN",
        "EF",
        "EC",
    )


def _one_type(text: str, names: Sequence[Name], titled: Sequence[Name]) -> Iterator[Name]:
    """Give every occurrence of a surface form the type that the surest occurrences have; a title weighs most."""
    votes: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for name in titled:
        votes[text[name.start : name.end]]["Person"] += 3
    for name in names:
        votes[text[name.start : name.end]][name.type] += name.score  # type: ignore[assignment]
    for name in names:
        counted = votes[text[name.start : name.end]]
        best = max(counted, key=lambda kind: (counted[kind], kind))
        yield name._replace(type=best)
