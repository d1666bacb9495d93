"""What changed between two states is told in terms of articles, entities, facts and decisions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import Json, event, lines, post

from kg.decision import EntityRef, Judgement
from kg.errors import InputError
from kg.history import Difference, difference, edition
from kg.pipeline import BuildSettings, build, decide, retract
from kg.store import Store

ONE = BuildSettings(workers=1)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the gate thinks is tested elsewhere."""
    monkeypatch.setattr("kg.gate.gate.SAMPLE", 1_000_000)


def built(folder: Path, *documents: Json) -> Path:
    """Build documents into `folder/news.kg`."""
    folder.mkdir(exist_ok=True)
    source = folder / "facts.jsonl"
    source.write_text(lines(*documents), encoding="utf-8")
    build([str(source)], folder / "news.kg", ONE)
    return folder / "news.kg"


def between(old: Path, new: Path, first: int | None = None, last: int | None = None) -> Difference:
    """What changed from one state to another."""
    with edition(old, first) as before, edition(new, last) as after:
        return difference(before, after)


def parts(found: Difference) -> tuple[object, ...]:
    """A difference without what a store's own numbers decide."""
    return found.articles, found.entities, found.facts


def test_two_stores_and_two_runs_of_one_store_tell_the_same(tmp_path: Path) -> None:
    changed = post("b", "이서연", "장관", "복지부")
    old = built(tmp_path / "old", post("a", "김민수"), post("b", "이서연"), event("c"))
    new = built(tmp_path / "new", changed, event("c"), event("d", "나래 축제"))
    built(tmp_path / "old", changed, event("d", "나래 축제"))
    retract(old, ["a"])
    found = between(old, old, 1, 3)
    assert parts(found) == parts(
        between(built(tmp_path / "first", post("a", "김민수"), post("b", "이서연"), event("c")), new)
    )
    assert [(c.what, c.id, c.new_facts, c.gone_facts) for c in found.articles] == [
        ("gone", "a", 0, 2),
        ("changed", "b", 1, 1),
        ("new", "d", 1, 0),
    ]
    assert {(c.what, c.path) for c in found.entities} == {
        ("new", "place/복지부"),
        ("gone", "place/가온시"),
        ("gone", "person/김민수~가온시"),
        ("gone", "person/이서연~가온시"),
        ("new", "person/이서연~복지부"),
        ("new", "event/나래축제~2026-03-10"),
    }
    assert [(c.what, c.article) for c in found.facts] == [
        ("gone", "a"),
        ("gone", "a"),
        ("gone", "b"),
        ("new", "b"),
        ("new", "d"),
    ]


def test_backwards_what_was_new_is_gone(tmp_path: Path) -> None:
    news = built(tmp_path, post("a", "김민수"))
    built(tmp_path, post("b", "이서연"))
    there, back = between(news, news, 1, 2), between(news, news, 2, 1)
    turned = {"new": "gone", "gone": "new", "changed": "changed"}
    assert [(turned[c.what], c.id) for c in there.articles] == [(c.what, c.id) for c in back.articles]
    assert [(turned[c.what], c.path) for c in there.entities] == [(c.what, c.path) for c in back.entities]
    assert [(turned[c.what], c.quote) for c in there.facts] == [(c.what, c.quote) for c in back.facts]


def test_a_moved_text_with_the_same_facts_changes_the_article_alone(tmp_path: Path) -> None:
    first = post("a", "김민수")
    news = built(tmp_path, first)
    moved = msgspec.json.decode(msgspec.json.encode(first))
    moved["article"]["text"] = "바로잡습니다. " + moved["article"]["text"]
    for part in moved["facts"]:
        part["evidence"] = [[start + 8, end + 8] for start, end in part["evidence"]]
    moved["mentions"] = []
    built(tmp_path, moved)
    found = between(news, news, 1, 2)
    (change,) = found.articles
    assert (change.what, change.text, change.new_facts, change.gone_facts) == ("changed", True, 0, 0)
    assert (found.facts, found.entities) == ((), ())


def test_a_decision_and_what_it_moved(tmp_path: Path) -> None:
    news = built(tmp_path, post("a", "김민수"), post("b", "김민수", "지사", "나래도"))
    sides = tuple(EntityRef(article=name, kind="person", name="김민수") for name in ("a", "b"))
    with Store.open_to_write(news) as store:
        decide(store, Judgement(kind="same", sides=sides, by="서이안"))
    build([], news, ONE)
    found = between(news, news, 1, 2)
    assert [(decision.kind, decision.by) for decision in found.decisions] == [("same", "서이안")]
    assert [(move.old, move.new, move.articles) for move in found.moves] == [
        ("person/김민수~나래도", "person/김민수~가온시", ("b",))
    ]
    assert [(c.what, c.path) for c in found.entities] == [("gone", "person/김민수~나래도")]
    assert (found.articles, found.facts) == ((), ())
    assert between(news, news, 2, 1).dropped == found.decisions
    apart = built(tmp_path / "apart", post("a", "김민수"), post("b", "김민수", "지사", "나래도"))
    assert between(apart, news).moves == found.moves


def test_equal_states_do_not_differ(tmp_path: Path) -> None:
    one = built(tmp_path / "one", post("a", "김민수"), event("b"))
    other = built(tmp_path / "other", event("b"), post("a", "김민수"))
    assert not between(one, other)
    assert not between(one, one, 1, 1)


def test_a_run_that_was_not(tmp_path: Path) -> None:
    news = built(tmp_path, event("a"))
    with pytest.raises(InputError, match="has no run 7"), edition(news, 7):
        pass


documents = st.builds(
    post,
    st.sampled_from("abc"),
    st.sampled_from(["김민수", "이서연"]),
    st.just("시장"),
    st.sampled_from(["가온시", None]),
)


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.one_of(documents, st.sampled_from("abc")), min_size=3, max_size=5))
def test_each_state_of_the_log_is_what_a_store_of_that_time_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Json | str]
) -> None:
    """The difference from an early run to a later one is that of two stores that were stopped there."""
    lived, early = tmp_path_factory.mktemp("lived"), tmp_path_factory.mktemp("early")
    middle = len(steps) // 2
    built(lived, event("z"))
    built(early, event("z"))
    for number, step in enumerate(steps):
        for folder in (lived, early) if number < middle else (lived,):
            if isinstance(step, str):
                retract(folder / "news.kg", [step])
            else:
                built(folder, step)
    late = lived / "news.kg"
    assert parts(between(late, late, middle + 1)) == parts(between(early / "news.kg", late))
