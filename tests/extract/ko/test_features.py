from __future__ import annotations

import pytest

from kg.extract.ko.analysis import analyse
from kg.extract.ko.features import Featurizer, shape
from kg.extract.ko.lexica import Lexica, read_table

LEXICA = Lexica(
    names={"한빛전자": ("R=ORG",), "조지 콘라드": ("R=PER",), "성남시": ("G=adm1",)},
    surnames=frozenset("김이박"),
    first_syllables={"민": 3},
    last_syllables={"수": 2},
    classes={("의원", "NNG"): (7, 1)},
)


def rows(text: str, *hidden: str) -> dict[str, list[str]]:
    tokens = analyse(text).tokens
    built = Featurizer(LEXICA).features(text, tokens, hidden)
    return {token.form: row for token, row in zip(tokens, built, strict=True)}


def test_a_morpheme_sees_itself_and_its_neighbours() -> None:
    row = rows("김민수 의원은 웃었다")["의원"]
    assert {"f=의원", "t=NNG", "f-1=김민수", "f1=은", "c=7", "C=1", "wp=BE은"} <= set(row)


def test_a_neighbour_sees_the_word_class() -> None:
    assert {"c1=7", "C1=1"} <= set(rows("김민수 의원은 웃었다")["김민수"])


def test_a_word_like_a_persons_name_is_marked() -> None:
    assert "name=32BE" in rows("김민수 의원은 웃었다")["김민수"]
    assert not any(feature.startswith("name=") for feature in rows("의원은 웃었다")["의원"])


def test_listed_names_are_marked_over_all_their_morphemes() -> None:
    found = rows("조지 콘라드는 성남시에 산다")
    assert "B:R=PER" in found["조지"]
    assert any(feature.endswith(":R=PER") for feature in found["콘라드"])
    assert any(feature.endswith(":G=adm1") for row in found.values() for feature in row)


def test_a_hidden_name_counts_as_unlisted() -> None:
    assert not any("R=PER" in feature for row in rows("조지 콘라드는 산다", "조지 콘라드").values() for feature in row)


@pytest.mark.parametrize(
    ("form", "expected"), [("9:30", "0:0"), ("KBS2", "A0"), ("한글", "H"), ("ab漢", "aC"), ("", "")]
)
def test_shapes(form: str, expected: str) -> None:
    assert shape(form) == expected


def test_a_table_is_read_as_it_was_written() -> None:
    read = read_table(LEXICA.table())
    assert (read.names, read.surnames, read.beginnings) == (LEXICA.names, LEXICA.surnames, LEXICA.beginnings)
    assert (read.first_syllables, read.last_syllables) == (LEXICA.first_syllables, LEXICA.last_syllables)


def test_towns_stand_in_one_class_apart_from_parties() -> None:
    classes = read_table("").classes
    assert classes["부산", "NNP"] == classes["대구", "NNP"] != classes["정당", "NNG"]
