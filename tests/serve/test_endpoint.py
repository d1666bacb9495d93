"""The SPARQL 1.1 Protocol: three ways to send a query, what is answered in which form, what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from starlette.testclient import TestClient

from kg.serve import Limits, ServeSettings, application

PEOPLE = "PREFIX schema: <https://schema.org/> SELECT ?p { ?p a schema:Person } ORDER BY ?p LIMIT 3"
DESCRIBE = "DESCRIBE <https://kg.example/data/person/이재명~성남시>"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ARTICLE = "https://kg.example/data/graph/article/2012-10-31-seongnam-conference"


def rows(content: bytes) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(content)["results"]["bindings"]
    return found


def test_a_query_can_be_sent_in_three_ways(client: TestClient) -> None:
    by_get = client.get("/sparql", params={"query": PEOPLE})
    by_form = client.post("/sparql", data={"query": PEOPLE})
    directly = client.post("/sparql", content=PEOPLE, headers={"Content-Type": "application/sparql-query"})
    assert len(rows(by_get.content)) == 3
    assert by_get.content == by_form.content == directly.content


@pytest.mark.parametrize(
    ("accept", "media_type", "read"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/json", "application/json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV),
        ("text/csv;q=0.9, text/turtle", "text/csv; charset=utf-8", None),
        ("*/*", "application/sparql-results+json", QueryResultsFormat.JSON),
    ],
)
def test_rows_come_as_the_client_wants(
    client: TestClient, accept: str, media_type: str, read: QueryResultsFormat | None
) -> None:
    response = client.get("/sparql", params={"query": PEOPLE}, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    if read is None:
        assert response.text.splitlines()[0] == "p"
        assert len(response.text.splitlines()) == 4
    else:
        assert len(list(parse_query_results(response.content, read))) == 3  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accept", "media_type", "read"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples; charset=utf-8", RdfFormat.N_TRIPLES),
        ("*/*", "text/turtle; charset=utf-8", RdfFormat.TURTLE),
    ],
)
def test_graphs_come_as_the_client_wants(client: TestClient, accept: str, media_type: str, read: RdfFormat) -> None:
    response = client.get("/sparql", params={"query": DESCRIBE}, headers={"Accept": accept})
    assert response.headers["content-type"] == media_type
    assert any(quad.object.value == "이재명" for quad in parse(response.content, format=read))


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_an_ask_is_answered_in_every_form(client: TestClient, name: str) -> None:
    response = client.get("/sparql", params={"query": "ASK { ?s ?p ?o }", "format": name})
    assert response.status_code == 200
    assert "true" in response.text


def test_a_form_that_does_not_suit_is_refused(client: TestClient) -> None:
    assert client.get("/sparql", params={"query": PEOPLE}, headers={"Accept": "text/turtle"}).status_code == 406
    assert client.get("/sparql", params={"query": DESCRIBE}, headers={"Accept": "text/csv"}).status_code == 406
    assert client.get("/sparql", params={"query": PEOPLE, "format": "turtle"}).status_code == 406


def test_the_protocol_says_which_graphs_count(client: TestClient) -> None:
    def count(query: str, *graphs: tuple[str, str]) -> int:
        address = "/sparql?" + urlencode([("query", query), *graphs])
        return int(rows(client.get(address).content)[0]["n"]["value"])

    every = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    one = count(every, ("default-graph-uri", ARTICLE))
    assert 0 < one < count(every)
    assert count(named, ("named-graph-uri", ARTICLE)) == one
    assert count(every, ("named-graph-uri", ARTICLE)) == 0
    assert count(named, ("default-graph-uri", ARTICLE)) == 0
    assert count(f"SELECT (COUNT(*) AS ?n) FROM <{ARTICLE}> {{ ?s ?p ?o }}") == one
    other = ("default-graph-uri", "https://kg.example/data/graph/entities")
    assert count(f"SELECT (COUNT(*) AS ?n) FROM <{ARTICLE}> {{ ?s ?p ?o }}", other) == count(every, other)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { ?s ?p }", "질의"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { SERVICE SILENT ?x { ?s ?p ?o } }", "SERVICE"),
        ("LOAD <http://127.0.0.1:9/>", "LOAD"),
        ("PREFIX a: <b:> #c\nINSERT DATA { a:x a:y 1 }", "INSERT"),
        ("DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o } ; DROP ALL", ""),
        ("", ""),
        ("\x00", ""),
    ],
)
def test_a_query_that_is_wrong_or_reaches_out_is_refused_with_a_reason(
    client: TestClient, query: str, word: str
) -> None:
    response = client.post("/sparql", data={"query": query})
    assert response.status_code == 400
    assert word in response.text
    assert response.headers["content-type"].startswith("text/plain")


def test_a_query_that_its_process_dies_of_takes_nothing_with_it(client: TestClient) -> None:
    deep = client.post("/sparql", data={"query": f"SELECT * {'{' * 50_000}"})
    assert deep.status_code in (400, 503)
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).status_code == 200


def test_updates_are_refused(client: TestClient) -> None:
    assert client.post("/sparql", data={"update": "DROP ALL"}).status_code == 403
    direct = client.post("/sparql", content="DROP ALL", headers={"Content-Type": "application/sparql-update"})
    assert direct.status_code == 403
    assert json.loads(client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).content)["boolean"]


def test_requests_that_are_no_query_are_refused(client: TestClient) -> None:
    assert client.post("/sparql", data={"other": "1"}).status_code == 400
    assert client.get("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D").status_code == 400
    assert client.get("/sparql?query=%FF").status_code == 400
    assert client.get("/sparql?default-graph-uri=x").status_code == 400
    assert client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": "no iri"}).status_code == 400
    assert client.post("/sparql", content=b"{}", headers={"Content-Type": "application/json"}).status_code == 415
    assert client.put("/sparql", content=b"ASK {}").status_code == 405
    assert client.post("/sparql", content=b"x", headers={"Content-Length": str(2 << 20)}).status_code == 413


def test_without_a_query_the_service_is_described(client: TestClient) -> None:
    text = client.get("/sparql", headers={"Accept": "text/turtle"}).text
    objects = {str(quad.object) for quad in parse(text.encode(), format=RdfFormat.TURTLE)}
    assert "<http://www.w3.org/ns/sparql-service-description#UnionDefaultGraph>" in objects
    assert "<http://127.0.0.1/sparql>" in objects
    page = client.get("/sparql", headers={"Accept": "text/html"})
    assert 'data-endpoint="/sparql"' in page.text


def test_the_editor_works_without_a_script(client: TestClient) -> None:
    page = client.post("/sparql/run", data={"text": PEOPLE}, headers={"Accept": "text/html"})
    assert page.text.count("<tr>") == 4
    assert f'href="/person/{quote("강태욱")}~{quote("나래산업진흥원")}"' in page.text
    wrong = client.post("/sparql/run", data={"text": "<script>"}, headers={"Accept": "text/html"})
    assert wrong.status_code == 400
    assert "<script>" not in wrong.text.partition("<body")[2]


def test_the_editor_completes_the_terms_of_the_vocabulary(client: TestClient) -> None:
    terms = client.get("/sparql/terms").json()
    assert "https://kg.example/ontology#Statement" in terms["classes"]
    assert "https://kg.example/ontology#speaker" in terms["properties"]


def test_limits_end_the_work_and_say_so(store: Path) -> None:
    hasty = ServeSettings(store, limits=Limits(query_seconds=0.5))
    with TestClient(application(hasty), base_url="http://127.0.0.1") as client:
        slow = client.get("/sparql", params={"query": SLOW})
        assert slow.status_code == 503
        assert "0.5" in slow.text
    sparing = ServeSettings(store, limits=Limits(query_rows=2, query_bytes=2000))
    with TestClient(application(sparing), base_url="http://127.0.0.1") as client:
        cut = client.get("/sparql", params={"query": PEOPLE})
        assert len(rows(cut.content)) == 2
        assert cut.headers["x-rows-cut-after"] == "2"
        large = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?s ?p ?o }"})
        assert large.status_code == 413
        assert "2,000" in large.text


@pytest.mark.parametrize(("limits", "status"), [(Limits(waiting=0), 503), (Limits(client_queries=0), 429)])
def test_too_much_at_once_is_refused_with_when_to_come_back(store: Path, limits: Limits, status: int) -> None:
    with TestClient(application(ServeSettings(store, limits=limits)), base_url="http://127.0.0.1") as client:
        response = client.get("/sparql", params={"query": "ASK {}"})
        assert response.status_code == status
        assert int(response.headers["retry-after"]) > 0


def test_questions_are_forms_with_answers(client: TestClient) -> None:
    assert "/queries/positions" in client.get("/queries").text
    form = client.get("/queries/statements").text
    assert 'name="topic"' in form
    page = client.get("/queries/positions", params={"person": "강태욱"})
    assert page.text.count("<tr>") == 7
    assert "/article/2025-03-03-narae-vice-mayor/text/342-375" in page.text
    assert "download=" in page.text
    wrong = client.get("/queries/statements", params={"limit": "many"})
    assert wrong.status_code == 400
    assert 'role="alert"' in wrong.text
    assert client.get("/queries/nothing").status_code == 404
    graph = client.get("/queries/graph-of", params={"name": "강태욱"}).text
    assert '<pre class="code" tabindex="0">@base' in graph


def test_an_answer_reads_in_the_language_of_the_reader_and_leads_on(client: TestClient) -> None:
    page = client.get("/queries/positions", params={"person": "강태욱"}).text
    assert ">재직 상태</th>" in page
    assert ">전직</td>" in page
    assert 'class="when">2025-03-03 14:15</td>' in page
    assert '/text/342-375">나래시 새 부시장에 오세린 전 경기도 정책기획관</a>' in page
    assert f'<a href="/organization/{quote("나래소방서")}">나래소방서</a>' in page
    assert f'<a href="/search?q={quote("강태욱")}">강태욱</a>' in page  # two are called so
    aside = {"ko": "행사나 사건은 시작하기 전에", "en": "An event does not end before"}
    for language, words in aside.items():
        found = client.get("/queries/set-aside?limit=9", headers={"Accept-Language": language}).text
        assert [reason in found for reason in aside.values()] == [reason == words for reason in aside.values()]
    relations = client.get("/queries/relations", params={"name": ""}).text
    assert "<td>구성원</td>" in relations
    assert "<td>member_of</td>" not in relations


def test_an_empty_answer_says_why_and_names_what_may_have_been_meant(client: TestClient) -> None:
    page = client.get("/queries/positions", params={"person": "이제명"}).text
    assert ">이재명</a>" in page
    assert "person=" + quote("이재명") in page
    found = client.get("/search", params={"q": "이제명"}).text
    assert ">이재명</a>" in found


def test_parameters_are_chosen_and_completed(client: TestClient) -> None:
    form = client.get("/queries/positions").text
    assert '<option value="former">전직</option>' in form
    names = client.get("/search", params={"part": "names", "person": "이재"}).text
    assert '<option value="이재명">' in names
