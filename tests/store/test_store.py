"""A store says clearly what it cannot do, and one writer has it at a time."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kg.errors import KgError, Reason, SetupError, StoreError
from kg.store import Incoming, MemberRow, Sketch, Store, open_read_only, store_faults


def incoming(name: str, digest: str, *, origin: str = "article", article: str = "article-1") -> Incoming:
    """A document as it comes in."""
    return Incoming(
        id=name,
        content=b"{}",
        digest=digest,
        origin=origin,  # type: ignore[arg-type]
        input_digest=article,
        engine="kg-1",
        source=f"{name}-{digest}.txt",
        members=(),
        sketch=Sketch(0, ()),
    )


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist; make it with"):
        Store.open(tmp_path / "news.kg")


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    for opening in (Store.open, Store.open_to_write, open_read_only):
        with pytest.raises(StoreError, match="is not a store of kg"):
            opening(tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_file_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "news.kg").write_text("x")
    with pytest.raises(StoreError, match="is not a store of kg"):
        Store.open_to_write(tmp_path / "news.kg")


def test_another_sqlite_file_is_no_store(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as database:
        database.execute("CREATE TABLE x (y)")
    with pytest.raises(StoreError, match="is not a store of kg"):
        Store.open(tmp_path)


def test_a_store_of_another_format(tmp_path: Path) -> None:
    Store.open_to_write(tmp_path / "news.kg").close()
    with closing(sqlite3.connect(tmp_path / "news.kg" / "store.sqlite")) as database, database:
        database.execute("UPDATE meta SET value = '99' WHERE key = 'format'")
    for opening in (Store.open, Store.open_to_write, open_read_only):
        with pytest.raises(StoreError, match="format 99; this version of kg knows format 2") as caught:
            opening(tmp_path / "news.kg")
        assert "99" in caught.value.reason.ko


def test_a_damaged_ledger(tmp_path: Path) -> None:
    Store.open_to_write(tmp_path / "news.kg").close()
    (tmp_path / "news.kg" / "store.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="damaged"):
        Store.open(tmp_path / "news.kg")


def test_a_second_writer_is_told_to_wait_and_readers_are_not(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg") as first:
        first.graph.flush()
        code = "import sys; from kg.store import Store; Store.open_to_write(sys.argv[1])"
        second = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / "news.kg")], capture_output=True, text=True, check=False
        )
        assert "another kg is writing this store" in second.stderr
        with Store.open(tmp_path / "news.kg") as reader:
            assert reader.totals().articles == 0
            assert len(reader.graph.store) == 0
    Store.open_to_write(tmp_path / "news.kg").close()


def test_a_store_knows_whether_it_is_being_written(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg"):
        code = "import sys; from kg.store import Store; sys.exit(Store.open(sys.argv[1]).is_being_written())"
        other = subprocess.run([sys.executable, "-c", code, str(tmp_path / "news.kg")], check=False)
        assert other.returncode == 1
    with Store.open(tmp_path / "news.kg") as store:
        assert not store.is_being_written()


def test_a_store_that_was_stopped_while_it_was_made_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "news.kg").mkdir()
    (tmp_path / "news.kg" / "store.sqlite.new").write_text("half")
    with Store.open_to_write(tmp_path / "news.kg") as store:
        (tmp_path / "news.kg" / "graph.new").mkdir()
        (tmp_path / "news.kg" / "graph.new" / "CURRENT").write_text("half")
        assert len(store.graph.store) == 0
    assert sorted(entry.name for entry in (tmp_path / "news.kg").iterdir()) == ["graph", "lock", "store.sqlite"]


def test_damaged_quads_say_how_they_are_written_again(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg") as store:
        store.graph.flush()
    current = tmp_path / "news.kg" / "graph" / "CURRENT"
    for damage in (lambda: current.write_text("MANIFEST-999\n"), current.unlink):
        damage()
        for opening in (Store.open, Store.open_to_write):
            with opening(tmp_path / "news.kg") as store, pytest.raises(StoreError, match="kg rebuild"):
                len(store.graph.store)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be opened or written"):
        Store.open_to_write(tmp_path / "news.kg")
    tmp_path.chmod(0o700)


def test_a_place_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SetupError):
        Store.open_to_write(tmp_path / "file" / "news.kg")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (OSError("IO error: No space left on device: while appending to file"), "the disk is full"),
        (OSError(13, "Permission denied"), "cannot be opened or written"),
        (OSError(30, "Read-only file system"), "cannot be opened or written"),
        (OSError("something else"), "something else"),
    ],
)
def test_faults_of_the_disk_say_what_to_do(tmp_path: Path, error: OSError, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught, store_faults(tmp_path):
        raise error
    assert caught.value.reason.ko != caught.value.reason.en


def test_a_full_ledger_says_that_the_disk_is_full_and_keeps_what_was_there(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg") as store:
        store.ledger.put([incoming("a", "1")], 1)
        database = store._database
        pages = database.execute("PRAGMA page_count").fetchone()[0]
        database.execute(f"PRAGMA max_page_count = {pages}")
        many = [incoming(f"b{number}", "1" * 1000) for number in range(1000)]
        with pytest.raises(StoreError, match="the disk is full"), store_faults(store.path):
            store.ledger.put(many, 1)
    with Store.open(tmp_path / "news.kg") as store:
        assert store.ledger.content("a") == b"{}"


def test_errors_of_kg_pass_through(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="mine"), store_faults(tmp_path):
        raise KgError("mine")


def test_a_changed_document_is_pending_again_and_an_unchanged_one_is_not(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg") as store:
        ledger = store.ledger
        assert [p.outcome for p in ledger.put([incoming("a", "1"), incoming("b", "1")], 1)] == ["added", "added"]
        store._database.execute("UPDATE document SET state = 'accepted'")
        assert [p.outcome for p in ledger.put([incoming("a", "2"), incoming("b", "1")], 2)] == ["changed", "unchanged"]
        assert [pending.id for pending in store.verdicts.pending("", 10)] == ["a"]


@pytest.mark.parametrize("backwards", [False, True])
def test_in_one_build_handed_in_facts_come_before_extracted_ones(tmp_path: Path, backwards: bool) -> None:
    documents = [incoming("a", "1"), incoming("a", "2", origin="facts")]
    with Store.open_to_write(tmp_path / "news.kg") as store:
        store.ledger.put(documents[::-1] if backwards else documents, 1)
        assert store._database.execute("SELECT digest FROM document").fetchall() == [("2",)]
        assert list(store.ledger.unread()) == []


@pytest.mark.parametrize("backwards", [False, True])
def test_in_one_build_the_loser_of_two_articles_with_one_id_is_named(tmp_path: Path, backwards: bool) -> None:
    documents = [incoming("a", "1"), incoming("a", "2", article="article-2")]
    with Store.open_to_write(tmp_path / "news.kg") as store:
        placed = store.ledger.put(documents[::-1] if backwards else documents, 1)
        assert store._database.execute("SELECT digest FROM document").fetchall() == [("1",)]
        assert [source for source, _ in store.ledger.unread()] == ["a-2.txt"]
        assert [p.rejected[0] for p in placed if p.rejected] == ["a-2.txt"]


def test_an_article_is_known_again_by_its_engine_or_if_its_facts_were_handed_in(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg") as store:
        ledger = store.ledger
        ledger.put([incoming("a", "1"), incoming("b", "1", origin="facts")], 1)
        assert ledger.known("a", "article-1", "kg-1", 2)
        assert not ledger.known("a", "article-1", "kg-2", 2)
        assert not ledger.known("a", "article-2", "kg-1", 2)
        assert ledger.known("b", "article-1", "kg-2", 2)
        assert not ledger.known("c", "article-1", "kg-1", 2)


def test_what_could_not_be_read_is_forgotten_when_it_is_read(tmp_path: Path) -> None:
    with Store.open_to_write(tmp_path / "news.kg") as store:
        store.ledger.put_unread("a-1.txt", Reason("broken", "깨짐"), 1)
        assert list(store.ledger.unread()) == [("a-1.txt", Reason("broken", "깨짐"))]
        store.ledger.put([incoming("a", "1")], 2)
        assert list(store.ledger.unread()) == []


def test_a_changed_article_makes_the_blocks_of_its_old_and_new_names_stale(tmp_path: Path) -> None:
    def named(digest: str, block: str) -> Incoming:
        row = MemberRow(local="p", block=block, path=None, data=b"x", type="Person", names=("x",), gpe=False)
        return Incoming(
            id="a",
            content=b"{}",
            digest=digest,
            origin="facts",
            input_digest="",
            engine="",
            source="a",
            members=(row,),
            sketch=Sketch(0, ()),
        )

    with Store.open_to_write(tmp_path / "news.kg") as store:
        store.ledger.put([named("1", "person/가")], 1)
        store.identities.assign(["person/가"], {("a", "p"): "person/가~x"}, {})
        assert store.identities.stale_block_count() == 0
        store.ledger.put([named("2", "person/나")], 2)
        assert store.identities.stale_block_count() == 2


def test_a_look_at_the_lock_does_not_keep_a_writer_out(tmp_path: Path) -> None:
    path = tmp_path / "news.kg"
    Store.open_to_write(path).close()
    looking = sqlite3.connect(path / "lock", isolation_level=None, check_same_thread=False)
    looking.execute("BEGIN")
    looking.execute("SELECT count(*) FROM sqlite_master").fetchall()
    threading.Timer(0.2, looking.close).start()
    Store.open_to_write(path).close()
