"""What stands before every page: host names, headers, bodies."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kg.serve import ServeSettings, application
from kg.serve.settings import is_loopback


@pytest.mark.parametrize("path", ["/", "/static/pages.css", "/nothing", "/robots.txt", "/article?format=x"])
def test_every_answer_forbids_the_browser_what_it_does_not_need(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "kg.example:80", "", "10.0.0.7", "[::2]"])
def test_a_server_of_this_machine_answers_to_its_names_alone(client: TestClient, host: str) -> None:
    response = client.get("/", headers={"Host": host})
    assert response.status_code == 421
    assert "Content-Security-Policy" in response.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:7474", "localhost", "LOCALHOST:1", "[::1]:9"])
def test_the_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_a_server_for_the_network_answers_to_addresses_and_given_names() -> None:
    settings = ServeSettings(Path("news.kg"), host="0.0.0.0", names=("News.example",))
    assert [settings.is_called(host) for host in ("10.0.0.7:80", "news.example", "NEWS.EXAMPLE.:8", "[fe80::1]")] == [
        True
    ] * 4
    assert not settings.is_called("evil.example")
    assert not settings.is_called("localhost")


@pytest.mark.parametrize(("host", "expected"), [("localhost", True), ("::1", True), ("0.0.0.0", False), ("x", False)])
def test_loopback_is_known(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_robots_are_kept_from_what_costs(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /sparql" in lines


def test_files_of_pages_are_kept_for_good_by_their_digest(client: TestClient, store: Path) -> None:
    page = client.get("/").text
    link = page.partition('href="/static/pages.css')[2].partition('"')[0]
    assert "immutable" in client.get("/static/pages.css" + link).headers["cache-control"]
    assert client.get("/static/pages.css").headers["cache-control"] == "no-cache"
    assert client.get("/static/..%2Fapp.py").status_code == 404
    with TestClient(application(ServeSettings(store)), base_url="http://127.0.0.1") as other:
        assert other.get("/static/nothing.js").status_code == 404
