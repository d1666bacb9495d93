"""Who holds which post: a title after a name, before it, or in apposition; the organization beside or inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.extract.ko import knowledge
from kg.extract.ko.entities import Reference
from kg.extract.ko.reading import Reading
from kg.extract.ko.syntax import Word
from kg.model import Position, PositionStatus

_FORMER = re.compile(r"(?:^|\s)(?:전|前|前\s|전임|고\s전)\s?$|(?:^|\s)전\s")
_FUTURE = re.compile(r"(?:내정자|당선인|당선자|지명자)$|인준안|임명안|임명동의안")
_HONORIFIC = frozenset(
    {"씨", "군", "양", "님", "선생", "선생님", "주장", "대리", "왕", "위", "후보자"} - {"후보자", "선생님"}
)


_CANDIDATE = ("후보자", "후보", "내정자", "당선인", "당선자", "지명자")


class _Title(NamedTuple):
    """A title found beside a name."""

    title: str
    organization: str | None
    start: int
    end: int
    status: PositionStatus


def positions(doc: Reading) -> Iterator[Position]:
    """Yield the positions of the article's persons, each once."""
    seen: set[tuple[str, str, str | None]] = set()
    people = [r for r in doc.actors if doc.type_of(r.entity) == "Person"]
    for at, person in enumerate(people):
        for found, rule in _beside(doc, person, people[at + 1 : at + 4]):
            key = (person.entity, found.title, found.organization)
            bare = (person.entity, found.title, None)
            if found.title.endswith(_CANDIDATE) and any(k[0] == person.entity and k[1].endswith(found.title) for k in seen):
                continue
            if key in seen or found.organization is None and any(k[:2] == bare[:2] for k in seen):
                continue
            seen.add(key)
            yield Position(
                person=person.entity,
                title=found.title,
                organization=found.organization,
                status=found.status,
                evidence=((min(person.start, found.start), max(person.end, found.end)),),
                score=0.9 if found.organization else 0.7,
                rule=rule,
            )
    for fact in careers(doc):
        if not any(k[:2] == (fact.person, fact.title) for k in seen):
            seen.add((fact.person, fact.title, fact.organization))
            yield fact


def _beside(doc: Reading, person: Reference, following: list[Reference]) -> Iterator[tuple[_Title, str]]:
    """Yield every title that stands beside a name, with the rule that found it."""
    after = _title_after(doc, person) or _shared_title(doc, person, following)
    if after:
        if after.organization is None and after.title not in ("박사", "농민"):
            before = _organization_before(doc, person)
            if before:
                after = after._replace(organization=before.entity, start=min(after.start, before.start))
            else:
                after = after._replace(organization=_by_title(doc, after.title))
        yield after, "position.title-after-name"
        yield from ((title, "position.apposition") for title in _appositions(doc, after))
    else:
        yield from ((title, "position.title-before-name") for title in _titles_before(doc, person))


def _title_after(doc: Reading, person: Reference) -> _Title | None:
    """이재명 성남시장, 윤의준 서울대 차세대융합기술원장, 한상대(53) 대한민국 검찰총장, 오거돈 전 부산시장."""
    at = doc.after_brackets(person.end)
    noted = re.match(r"\((?:현\s)?([가-힣A-Za-z ]{2,20}?)\)", doc.text[person.end : at])
    first = doc.syntax.word_at(max(at - 1, person.start))
    attached = doc.text[at : doc.syntax.words[first].stem_end]
    if attached and knowledge.split_title(attached) and attached not in _HONORIFIC:
        return _read_title(doc, person, at, doc.syntax.words[first].stem_end, at)
    if doc.text[at : at + 1] not in (" ", "'", "’", '"', "”", "*"):
        return _noted_title(doc, person, noted[1]) if noted else None
    for count, word in enumerate(doc.syntax.words[first + 1 : first + 8]):
        stem = doc.text[word.start : word.stem_end].partition("(")[0].strip("‘’'\"")
        if "(" in doc.text[word.start : word.end]:
            word = word._replace(stem_end=word.start + doc.text[word.start : word.end].index("("))  # noqa: PLW2901
        if knowledge.split_title(stem) and stem not in _HONORIFIC:
            further = _more_title(doc, first + 2 + count, word)
            return _read_title(doc, person, at, further, word.start)
        inner = doc.text[word.start : word.end]
        if word.particle or _ends_clause(doc, word) or inner.endswith((",", ".", "”", '"')):
            break
    return _noted_title(doc, person, noted[1]) if noted else None


