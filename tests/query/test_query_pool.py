"""Asking in processes that are ended when a question takes too long."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, serialize

from kg.errors import InputError, LimitError, QueryError, SetupError
from kg.pipeline import build
from kg.query import Pool, Question, Wanted, bound, load, run

ROOT = Path(__file__).resolve().parents[2]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SHORT = Question("SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 3")


@pytest.fixture(scope="module")
def file(newsroom: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "newsroom.nq"
    path.write_bytes(serialize(newsroom, format=RdfFormat.N_QUADS) or b"")
    return path


@pytest.fixture(scope="module")
def pool(file: Path) -> Iterator[Pool]:
    with Pool(file, fast=2, slow=1) as started:
        yield started


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def workers(pool: Pool) -> set[int]:
    """The processes that the pool's nursery has now."""
    nursery = pool._nursery._process
    assert nursery is not None
    children = Path(f"/proc/{nursery.pid}/task/{nursery.pid}/children")
    if not children.exists():
        pytest.skip("this system does not tell the children of a process")
    return set(map(int, children.read_text().split()))


def works(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "R"
    except FileNotFoundError:
        return False


def test_a_worker_that_took_long_to_open_the_store_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.query.pool.QUANTUM", 0.03)  # opening takes longer, a short question does not
    folder = tmp_path / "news.kg"
    build([str(ROOT / "data" / "facts.jsonl")], folder)
    with Pool(folder, fast=1, slow=1) as pool:
        first, *others = [(pool.ask(Question("ASK {}"), seconds=60), workers(pool))[1] for _ in range(4)]
    assert others == [first] * 3


def test_it_answers_as_a_dataset_in_this_process_does(pool: Pool, newsroom: Store) -> None:
    query = load("statements")
    for values in ({}, {"topic": "예산", "limit": 2}):
        assert pool.ask(bound(query, values), 60) == run(newsroom, query, values)
    assert pool.ask(Question("ASK {}"), 60).boolean is True


def test_what_takes_too_long_is_ended_and_said(pool: Pool) -> None:
    with pytest.raises(LimitError, match=r"after 0\.3 seconds"):
        pool.ask(Question(ENDLESS), 0.3)


def test_short_questions_are_answered_while_long_ones_work(pool: Pool) -> None:
    long = [pool.submit(Question(f"{ENDLESS} #{number}"), 600) for number in range(6)]
    assert all(len(pool.ask(SHORT, 60).rows) == 3 for _ in range(20))
    assert not any(future.done() for future in long)
    assert all(future.cancel() for future in long)


def test_a_question_that_nobody_waits_for_is_ended(pool: Pool) -> None:
    future = pool.submit(Question(ENDLESS + " # cancelled"), 600)
    pool.ask(SHORT, 60)
    future.cancel()
    with pytest.raises(CancelledError):
        future.result()
    for _ in range(200):
        if not any(works(pid) for pid in workers(pool)):
            return
        time.sleep(0.05)
    pytest.fail("a worker still works on it")


def test_a_written_answer_comes_as_bytes_up_to_its_limit(pool: Pool) -> None:
    for name, start in (("json", b'{"head"'), ("csv", b"s\r\n"), ("tsv", b"?s\n"), ("xml", b"<?xml")):
        content, more = pool.submit(SHORT, 60, Wanted(name, 10_000)).result()
        assert content.startswith(start)
        assert not more
    with pytest.raises(LimitError, match="longer than 100 bytes"):
        pool.submit(Question("SELECT * { ?s ?p ?o }"), 60, Wanted("json", 100)).result()
    content, more = pool.submit(Question("SELECT * { ?s ?p ?o }", rows=2), 60, Wanted("csv")).result()
    assert len(content.splitlines()) == 3
    assert more


def test_a_question_that_needs_too_much_memory_is_ended(newsroom: Store, tmp_path: Path) -> None:
    path = tmp_path / "newsroom.nq"
    path.write_bytes(serialize(newsroom, format=RdfFormat.N_QUADS) or b"")
    greedy = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } }"
    with Pool(path, fast=1, slow=1, memory=64 << 20) as small:
        with pytest.raises(LimitError, match="memory"):
            small.ask(Question(greedy), 120)
        assert len(small.ask(SHORT, 60).rows) == 3


def test_a_wrong_question_is_told_and_the_next_one_answered(pool: Pool) -> None:
    with pytest.raises(QueryError, match="not a query"):
        pool.ask(Question("SELECT * {"), 60)
    assert len(pool.ask(SHORT, 60).rows) == 3


@pytest.mark.parametrize("text", ["DROP ALL", "LOAD <http://127.0.0.1:9/>", "INSERT DATA { <urn:a> <urn:b> 1 }"])
def test_a_change_is_refused_before_it_is_asked(text: str) -> None:
    with pytest.raises(QueryError, match="update"):
        Question(text)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<urn:a> <urn:b>", encoding="utf-8")
    for path in (broken, tmp_path / "absent.ttl"):
        with Pool(path, fast=1, slow=1) as pool, pytest.raises(InputError, match=path.name):
            pool.ask(SHORT, 60)


def test_its_processes_end_with_it(file: Path) -> None:
    with Pool(file, fast=2, slow=1) as pool:
        pool.ask(SHORT, 60)
        left = pool.submit(Question(ENDLESS), 600)
        pids = workers(pool)
    assert pids
    assert not any(alive(pid) for pid in pids)
    with pytest.raises(SetupError, match="closed"):
        left.result()
    with pytest.raises(SetupError, match="closed"):
        pool.ask(SHORT, 60)


def test_a_store_that_is_written_is_asked_as_it_is_now(tmp_path: Path) -> None:
    from kg.pipeline import BuildSettings, build

    lines = (Path(__file__).parents[1] / "newsroom.jsonl").read_text(encoding="utf-8").splitlines()
    facts = tmp_path / "facts.jsonl"
    store = tmp_path / "news.kg"
    question = Question("SELECT ?a { GRAPH ?g { ?a a <https://schema.org/NewsArticle> } }")
    facts.write_text(lines[0] + "\n", encoding="utf-8")
    build([str(facts)], store, BuildSettings(workers=1))
    with Pool(store, fast=1, slow=1) as pool:
        assert len(pool.ask(question, 60).rows) == 1
        facts.write_text("\n".join(lines), encoding="utf-8")
        build([str(facts)], store, BuildSettings(workers=1))
        for _ in range(100):
            if len(pool.ask(question, 60).rows) == len(lines):
                break
            time.sleep(0.1)
        assert len(pool.ask(question, 60).rows) == len(lines)


def test_quads_of_a_file_are_shared_not_written(pool: Pool, newsroom: Store) -> None:
    assert isinstance(next(iter(newsroom)), Quad)
    everything = pool.ask(Question("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"), 60)
    assert int(everything.rows[0][0].value) == len(newsroom)  # type: ignore[union-attr]
