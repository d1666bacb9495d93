"""Lasting relations: what lies in what, what is part of what, who belongs, who works together, who is kin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from kg.extract.ko import knowledge
from kg.extract.ko.entities.group import Reference
from kg.extract.ko.reading import Reading
from kg.model import Predicate, Relation

_STATE_BODY = re.compile(
    r"(?:부|처|청|국회|의회|법원|재판소|검찰|경찰|군|대사관|백악관|위원회|인수위|합동참모본부|정보원|감사원|외무성|국방성|대통령실|정권|내각)$"
)
"""Endings of bodies that are part of their state, not only at home there."""
_KIND = re.compile(
    r"(?:\s소재|의\s(?:\S+\s){0,2}?\S*(?:기구|기관|부처|기업|업체|매체|단체)인|\s(?:공영방송|방송사|일간지|매체|기업|업체|출판사|신문|은행|단체|언론사)|"
    r"의\s(?:\S+\s)?(?:그룹|기업|업체|매체|신문사|방송사|단체))\s[‘'\"“]?"
)
"""What stands between a country and a body that is at home there: 한국 공영방송 MBC, 중국의 해킹 그룹 ‘…’."""
_ROW = re.compile(r"\s?[·ㆍ‧,]\s?")
_JOINT = re.compile(r"\s?(?:와|과|및|·|,)\s?")
_COOPERATION = re.compile(
    r"협약|협력|제휴|손잡|손을\s잡|공동으로|공동\s(?:개발|연구|주최|주관|추진|운영)|합작|컨소시엄|맞손|동맹|협정"
)
_KIN = re.compile(
    r"(?:의\s)?(?:부인|아내|남편|아들|딸|장남|차남|장녀|차녀|아버지|어머니|부친|모친|형|동생|남동생|여동생|누나|오빠|언니|손자|손녀|조카|사위|며느리|배우자|부부)\s?$"
)
_KIN_AFTER = re.compile(
    r"(?:의)?\s(?:부인|아내|남편|아들|딸|장남|차남|장녀|차녀|아버지|어머니|부친|모친|형|동생|남동생|여동생|누나|오빠|언니|손자|손녀|조카|사위|며느리|배우자)(?:인|이자)?\s$"
)


def relations(doc: Reading) -> Iterator[Relation]:
    """Yield relations between entities."""
    for subject, predicate, obj, span, rule in _all(doc):
        if subject != obj:
            yield Relation(
                subject=subject, predicate=predicate, object=obj, evidence=(span,), score=0.7, rule=f"relation.{rule}"
            )


_Found = tuple[str, Predicate, str, tuple[int, int], str]


def _all(doc: Reading) -> Iterator[_Found]:
    yield from nested(doc)
    yield from members(doc)
    yield from partners(doc)
    yield from relatives(doc)
    yield from founders(doc)
    yield from owners(doc)


def nested(doc: Reading) -> Iterator[_Found]:
    """경북 울진, 서울특별시 동작구 흑석동, 대한민국 국토교통부, 부산 벡스코, 강원 삼척·영월·동해."""
    row_owner: Reference | None = None
    for first, second in pairwise(doc.actors):
        gap = doc.text[first.end : second.start]
        if row_owner is not None and not _ROW.fullmatch(gap):
            row_owner = None
        if "Person" in (doc.type_of(first.entity), doc.type_of(second.entity)):
            continue
        if row_owner is not None and doc.entities[second.entity].gpe:
            yield second.entity, "located_in", row_owner.entity, (row_owner.start, second.end), "place-in-row"
        elif gap == " " and (predicate := _inside(doc, first, second)):
            yield second.entity, predicate, first.entity, (first.start, second.end), "side-by-side"
            row_owner = first if doc.entities[second.entity].gpe else None
        elif _KIND.fullmatch(gap) and doc.entities[first.entity].gpe and doc.type_of(second.entity) == "Organization":
            yield second.entity, "located_in", first.entity, (first.start, second.end), "kind-between"


def _inside(doc: Reading, outer: Reference, inner: Reference) -> Predicate | None:
    """Tell how `inner` lies in `outer`, its left neighbour."""
    if doc.text[outer.start : inner.end].endswith(" 정부"):
        return None
    outside, inside = doc.entities[outer.entity], doc.entities[inner.entity]
    surface = doc.text[inner.start : inner.end]
    if outside.gpe and inside.gpe:
        country = doc.text[outer.start : outer.end]
        wider = not knowledge.is_city(country) or not knowledge.is_city(surface)
        return "located_in" if wider and not knowledge.is_country(surface) else None
    if inside.type == "Place":
        return "located_in"
    if outside.gpe:
        state = knowledge.is_country(doc.text[outer.start : outer.end])
        return "part_of" if state and _STATE_BODY.search(surface) else "located_in"
    return "part_of" if outside.type == "Organization" and inside.type == "Organization" and not inside.gpe else None


def members(doc: Reading) -> Iterator[_Found]:
    """나래 파도의 김관우, 새길당 소속 박주원: a person of a body, without a title after the name."""
    for first, second in pairwise(doc.actors):
        if doc.type_of(second.entity) != "Person" or doc.type_of(first.entity) != "Organization":
            continue
        gap = doc.text[first.end : second.start]
        if not re.fullmatch(r"의\s|\s소속(?:인)?\s|\s출신(?:인)?\s", gap):
            continue
        end = doc.phrase_end(second)
        own = [r for r in doc.between(second.end, end) if doc.type_of(r.entity) == "Organization"]
        if end == doc.after_brackets(second.end) or end == second.end or own or "소속" in gap:
            yield second.entity, "member_of", first.entity, (first.start, second.end), "member"


def partners(doc: Reading) -> Iterator[_Found]:
    """A와 B는 … 협약, A는 B와 … 협력: bodies that work together."""
    for sentence in doc.analysis.sentences:
        if not _COOPERATION.search(doc.text, sentence.start, sentence.end):
            continue
        bodies = [
            r
            for r in doc.actors_in(sentence.start, sentence.end)
            if (doc.type_of(r.entity) == "Organization" or doc.entities[r.entity].gpe)
            and not doc.syntax.in_quotation(r.start)
        ]
        subject = next(
            (a for a in doc.agents_in(sentence.start, sentence.end) if not doc.syntax.in_quotation(a.start)),
            None,
        )
        if subject is None or doc.type_of(subject.entities[0]) == "Person":
            continue
        together = [entity for entity in subject.entities[:5] if doc.type_of(entity) != "Person"]
        for first, second in combinations(together, 2):
            yield first, "partner_of", second, (subject.start, subject.end), "joint-subject"
        for at, body in enumerate(bodies):
            if body.start < subject.end:
                continue
            particle, _ = doc.syntax.particle_after(doc.phrase_end(body))
            listed = at + 1 < len(bodies) and _JOINT.fullmatch(doc.text[body.end : bodies[at + 1].start])
            cooperates = _COOPERATION.search(doc.text, body.end, min(sentence.end, body.end + 40))
            if cooperates and (particle in ("와", "과", "와의", "과의", "와는", "과는") or listed):
                yield subject.entities[0], "partner_of", body.entity, (subject.start, body.end), "with"


def relatives(doc: Reading) -> Iterator[_Found]:
    """간부 이씨와 부인 김씨, 홍길동의 딸 홍길순."""
    people = [r for r in doc.actors if doc.type_of(r.entity) == "Person"]
    for first, second in pairwise(people):
        gap = doc.text[first.end : second.start]
        if len(gap) <= 14 and (
            _KIN_AFTER.fullmatch(gap)
            or (re.match(r"(?:와|과|,|의)?\s?", gap) and _KIN.search(gap) and gap.count(" ") <= 2)
        ):
            yield second.entity, "relative_of", first.entity, (first.start, second.end), "kin"


_OWNED = re.compile(r"의\s(?:운영사|모회사|대주주|최대주주|소유주|소유자)(?:인)?\s")
_OWN_SERVICE = re.compile(r"의\s(?:\S+\s){0,3}?(?:서비스|자회사|계열사|브랜드|플랫폼|앱|포털)(?:인)?\s[‘'\"“]?")


def owners(doc: Reading) -> Iterator[_Found]:
    """멜론의 운영사 카카오, 네이버의 음악 서비스 ‘바이브’: a body and whose it is."""
    for first, second in pairwise(doc.actors):
        if {doc.type_of(first.entity), doc.type_of(second.entity)} != {"Organization"}:
            continue
        gap = doc.text[first.end : second.start]
        if _OWNED.fullmatch(gap):
            yield second.entity, "owner_of", first.entity, (first.start, second.end), "owner"
        elif _OWN_SERVICE.fullmatch(gap):
            yield first.entity, "owner_of", second.entity, (first.start, second.end), "owner"


def founders(doc: Reading) -> Iterator[_Found]:
    """X가 설립한 Y, Y 창업자 X; X가 소유한 Y."""
    for first, second in pairwise(doc.actors):
        gap = doc.text[first.end : second.start]
        kinds = doc.type_of(first.entity), doc.type_of(second.entity)
        if kinds[1] == "Organization" and kinds[0] in ("Person", "Organization"):
            made = re.fullmatch(
                r"(?:\s\S{2,8})?(?:이|가)\s(?:\S+\s)?(설립|창립|창업|창설|세운|소유|인수)(?:한)?\s", gap
            )
            if made:
                predicate: Predicate = "owner_of" if made[1] in ("소유", "인수") else "founder_of"
                yield first.entity, predicate, second.entity, (first.start, second.end), "made"
        if kinds == ("Organization", "Person") and re.fullmatch(
            r"(?:의)?\s(?:공동\s)?(?:창업자|창립자|설립자)(?:인)?\s", gap
        ):
            yield second.entity, "founder_of", first.entity, (first.start, second.end), "founder"
        if kinds == ("Organization", "Person") and gap in (" ", "의 "):
            title = doc.text[second.end : doc.phrase_end(second)].strip()
            if title in ("창업자", "창립자", "설립자"):
                yield second.entity, "founder_of", first.entity, (first.start, second.end), "founder"
