from __future__ import annotations

from pathlib import Path

import pytest

from kg.extract.ko import knowledge, lexicon


@pytest.mark.parametrize(
    ("word", "split"),
    [
        ("성남시장", ("성남시", "시장")),
        ("경찰청장", ("경찰청", "청장")),
        ("감사원장", ("감사원", "원장")),
        ("강남구청장", ("강남구", "구청장")),
        ("국회의원", ("국회", "의원")),
        ("국무총리", ("", "국무총리")),
        ("공동대표", ("", "공동대표")),
        ("국방장관", ("", "국방장관")),
        ("서울대총장", ("서울대", "총장")),
        ("시장", ("", "시장")),
        ("도서관", None),
        ("나래", None),
    ],
)
def test_a_title_is_split_from_the_organization_fused_with_it(word: str, split: tuple[str, str] | None) -> None:
    assert knowledge.split_title(word) == split


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("오세린", True), ("김구", True), ("남궁민수", True), ("선우진", True),
        ("도서관장", False), ("뷁뷁뷁", False), ("김", False), ("Kim", False), ("김민수진호", False),
    ],
)  # fmt: skip
def test_a_korean_name_is_a_surname_and_one_or_two_syllables(name: str, person: bool) -> None:
    assert knowledge.is_korean_person_name(name) is person


def test_a_country_or_city_goes_by_all_its_names() -> None:
    assert {"대한민국", "한국"} <= set(knowledge.gpe_names("한국"))
    assert {"서울특별시", "서울", "서울시"} <= set(knowledge.gpe_names("서울"))
    assert knowledge.gpe_names("나래시") == ("나래시", "나래")
    assert knowledge.gpe_names("도서관") == ()
    assert knowledge.is_country("미국")
    assert not knowledge.is_country("강릉시")
    assert knowledge.is_city("강릉시")


@pytest.mark.parametrize(
    ("name", "organization"),
    [("나래환경연대", True), ("한울대학교", True), ("감사원", True), ("위원회", False), ("강태욱", False)],
)
def test_an_organization_is_known_by_its_last_noun_with_something_before_it(name: str, organization: bool) -> None:
    assert knowledge.ends_as_organization(name) is organization


def test_another_name_of_a_body_leads_to_its_full_name() -> None:
    assert knowledge.known_as("전경련") == knowledge.known_as("전국경제인연합회") == "전국경제인연합회"
    assert knowledge.known_as("나래전자") == "나래전자"


LISTS = sorted(path.stem for path in Path(lexicon.__file__).parent.glob("*.txt"))


@pytest.mark.parametrize("name", LISTS)
def test_a_word_list_says_what_it_holds_and_holds_words(name: str) -> None:
    text = (Path(lexicon.__file__).parent / f"{name}.txt").read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert lexicon.words(name)


def test_there_are_word_lists() -> None:
    assert len(LISTS) > 20


def test_the_longest_word_of_a_list_in_which_a_name_ends_is_found() -> None:
    assert lexicon.ending("event_heads", "나래 정책토론회") == "정책토론회"
    assert lexicon.ending("event_heads", "나래") == ""
