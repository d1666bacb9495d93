"""One address gives a page, Turtle, JSON-LD and more; the data are just those of the export."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse
from starlette.testclient import TestClient

import kg
from kg.serve import ServeSettings, application

PERSON = "/person/" + quote("이재명") + "~" + quote("성남시")
ARTICLE = "/article/2012-10-31-seongnam-conference"


def exported(store: Path, format_name: str) -> str:
    stream = BytesIO()
    with kg.open(store) as news:
        news.export(format_name, stream)
    return stream.getvalue().decode()


def blocks(turtle: str) -> list[str]:
    return [block for block in turtle.split("\n\n") if block.strip()]


def triples(turtle: str) -> set[str]:
    return {str(quad) for quad in parse(turtle.encode(), format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("path", [PERSON, f"{ARTICLE}/fact/position.170-178", "/role/" + quote("시장")])
def test_turtle_is_that_of_the_export(client: TestClient, store: Path, path: str) -> None:
    response = client.get(path, headers={"Accept": "text/turtle"})
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    whole = blocks(exported(store, "turtle").rstrip("\n"))
    part = blocks(response.text.rstrip("\n"))
    assert part[0] == whole[0]  # prefixes and base
    assert len(part) > 1
    assert set(part) <= set(whole)


def test_turtle_of_an_article_holds_its_blocks_and_the_edges_that_follow(client: TestClient, store: Path) -> None:
    whole, part = exported(store, "turtle"), client.get(ARTICLE + "?format=turtle").text
    own = [block for block in blocks(part) if block.lstrip().startswith("<article/")]
    assert len(own) > 50
    assert set(own) <= set(blocks(whole))
    assert triples(part) < triples(whole)


@pytest.mark.parametrize("path", [PERSON, ARTICLE])
def test_jsonld_is_that_of_the_export(client: TestClient, store: Path, path: str) -> None:
    response = client.get(path, headers={"Accept": "application/ld+json"})
    assert response.headers["content-type"] == "application/ld+json"
    data, whole = response.json(), json.loads(exported(store, "jsonld"))
    assert data["@context"] == whole["@context"]
    nodes = {graph["@id"]: graph["@graph"] for graph in whole["@graph"]}
    assert data["@graph"]
    assert all(node in nodes[graph["@id"]] for graph in data["@graph"] for node in graph["@graph"])


def test_an_article_is_given_whole(client: TestClient, store: Path) -> None:
    lines = client.get(ARTICLE + "?format=nquads").text.splitlines()
    graph = "<https://kg.example/data/graph/article/2012-10-31-seongnam-conference> ."
    assert lines == [line for line in exported(store, "nquads").splitlines() if line.endswith(graph)]


def test_a_person_is_given_with_the_facts_and_their_words(client: TestClient) -> None:
    turtle = client.get(PERSON + "?format=turtle").text
    assert "kg:speaker <person/이재명~성남시>" in turtle
    assert 'oa:exact "이재명 성남시장"@ko' in turtle


def test_a_browser_gets_a_page_and_links_to_the_data(client: TestClient) -> None:
    response = client.get(PERSON, headers={"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"})
    assert response.headers["content-type"].startswith("text/html")
    assert response.headers["content-location"] == PERSON + "?format=html"
    assert f'<{PERSON}?format=turtle>; rel="alternate"; type="text/turtle"' in response.headers["link"]
    assert "Accept" in response.headers["vary"]


def test_what_cannot_be_had_is_said(client: TestClient) -> None:
    assert client.get(PERSON, headers={"Accept": "image/png"}).status_code == 406
    assert client.get(PERSON + "?format=pdf").status_code == 406
    absent = client.get("/person/" + quote("없는사람"), headers={"Accept": "text/turtle"})
    assert absent.status_code == 404
    assert "없는사람" in absent.text


def test_an_address_that_is_written_otherwise_leads_to_the_one(client: TestClient) -> None:
    response = client.get(PERSON.replace("~", "%7E") + "?format=turtle")
    assert (response.status_code, response.headers["location"]) == (308, PERSON + "?format=turtle")


def test_an_iri_leads_to_its_page(client: TestClient) -> None:
    response = client.get("/resource", params={"iri": "https://kg.example/data/person/이재명~성남시"})
    assert (response.status_code, response.headers["location"]) == (303, PERSON)
    assert client.get("/resource", params={"iri": "https://elsewhere.example/x"}).status_code == 404


def test_parts_of_an_article_lead_to_where_they_stand(client: TestClient) -> None:
    fact = client.get(f"{ARTICLE}/fact/position.170-178", headers={"Accept": "text/html"})
    assert fact.status_code == 303
    page = client.get(ARTICLE).text
    anchor = fact.headers["location"].partition("#")[2]
    assert f'id="{anchor}"' in page
    words = client.get(f"{ARTICLE}/text/170-178", headers={"Accept": "text/html"})
    assert words.headers["location"] == f"{ARTICLE}#at-170"
    assert 'id="at-170"' in page


def test_who_has_it_already_is_told_so(client: TestClient) -> None:
    first = client.get(PERSON + "?format=turtle")
    again = client.get(PERSON + "?format=turtle", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get(PERSON + "?format=jsonld", headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


def test_the_iri_of_a_person_itself_is_no_document(tmp_path: Path) -> None:
    """Where the server stands at the base of the dataset, a person is answered with 303 and an article with 200."""
    facts = tmp_path / "facts.jsonl"
    facts.write_text((Path(__file__).resolve().parents[2] / "data" / "facts.jsonl").read_text(encoding="utf-8"))
    kg.build(facts, out=tmp_path / "news.kg", workers=1, base="https://news.example/")
    settings = ServeSettings(tmp_path / "news.kg", names=("news.example",))
    with TestClient(application(settings), base_url="https://news.example", follow_redirects=False) as client:
        person = client.get(PERSON, headers={"Accept": "text/turtle"})
        assert (person.status_code, person.headers["location"]) == (303, PERSON + "?format=turtle")
        assert client.get(person.headers["location"]).status_code == 200
        assert client.get(ARTICLE).status_code == 200
