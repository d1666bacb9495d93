"""The articles of the test set: what newspapers write of members of parliament, by a few dozen patterns.

Every article is about one member. How it introduces the member is drawn from `LEADS` with the weights that stand there,
what it goes on with from `BODIES` and `TAILS`. The draw is a hash of the member, the number of the article and the
purpose, so it is the same everywhere. Nothing is written with an eye on the rules: a lead tells the party, the
committee, the constituency, or nothing but the title, as articles do; a third names a colleague; one in ten gives the
name in Hanja where the list has it; one in twenty-four romanizes it, as foreign desks do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from benchmarks.identity.people import YEARS, Person
from kg.model import Article

LEADS = (
    (6, "{party} {name} 의원은 {day}일 "),
    (5, "{name} {party} 의원이 {day}일 "),
    (5, "{party} {name} 의원({seat})은 {day}일 "),
    (3, "{name} 의원({party}·{seat})은 {day}일 "),
    (4, "국회 {committee} 소속 {party} {name} 의원은 {day}일 "),
    (3, "국회 {committee} {name} 의원은 {day}일 "),
    (2, "{name} 의원이 {day}일 "),
    (1, "{name} 국회의원은 {day}일 "),
)
BODIES = (
    "{committee} 전체회의에서 “{topic} 예산이 해마다 줄고 있다. 정부가 대책을 내놓아야 한다”고 말했다.",
    "국회에서 기자회견을 열고 “{topic} 제도를 고칠 때가 됐다”고 밝혔다.",
    "{topic} 지원 법안을 대표 발의했다고 밝혔다.",
    "{place}에서 열린 {topic} 간담회에 참석해 “현장의 목소리를 듣겠다”고 말했다.",
    "국정감사에서 {topic} 관련 자료를 공개했다.",
    "“{topic} 문제를 미룰 수 없다”며 정부의 답변을 요구했다.",
    "{place} 주민들과 만나 {topic} 문제를 논의했다.",
)
TAILS = (
    "",
    "",
    "",
    " 이 자리에는 {colleague} 의원도 함께했다.",
    " {colleague} 의원도 같은 뜻을 밝혔다.",
    " 정부는 아직 답하지 않았다.",
)
TOPICS = {
    "교육": ("학교 급식", "대학 등록금", "돌봄 교실", "교원 정원"),
    "국방": ("군 급식", "병영 시설", "방위 사업", "예비군 훈련"),
    "환경": ("미세먼지", "하천 정비", "최저임금", "산업재해"),
    "농림": ("쌀값", "가축 전염병", "농어촌 소득", "어선 안전"),
    "보건": ("공공 병원", "기초연금", "건강보험", "어린이집"),
    "국토": ("철도 요금", "임대 주택", "도로 안전", "공항 소음"),
    "": ("지역 예산", "청년 일자리", "전통시장", "소상공인", "재난 지원", "개인정보", "중소기업", "세금 감면"),
}


def articles(person: Person, others: Sequence[Person], count: int) -> Iterator[tuple[str, Article, str]]:
    """Yield `count` articles about a member: id, article, and the name under which it names the member.

    Args:
        person: the member.
        others: all members of the list, of which colleagues are taken.
        count: number of articles.
    """
    near = [o for o in others if o.key != person.key and o.name != person.name]
    near = [o for o in near if o.party == person.party or set(o.committees) & set(person.committees)] or near
    for number in range(count):

        def draw(purpose: str, choices: Sequence[str], number: int = number) -> str:
            return choices[_hash(person, number, purpose) % len(choices)]

        committee = draw("committee", person.committees or ("국회운영위원회",)).strip()
        topics = next(words for field, words in TOPICS.items() if field in committee)
        at = _hash(person, number, "at")
        day, month = at % 28 + 1, at // 28 % 12 + 1
        written = _written(person, number)
        lead = draw("lead", [pattern for weight, pattern in LEADS for _ in range(weight)])
        text = (lead + draw("body", BODIES) + draw("tail", TAILS)).format(
            name=written,
            party=person.party,
            seat=person.seat,
            committee=committee,
            day=day,
            topic=draw("topic", topics),
            place=person.seat if person.seat != "비례대표" else "서울",
            colleague=near[_hash(person, number, "colleague") % len(near)].name,
        )
        name = person.roman if written == person.roman else person.name
        published = f"{YEARS[person.assembly]}-{month:02d}-{day:02d}"
        identity = hashlib.sha256(f"{person.key}/{person.assembly}/{number}".encode()).hexdigest()[:12]
        yield identity, Article(text=text, headline=None, published=published), name


def _written(person: Person, number: int) -> str:
    how = _hash(person, number, "written")
    if how % 24 == 0:
        return person.roman
    if how % 10 == 1 and person.hanja:
        return f"{person.name}({person.hanja})"
    return person.name


def _hash(person: Person, number: int, purpose: str) -> int:
    digest = hashlib.sha256(f"{person.key}/{person.assembly}/{number}/{purpose}".encode()).digest()
    return int.from_bytes(digest[:8], "big")
