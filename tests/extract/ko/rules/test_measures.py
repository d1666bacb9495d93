"""The rule for measures."""

from __future__ import annotations

import json
from pathlib import Path

from kg.extract.document import Analysis, Document
from kg.extract.ko.rules.measures import measures
from kg.model import Article, Measure


def run(text: str) -> list[Measure]:
    return list(measures(Document(Article(text=text), Analysis(text, (), ()), (), {})))


def test_a_measure_carries_value_unit_qualifier_and_evidence() -> None:
    text = "공장에 약 3백여 명이 모여 1조2000억원을 요구했다."
    people, money = run(text)
    assert (people.value, people.unit, people.qualifier, people.rule) == (300, "명", "약", "measure.people")
    assert (money.value, money.unit, money.rule) == (1200000000000, "원", "measure.money")
    assert [text[a:b] for m in (people, money) for a, b in m.evidence] == ["3백여 명", "1조2000억원"]
    assert people.score is not None
    assert 0 < people.score <= 1


def test_times_ages_ordinals_and_frequencies_are_no_measures() -> None:
    assert run("만 14세인 그는 21대 총선 3일 뒤 1위로 두 번, 10차례 이겼다. 당원 중 한 명이다.") == []


def test_an_amount_that_comes_again_is_one_measure() -> None:
    assert len(run("160여명이 당했다. 그 160여명은 학생이다.")) == 1


def test_an_amount_twice_in_a_sentence_measures_two_things() -> None:
    assert len(run("외교(4개)와 정체성(4개)을 보았다.")) == 2


def test_measures_of_annotated_news(benchmark_folder: Path) -> None:
    articles = benchmark_folder / "articles"
    texts = {d["id"]: d["text"] for d in map(json.loads, (articles / "dev.jsonl").read_text("utf-8").splitlines())}
    right = wanted = given = 0
    for gold in map(json.loads, (articles / "dev-gold.jsonl").read_text("utf-8").splitlines()):
        expected = [(float(f["value"]), f["unit"]) for f in gold["facts"] if f["type"] == "measure"]
        found = [(float(m.value), m.unit) for m in run(texts[gold["id"]])]
        wanted, given = wanted + len(expected), given + len(found)
        for pair in expected:
            if pair in found:
                found.remove(pair)
                right += 1
    assert 2 * right / (wanted + given) >= 0.95, f"{right} of {wanted}, {given} given"
