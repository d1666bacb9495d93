"""The review desk: facts are corrected or dropped, identities decided and undone, and nobody else can do it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from explorer import ROOT
from small import event, lines
from starlette.testclient import TestClient

import kg
from kg.serve import ServeSettings, application
from kg.serve.words import WORDS

TOKEN = "a-token-that-is-long-enough"
BACKWARDS = event("e", start="2026-03-10", end="2026-03-01")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    (folder / "facts.jsonl").write_text(lines(BACKWARDS), encoding="utf-8")
    # Of the samples two articles name the same member of a party: what a person shall decide here, rules would join.
    kg.build(ROOT / "data" / "facts.jsonl", folder / "facts.jsonl", out=folder / "news.kg", workers=1, joins="sure")
    return folder / "news.kg"


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(built, tmp_path / "news.kg"))


@pytest.fixture
def client(store: Path) -> Iterator[TestClient]:
    settings = ServeSettings(store, token=TOKEN)
    with TestClient(application(settings), base_url="http://127.0.0.1", follow_redirects=False) as found:
        yield found


@pytest.fixture
def editor(client: TestClient) -> TestClient:
    response = client.post("/sign-in", data={"token": TOKEN, "by": "편집자"})
    assert (response.status_code, response.headers["location"]) == (303, "/review")
    return client


def hidden(page: str, action: str) -> dict[str, str]:
    """Return the hidden fields of the first form of a page that goes to `action`."""
    form = re.search(rf'<form[^>]*action="{action}">(.*?)</form>', page, re.DOTALL)
    assert form is not None, action
    inputs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form[1])
    return {name: unescape(value) for name, value in inputs}


def test_the_desk_shows_what_was_set_aside_and_why(client: TestClient) -> None:
    page = client.get("/review").text
    assert "가온 포럼" in page
    assert "action=" not in page.partition('id="content"')[2]  # nobody has signed in
    assert 'href="/sign-in"' in page


def test_a_corrected_fact_is_checked_again_and_accepted(editor: TestClient) -> None:
    page = editor.get("/review/fact?article=e&number=0").text
    form = hidden(page, "/review/accept") | {"event": "v1", "start": "2026-03-10", "quote": "가온 포럼"}
    still = editor.post("/review/accept", data=form | {"end": "2026-03-02"})
    assert still.status_code == 400
    assert 'value="2026-03-02"' in still.text
    form = hidden(still.text, "/review/accept") | {"event": "v1", "start": "2026-03-10", "quote": "가온 포럼"}
    done = editor.post("/review/accept", data=form | {"end": "2026-03-11"})
    assert (done.status_code, done.headers["location"]) == (303, "/review?done=accepted")
    assert WORDS["review.none"].ko in editor.get(done.headers["location"]).text
    assert "2026-03-11" in editor.get("/article/e").text


def test_words_that_are_not_in_the_article_are_not_accepted(editor: TestClient) -> None:
    form = hidden(editor.get("/review/fact?article=e&number=0").text, "/review/accept")
    wrong = editor.post("/review/accept", data=form | {"event": "v1", "start": "2026-03-10", "quote": "없는 말"})
    assert wrong.status_code == 400
    assert "없는 말" in wrong.text


def test_a_dropped_fact_is_gone_from_the_desk_but_kept_in_the_history(editor: TestClient, store: Path) -> None:
    form = hidden(editor.get("/review").text, "/review/drop")
    done = editor.post("/review/drop", data=form)
    assert done.headers["location"] == "/review?done=dropped"
    assert WORDS["review.none"].ko in editor.get("/review").text
    again = editor.post("/review/drop", data=form)
    assert again.status_code == 400
    assert WORDS["review.changed"].ko in again.text
    with kg.open(store) as news:
        assert all(not document.facts for document in news.documents() if document.id == "e")


def test_two_are_decided_to_be_one_and_that_is_taken_back(editor: TestClient) -> None:
    def named() -> int:
        return editor.get("/person").text.count(">정우람</a>")

    assert named() == 2
    form = hidden(editor.get("/review/identities").text, "/review/judge")
    done = editor.post("/review/judge", data=form | {"kind": "same", "note": "같은 얼굴"})
    assert done.headers["location"] == "/review/identities?done=same"
    assert named() == 1
    log = editor.get("/review/decisions").text
    assert "편집자" in log
    assert "같은 얼굴" in log
    editor.post("/review/undo", data=hidden(log, "/review/undo"))
    assert named() == 2


def test_what_was_decided_to_be_different_is_not_asked_again(editor: TestClient) -> None:
    page = editor.get("/review/identities").text
    sides = hidden(page, "/review/judge")["sides"]
    done = editor.post("/review/judge", data=hidden(page, "/review/judge") | {"kind": "different"})
    assert done.status_code == 303
    assert sides not in unescape(editor.get("/review/identities").text)


EDITS = ["/review/accept", "/review/drop", "/review/judge", "/review/undo", "/sign-out"]


@pytest.mark.parametrize("path", EDITS)
def test_nobody_edits_without_a_session(client: TestClient, path: str) -> None:
    response = client.post(path, data={"article": "e", "number": "0", "word": "x"})
    assert response.status_code == 401


@pytest.mark.parametrize("path", EDITS)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_request_that_begins_elsewhere_edits_nothing(editor: TestClient, path: str, headers: dict[str, str]) -> None:
    form = hidden(editor.get("/review").text, "/review/drop")
    assert editor.post(path, data=form, headers=headers).status_code == 403
    assert "가온 포럼" in editor.get("/review").text


@pytest.mark.parametrize("path", EDITS)
def test_an_edit_without_the_word_of_the_session_is_refused(editor: TestClient, path: str) -> None:
    form = hidden(editor.get("/review").text, "/review/drop")
    assert editor.post(path, data=form | {"word": "0" * 64}).status_code == 403
    plain = editor.post(path, content=json.dumps(form), headers={"Content-Type": "text/plain"})
    assert plain.status_code == 415
    assert editor.get(path).status_code in (404, 405)


def test_the_session_is_kept_from_scripts_and_other_sites(client: TestClient) -> None:
    cookie = client.post("/sign-in", data={"token": TOKEN}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_wrong_token_opens_nothing(client: TestClient) -> None:
    response = client.post("/sign-in", data={"token": "wrong"})
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


def test_a_session_ends_when_its_editor_leaves(editor: TestClient) -> None:
    form = hidden(editor.get("/review").text, "/sign-out")
    assert editor.post("/sign-out", data=form).status_code == 303
    assert "/review/drop" not in editor.get("/review").text


def test_a_server_for_reading_lets_nobody_in(store: Path) -> None:
    with TestClient(application(ServeSettings(store)), base_url="http://127.0.0.1") as reader:
        assert reader.post("/sign-in", data={"token": ""}).status_code == 403
        assert WORDS["review.read_only"].ko in reader.get("/review").text


def test_an_edit_beside_a_build_says_to_wait(editor: TestClient, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.store import Store

    monkeypatch.setattr("kg.store.disk._PATIENCE", 0.0)
    form = hidden(editor.get("/review").text, "/review/drop")
    with Store.open_to_write(store):
        response = editor.post("/review/drop", data=form)
        assert response.status_code == 503
        assert "다른 kg가 이 저장소에 쓰고 있습니다" in response.text
    assert editor.post("/review/drop", data=form).status_code == 303
