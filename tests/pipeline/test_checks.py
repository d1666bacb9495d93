"""A check finds what is not as it was written and names it; a rebuild restores what follows from the documents."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from small import event, lines, post

from kg.cli import run
from kg.decision import EntityRef, Judgement
from kg.errors import StoreError
from kg.pipeline import BuildSettings, Checked, Damage, build, check, decide, rebuild, retract
from kg.store import Store

ARTICLES = "https://kg.example/data/graph/article/"
NEWSROOM = [
    post("a", "김민수"),
    post("b", "김민수", "지사", "나래도"),
    event("c"),
    post("d", "김민수"),
    event("e", end="2026-03-01"),
]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with decisions, copies, a retraction and something set aside."""
    folder = tmp_path_factory.mktemp("sound")
    source, news = folder / "facts.jsonl", folder / "news.kg"
    source.write_text(lines(*NEWSROOM, event("f")), encoding="utf-8")
    build([str(source)], news, BuildSettings(workers=1))
    retract(news, ["f"])
    sides = tuple(EntityRef(article=name, kind="person", name="김민수") for name in ("a", "b"))
    with Store.open_to_write(news) as store:
        decide(store, Judgement(kind="same", sides=sides))
    build([], news, BuildSettings(workers=1))
    return news


@pytest.fixture
def news(tmp_path: Path, sound: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(sound, tmp_path / "news.kg"))


def faults(news: Path) -> list[Damage]:
    """What a check finds."""
    with Store.open(news) as store:
        return list(check(store, Checked()))


def hash_of(news: Path) -> str:
    """The hash of a store."""
    with Store.open(news) as store:
        assert store.is_whole()
        return store.hash()


def in_ledger(statement: str) -> Callable[[Path], None]:
    """Damage of the ledger by SQL."""

    def damage(news: Path) -> None:
        with closing(sqlite3.connect(news / "store.sqlite")) as database, database:
            assert database.execute(statement).rowcount != 0

    return damage


def in_graph(update: str) -> Callable[[Path], None]:
    """Damage of the graph by SPARQL."""

    def damage(news: Path) -> None:
        store = ox.Store(str(news / "graph"))
        before = set(store)
        store.update(
            "PREFIX kg: <https://kg.example/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
            f"PREFIX schema: <https://schema.org/> {update}"
        )
        assert set(store) != before
        store.flush()

    return damage


def test_a_store_that_was_left_alone_is_sound(sound: Path) -> None:
    checked = Checked()
    with Store.open(sound) as store:
        assert list(check(store, checked)) == []
    assert (checked.articles, checked.facts) == (5, 7)
    assert checked.spans > 7
    assert checked.entities > 3


@pytest.mark.parametrize(
    ("damage", "file", "article", "words"),
    [
        (
            in_ledger("UPDATE document SET content = replace(content, '예산', '여산') WHERE id = 'a'"),
            "store.sqlite",
            "a",
            "facts document is not",
        ),
        (
            in_ledger("UPDATE document SET content = CAST('{' AS BLOB) WHERE id = 'b'"),
            "store.sqlite",
            "b",
            "cannot be read",
        ),
        (in_ledger("UPDATE document SET input_digest = 'x' WHERE id = 'b'"), "store.sqlite", "b", "its text is not"),
        (
            in_ledger("UPDATE member SET names = '[\"김민서\"]' WHERE document = 'b' AND local = 'p1'"),
            "store.sqlite",
            "b",
            "entities",
        ),
        (
            in_ledger("UPDATE fact_count SET accepted = 7 WHERE document = 'c'"),
            "store.sqlite",
            "c",
            "are not the 1 facts",
        ),
        (in_ledger("UPDATE past SET content = '{}'"), "store.sqlite", None, "replaced or retracted"),
        (
            in_graph(f"DELETE WHERE {{ GRAPH <{ARTICLES}a> {{ ?s schema:articleBody ?o }} }}"),
            "graph",
            "a",
            "articleBody",
        ),
        (
            in_graph(
                f"DELETE {{ GRAPH ?g {{ ?s oa:start ?n }} }} INSERT {{ GRAPH ?g {{ ?s oa:start 1 }} }} "
                f"WHERE {{ GRAPH ?g {{ ?s oa:start ?n }} FILTER(?g = <{ARTICLES}b>) }}"
            ),
            "graph",
            "b",
            "words of a span",
        ),
        (in_graph(f"DELETE WHERE {{ GRAPH <{ARTICLES}c> {{ ?s kg:evidence ?o }} }}"), "graph", "c", "0 facts where 1"),
        (in_graph(f"CLEAR GRAPH <{ARTICLES}c>"), "graph", "c", "not those that were written"),
        (
            in_graph(f"INSERT DATA {{ GRAPH <{ARTICLES}x> {{ <x:a> <x:b> <x:c> }} }}"),
            "graph",
            None,
            "graph of no article",
        ),
        (in_graph("DELETE WHERE { GRAPH ?g { ?s schema:name '김민수'@ko } }"), "graph", None, "person/김민수"),
        (in_graph("DELETE WHERE { GRAPH ?g { ?s kg:copyOf ?o } }"), "graph", None, "copies are not"),
    ],
    ids=[
        "document",
        "json",
        "article",
        "members",
        "counts",
        "past",
        "text",
        "offset",
        "facts",
        "missing",
        "stray",
        "entity",
        "copies",
    ],
)
def test_damage_is_named(
    news: Path, damage: Callable[[Path], None], file: str, article: str | None, words: str
) -> None:
    damage(news)
    found = faults(news)
    assert {(each.file, each.article) for each in found if words in each.reason.en} == {(file, article)}
    assert {each.article for each in found} <= {article}
    assert all(each.reason.ko != each.reason.en for each in found)


