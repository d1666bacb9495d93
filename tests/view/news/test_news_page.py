"""The page as a file: nothing of an article is markup, nothing but its own script may run, the same bytes each time."""

from __future__ import annotations

import gzip
import json
import re
from base64 import b64decode, b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Store
from small import lines, post

import kg
from kg.cli import run
from kg.cli.view import _LIMIT
from kg.query.facts import Entity
from kg.query.texts import Text
from kg.resources import WebEntry
from kg.view.news import LIMIT, Content, content, news_page
from kg.view.news import page as page_module
from kg.view.news.content import ARGUMENTS, Argument, Told

SCRIPT = 'const a = "</script><!--", b = 1;'
STYLE = "body{color:red}"
HOSTILE = "</script><script>alert(1)</script><!--\"'><img src=x onerror=alert(2)>&amp;\u202e\u2028\u2029\x00\ud800]]>"


@pytest.fixture(autouse=True)
def entry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is tested with a script of its own, so that it is where nothing was built too."""
    monkeypatch.setattr(page_module, "web_entry", lambda name: WebEntry(SCRIPT, STYLE))
    monkeypatch.setenv("KG_LANG", "en")


class Outline(HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: set[str] = set()
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}


def hostile(text: str) -> Content:
    """A page's worth of content in which every text is `text`."""
    fact = Told("x:a/f", "Position", "x:a", {"title": Argument("text", text)}, ((0, 1),), rule=text)
    article = Text("x:a", text, text, text, text, (text,), text, text)
    return Content({"x:a": article}, {"x:e": Entity(["Person"], [text])}, (fact,), {"x:a": ((0, 1, "x:e"),)}, ())


def data_of(page: bytes) -> Any:
    found = re.search(rb'id="data"( data-coding="gzip")?>([^<]*)</script>', page)
    assert found
    return json.loads(gzip.decompress(b64decode(found[2])) if found[1] else found[2])


@pytest.mark.parametrize("times", [1, 20_000])
def test_hostile_text_is_data_however_much_there_is(times: int) -> None:
    text = HOSTILE * times
    everything = hostile(text)
    page = news_page(everything, everything, HOSTILE, "ko")
    outline = Outline(page.decode())
    assert outline.names == ["html", "head", *["meta"] * 5, "title", "style", "body", "noscript", "script", "script"]
    assert not {name for name in outline.attributes if name.startswith("on")}
    assert data_of(page)["articles"][0]["text"] == text
    assert (b"data-coding" in page) == (times > 1)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back(text: str) -> None:
    everything = hostile(text)
    assert data_of(news_page(everything, everything, "x"))["articles"][0]["headline"] == text


def test_the_policy_allows_the_very_script_and_style_and_no_address() -> None:
    page = news_page(hostile("가"), hostile("가"), "x").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
    assert rules["default-src"] == "'none'"
    assert set(rules) == {"default-src", "script-src", "style-src", "worker-src", "img-src", "base-uri", "form-action"}
    script, style = (page.partition(f"<{name}>")[2].partition(f"</{name}>")[0] for name in ("script", "style"))
    for name, source in (("script-src", script), ("style-src", style)):
        assert rules[name] == f"'sha256-{b64encode(sha256(source.encode()).digest()).decode()}'"
    assert "</script" not in script
    assert eval_string(script) == "</script><!--"
    assert not re.search(r"(src|href)=", page)


def eval_string(script: str) -> str:
    """Read the string constant of the test's script as JavaScript does."""
    constant = re.search(r'"(.*?)"', script)
    assert constant
    return re.sub(r"\\(.)", r"\1", constant[1])


def test_the_same_store_gives_the_same_page(newsroom: Store) -> None:
    first, second = (news_page(content(newsroom), content(newsroom), "x") for _ in range(2))
    assert first == second


def test_everything_that_facts_hold_is_called_something_in_both_languages(newsroom: Store) -> None:
    everything = content(newsroom)
    data = data_of(news_page(everything, everything, "x"))
    wanted = {f"type.{kind}" for kind in ARGUMENTS}
    wanted |= {f"argument.{name}" for fact in data["facts"] for name in fact["args"]}
    concepts = {"status", "role", "manner", "action", "predicate"}
    wanted |= {f"concept.{v}" for fact in data["facts"] for name, v in fact["args"].items() if name in concepts}
    assert wanted <= set(data["words"])
    assert all(len(both) == 2 and all(both) for both in data["words"].values())


def test_numbers_lead_to_what_they_stand_for(newsroom: Store) -> None:
    everything = content(newsroom)
    data = data_of(news_page(everything, everything, "x"))
    for fact, told in zip(data["facts"], everything.facts, strict=True):
        assert data["base"] + fact["id"] == told.iri
        assert data["base"] + data["articles"][fact["article"]]["id"] == told.article
        for name, argument in told.arguments.items():
            value = fact["args"][name]
            if argument.kind == "entity":
                assert data["base"] + data["entities"][value]["id"] == argument.value
            else:
                assert value == argument.value


# --- the command


@pytest.fixture
def news(tmp_path: Path) -> str:
    (tmp_path / "facts.jsonl").write_text(lines(post("a", "오세린"), post("b", "한지수")), encoding="utf-8")
    kg.build(tmp_path / "facts.jsonl", out=tmp_path / "news.kg", workers=1)
    return str(tmp_path / "news.kg")


def test_the_command_writes_the_page_and_says_what_is_in_it(
    news: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["view", news, "-o", str(tmp_path / "news.html")]) == 0
    out, err = capfd.readouterr()
    assert out == ""
    assert "2 articles, 4 facts" in err
    with kg.open(news) as opened:
        assert (tmp_path / "news.html").read_bytes() == opened.page("en")


def test_it_says_what_it_leaves_out_and_what_to_do(news: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["view", news, "--limit", "3"]) == 0
    out, err = capfdbinary.readouterr()
    data = data_of(out)
    assert [data["whole"]["facts"], len(data["facts"])] == [4, 2]
    assert b"There are 4 facts; one page holds 3" in err
    assert b"--query" in err


def test_a_query_chooses(news: str, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["view", news, "--query", "positions", "--param", "person=한지수"]) == 0
    assert [article["id"] for article in data_of(capfdbinary.readouterr()[0])["articles"]] == ["article/b"]


def test_a_file_of_rdf_makes_a_page_too(news: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["export", news, "--format", "trig", "-o", str(tmp_path / "news.trig")]) == 0
    assert run(["view", str(tmp_path / "news.trig")]) == 0
    assert len(data_of(capfdbinary.readouterr()[0])["facts"]) == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--since", "March"], 2, "is no date"),
        (["--entity", "아무개"], 1, "No entity is called"),
        (["--until", "1999"], 1, "No article is left"),
        (["--query", "positions", "--param", "person"], 2, "name=value"),
        (["--limit", "0"], 2, "0"),
    ],
)
def test_what_is_wrong_is_said(
    news: str, arguments: list[str], code: int, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["view", news, *arguments]) == code
    out, err = capfd.readouterr()
    assert words in err
    assert out == ""


def test_the_bound_of_the_command_is_that_of_the_page() -> None:
    assert _LIMIT == LIMIT
