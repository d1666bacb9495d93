"""The graph is a function of the articles and the log of decisions, whatever came first."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from small import Json, lines, post

from kg.decision import AuthorityRef, DatedName, Decision, EntityRef, Judgement
from kg.errors import InputError
from kg.pipeline import BuildSettings, build, decide, undo
from kg.store import Store

ONE = BuildSettings(workers=1)
ARTICLES = [
    post("a", "김민수"),
    post("b", "김민수", "지사", "나래도"),
    post("c", "김민수", "의원", None),
    post("d", "Kim Min-su", "mayor", None),
]
A, B, C = (EntityRef(article=name, kind="person", name="김민수") for name in "abc")
D = EntityRef(article="d", kind="person", name="kimmin-su")
GAON = EntityRef(article="a", kind="place", name="가온시")
NARAE = EntityRef(article="b", kind="place", name="나래도")
RECORDS = (AuthorityRef(iri="http://a/1"), AuthorityRef(iri="http://a/2"))
JUDGEMENTS = [
    Judgement(kind="same", sides=(A, B), by="가람"),
    Judgement(kind="same", sides=(A, D), by="가람"),
    Judgement(kind="different", sides=(B, C), by="나리"),
    Judgement(kind="same", sides=(GAON, NARAE), by="나리"),
]


def built(path: Path, *documents: Json) -> None:
    source = path.with_suffix(".jsonl")
    source.write_text(lines(*documents), encoding="utf-8")
    build([str(source)], path, ONE)


def decided(path: Path, *judgements: Judgement) -> list[Decision]:
    with Store.open_to_write(path) as store:
        made = [decide(store, judgement) for judgement in judgements]
    build([], path, ONE)
    return made


def hash_of(path: Path) -> str:
    with Store.open(path) as store:
        assert store.is_whole()
        return store.hash()


def paths(path: Path) -> dict[tuple[str, str], str]:
    """The IRI path of each entity by article and local id."""
    with sqlite3.connect(path / "store.sqlite") as database:
        return {(d, n): p for d, n, p in database.execute("SELECT document, local, path FROM member")}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the articles, in which nobody decided anything."""
    path = tmp_path_factory.mktemp("whole") / "news.kg"
    built(path, *ARTICLES)
    return path


@pytest.fixture
def news(tmp_path: Path, whole: Path) -> Path:
    """A store of the articles to decide in."""
    return Path(shutil.copytree(whole, tmp_path / "whole.kg"))


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("reference") / "news.kg"
    built(path, *ARTICLES)
    decided(path, *JUDGEMENTS)
    return hash_of(path)


def test_decisions_join_entities_of_other_names_and_whole_bodies(news: Path) -> None:
    decided(news, *JUDGEMENTS)
    found = paths(news)
    assert found["a", "p1"] == found["b", "p1"] == found["d", "p1"] == "person/김민수~가온시"
    assert found["c", "p1"] != found["a", "p1"]
    assert found["a", "o1"] == found["b", "o1"] == "place/가온시"


def test_decisions_before_half_of_the_articles_are_decisions_after_all(tmp_path: Path, reference: str) -> None:
    path = tmp_path / "news.kg"
    built(path, ARTICLES[1], ARTICLES[0])
    decided(path, JUDGEMENTS[0])
    built(path, ARTICLES[3])
    decided(path, JUDGEMENTS[1])
    built(path, ARTICLES[2])
    decided(path, *JUDGEMENTS[2:])
    assert hash_of(path) == reference


def test_a_log_that_is_taken_over_gives_the_same_graph(tmp_path: Path, reference: str) -> None:
    one, other = tmp_path / "one.kg", tmp_path / "other.kg"
    built(one, *ARTICLES)
    log = decided(one, *JUDGEMENTS)
    with Store.open_to_write(other) as store:
        store.decisions.restore(log)
        with pytest.raises(InputError, match="already"):
            store.decisions.restore(log)
    built(other, *reversed(ARTICLES))
    assert hash_of(other) == reference


def test_what_is_taken_back_leaves_no_trace_but_in_the_log(news: Path) -> None:
    path = news
    before = hash_of(path)
    for decision in decided(path, *JUDGEMENTS):
        with Store.open_to_write(path) as store:
            undo(store, decision.sequence, by="가람")
    build([], path, ONE)
    assert hash_of(path) == before
    with Store.open(path) as store:
        assert [d.kind for d in store.decisions.log()] == ["same", "same", "different", "same"] + ["undo"] * 4


