from __future__ import annotations

from pathlib import Path

from kg.extract.ko.lexica_sources import gather_lexica
from kg.extract.ko.samples import Sample


def write(folder: Path, name: str, text: str) -> None:
    (folder / "gazetteer").mkdir(exist_ok=True)
    (folder / "gazetteer" / name).write_text(text, encoding="utf-8")


def test_divisions_are_listed_with_and_without_their_unit(tmp_path: Path) -> None:
    write(tmp_path, "admin_divisions_vuski.tsv", "SERIAL\tADMCD\tADMNM\tX\tY\n1\t41\t경기도 성남시 중구\t1\t2\n")
    names = gather_lexica(tmp_path, []).names
    assert names == {
        "경기도": ("G=adm0",),
        "경기": ("G=adm0s",),
        "성남시": ("G=adm1",),
        "성남": ("G=adm1s",),
        "중구": ("G=adm2",),
    }


def test_a_listed_name_has_the_marks_of_all_lists(tmp_path: Path) -> None:
    write(tmp_path, "countries_ko.csv", "id,value\nGH,가나\n")
    write(tmp_path, "okt_company_names.txt", "가나\n한빛\n")
    assert gather_lexica(tmp_path, []).names == {"가나": ("G=comp", "G=country"), "한빛": ("G=comp",)}


def test_typed_spans_are_listed_with_their_commonest_type(tmp_path: Path) -> None:
    texts = (("다루마가 왔다", "PER"), ("다루마를 봤다", "PER"), ("다루마에 갔다", "LOC"))
    samples = [Sample(text, (), ((0, 3, kind),)) for text, kind in texts]
    assert gather_lexica(tmp_path, [*samples, Sample("어제 왔다", (), ((0, 2, "DAT"),))]).names == {
        "다루마": ("R=PER",)
    }


def test_syllables_of_given_names_are_graded(tmp_path: Path) -> None:
    write(
        tmp_path, "okt_congress.txt", "".join(f"{surname}민수\n" for surname in "김이박최정강조윤") + "김서연\n남산\n"
    )
    lexica = gather_lexica(tmp_path, [])
    assert lexica.first_syllables == {"민": 2, "서": 1}
    assert lexica.last_syllables == {"수": 2, "연": 1}


def test_a_folder_without_lists_gives_empty_ones(tmp_path: Path) -> None:
    lexica = gather_lexica(tmp_path, [])
    assert (lexica.names, lexica.first_syllables) == ({}, {})
    assert "김" in lexica.surnames
