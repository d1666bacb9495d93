"""The names that rules give to their facts, each with the function that finds them and what it looks for, in Korean.

In English the function's docstring says it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kg.errors import Reason
from kg.extract.ko.rules.events import event_places, event_times
from kg.extract.ko.rules.measures import measures
from kg.extract.ko.rules.participation.leading import attended, by_verb, hosted
from kg.extract.ko.rules.participation.speaking import moderators, programme, speakers
from kg.extract.ko.rules.participation.taking_part import by_noun, opponents, present, taking_part, told
from kg.extract.ko.rules.participation.winning import laureates, winners
from kg.extract.ko.rules.policy_actions import policy_actions
from kg.extract.ko.rules.positions.after import appositions, title_after
from kg.extract.ko.rules.positions.before import titles_before
from kg.extract.ko.rules.positions.careers import careers
from kg.extract.ko.rules.relations import founders, members, nested, owners, partners, relatives
from kg.extract.ko.rules.statements.direct import direct_speech
from kg.extract.ko.rules.statements.indirect import indirect_speech
from kg.extract.ko.rules.statements.sources import according_to, said_thus

CATALOGUE: Mapping[str, tuple[Callable[..., object], str]] = MappingProxyType(
    {
        "position.title-after-name": (
            title_after,
            "이름 뒤의 직함: 윤서준 나래시장, 강태욱(53) 경찰청장, 서지안 전 나래시장.",
        ),
        "position.apposition": (appositions, "마침표 뒤나 괄호 안의 둘째 직함: 임도윤 박사. 나래시 옴부즈만."),
        "position.title-before-name": (
            titles_before,
            "이름 앞의 직함: 나래과학부(장관 정하람), 위원장이자 총비서인 배수혁, 후보로 지명된 서지안.",
        ),
        "position.career": (
            careers,
            "동사가 말하는 자리: 오세린을 부시장에 임명했다, 부시장을 지냈다, 간사를 맡고 있다.",
        ),
        "event-time.beside": (event_times, "행사·사건이 나오는 문장에서 가장 가까이 있는 때."),
        "event-place.at": (event_places, "행사·사건이 일어난 곳."),
        "statement.direct": (direct_speech, "따옴표 안의 말과, 누가 한 말인지 알려 주는 뒷말."),
        "statement.indirect": (indirect_speech, "-다고, -라고 앞의 절과 전달하는 동사: 필요하다고 말했다."),
        "statement.holds": (indirect_speech, "-다는 뒤에 말을 뜻하는 명사: 반대한다는 입장을 밝혔다."),
        "statement.insists": (indirect_speech, "-다는 것이다, -다는 것으로 앞의 절: 주민을 속였다는 것이다."),
        "statement.that": (indirect_speech, "것으로, 것임을, -음을 앞의 절과 알리는 동사: 늦어질 것으로 내다봤다."),
        "statement.orders": (indirect_speech, "-도록 앞의 지시와 요구: 서류를 다시 내도록 지시했다."),
        "statement.according-to": (
            according_to,
            "‘~에 따르면’ 뒤에 오는 내용. 그 안에서 다른 이의 말을 옮긴 것은 뺍니다.",
        ),
        "statement.thus": (said_thus, "‘~는 이같이 밝혔다’ 앞 문장. 말을 꺼내는 표현은 뺍니다."),
        "policy.verb": (policy_actions, "누가 정책에 무엇을 하는지 동사로: 법안을 발의했다, 조례에 반대했다."),
        "policy.noun": (policy_actions, "누가 정책에 무엇을 하는지 명사로: 법안 발의, 계획 수립, 도입 반대."),
        "relation.side-by-side": (nested, "나란히 쓴 넓은 곳과 좁은 곳: 경북 울진, 대한민국 국토교통부, 부산 벡스코."),
        "relation.place-in-row": (nested, "가운뎃점이나 쉼표로 이은 곳들: 강원 삼척·영월·동해."),
        "relation.kind-between": (nested, "사이에 종류를 밝힌 이름: 한국 공영방송 KBS."),
        "relation.member": (members, "이름 뒤에 직함이 없는 소속: 나래 파도의 김관우, 새길당 소속 박주원."),
        "relation.joint-subject": (partners, "함께 주어가 되어 협력하는 기관들: A와 B는 … 협약."),
        "relation.with": (partners, "다른 기관과 협력하는 기관: A는 B와 … 협력."),
        "relation.kin": (relatives, "친족: 간부 이씨와 부인 김씨, 홍길동의 딸 홍길순."),
        "relation.made": (founders, "누가 세운 곳: X가 설립한 Y, X가 소유한 Y."),
        "relation.founder": (founders, "세운 이를 부르는 말: Y 창업자 X."),
        "relation.owner": (owners, "누구의 것인지: 멜론의 운영사 카카오, 네이버의 음악 서비스 ‘바이브’."),
        "measure.people": (measures, "사람 수. 같은 대상의 같은 수량은 한 번만."),
        "measure.money": (measures, "금액. 같은 대상의 같은 수량은 한 번만."),
        "measure.percent": (measures, "비율. 같은 대상의 같은 수량은 한 번만."),
        "measure.things": (measures, "그 밖의 수량. 같은 대상의 같은 수량은 한 번만."),
        "participation.verb": (by_verb, "행사를 목적어나 주어로 둔 동사: A는 … E를 열었다, A가 주관한 E."),
        "participation.attend": (attended, "참석자: E에는 A, B 등이 참석했다."),
        "participation.hosted": (hosted, "누구의 행사인지 명사로: A 주최로 열린 E, A 후원 E, A의 의뢰로 … 조사."),
        "participation.noun": (by_noun, "누구의 일인지 ‘의’나 이름 첫머리로: 나래노조의 파업, 한지우의 별세."),
        "participation.against": (by_noun, "이름에 든 반대 상대: 새누리당 규탄 집회."),
        "participation.says-at": (speakers, "행사에서 말한 이: A는 E에서 “…”라고 말했다."),
        "participation.own-conference": (speakers, "기자회견을 연 이는 거기서 말한 이이기도 합니다."),
        "participation.speaks": (speakers, "발표나 강연을 한 이: A는 E에서 발표했다."),
        "participation.wins": (
            winners,
            "시상식이나 대회의 수상자와 승자: 신인상에는 한지우가 올랐다, 오세린 선수가 다승왕을 챙겼다.",
        ),
        "participation.laureate": (laureates, "수상자로 뽑힌 이: 노벨평화상 수상자로 X를 선정했다."),
        "participation.moderates": (moderators, "문장에 나온 행사의 사회자: A가 사회를 맡았다, 좌장을 맡은 A."),
        "participation.told": (told, "이름 있는 일을 말하는 동사의 주어: 한지우의 별세 곁의 ‘한지우가 별세하였다’."),
        "participation.programme": (programme, "목록으로 쓴 프로그램의 발표자: ▲주제(이름 직함. 소속) … 등 주제발표."),
        "participation.taking-part": (
            taking_part,
            "행사 이름 바로 앞에 나온 참가자: 나래시립합창단이 참가하는 시민합창제.",
        ),
        "participation.present": (present, "집회에서 무엇을 한 이는 참가자: 정하람 농민은 쌀값 집회에서 깃발을 들고."),
        "participation.both-sides": (opponents, "양쪽 모두 참가자: A와 B의 경기, A와 B의 정상회담."),
    }
)
"""Every rule's name. A fact whose rule is missing here is not explained, and a test fails."""


def meanings(names: Iterable[str]) -> dict[str, Reason]:
    """Return what each of these rules looks for: the first paragraph of its docstring, and the same in Korean."""
    return {name: _meaning(*CATALOGUE[name]) for name in sorted(set(names)) if name in CATALOGUE}


def _meaning(rule: Callable[..., object], korean: str) -> Reason:
    return Reason(" ".join((inspect.getdoc(rule) or "").split("\n\n")[0].split()), korean)
