"""Why an answer is empty, and what was perhaps meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.query import load, run
from kg.query.answer import Answer, answered
from kg.query.binding import Question
from kg.query.diagnosis import Diagnosis, diagnosed
from kg.query.nearness import near


def why(dataset: Store, name: str | Path, **values: str) -> Diagnosis:
    def ask(question: Question) -> Answer:
        return answered(dataset, question)

    assert run(dataset, load(name), values).rows == ()
    return diagnosed(load(name), values, ask)


@pytest.mark.parametrize(
    ("name", "values", "pattern"),
    [
        ("positions", {"person": "한지우", "status": "future"}, 'FILTER("future" = ""'),
        ("statements", {"topic": "없는말"}, 'LCASE("없는말")'),
        ("events-of", {"agent": "한지우", "role": "winner"}, 'FILTER("winner" = ""'),
        ("organizations-of", {"person": "없음"}, 'LCASE("없음")'),
        ("timeline", {"since": "2099-01-01"}, "FILTER(STR("),
    ],
)
def test_the_part_that_matches_nothing_is_named(
    newsroom: Store, name: str, values: dict[str, str], pattern: str
) -> None:
    assert pattern in why(newsroom, name, **values).pattern


@pytest.mark.parametrize(
    ("where", "pattern"),
    [
        ("GRAPH ?g { ?s a kg:Position ; kg:role ?r }", "GRAPH ?g { ?s kg:role ?r }"),
        ("?s a kg:Position . ?s kg:speaker ?x", "?s kg:speaker ?x ."),
        ("{ SELECT ?s { ?s a kg:Nothing } }", "?s a kg:Nothing ."),
        ("?s a kg:Position FILTER(1 = 2)", "FILTER(1 = 2)"),
        ("?s a kg:Position MINUS { ?s a kg:Position }", "MINUS { ?s a kg:Position }"),
        ("?s a kg:Position # FILTER(?x)\n . ?s kg:role '}' , \"{\"", "?s kg:role '}' ."),
    ],
)
def test_a_users_own_query_is_taken_apart(newsroom: Store, tmp_path: Path, where: str, pattern: str) -> None:
    path = tmp_path / "mine.rq"
    path.write_text(f"PREFIX kg: <https://kg.example/ontology#>\nSELECT * WHERE {{ {where} }}", encoding="utf-8")
    assert why(newsroom, path).pattern == pattern


def test_a_name_that_was_mistyped_is_answered_with_those_near_to_it(newsroom: Store) -> None:
    assert why(newsroom, "positions", person="한치우").names == {"person": ("한지우",)}
    assert why(newsroom, "positions", person="아무개").names == {"person": ()}
    assert why(newsroom, "events-of", agent="한지우", role="winner").names == {}


def test_nearness_goes_by_letters_not_by_syllables() -> None:
    names = ["박제가", "성남시", "이재명", "이재명 시장", "Park Jiwoo"]
    assert near("이제명", names)[0] == "이재명"
    assert near("PARK JIWO", names) == ("Park Jiwoo",)
    assert near("전혀다른이름", names) == ()
