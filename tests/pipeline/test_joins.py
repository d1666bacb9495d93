"""What joins people of one name is chosen for a store, stays with it, and can be chosen anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import lines, post

from kg.pipeline import BuildSettings, as_of, build, rebuild
from kg.pipeline.identity import Joins
from kg.store import Store

NAME = "김민수"


def built(folder: Path, name: str, joins: Joins | None, *ids: str) -> Path:
    """A store of articles on a professor, with another choice or none."""
    source = folder / "facts.jsonl"
    source.write_text(lines(*(post(i, NAME, "교수", "한울대") for i in ids)), encoding="utf-8")
    build([str(source)], folder / name, BuildSettings(workers=1, joins=joins))
    return folder / name


def people(news: Path) -> int:
    with Store.open(news) as store:
        return len({store.identities.path(name, "p1") for name in "ab"})


@pytest.mark.parametrize(("joins", "count"), [(None, 1), ("posts", 1), ("sure", 2)])
def test_posts_join_unless_only_what_is_sure_shall(tmp_path: Path, joins: Joins | None, count: int) -> None:
    assert people(built(tmp_path, "news.kg", joins, "a", "b")) == count


def test_the_choice_stays_and_another_gives_the_graph_of_a_store_that_always_had_it(tmp_path: Path) -> None:
    sure, posts = built(tmp_path, "sure.kg", "sure", "a", "b"), built(tmp_path, "posts.kg", "posts", "a", "b")
    built(tmp_path, "sure.kg", None, "c")
    built(tmp_path, "posts.kg", None, "c")
    rebuild(sure, workers=1)
    assert people(sure) == 2
    as_of(sure, "2026-12-31", tmp_path / "then.kg", workers=1)
    assert people(tmp_path / "then.kg") == 2
    build([], sure, BuildSettings(workers=1, joins="posts"))
    with Store.open(sure) as one, Store.open(posts) as other:
        assert one.is_whole()
        assert one.hash() == other.hash()
