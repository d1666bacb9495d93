"""A user's dictionary as a file: what it says, and what is wrong with it, by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import SetupError
from kg.extract.dictionary import Dictionary, Entry, read_dictionary

FORMS = st.text("가나다라ab1", min_size=2, max_size=6)


def _file(folder: Path, text: str) -> Path:
    path = folder / "names.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_a_form_a_type_and_perhaps_the_name_of_the_entity(tmp_path: Path) -> None:
    text = "\ufeff# 우리 동네\n\n나빛\tOrganization\t나래빛재단\n 윤다솔 \tPerson\n"
    assert read_dictionary(_file(tmp_path, text)).entries == (
        Entry("나빛", "Organization", "나래빛재단"),
        Entry("윤다솔", "Person", "윤다솔"),
    )


def test_the_order_of_lines_a_repeated_line_and_the_form_of_letters_change_nothing(tmp_path: Path) -> None:
    one = read_dictionary(_file(tmp_path, "나빛\tPlace\n다솔\tPerson\n"))
    other = read_dictionary(_file(tmp_path, "다솔\tPerson\n\u1102\u1161\u1107\u1175\u11be\tPlace\n다솔\tPerson\n"))
    assert one == other
    assert one.digest == other.digest != read_dictionary(_file(tmp_path, "나빛\tPerson\n다솔\tPerson\n")).digest
    assert Dictionary().digest == ""


@pytest.mark.parametrize(
    ("line", "en", "ko"),
    [
        ("나빛", "1 cells", "칸이 1개"),
        ("나빛 Organization", "1 cells", "칸이 1개"),
        ("나빛\tPlace\t나빛\t나빛", "4 cells", "칸이 4개"),
        ("나빛\tCompany", "no type 'Company'; there are Person", "'Company' 유형은 없습니다"),
        ("나\tPlace", "2 to 100 characters", "2자에서 100자까지"),
        ("\tPlace", "2 to 100 characters", "2자에서 100자까지"),
        ("나빛(주)\tPlace", "begin and end in a letter", "글자나 숫자로 시작하고 끝나야"),
        ("다솔\tPlace", "'다솔' stands there twice", "'다솔' 항목이 두 번"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_in_both_languages(tmp_path: Path, line: str, en: str, ko: str) -> None:
    path = _file(tmp_path, f"# 이름\n다솔\tPerson\n{line}\n")
    with pytest.raises(SetupError) as error:
        read_dictionary(path)
    assert f"{path}, line 3: " in error.value.reason.en
    assert en in error.value.reason.en
    assert f"{path} 3번째 줄: " in error.value.reason.ko
    assert ko in error.value.reason.ko


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "names.xlsx").write_bytes(b"PK\x03\x04\xff\xfe")
    for name in ("none.tsv", "names.xlsx", "."):
        with pytest.raises(SetupError, match="cannot be read"):
            read_dictionary(tmp_path / name)


@given(st.sets(FORMS, max_size=8), st.text("가나다라ab1 ", max_size=20))
@example({"라a", "라a1"}, "라a")
def test_the_longest_form_at_a_place_comes_first_and_none_is_missed(forms: set[str], text: str) -> None:
    dictionary = Dictionary(tuple(Entry(form, "Place", form) for form in sorted(forms)))
    for start in range(len(text)):
        found = [entry.form for entry in dictionary.at(text, start)]
        assert found == sorted((form for form in forms if text.startswith(form, start)), key=len, reverse=True)
