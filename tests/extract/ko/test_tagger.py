from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from kg.errors import SetupError
from kg.extract.ko.analysis import analyse
from kg.extract.ko.tagger import MODEL, tag
from kg.model import MENTION_TYPES


def found(text: str) -> set[tuple[str, str]]:
    return {(text[m.start : m.end], m.type) for m in tag(analyse(text))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("김민수 의원은 15일 국회에서 기자들과 만났다.", {("김민수", "Person"), ("15일", "Time")}),
        ("서울시는 3월 2일 시민 500명에게 표를 나눠줬다.", {("3월 2일", "Time"), ("500명", "Quantity")}),
        ("정은경 질병관리본부장이 부산에서 밝혔다.", {("정은경", "Person"), ("부산", "Place")}),
    ],
)
def test_names_times_and_quantities_are_found(text: str, expected: set[tuple[str, str]]) -> None:
    assert expected <= found(text)


def test_mentions_are_ordered_do_not_overlap_and_are_scored() -> None:
    text = "이영희 교육부 장관은 2일 대전에서 열린 과학축전에 참석했다.\n박철수 대표는 40억원을 냈다. 😀 끝."
    mentions = tag(analyse(text))
    assert len(mentions) >= 6
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(m.score is not None and 0 < m.score <= 1 and m.type in MENTION_TYPES for m in mentions)


def test_the_same_text_gives_the_same_mentions() -> None:
    text = "최지우 감독의 영화가 4월 서울에서 개봉한다."
    assert tag(analyse(text)) == tag(analyse(text))


def test_a_text_without_names_has_no_mention() -> None:
    assert tag(analyse("")) == ()
    assert tag(analyse("그래서 아무 말도 하지 않았다.")) == ()


def test_a_missing_model_is_a_broken_installation(tmp_path: Path) -> None:
    with pytest.raises(SetupError):
        tag(analyse("김민수 의원"), model=tmp_path / "none.zip")


def test_the_model_is_small_enough_for_the_package() -> None:
    assert MODEL.stat().st_size < 5_000_000


def test_a_sure_name_is_found_in_every_sentence() -> None:
    text = "김민수 의원은 15일 국회에서 기자들과 만났다. 기자들이 묻자 김민수 의원은 웃었다."
    assert [text[m.start : m.end] for m in tag(analyse(text)) if m.type == "Person"] == ["김민수", "김민수"]


def test_scores_hold_on_news_sentences(benchmark_folder: Path) -> None:
    right: dict[bool, list[bool]] = {True: [], False: []}
    for line in (benchmark_folder / "mentions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[::4]:
        item = json.loads(line)
        gold = {(m["start"], m["end"], m["type"]) for m in item["mentions"]}
        for m in tag(analyse(item["text"])):
            right[(m.score or 0) >= 0.9].append((m.start, m.end, m.type) in gold)
    assert sum(right[True]) / len(right[True]) > 0.9
    assert 0.3 < sum(right[False]) / len(right[False]) < 0.85


def test_accuracy_on_news_sentences(benchmark_folder: Path) -> None:
    right = gold_count = system_count = 0
    for line in (benchmark_folder / "mentions" / "dev.jsonl").read_text(encoding="utf-8").splitlines()[::4]:
        item = json.loads(line)
        gold = {(m["start"], m["end"], m["type"]) for m in item["mentions"]}
        system = {(m.start, m.end, m.type) for m in tag(analyse(item["text"]))}
        right += len(gold & system)
        gold_count += len(gold)
        system_count += len(system)
    assert 2 * right / (gold_count + system_count) > 0.82
