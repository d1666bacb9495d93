from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.ko.analysis import analyse
from kg.extract.ko.samples import FORMS, MENTIONS, RELATIONS
from kg.extract.ko.tagger import tag
from kg.extract.ko.training import project, train

NAMES = ["김민수", "이영희", "박철수", "최지우", "정다은"]
PLACES = ["부산", "대전", "광주", "서울", "인천"]


def example(ident: str, text: str, *mentions: tuple[str, str, str | None]) -> dict[str, object]:
    spans = [
        {"start": text.index(s), "end": text.index(s) + len(s), "tag": tag, "type": kind, "confidence": 1.0}
        for s, tag, kind in mentions
    ]
    return {"id": f"{ident}_wikitree", "text": text, "min_confidence": 1.0, "mentions": spans}


def relation(name: str, place: str) -> dict[str, object]:
    text = f"{name} 의원은 {place}에서 일했다."
    ends = {word: text.index(word) + len(word) - 1 for word in (name, place)}
    return {
        "sentence": text,
        "subject_entity": {"start_idx": 0, "end_idx": ends[name], "type": "PER"},
        "object_entity": {"start_idx": text.index(place), "end_idx": ends[place], "type": "LOC"},
    }


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    items = [
        example(
            f"a{i}{j}",
            f"{name} 의원은 {place}에서 말했다.",
            (name, "PS_NAME", "Person"),
            (place, "LCP_CITY", "Place"),
            ("의원", "CV_OCCUPATION", None),
        )
        for i, name in enumerate(NAMES)
        for j, place in enumerate(PLACES)
    ]
    counts = [(name, "PS_NAME") for name in NAMES] + [(place, "LCP_CITY") for place in PLACES]
    write(tmp_path / "data" / MENTIONS, "".join(json.dumps(item) + "\n" for item in items))
    write(tmp_path / "data" / FORMS, "form\ttag\ttrain_count\n" + "".join(f"{f}\t{t}\t5\n" for f, t in counts))
    related = [relation(name, place) for name, place in zip(NAMES, PLACES, strict=True)]
    write(tmp_path / "data" / RELATIONS, "".join(json.dumps(item) + "\n" for item in related))
    return tmp_path / "data"


def test_training_finds_what_it_was_shown(folder: Path, tmp_path: Path) -> None:
    train(folder, tmp_path / "m" / "one.zip")
    text = "김민수 의원은 인천에서 말했다."
    mentions = tag(analyse(text), model=tmp_path / "m" / "one.zip")
    assert [(text[m.start : m.end], m.type) for m in mentions] == [("김민수", "Person"), ("인천", "Place")]


def test_the_same_data_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    train(folder, tmp_path / "one")
    train(folder, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_progress_is_told(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    train(folder, tmp_path / "one", lambda step, done: told.append((step, done)))
    assert ("read", 30) in told
    assert ("iterate", 1) in told


def test_a_span_inside_a_morpheme_takes_that_morpheme() -> None:
    tokens = analyse("도서관에 갔다").tokens
    assert project(tokens, [(0, 2, "Place")])[0] == "B-Place"


def test_adjacent_spans_stay_apart() -> None:
    text = "서울 부산"
    assert project(analyse(text).tokens, [(0, 2, "Place"), (3, 5, "Place")]) == ["B-Place", "B-Place"]


@pytest.mark.parametrize("name", [MENTIONS, FORMS, RELATIONS])
def test_a_missing_file_is_named(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(InputError, match=name.rpartition("/")[2]):
        train(folder, tmp_path / "m")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [(MENTIONS, "{}\n", 1), (RELATIONS, "[1]\n", 1), (FORMS, "form\ttag\ttrain_count\n김\tPS_NAME\n", 2)],
)
def test_a_broken_line_is_named(folder: Path, tmp_path: Path, name: str, text: str, line: int) -> None:
    write(folder / name, text)
    with pytest.raises(InputError, match=f"line {line}"):
        train(folder, tmp_path / "m")
