"""The units that Korean counts with, and what they count."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["people", "money", "percent", "things", "time", "age", "ordinal", "frequency", "other"]

_MONEY = "원 달러 유로 엔 위안 파운드 루블 루피 페소 프랑 바트 불 센트 링깃 루피아 크로나 크로네 리라"
_PERCENT = "%p %포인트 퍼센트포인트 퍼센트p 포인트 % ％ 퍼센트 프로"
_PEOPLE = "명 인 사람"
_COUNTERS = (
    "개국 개소 개사 개교 개 건 곳 군데 대 척 마리 채 권 편 장 통 발 석 표 가구 세대 종 종류 쪽 페이지 자 글자 단어"
    " 점 벌 켤레 그루 송이 병 잔 상자 박스 포기 자루 문 량 칸 줄 알 쌍 팀 경기 골 안타 홈런 승 패 가마니 포대 필지"
    " 배 가지 부 좌석 기 동"
)
_MEASURES = (
    "평 도 ℃ 톤 t 킬로그램 킬로 그램 밀리그램 kg ㎏ g mg km ㎞ m ｍ cm mm ㎝ ㎜ 킬로미터 미터 센티미터 센티 밀리미터"
    " 밀리 ㎡ ㎢ m² km² ㎥ 제곱미터 제곱킬로미터 세제곱미터 평방미터 평방킬로미터 입방미터 헥타르 ha 에이커"
    " 리터 ℓ L ㎖ ml 밀리리터 배럴 갤런 kW MW GW kWh MWh GWh 킬로와트 메가와트 기가와트 와트 볼트 Hz 헤르츠"
    " 바이트 비트 킬로바이트 메가바이트 기가바이트 테라바이트 KB MB GB TB 마일 인치 피트 온스 캐럿 칼로리"
)
_TIME = "년 개년 개월 월 달 주년 주 주일 주간 일 시간 시 분 초 세기 분기 년대 해 박"
_AGE = "세 살"
_ORDINAL = "번째 위 등 차 호 번 층 급 학년 항 단계 호선 교시 강 선 라운드 회째 쿼터 세트 기수"
_FREQUENCY = "차례 회 번씩"

_BY_KIND: tuple[tuple[Kind, str], ...] = (
    ("money", _MONEY), ("percent", _PERCENT), ("people", _PEOPLE), ("things", _COUNTERS), ("things", _MEASURES),
    ("time", _TIME), ("age", _AGE), ("ordinal", _ORDINAL), ("frequency", _FREQUENCY),
)  # fmt: skip

KINDS: dict[str, Kind] = {unit: kind for kind, units in _BY_KIND for unit in units.split()}
"""What a number with a unit counts where nothing around it says otherwise."""

CANONICAL = {"％": "%", "퍼센트": "%", "프로": "%", "%포인트": "%p", "퍼센트포인트": "%p", "퍼센트p": "%p"}
"""Units of percent in one form; all others stay as they are written."""

_FREE = frozenset({"명", "개", "개국", "개소", "%", "％", "%p", "%포인트", "퍼센트", "건"})
"""Units that may run on into any syllable; all others end at a particle or a word's end."""

END = (
    "(?=$|[^가-힣A-Za-z]|[은는이가을를의에도로와과만]|으로|까지|부터|이[상하]|미만|초과|가량|정도|안팎|내외|남짓|씩|짜리|여|뿐"
    "|보다|마다|당|입니|였|인|중|꼴|규모|어치|넘|돌파|처럼|들|라|하고|에서|대(?![가-힣])|대[의로를에]|선[을에]|분[의을]|급|상당|치|째"
    "|쯤|밖)"
)
"""What may follow a unit: no syllable, a particle, or a word that bounds the number."""

_COUNTRY = "(?:미국|미|캐나다|호주|홍콩|싱가포르|뉴질랜드|대만|스위스|중국|일본|한국)"


def _pattern(unit: str) -> str:
    spaced = re.sub("^(제곱|세제곱|평방|입방)", r"\1\\s?", re.escape(unit))
    if unit in _MONEY.split():
        spaced = rf"(?:{_COUNTRY}\s?)?{spaced}"
    end = "(?![월년])" if unit == "개" else "" if unit in _FREE else END
    return spaced + end


_LONGEST_FIRST = sorted(KINDS, key=lambda unit: (-len(unit), unit))
UNIT = "|".join(_pattern(unit) for unit in _LONGEST_FIRST)
"""A pattern for any unit, the longest first, up to where it may end."""


def unit_of(words: str) -> str:
    """Return the unit that matched words name, without a country before a currency and without spaces."""
    words = re.sub(r"\s+", "", words)
    return words if words in KINDS else next(unit for unit in _LONGEST_FIRST if words.endswith(unit))