def _by_title(doc: Reading, title: str) -> str | None:
    """Return the only body of the article that a bare title can belong to: 원장 to 나래산업진흥원, 시장 to 성남시."""
    ending = {"시장": "시", "군수": "군", "구청장": "구", "도지사": "도", "총장": "대학교"}.get(title)
    if ending is None and len(title) == 2 and title.endswith("장") and title[0] in "원청서소처관회단":
        ending = title[0]
    if ending is None:
        return None
    fits = [k for k, e in doc.entities.items() if e.type in ("Organization", "Place") and e.names[0].endswith(ending)]
    return fits[0] if len(fits) == 1 else None


def _noted_title(doc: Reading, person: Reference, note: str) -> _Title | None:
    split = knowledge.split_title(note.split(" ")[-1])
    if split is None:
        return None
    start = doc.text.index(note, person.end)
    return _read_title(doc, person, start, start + len(note), start + len(note) - len(note.split(" ")[-1]))


def _more_title(doc: Reading, index: int, word: Word) -> int:
    """Extend a title by the words that belong to it: 장관 후보자, 대표 권한 대행, 원내 대표."""
    end = word.stem_end
    for following in doc.syntax.words[index : index + 2]:
        stem = doc.text[following.start : following.stem_end]
        if end != following.start - 1 or stem not in (
            "후보자",
            "후보",
            "내정자",
            "당선인",
            "당선자",
            "권한대행",
            "직무대행",
        ):
            break
        end = following.stem_end
    return end


def _ends_clause(doc: Reading, word: Word) -> bool:
    return any(t.tag[0] in "VE" or t.tag in ("XSV", "XSA") for t in doc.analysis.tokens[word.first : word.last])


def _read_title(doc: Reading, person: Reference, start: int, end: int, title_start: int) -> _Title | None:
    """Make a title of text[title_start:end]; the organization is fused in it or stands in text[start:title_start]."""
    text = doc.text
    between = text[start:title_start]
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
        organization = _by_name(doc, owner, title_start)
    if organization is None:
        near = [
            r for r in doc.actors if start <= r.start and r.end <= title_start and doc.type_of(r.entity) != "Person"
        ]
        organization = near[-1].entity if near else None
    if (
        organization is None
        and between.strip(" ‘’'\"*")
        and not re.fullmatch(r"(?:전|현|신임|前|現)?", between.strip(" ‘’'\"*"))
    ):
        title = _with_modifier(between, title)
    return _Title(title, organization, person.start, end, status)


def _with_modifier(between: str, title: str) -> str:
    """원내 대표: an unnamed part before the title belongs to it."""
    modifier = re.sub(r"^(?:전|현|신임)\s", "", between.strip(" ‘’'\"*"))
    return f"{modifier} {title}" if len(modifier) <= 6 and not modifier.endswith((")", ",")) else title


def _by_name(doc: Reading, name: str, near: int) -> str | None:
    """Return the entity of this name, any of its known names for a country or local government."""
    wanted = {name, *knowledge.gpe_names(name)}
    if name[-1:] == "시":
        wanted.add(name[:-1])
    ids = [(abs(r.start - near), r.entity) for r in doc.references if doc.text[r.start : r.end] in wanted]
    if ids:
        return min(ids)[1]
    return next(
        (k for k, e in doc.entities.items() if wanted & set(e.names) and e.type in ("Organization", "Place")), None
    )


def _shared_title(doc: Reading, person: Reference, following: list[Reference]) -> _Title | None:
    """더불어민주당 박주민·정재호 의원: names in a row share the title of the last one."""
    end = person.end
    for other in following:
        if not re.fullmatch(r"\s?(?:·|ㆍ|,|와|과|및)\s?", doc.text[end : other.start]):
            return None
        found = _title_after(doc, other)
        if found:
            return found
        end = other.end
    return None


def _organization_before(doc: Reading, person: Reference) -> Reference | None:
    """진보신당 안효상 공동대표, MBC의 박성제 사장; names in a row share it."""
    for _ in range(4):
        before = [r for r in doc.actors if person.start - 40 <= r.start and r.end <= person.start]
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


