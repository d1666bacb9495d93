"""`kg identity`: candidates are listed and decided, decisions taken back, nothing that articles say is obeyed."""

from __future__ import annotations

import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from authority import authority
from small import lines, post

from kg.cli import run
from kg.cli.identity_desk import work_through
from kg.messages import Say
from kg.pipeline import BuildSettings, build, candidates, deciding
from kg.store import Store


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LANG", "en")
    monkeypatch.setenv("KG_BY", "가람")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three members of one party of one name, and a fourth person who shares nothing but the name."""
    folder = tmp_path_factory.mktemp("built")
    same = [post(name, "김민수", "의원", "가온당") for name in "abc"]
    (folder / "facts.jsonl").write_text(lines(*same, post("d", "김민수", "교수", "나래대")), encoding="utf-8")
    build([str(folder / "facts.jsonl")], folder / "news.kg", BuildSettings(workers=1))
    return folder / "news.kg"


@pytest.fixture
def news(tmp_path: Path, built: Path) -> str:
    """A store of them to decide in."""
    return str(shutil.copytree(built, tmp_path / "news.kg"))


def log(news: str) -> list[tuple[str, str]]:
    with Store.open(news) as store:
        return [(decision.kind, decision.by) for decision in store.decisions.log()]


def test_candidates_come_with_both_sentences_and_the_clues(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["identity", "candidates", news, "--kind", "person"]) == 0
    out = capfd.readouterr().out
    assert out.count("【김민수 가온당 의원】") == 6
    assert "both 의원 of 가온당" in out
    assert "person/김민수@d" not in out


def test_candidates_that_somebody_answered_are_decided(
    news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    todo = tmp_path / "todo.jsonl"
    assert run(["identity", "candidates", news, "--kind", "person", "--format", "jsonl", "-o", str(todo)]) == 0
    rows = [json.loads(line) for line in todo.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 3
    rows[0]["decision"] = "same"
    rows[1] |= {"decision": "different", "by": "나리"}
    todo.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(["identity", "apply", news, str(todo)]) == 0
    assert log(news) == [("same", "가람"), ("different", "나리")]
    capfd.readouterr()
    assert run(["identity", "show", news, "--format", "jsonl"]) == 0
    shown = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert shown[0]["evidence"][0][0] == {"article": "a", "span": [0, 10], "text": "김민수 가온당 의원"}
    assert shown[0]["score"] == rows[0]["score"]


def test_a_broken_line_decides_nothing(news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "todo.jsonl").write_text('{"sides": 3}\n', encoding="utf-8")
    assert run(["identity", "apply", news, str(tmp_path / "todo.jsonl")]) == 1
    assert "line 1" in capfd.readouterr().err
    assert log(news) == []


def test_one_key_decides_and_what_follows_is_not_asked(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    keys = iter("?sudns")
    with deciding(news) as store:
        made = work_through(Say("en"), store, candidates(store, kinds=("person",)), "가람", lambda: next(keys))
    assert made == 2
    assert [kind for kind, _ in log(news)] == ["same", "undo", "different", "same"]
    out, err = capfd.readouterr()
    assert "s: they are one" in out
    assert "2 decided, 0 left." in err


def test_after_two_the_third_follows(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    keys = iter("ss")  # a third key would be an error
    with deciding(news) as store:
        assert work_through(Say("en"), store, candidates(store, kinds=("person",)), "", lambda: next(keys)) == 2
    assert run(["identity", "candidates", news, "--kind", "person"]) == 0
    assert "No candidates." in capfd.readouterr().err


def test_keys_come_from_a_pipe_too(
    news: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("d\n"))
    assert run(["identity", "candidates", news, "-i", "--kind", "person"]) == 0
    assert log(news) == [("different", "가람")]


def test_deciding_by_name_showing_and_taking_back(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["identity", "same", news, "김민수@a", "person/김민수~in~d", "--note", "같은 사진"]) == 0
    assert "person/김민수@a  =  person/김민수@d  by 가람" in capfd.readouterr().err
    assert run(["identity", "show", news, "김민수@d"]) == 0
    out = capfd.readouterr().out
    assert out.startswith("person/김민수~in~a\n")
    assert "Named in 2 articles" in out
    assert "같은 사진" in out
    assert run(["identity", "different", news, "김민수@a", "김민수@d"]) == 0
    assert run(["identity", "undo", news, "2"]) == 0
    assert run(["identity", "undo", news, "2"]) == 1
    assert "taken back already" in capfd.readouterr().err
    assert run(["identity", "show", news]) == 0
    assert "taken back by 3" in capfd.readouterr().out


def test_show_says_what_the_articles_of_somebody_share(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "facts.jsonl"
    source.write_text(lines(*(post(name, "김민수", "교수", "한울대") for name in "ab")), encoding="utf-8")
    assert run(["build", str(source), "--out", str(tmp_path / "n.kg")]) == 0
    assert run(["--lang", "ko", "identity", "show", str(tmp_path / "n.kg"), "김민수@b"]) == 0
    assert "한울대 교수, 동명이인의 조짐 없음: 기사 2건" in capfd.readouterr().out


def test_whom_a_post_has_made_one_is_confirmed_or_told_apart(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, news = tmp_path / "facts.jsonl", str(tmp_path / "n.kg")
    source.write_text(lines(*(post(name, "김민수", "교수", "한울대") for name in "abc")), encoding="utf-8")
    assert run(["build", str(source), "--out", news]) == 0
    assert run(["identity", "candidates", news, "--joined", "--format", "jsonl"]) == 0
    out = capfd.readouterr().out
    assert [[side["article"] for side in json.loads(line)["sides"]] for line in out.splitlines()] == [
        ["a", "b"],
        ["b", "c"],
    ]
    monkeypatch.setattr("sys.stdin", StringIO("sd"))
    assert run(["identity", "candidates", news, "--joined", "-i"]) == 0
    capfd.readouterr()
    assert run(["identity", "candidates", news, "--joined"]) == 0
    assert "No candidates." in capfd.readouterr().err
    with Store.open(Path(news)) as store:
        one, other, third = (store.identities.path(name, "p1") for name in "abc")
    assert one == other != third


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("김민수", "can mean several"),
        ("박도현", "Nobody and nothing is called"),
        ("박도현@a", "names nobody and nothing"),
        ("organization/김민수@a", "names nobody and nothing"),
        ("김민수@a#2", "names nobody and nothing"),
    ],
)
def test_who_is_meant_is_said_clearly(news: str, capfd: pytest.CaptureFixture[str], who: str, words: str) -> None:
    assert run(["identity", "show", news, who]) == 1
    assert words in capfd.readouterr().err


def test_a_name_with_its_time_is_read(news: str, capfd: pytest.CaptureFixture[str]) -> None:
    renamed = ["identity", "same", news, "김민수@a", "김민수@b", "--name"]
    assert run([*renamed, "김민수:2013..2012"]) == 1
    assert run([*renamed, "김민수:gestern..heute"]) == 2
    assert run([*renamed, "김민수:2012-01-31.."]) == 0
    assert "김민수: 2012-01-31 – …" in capfd.readouterr().err


def test_nothing_is_made_where_there_is_no_store(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["identity", "undo", str(tmp_path / "none.kg"), "1"]) == 3
    assert not (tmp_path / "none.kg").exists()


def test_what_articles_say_does_not_steer_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    documents = [post(name, "김\x1b[2J민수", "의원", "가온당") for name in "ab"]
    (tmp_path / "facts.jsonl").write_text(lines(*documents), encoding="utf-8")
    path = str(tmp_path / "news.kg")
    assert run(["build", str(tmp_path / "facts.jsonl"), "--out", path, "--workers", "1"]) == 0
    assert run(["identity", "candidates", path]) == 0
    assert "\x1b" not in capfd.readouterr().out


def test_records_of_an_authority_are_stored_only_when_somebody_confirms_them(
    news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with authority() as (url, how):
        link = ["identity", "link", news, url, "--kind", "place"]
        assert run([*link, "--format", "jsonl", "-o", str(tmp_path / "todo.jsonl")]) == 0
        assert log(news) == []
        monkeypatch.setattr("sys.stdin", StringIO("ds"))
        assert run([*link, "-i"]) == 0
        assert log(news) == [("different", "가람"), ("same", "가람")]
        assert run(link) == 0  # one is linked, of the other the record was refused
        out, err = capfd.readouterr()
        assert "No candidates." in err
        assert "가온 전거 calls it 가온당 (사람), score 0.92; it is sure" in out
        how.status = 500
        assert run([*link[:-1], "person"]) == 1
    assert run(["query", news, str(_sameness(tmp_path)), "--format", "csv"]) == 0
    assert "https://authority.example/entity/Q1" in capfd.readouterr().out


def _sameness(folder: Path) -> Path:
    query = folder / "same.rq"
    query.write_text("SELECT ?s ?o { GRAPH ?g { ?s <http://www.w3.org/2002/07/owl#sameAs> ?o } }", encoding="utf-8")
    return query
