"""Copies of one text are told from articles that only share a subject, phrases or a form."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolve import fingerprint, one_text, original

WIRE = (
    "가온시는 10일 낡은 하수관 12킬로미터를 올해 안에 바꾸는 공사를 시작한다고 밝혔다. 시는 예산 48억 원을 들여 "
    "가온동과 "
    "나래동 일대의 관을 먼저 손본다. 지난해 여름 이 일대에서는 비가 내릴 때마다 물이 넘쳐 주민 300여 명이 집을 "
    "비웠다. "
    "한지우 시장은 “장마가 오기 전에 급한 곳부터 끝내겠다”고 말했다. 시민단체 맑은물지킴이는 공사 구간이 지난해 침수 "
    "지도와 "
    "다르다며 자료를 모두 공개하라고 요구했다. 시는 다음 달 5일 주민 설명회를 열어 구간을 정한 까닭을 알리기로 했다."
)
LEAD = "(가온=한빛통신) 서이안 기자 = "
SAME_EVENT = (
    "하수관 공사를 앞둔 가온시가 주민 설명회를 연다. 가온시 관계자는 11일 “구간을 정한 근거를 숨길 생각이 없다”며 "
    "설명회에서 "
    "자료를 나눠 주겠다고 했다. 맑은물지킴이는 침수 지도와 다른 구간이 네 곳이라고 주장한다. 공사에는 예산 48억 원이 "
    "든다. "
    "주민 김하람 씨는 지난여름 두 번이나 집을 비웠다며 올해는 그런 일이 없으면 좋겠다고 했다."
)


def same(one: str, other: str) -> bool:
    """Whether two texts are one, asked both ways."""
    prints = fingerprint(one), fingerprint(other)
    assert one_text(*prints) == one_text(*reversed(prints))
    if one_text(*prints):
        assert set(prints[0].sketch) & set(prints[1].sketch), "the sketches would not have led to it"
    return one_text(*prints)


@pytest.mark.parametrize(
    "copy",
    [
        LEAD + WIRE,
        WIRE + "\n\n무단 전재 및 재배포 금지",
        ". ".join(WIRE.split(". ")[:3]),
        ". ".join(reversed(WIRE.split(". "))),
        WIRE.replace("시민단체", "지역 시민단체").replace("밝혔다", "알렸다"),
        WIRE.replace("“", '"').replace("”", '"').replace("한지우 시장", "한지우\n\n시장"),
        WIRE
        + " 한편 시는 내년에도 30킬로미터를 더 바꾼다. 이를 위해 국비를 신청했으며 결과는 가을에 나온다고 덧붙였다.",
    ],
    ids=["byline", "footer", "cut", "moved", "edited", "typography", "update"],
)
def test_a_copy_is_known(copy: str) -> None:
    assert same(WIRE, copy)


def test_another_report_of_the_same_event_is_a_source_of_its_own() -> None:
    assert not same(WIRE, SAME_EVENT)


def test_a_daily_report_keeps_its_words_and_changes_its_numbers() -> None:
    form = (
        "가온 농산물시장의 {}일 배추 경매 가격은 한 망에 {}원으로 전날보다 {}원 올랐다. 무는 한 상자에 {}원, 대파는 "
        "한 단에 {}원에 "
        "거래됐다. 시장 관계자는 들어오는 물량이 줄어 당분간 값이 오를 것으로 내다봤다. 시장은 매일 아침 여섯 시에 "
        "문을 연다."
    )
    assert not same(form.format(3, 8120, 210, 14300, 2150), form.format(4, 8460, 340, 14750, 2210))


def test_short_texts_are_one_only_if_they_are_the_same() -> None:
    assert same("사진은 가온시청 전경.", "사진은  가온시청 전경")
    assert not same("가온시 인사 발령, 국장 한지우", "가온시 인사 발령, 국장 오세린")
    assert not same(
        "가온시 인사 발령. 국장 한지우, 과장 오세린, 과장 서이안.", "가온시 인사 발령. 국장 한지우, 과장 오세린."
    )


def test_a_short_text_within_a_roundup_is_no_copy_of_it() -> None:
    short = ". ".join(WIRE.split(". ")[:3])
    assert same(short, f"{LEAD}{short}")
    assert not same(short, f"{SAME_EVENT} {short} {WIRE[::-1]} {SAME_EVENT[::-1]}")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert same(one, one)
    same(one, other)


def test_the_earliest_counts_as_the_original() -> None:
    articles = [("c", None), ("b", "2026-03-10T09:00+09:00"), ("a", "2026-03-11"), ("d", "2026-03-10T09:00+09:00")]
    assert original(articles) == original(reversed(articles)) == "b"
    assert original([("z", None), ("y", None)]) == "y"


def test_no_two_articles_of_the_benchmark_are_taken_for_one(benchmark_folder: Path) -> None:
    lines = (benchmark_folder / "corpus" / "wikinews.jsonl").read_text(encoding="utf-8").splitlines()
    prints = [fingerprint(json.loads(line)["text"]) for line in lines]
    assert len(prints) > 300
    assert not any(one_text(*pair) for pair in combinations(prints, 2))