def _titles_before(doc: Reading, person: Reference) -> Iterator[_Title]:
    """미래창조과학부(장관 최양희), 국방위원장이자 총비서인 김정일, 노동부 장관 아브또브, 후보로 지명된 김태호."""
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
            yield _Title(
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
        if split is None or len(opened) < 2 or opened in _HONORIFIC or candidate.particle and bare == surface:
            return
        status: PositionStatus = "former" if surface.endswith(("였던", "이던", "이었던")) else "current"
        start = candidate.start + len(surface) - len(surface.lstrip("‘'\""))
        owner = _by_name(doc, split[0], start) if split[0] else None
        if owner is None:
            title_start = candidate.start + surface.rfind(opened)
            near = [
                r
                for r in doc.actors
                if r.end <= title_start and doc.text[r.end : title_start] in ("", " ", "의 ", "(") and doc.type_of(r.entity) != "Person"
            ]
            owner = near[-1].entity if near else None
            start = near[-1].start if near else start
        yield _Title(split[1], owner, start, person.end, status)
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


def _appositions(doc: Reading, title: _Title) -> Iterator[_Title]:
    """심영섭 박사. 산업융합촉진 옴부즈만: a second title after a full stop, in brackets."""
    if "(" not in doc.text[max(0, title.start - 2) : title.start]:
        return
    match = re.match(r"\s?[.,·]\s([가-힣A-Za-z ]{2,24})\)", doc.text[title.end : title.end + 30])
    if match and (split := knowledge.split_title(match[1].split(" ")[-1])):
        modifier = " ".join([*match[1].split(" ")[:-1], split[1]])
        yield _Title(modifier, None, title.start, title.end + match.end(1), "current")


_APPOINTED = (
    (re.compile(r"(?:으로|로|에)\s(?:\S+\s){0,5}?(?:임명|선출|선임|위촉|발탁|취임|추대|영입|승진|부임|뽑)"), "current"),
    (re.compile(r"(?:으로|로|에)\s(?:\S+\s){0,5}?(?:내정|지명)"), "future"),
    (re.compile(r"(?:으로|로)\s(?:일했|일한|근무했|활동했)|(?:을|를)\s(?:\S+\s)?(?:지냈|지낸|지내|역임|맡았던|거쳐|거친)"), "former"),
    (re.compile(r"(?:을|를|도)\s(?:\S+\s)?(?:맡고|맡은|맡아|맡는다|겸하|겸임)"), "current"),
)


def careers(doc: Reading) -> Iterator[Position]:
    """Yield posts told by a verb: 오세린을 부시장에 임명했다, 부시장을 지냈다, 간사를 맡고 있다."""
    for word in doc.syntax.words:
        stem = doc.text[word.start : word.stem_end].strip("‘’'\"")
        split = knowledge.split_title(stem) if len(stem) > 1 else None
        if split is None or not word.particle or doc.syntax.in_quotation(word.start):
            continue
        status = next((s for pattern, s in _APPOINTED if pattern.match(doc.text, word.stem_end)), None)
        person = _appointee(doc, word) if status else None
        if person is None or status is None:
            continue
        owner = _by_name(doc, split[0], word.start) if split[0] else None
        if owner is None:
            near = [r for r in doc.actors if r.end == word.start - 1 and doc.type_of(r.entity) != "Person"]
            owner = near[-1].entity if near else _by_title(doc, split[1]) or _employer(doc, word, status)
        yield Position(
            person=person,
            title=split[1],
            organization=owner,
            status=status,  # type: ignore[arg-type]
            evidence=((word.start, word.end),),
            score=0.6,
            rule="position.career",
        )


def _employer(doc: Reading, word: Word, status: str) -> str | None:
    """Return the body that appoints, the topic of the sentence: 나래시는 부시장에 …을 임명했다."""
    if status == "former":
        return None
    sentence = doc.sentence_of(word.start)
    topics = [a for a in doc.agents if sentence.start <= a.start and a.end <= word.start and a.topic]
    bodies = [a for a in topics if doc.type_of(a.entities[0]) != "Person"]
    return bodies[0].entities[0] if bodies and len(topics) == 1 else None


def _appointee(doc: Reading, word: Word) -> str | None:
    """Return who gets or had the post: the person who is the object beside it, else the subject of the clause."""
    sentence = doc.sentence_of(word.start)
    for reference in doc.between(sentence.start, sentence.end, "Person"):
        end = doc.phrase_end(reference)
        particle, after = doc.syntax.particle_after(end)
        if particle in ("을", "를") and abs(after - word.start) < 30:
            return reference.entity
    agents = [a for a in doc.agents if sentence.start <= a.start and a.end <= word.start and doc.type_of(a.entities[0]) == "Person"]
    return agents[-1].entities[0] if agents else None