def test_a_decision_rests_while_its_article_says_something_else(news: Path, reference: str) -> None:
    path = news
    decided(path, *JUDGEMENTS)
    built(path, post("a", "박도현"))
    assert paths(path)["b", "p1"] == "person/김민수~나래도"
    built(path, ARTICLES[0])
    assert hash_of(path) == reference


def test_a_decision_outlives_a_crash_before_the_next_build(news: Path) -> None:
    path = news
    with Store.open_to_write(path) as store:
        decide(store, JUDGEMENTS[0])
    with Store.open(path) as store:
        assert not store.is_whole()
    built(path, ARTICLES[0])
    assert paths(path)["b", "p1"] == "person/김민수~가온시"


def test_contradicting_decisions_are_named_and_count_again_when_the_later_is_taken_back(news: Path) -> None:
    path = news
    pairs = [("same", A, B), ("same", B, C), ("different", A, C)]
    made = decided(path, *(Judgement(kind=kind, sides=(one, other)) for kind, one, other in pairs))  # type: ignore[arg-type]
    with Store.open(path) as store:
        assert store.decisions.resting() == {1: (2, 3)}
    with Store.open_to_write(path) as store:
        undo(store, made[2].sequence)
    build([], path, ONE)
    with Store.open(path) as store:
        assert store.decisions.resting() == {}
    assert len({paths(path)[name, "p1"] for name in "abc"}) == 1


@pytest.mark.parametrize(
    ("judgement", "words"),
    [
        (Judgement(kind="same", sides=(A, A)), "two different sides"),
        (Judgement(kind="same", sides=(A, GAON)), "Nothing of these kinds"),
        (Judgement(kind="same", sides=(A, EntityRef(article="x", kind="person", name="김민수"))), "has no person"),
        (Judgement(kind="undo", undoes=1), "two different sides"),
        (
            Judgement(kind="same", sides=(AuthorityRef(iri="http://a/1"), AuthorityRef(iri="http://a/2"))),
            "Nothing of these kinds",
        ),
    ],
)
def test_what_cannot_be_decided_is_refused(news: Path, judgement: Judgement, words: str) -> None:
    with Store.open_to_write(news) as store:
        with pytest.raises(InputError, match=words):
            decide(store, judgement)
        assert store.decisions.log() == []


def test_what_cannot_be_taken_back_is_refused(news: Path) -> None:
    decided(news, JUDGEMENTS[0])
    with Store.open_to_write(news) as store:
        with pytest.raises(InputError, match="no decision 7"):
            undo(store, 7)
        with pytest.raises(InputError, match="no rule takes it back"):
            undo(store, 1, by="names", maker="rule")
        undo(store, 1)
        with pytest.raises(InputError, match="decide again"):
            undo(store, 2)


def test_the_log_is_only_added_to(news: Path) -> None:
    decided(news, JUDGEMENTS[0])
    with sqlite3.connect(news / "store.sqlite") as database:
        for change in ("UPDATE decision SET data = ''", "DELETE FROM decision"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                database.execute(change)


def test_names_with_their_times_and_records_stand_in_the_graph_while_the_decision_does(news: Path) -> None:
    record = AuthorityRef(iri="https://www.wikidata.org/entity/Q0")
    names = (DatedName(name="가온군", until="2012-12-31"), DatedName(name="가온시", since="2013-01"))
    before = hash_of(news)
    made = decided(
        news, Judgement(kind="same", sides=(GAON, NARAE), names=names), Judgement(kind="same", sides=(GAON, record))
    )
    with Store.open(news) as store:
        quads = [
            q for q in store.graph.store if "place/가온시" in str(q.subject) and "graph/entities" in str(q.graph_name)
        ]
    said = {(q.predicate.value.rpartition("/")[2].rpartition("#")[2], getattr(q.object, "value", "")) for q in quads}
    assert ("sameAs", record.iri) in said
    assert ("literalForm", "가온군") in said
    assert ("hasLatestEndTimeStamp", "2012-12-31T23:59:59+09:00") in said
    assert ("hasEarliestBeginTimeStamp", "2013-01-01T00:00:00+09:00") in said
    with Store.open_to_write(news) as store:
        for decision in made:
            undo(store, decision.sequence)
    build([], news, ONE)
    assert hash_of(news) == before


def test_what_is_no_address_of_a_record_is_refused(news: Path) -> None:
    with Store.open_to_write(news) as store, pytest.raises(InputError, match="IRI of a record"):
        decide(store, Judgement(kind="same", sides=(GAON, AuthorityRef(iri="javascript:alert(1)"))))
