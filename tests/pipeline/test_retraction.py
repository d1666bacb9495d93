"""A retracted article leaves the graph as if it had never been there, and a trace of itself beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import Json, event, lines, post

from kg.errors import StoreError
from kg.history import Difference, difference, edition, trail
from kg.pipeline import BuildSettings, Summary, build, reinstate, retract
from kg.store import Store

ONE = BuildSettings(workers=1)
NEWSROOM = [
    post("a", "김민수"),
    post("b", "김민수", "지사", "나래도"),
    post("c", "이서연", "의원", None),
    event("d"),
    event("e", start="2026-03-10", end="2026-03-01"),
]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the gate thinks is tested elsewhere."""
    monkeypatch.setattr("kg.gate.gate.SAMPLE", 1_000_000)


def built(folder: Path, *documents: Json) -> Summary:
    """Build documents into `folder/news.kg`."""
    folder.mkdir(exist_ok=True)
    source = folder / "facts.jsonl"
    source.write_text(lines(*documents), encoding="utf-8")
    return build([str(source)], folder / "news.kg", ONE)


def hash_of(folder: Path) -> str:
    """The hash of `folder/news.kg`, which must be whole."""
    with Store.open(folder / "news.kg") as store:
        assert store.is_whole()
        return store.hash()


def cold(folder: Path, *documents: Json) -> str:
    """The hash of a rebuild."""
    built(folder / "cold", *documents)
    return hash_of(folder / "cold")


def of_last_run(folder: Path) -> Difference:
    """What the last run changed."""
    with edition(folder / "news.kg") as new, edition(folder / "news.kg", new.run - 1) as old:
        return difference(old, new)


def test_the_graph_is_that_of_a_rebuild_without_it(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    done = retract(tmp_path / "news.kg", ["a", "e", "nowhere", "a"], why="the agency took it back")
    assert (done.articles, done.unknown) == (("a", "e"), ("nowhere",))
    assert hash_of(tmp_path) == cold(tmp_path, *NEWSROOM[1:4])
    with Store.open(tmp_path / "news.kg") as store:
        assert (store.totals().articles, store.totals().set_aside) == (3, {})


def test_what_went_can_be_told(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    retract(tmp_path / "news.kg", ["a"])
    found = of_last_run(tmp_path)
    assert [(change.what, change.id, change.gone_facts) for change in found.articles] == [("gone", "a", 2)]
    assert {change.path for change in found.entities if change.what == "gone"} == {
        "person/김민수~가온시",
        "place/가온시",
    }
    assert [change.fact.__struct_config__.tag for change in found.facts] == ["position", "statement"]
    assert {change.what for change in found.facts} == {"gone"}


def test_the_log_keeps_who_was_retracted_when_and_why(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    done = retract(tmp_path / "news.kg", ["a"], why="the agency took it back", now=lambda: "2031-01-01")
    with Store.open(tmp_path / "news.kg") as store:
        assert [(step.what, step.run.number, step.run.note) for step in trail(store, "a")] == [
            ("added", 1, ""),
            ("retracted", done.run, "the agency took it back"),
        ]
        assert store.ledger.runs()[-1].started == "2031-01-01"
        state = store.history.article("a", 1)
        assert state is not None
        assert "김민수" in store.history.content(state).decode()


def test_the_log_of_articles_is_only_added_to(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    with Store.open_to_write(tmp_path / "news.kg") as store:
        for change in ("DELETE FROM article_log", "UPDATE article_log SET digest = NULL"):
            with pytest.raises(Exception, match="only added to"):
                store._database.execute(change)


def test_what_was_retracted_stays_out_when_it_is_built_again(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    retract(tmp_path / "news.kg", ["a"])
    before = hash_of(tmp_path)
    summary = built(tmp_path, *NEWSROOM)
    assert (summary.retracted, summary.unchanged, summary.added) == (1, 4, 0)
    assert hash_of(tmp_path) == before


def test_an_article_that_was_retracted_is_not_even_extracted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(tmp_path, *NEWSROOM)
    retract(tmp_path / "news.kg", ["a"])
    monkeypatch.setattr("kg.pipeline.intake.extractor", None)  # calling it would be an error, and the article unread
    summary = built(tmp_path, {"id": "a", **NEWSROOM[0]["article"]})
    assert (summary.retracted, summary.unread) == (1, 0)


def test_a_corrected_article_comes_in_again(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    retract(tmp_path / "news.kg", ["a"])
    corrected = post("a", "박도현")
    summary = built(tmp_path, corrected)
    assert (summary.added, summary.retracted) == (1, 0)
    assert hash_of(tmp_path) == cold(tmp_path, corrected, *NEWSROOM[1:])


def test_taking_it_back_brings_all_back(tmp_path: Path) -> None:
    built(tmp_path, *NEWSROOM)
    before = hash_of(tmp_path)
    retract(tmp_path / "news.kg", ["a", "b"])
    done = reinstate(tmp_path / "news.kg", ["b", "a", "c"])
    assert (done.articles, done.unknown) == (("b", "a"), ("c",))
    assert hash_of(tmp_path) == before
    assert built(tmp_path, *NEWSROOM).unchanged == len(NEWSROOM)


def test_what_a_stopped_retraction_left_is_finished_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    expected = cold(tmp_path, *NEWSROOM[1:])
    for place in ("identify", "withdraw", "describe_copies"):
        folder = tmp_path / place
        built(folder, *NEWSROOM)
        with monkeypatch.context() as patch:
            patch.setattr(f"kg.pipeline.sequence.{place}", die)
            with pytest.raises(KeyboardInterrupt):
                retract(folder / "news.kg", ["a"])
        with Store.open(folder / "news.kg") as store:
            assert not store.is_whole()
        build([], folder / "news.kg", ONE)
        assert hash_of(folder) == expected


def test_an_article_that_comes_back_before_its_graph_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    built(tmp_path, *NEWSROOM)
    with monkeypatch.context() as patch:
        patch.setattr("kg.pipeline.sequence.withdraw", die)
        with pytest.raises(KeyboardInterrupt):
            retract(tmp_path / "news.kg", ["a"])
    corrected = post("a", "박도현")
    built(tmp_path, corrected)
    assert hash_of(tmp_path) == cold(tmp_path, corrected, *NEWSROOM[1:])


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        retract(tmp_path / "news.kg", ["a"])
    assert not (tmp_path / "news.kg").exists()