@pytest.mark.parametrize(
    "damage",
    [
        in_graph(f"CLEAR GRAPH <{ARTICLES}a>"),
        in_graph("CLEAR ALL"),
        in_graph(f"INSERT DATA {{ GRAPH <{ARTICLES}x> {{ <x:a> <x:b> <x:c> }} }}"),
        in_ledger("DELETE FROM member"),
        in_ledger("UPDATE entity SET written = 'x'"),
        in_ledger("UPDATE fact_count SET accepted = 7"),
        lambda news: (news / "graph" / "CURRENT").unlink(),
    ],
    ids=["one", "all", "stray", "members", "entities", "counts", "file"],
)
def test_a_rebuild_restores_what_follows_from_the_documents(
    news: Path, sound: Path, damage: Callable[[Path], None]
) -> None:
    damage(news)
    rebuild(news, workers=1)
    assert faults(news) == []
    assert hash_of(news) == hash_of(sound)
    with Store.open(news) as store:
        assert store.ledger.runs()[-1].command == "rebuild"
        assert store.history.touched_articles(store.history.last() - 1, store.history.last()) == []


def test_a_stopped_rebuild_is_finished_by_any_run(news: Path, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    for place in (
        "kg.store.Verdicts.forget_all",
        "kg.pipeline.sequence._renew_for_version",
        "kg.pipeline.sequence.load",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(place, die)
            with pytest.raises(KeyboardInterrupt):
                rebuild(news, workers=1)
        build([], news, BuildSettings(workers=1))
        assert faults(news) == []
        assert hash_of(news) == hash_of(sound)


def test_the_commands_name_the_damaged_file(
    news: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    assert run(["check", str(news)]) == 0
    assert "sound. 5 articles, 7 facts" in capfd.readouterr().err
    in_ledger("UPDATE document SET input_digest = 'x' WHERE id = 'b'")(news)
    assert run(["check", str(news)]) == 1
    out, err = capfd.readouterr()
    assert out == f"{news / 'store.sqlite'}: b: its text is not the one whose hash was noted\n"
    assert "1 fault." in err
    assert run(["rebuild", str(news), "--workers", "1"]) == 0
    assert "5 articles" in capfd.readouterr().err


def test_a_few_bytes_of_any_file_of_the_graph_are_found_whatever_reads_it(news: Path) -> None:
    tables = sorted((news / "graph").glob("*.sst"))
    assert len(tables) > 1
    for table in tables:
        whole = table.read_bytes()
        middle = len(whole) // 3
        table.write_bytes(
            whole[:middle] + bytes(255 - byte for byte in whole[middle : middle + 4]) + whole[middle + 4 :]
        )
        assert f"graph/{table.name}" in {fault.file for fault in faults(news)}
        table.write_bytes(whole)
    assert faults(news) == []
    rebuild(news, workers=1)
    assert faults(news) == []


COMMANDS = (["stats"], ["hash"], ["query", "statements"], ["export"], ["validate"], ["check"], ["retract", "a"])


def asked(command: list[str], news: Path) -> list[str]:
    """A command about `news`."""
    return [command[0], str(news), *command[1:], *(["--format", "nquads"] if command[0] == "export" else [])]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_every_command_names_a_damaged_ledger(
    news: Path, command: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    ledger = news / "store.sqlite"
    ledger.write_bytes(b"\0" * ledger.stat().st_size)
    for name in ("store.sqlite-wal", "store.sqlite-shm"):
        (news / name).unlink(missing_ok=True)
    assert run(asked(command, news)) in (1, 3)
    assert "store.sqlite" in "".join(capfd.readouterr())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
@pytest.mark.parametrize("content", [b"", b"\0" * 5000], ids=["empty", "zeros"])
def test_every_command_names_damaged_quads(
    news: Path, command: list[str], content: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    for table in (news / "graph").glob("*.sst"):
        table.write_bytes(content)
    assert run(asked(command, news)) in (1, 3)
    out, err = capfd.readouterr()
    assert "graph" in out + err
    assert "kg rebuild" in out + err


def test_a_rebuild_of_what_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        rebuild(tmp_path / "news.kg")
