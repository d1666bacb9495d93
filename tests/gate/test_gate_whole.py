"""The shapes that need a whole store."""

from __future__ import annotations

from pathlib import Path

import newsroom as small_newsroom
import pytest
from pyoxigraph import Store

from kg.gate import check_whole

DISAGREEMENT = Path(__file__).parents[1] / "query" / "disagreement.jsonl"


@pytest.fixture(scope="module")
def disagreement() -> Store:
    return small_newsroom.dataset(DISAGREEMENT)


def test_what_articles_say_against_one_another_is_a_warning(disagreement: Store) -> None:
    found = check_whole(disagreement)
    names = [violation.shape.rpartition("#")[2] for violation in found]
    assert names == ["EventTime-agreement", "Measure-agreement", "Position-agreement"]
    assert all(violation.severity == "Warning" and len(set(violation.facts)) == 2 for violation in found)
    articles = {fact.split("/fact/")[0].rpartition("/")[2] for violation in found for fact in violation.facts}
    assert articles == {"lantern-a", "lantern-b"}


def test_a_title_that_many_hold_and_a_month_that_holds_the_day_are_no_conflict(disagreement: Store) -> None:
    facts = {fact for violation in check_whole(disagreement) for fact in violation.facts}
    assert not any("prof-" in fact or "lantern-c/fact/event_time" in fact for fact in facts)


def test_one_article_alone_says_nothing_against_itself() -> None:
    first = DISAGREEMENT.read_text(encoding="utf-8").splitlines()[0]
    alone = Store()
    alone.extend(q for q in small_newsroom.quads(DISAGREEMENT) if "lantern-a" in str(q.subject) or "entit" in str(q))
    assert "lantern-a" in first
    assert check_whole(alone) == []
