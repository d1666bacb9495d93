"""The pages: what they tell, in two languages, and that nothing of an article becomes a part of them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from explorer import HOSTILE, Outline
from small import lines, post
from starlette.testclient import TestClient

import kg
from kg.serve import ServeSettings, application

PERSON = "/person/" + quote("이재명") + "~" + quote("성남시")
PAGES = ["/", "/person", "/article", "/search?q=" + quote("나래"), PERSON, "/article/2012-10-31-seongnam-conference"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_is_whole_and_in_the_language_of_the_reader(client: TestClient, path: str, language: str) -> None:
    response = client.get(path, headers={"Accept-Language": language})
    assert response.status_code == 200
    outline = Outline(response.text)
    assert outline.all("lang")[0] == language
    assert response.headers["content-language"] == language
    ids = outline.all("id")
    assert len(ids) == len(set(ids))
    fragments = [link[1:] for link in outline.all("href") if link.startswith("#")]
    assert set(fragments) <= set(ids)


@pytest.mark.parametrize("path", PAGES)
def test_every_link_of_a_page_leads_somewhere(client: TestClient, path: str) -> None:
    links = {link for link in Outline(client.get(path).text).all("href") if link.startswith("/")}
    assert links
    for link in links:
        assert client.get(link, headers={"Accept": "text/html"}).status_code in (200, 303), link


def test_a_person_is_told_with_facts_words_and_articles(client: TestClient) -> None:
    page = client.get(PERSON).text
    assert "<h1>이재명</h1>" in page
    assert "<mark>이재명 성남시장</mark></a>은 오전 기조강연에서" in page
    assert "성남시, 산업융합의 길 찾는 컨퍼런스 열어" in page


def test_what_was_set_aside_is_no_fact_but_can_be_seen_in_the_article(client: TestClient) -> None:
    event = re.search(r'href="(/event/[^"#?]*)"', client.get("/search?q=" + quote("가온 포럼")).text)
    assert event is not None
    assert "2026-03-01" not in client.get(event[1]).text
    page = client.get("/article/backwards").text
    assert "행사가 시작하기 전에 끝날 수는 없습니다" in page or "끝" in page
    assert 'id="dropped"' in page


def test_nobody_is_told_apart_by_the_key_of_an_article(client: TestClient) -> None:
    people = client.get("/person").text
    assert ">2025-11-12-council-budget<" not in people
    assert ">나래시의회, 나래천 정비사업 예산 두고 정면충돌<" in people
    assert ">나래시 · 부시장<" in people


def test_search_looks_at_names_and_headlines_whatever_their_spaces(client: TestClient) -> None:
    assert "나래천 정비사업" in client.get("/search", params={"q": "나래천정비"}).text
    assert "부시장에 오세린" in client.get("/search", params={"q": "새 부시장"}).text
    suggested = client.get("/search", params={"q": "강태욱", "part": "suggestions"}).text
    assert re.findall(r'class="others">([^<]*)<', suggested) == ["나래산업진흥원", "나래소방서"]
    assert "없음없음" in client.get("/search", params={"q": "없음없음"}).text


@pytest.mark.parametrize("path", ["/", "/article", "/person", "/search?q=alert", "/article/%3Cb%3E..%2Fh%3Fx%23y"])
def test_nothing_of_a_hostile_article_becomes_a_part_of_a_page(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    outline = Outline(response.text)
    assert set(outline.names) & {"img", "b", "style"} <= {"b"}
    assert outline.names.count("script") == len(re.findall(r'<script src="/static/', response.text))
    assert not any(name.startswith("on") or name == "style" for name, _ in outline.attributes)
    assert not any(value.lower().lstrip().startswith("javascript:") for value in outline.all("href"))
    assert "49" not in outline.all("content")
    assert "\u202e" not in response.text
    assert HOSTILE not in response.text


def test_a_hostile_person_has_a_page_too(client: TestClient) -> None:
    links = [link for link in Outline(client.get("/person").text).all("href") if "script" in link]
    assert links
    assert client.get(links[0]).status_code == 200


def test_language_and_look_are_remembered_and_lead_back(client: TestClient) -> None:
    response = client.get("/choose", params={"lang": "en", "theme": "dark", "back": "/person?page=2"})
    assert (response.status_code, response.headers["location"]) == (303, "/person?page=2")
    page = client.get("/", headers={"Accept-Language": "ko"}).text
    assert '<html lang="en" data-theme="dark">' in page
    client.cookies.clear()


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example/", "/\\evil.example/", "\\\\evil.example"])
def test_nobody_is_led_to_another_server(client: TestClient, back: str) -> None:
    location = client.get("/choose", params={"back": back}).headers["location"]
    assert re.match(r"/(?![/\\])", location)


def test_a_page_that_is_not_there_says_so_in_the_form_that_is_wanted(client: TestClient) -> None:
    page = client.get("/nothing", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert "찾을 수 없습니다" in page.text
    plain = client.get("/nothing", headers={"Accept-Language": "en"})
    assert plain.headers["content-type"].startswith("text/plain")
    assert "Not found" in plain.text


def test_pages_show_what_a_build_writes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.live._REST", 0)  # else names may be some seconds old while a build goes on

    def build(*documents: dict[str, object]) -> None:
        facts = tmp_path / "facts.jsonl"
        facts.write_text(lines(*documents), encoding="utf-8")
        kg.build(facts, out=tmp_path / "news.kg", workers=1)

    build(post("a", "김민수"))
    with TestClient(application(ServeSettings(tmp_path / "news.kg")), base_url="http://127.0.0.1") as client:
        assert "이서연" not in client.get("/person").text
        build(post("b", "이서연", "의원", None))
        assert client.get("/article/b").status_code == 200
        assert "이서연" in client.get("/person").text
