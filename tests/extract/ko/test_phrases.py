"""Noun phrases that name an event or a policy."""

from __future__ import annotations

import pytest
from pictures import dropped, phrases


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("나래시는 ‘2026 나래 포럼’을 열었다.", ["Event 2026 나래 포럼"]),
        ("나래시는 지난해 나래 등불축제를 열었다.", ["Event 나래 등불축제"]),
        ("지난 15일 오후 정책토론회가 열렸다.", ["Event 정책토론회"]),
        ("강태욱 의원의 사퇴 소식이 전해졌다.", ["Event 사퇴"]),
        ("이번 총선 후보가 나왔다.", ["Event 총선"]),
        ("강태욱 의원은 산업융합 촉진법 개정안을 냈다.", ["Policy 산업융합 촉진법 개정안"]),
        ("정부는 동토 차수벽 설치를 제안했다.", ["Policy 동토 차수벽 설치"]),
    ],
)
def test_events_and_policies_are_found_without_times_and_words_around_them(text: str, found: list[str]) -> None:
    assert phrases(text) == found


@pytest.mark.parametrize(
    "text", ["강태욱 의원이 사퇴했다.", "나래시는 여러 방법을 찾았다.", "나래시는 공원을 만들었다."]
)
def test_verbs_and_other_nouns_name_none(text: str) -> None:
    assert phrases(text) == []


def test_an_event_that_no_fact_needs_is_dropped_with_the_reason() -> None:
    assert dropped("청문회가 있었다.") == [
        "Event 청문회: No fact needs it, and it is not named surely enough to stand alone."
    ]
