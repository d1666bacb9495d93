"""A store as of a day is what a build of the articles published until then would be."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import Json, event, lines, post

from kg.cli import run
from kg.decision import EntityRef, Judgement
from kg.errors import InputError, StoreError
from kg.pipeline import BuildSettings, as_of, build, decide
from kg.store import Store

ONE = BuildSettings(workers=1)
NEWSROOM = [
    post("a", "김민수", published="2026-03-10"),
    post("b", "김민수", "지사", "나래도", published="2026-03-31T23:50+09:00"),
    post("c", "김민수", published="2026-04-01"),
    post("d", "이서연", published=None),
    event("e"),
]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A store of them in which a decision was made."""
    built(tmp_path / "facts.jsonl", tmp_path / "news.kg", *NEWSROOM)
    sides = tuple(EntityRef(article=name, kind="person", name="김민수") for name in ("a", "b"))
    with Store.open_to_write(tmp_path / "news.kg") as store:
        decide(store, Judgement(kind="same", sides=sides))
    build([], tmp_path / "news.kg", ONE)
    return tmp_path / "news.kg"


def built(source: Path, out: Path, *documents: Json) -> None:
    """Build documents."""
    source.write_text(lines(*documents), encoding="utf-8")
    build([str(source)], out, ONE)


def hash_of(path: Path) -> str:
    """The hash of a store."""
    with Store.open(path) as store:
        assert store.is_whole()
        return store.hash()


def test_it_is_a_build_of_the_articles_until_then_with_the_decisions(tmp_path: Path, news: Path) -> None:
    found = as_of(news, "2026-03", tmp_path / "then.kg", workers=1)
    assert (found.articles, found.later, found.undated, found.decisions) == (3, 1, 1, 1)
    built(tmp_path / "some.jsonl", tmp_path / "cold.kg", NEWSROOM[0], NEWSROOM[1], NEWSROOM[4])
    with Store.open(news) as old, Store.open_to_write(tmp_path / "cold.kg") as cold:
        cold.decisions.restore(old.decisions.log())
    build([], tmp_path / "cold.kg", ONE)
    assert hash_of(tmp_path / "then.kg") == hash_of(tmp_path / "cold.kg")


@pytest.mark.parametrize(
    ("day", "articles"), [("2025", 0), ("2026-03-09", 0), ("2026-03-10", 2), ("2026-03-31", 3), ("2026", 4)]
)
def test_days_months_and_years(tmp_path: Path, news: Path, day: str, articles: int) -> None:
    assert as_of(news, day, tmp_path / "then.kg", workers=1).articles == articles


@pytest.mark.parametrize("day", ["yesterday", "2026-13", "2026-3-1", "2026-02-31T10:00", ""])
def test_what_is_no_day_is_refused(tmp_path: Path, news: Path, day: str) -> None:
    with pytest.raises(InputError, match="is no date"):
        as_of(news, day, tmp_path / "then.kg")
    assert not (tmp_path / "then.kg").exists()


def test_nothing_is_overwritten_and_nothing_half_is_left(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(StoreError, match="is there already"):
        as_of(news, "2026", news)
    monkeypatch.setattr("kg.pipeline.sequence.load", die)
    with pytest.raises(KeyboardInterrupt):
        as_of(news, "2026", tmp_path / "then.kg")
    assert sorted(path.name for path in tmp_path.glob("*.kg*")) == ["news.kg"]


def test_from_the_command_line(
    tmp_path: Path, news: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    then = str(tmp_path / "then.kg")
    assert run(["as-of", str(news), "2026-03", "--out", then, "--workers", "1"]) == 0
    assert "3 articles published until 2026-03 (1 later, 1 without a date)" in capfd.readouterr().err
    assert run(["diff", then, str(news)]) == 0
    assert "Articles: 2 new" in capfd.readouterr().out
