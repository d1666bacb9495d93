"""Korean names across articles: what reads, sounds and abbreviates alike; titles; brackets behind a name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.extract import Aside
from kg.extract.ko import naming


@pytest.mark.parametrize(
    ("title", "sole"),
    [
        ("시장", True),
        ("산학협력단장", True),
        ("원내대표", True),
        ("의원", False),
        ("교수", False),
        ("부시장", False),
        ("공동위원장", False),
        ("사단장", False),
        ("과장", False),
        ("공동대표", False),
    ],
)
def test_titles_that_one_person_holds_at_a_time(title: str, sole: bool) -> None:
    assert naming.sole(title) is sole


@pytest.mark.parametrize(
    ("title", "national"),
    [
        ("국무총리", True),
        ("국방장관", True),
        ("대통령", True),
        ("장관", False),
        ("시장", False),
        ("국무총리후보", False),
    ],
)
def test_titles_of_one_office(title: str, national: bool) -> None:
    assert naming.national(title) is national


@pytest.mark.parametrize(
    ("after", "aside"),
    [
        (" 의원(서울 강서구을)은", Aside(seat="서울강서을")),
        (" 의원(서울 강서을)은", Aside(seat="서울강서을")),
        ("(金成泰) 의원", Aside(spelling="金成泰")),
        (" 원내대표(가온당·경북 경산시)가", Aside(seat="경북경산시", others=("가온당",))),
        (" 의원(가온당·비례대표)", Aside(listed=True, others=("가온당",))),
        (" 가온당 의원(서울 강서을)", Aside(seat="서울강서을")),
        ("(46)씨", Aside(others=("46",))),
        ("과 박도현 의원(서울 강서을)", Aside()),
        ("이 말했다. (서울 강서을)", Aside()),
        ("(서울=가온통신)", Aside(others=("서울=가온통신",))),
        ("", Aside()),
    ],
)
def test_what_stands_in_brackets_behind_a_name(after: str, aside: Aside) -> None:
    assert naming.aside(after) == aside


@pytest.mark.parametrize(
    ("name", "seat"),
    [
        ("부산 부산진구갑", "부산부산진갑"),
        ("서울 강서을", "서울강서을"),
        ("서울 중구", ""),
        ("강서을", ""),
        ("나래갑", ""),
    ],
)
def test_a_constituency_that_is_one_of_several_of_a_district_is_plainly_one(name: str, seat: str) -> None:
    assert naming.constituency(name) == seat


@pytest.mark.parametrize(
    ("name", "whole", "larger"),
    [
        ("중구", "대구광역시", "대구"),
        ("중구", "대구", "대구"),
        ("고성군", "강원도", "강원"),
        ("종로구", "서울", ""),
        ("중구", "나래시", ""),
    ],
)
def test_a_district_of_a_shared_name_is_told_by_the_larger_division(name: str, whole: str, larger: str) -> None:
    assert naming.larger(name, whole) == larger


@pytest.mark.parametrize(
    ("body", "what"),
    [("국회", "assembly"), ("가온시의회", "assembly"), ("국회교육위원회", "committee"), ("가온당", "")],
)
def test_what_of_an_assembly_a_body_is(body: str, what: str) -> None:
    assert naming.within(body) == what


@pytest.mark.parametrize(
    ("short", "full", "can"),
    [
        ("행안부", "행정안전부", True),
        ("전경련", "전국경제인연합회", True),
        ("가온", "가온시청", False),
        ("나행부", "행정안전부", False),
    ],
)
def test_abbreviations(short: str, full: str, can: bool) -> None:
    assert naming.shortens(short, full) is can


def test_the_names_of_members_of_two_assemblies_sound_as_they_are_romanized(benchmark_folder: Path) -> None:
    for file, column in (("assembly19_popong_min.csv", "name"), ("assembly20_popong_min.csv", "name_kr")):
        with (benchmark_folder / "gazetteer" / file).open(encoding="utf-8-sig") as stream:
            rows = list(csv.DictReader(stream))
        alike = [naming.sound(row[column]) == naming.sound(row["name_en"].casefold().strip()) for row in rows]
        assert sum(alike) / len(rows) > 0.95
