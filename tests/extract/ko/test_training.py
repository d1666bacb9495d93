from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.extract.ko.analysis import analyse
from kg.extract.ko.tagger import tag
from kg.extract.ko.training import DATA, project, train


def example(ident: str, text: str, *mentions: tuple[str, str | None]) -> dict[str, object]:
    spans = [{"start": text.index(s), "end": text.index(s) + len(s), "type": t, "confidence": 1.0} for s, t in mentions]
    return {"id": f"{ident}_wikitree", "text": text, "min_confidence": 1.0, "mentions": spans}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = ["김민수", "이영희", "박철수", "최지우", "정다은"]
    places = ["부산", "대전", "광주", "서울", "인천"]
    items = [
        example(f"a{i}{j}", f"{name} 의원은 {place}에서 말했다.", (name, "Person"), (place, "Place"), ("의원", None))
        for i, name in enumerate(names)
        for j, place in enumerate(places)
    ]
    (tmp_path / DATA).write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return tmp_path


def test_training_finds_what_it_was_shown(folder: Path, tmp_path: Path) -> None:
    train(folder, tmp_path / "m" / "one.crfsuite")
    text = "김민수 의원은 인천에서 말했다."
    mentions = tag(analyse(text), tmp_path / "m" / "one.crfsuite")
    assert [(text[m.start : m.end], m.type) for m in mentions] == [("김민수", "Person"), ("인천", "Place")]


def test_the_same_data_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    train(folder, tmp_path / "one")
    train(folder, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_progress_is_told(folder: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    train(folder, tmp_path / "one", lambda step, done: told.append((step, done)))
    assert ("read", 25) in told
    assert ("iterate", 1) in told


def test_a_span_inside_a_morpheme_takes_that_morpheme() -> None:
    tokens = analyse("도서관에 갔다").tokens
    assert project(tokens, [(0, 2, "Place")])[0] == "B-Place"


def test_adjacent_spans_stay_apart() -> None:
    text = "서울 부산"
    assert project(analyse(text).tokens, [(0, 2, "Place"), (3, 5, "Place")]) == ["B-Place", "B-Place"]


def test_a_missing_or_broken_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=DATA):
        train(tmp_path, tmp_path / "m")
    (tmp_path / DATA).write_text("{}\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        train(tmp_path, tmp_path / "m")
