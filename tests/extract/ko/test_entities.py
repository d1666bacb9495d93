"""Who is who within one article."""

from __future__ import annotations

import pytest
from pictures import dropped, entities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("오세린 부시장은 길을 걸었다. 오 부시장은 웃었다.", ["Person 오세린, 오 부시장"]),
        (
            "오세린 부시장은 걸었다. 오세훈 시장은 뛰었다. 오 시장은 웃었다.",
            ["Person 오세린", "Person 오세훈, 오 시장"],
        ),
        (
            "김민수 시장과 김민호 군수가 만났다. 김 군수는 웃었다. 김 시장은 울었다.",
            ["Person 김민수, 김 시장", "Person 김민호, 김 군수"],
        ),
        (
            "버락 오바마 미국 대통령은 웃었다. 오바마는 손을 흔들었다.",
            ["Person 버락 오바마, 오바마", "Organization 미국"],
        ),
        ("창당준비위원회(이하 창준위)는 쉬었다. 창준위는 모였다.", ["Organization 창당준비위원회, 창준위"]),
        ("국토교통부는 쉬었다. 국토부는 말했다.", ["Organization 국토교통부, 국토부"]),
        ("더불어민주당은 쉬었다. 민주당은 반대했다.", ["Organization 더불어민주당, 민주당"]),
        (
            "철도노조는 파업을 시작했다. 노조는 서울역에 모였다고 밝혔다.",
            ["Organization 철도노조, 노조", "Place 서울역"],
        ),
        (
            "대한민국 정부는 반대했다. 정부는 훈련을 멈추겠다고 밝혔다.",
            ["Organization 대한민국 정부, 대한민국, 정부"],
        ),
        (
            "‘2026 나래 포럼’이 열렸다. 포럼에는 강태욱 의원이 참석했다.",
            ["Event 2026 나래 포럼, 포럼", "Person 강태욱"],
        ),
        ("전국경제인연합회는 쉬었다. 전경련은 반대한다고 밝혔다.", ["Organization 전국경제인연합회, 전경련"]),
        ("백씨가 체포됐다. 백씨는 울었다.", ["Person 백씨"]),
    ],
)
def test_names_of_one_are_gathered_and_those_of_two_kept_apart(text: str, found: list[str]) -> None:
    assert entities(text) == found


def test_an_office_where_something_only_happens_is_a_place() -> None:
    assert "Place 나래시청" in entities("행사는 나래시청에서 열렸다.")
    assert "Organization 나래시청" in entities("나래시청은 행사를 열었다.")


def test_a_state_body_stays_only_where_a_fact_needs_it() -> None:
    assert entities("정부가 바뀌었다.") == []
    assert dropped("정부가 바뀌었다.") == [
        "Organization 정부: No fact needs it, and a state body without a proper name does not stand alone."
    ]
    assert entities("정부는 훈련을 멈추겠다고 밝혔다.") == ["Organization 정부"]
