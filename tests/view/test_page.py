"""The page of an explained article: whole, escaped, self-contained, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import Reason
from kg.extract.explanation import Dropped, Explanation
from kg.model import Article, Entity, FactsDocument, Mention, Position, Statement
from kg.view import page, pieces
from kg.visible import visible

TEXT = "한도윤 나래시장은 “걱정하지 말라”고 말했다."
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&amp;\u202e\x1b[2J\x00\ud800</article></style>-->"


def explanation(
    text: str = TEXT, headline: str = "나래시 소식", rule: str = "position.title-after-name"
) -> Explanation:
    quote = text.index("걱정") if "걱정" in text else 0
    document = FactsDocument(
        id="a1",
        article=Article(text=text, headline=headline, published="2026-03-10", publisher=headline, authors=(headline,)),
        mentions=(Mention(start=0, end=3, type="Person", entity="p1", score=0.97),),
        entities={
            "p1": Entity(type="Person", names=(text[:3], headline)),
            "o1": Entity(type="Place", names=("나래시",)),
        },
        facts=(
            Position(person="p1", title=headline, organization="o1", evidence=((0, 8),), score=0.9, rule=rule),
            Statement(
                speaker="p1", manner="direct", content=text, verb="말했다", evidence=((quote, quote + 7),), score=0.7
            ),
        ),
    )
    return Explanation(
        document,
        references=(
            Mention(start=0, end=3, type="Person", entity="p1"),
            Mention(start=4, end=7, type="Place", entity="o1"),
        ),
        dropped=(Dropped(4, 8, "Person", Reason(f"Not a name: {headline}", f"이름이 아닙니다: {headline}")),),
        rules={rule: Reason(f"A title after a name {headline}.", f"이름 뒤의 직함 {headline}.")},
    )


class Outline(HTMLParser):
    """What a browser makes of a page: its elements, its ids and links, its text by element."""

    VOID = frozenset({"meta", "input", "link", "img", "br"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.article = ""
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            self.ids += [value or ""] if name == "id" else []
            self.links += [value or ""] if name in ("href", "src") else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.article += data


def test_the_whole_text_stands_in_the_page() -> None:
    assert Outline(page(explanation())).article == TEXT


def test_each_mention_fact_and_dropped_candidate_is_marked_and_linked() -> None:
    outline = Outline(page(explanation()))
    assert {"fact-0", "fact-1", "entity-p1", "entity-o1", "dropped-0", "at-0"} <= set(outline.ids)
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))


def test_a_fact_shows_its_arguments_its_rule_what_the_rule_looks_for_and_its_score() -> None:
    source = page(explanation(), "en")
    card = source[source.index('id="fact-0"') : source.index('id="fact-1"')]
    for words in ("한도윤", "나래시", "current", "position.title-after-name", "A title after a name", "0.90"):
        assert words in card
    assert "이름 뒤의 직함" in page(explanation(), "ko")


def test_a_dropped_candidate_shows_why() -> None:
    assert "Not a name" in page(explanation(), "en")
    assert "이름이 아닙니다" in page(explanation(), "ko")


@pytest.mark.parametrize(
    ("language", "words"), [("ko", ("사실", "직위", "사람")), ("en", ("Facts", "Position", "Person"))]
)
def test_the_page_speaks_both_languages(language: str, words: tuple[str, ...]) -> None:
    source = page(explanation(), language)
    assert f'<html lang="{language}">' in source
    assert all(f">{word}" in source for word in words)


def test_hostile_text_stays_text() -> None:
    outline = Outline(page(explanation(HOSTILE * 2, HOSTILE, HOSTILE)))
    assert outline.names.count("script") == 1
    assert "img" not in outline.names
    assert not {name for name in outline.attributes if name.startswith("on")}
    assert outline.article == visible(HOSTILE * 2)
    assert all(link.startswith("#") for link in outline.links)


def test_the_page_asks_no_network_and_allows_only_its_own_script() -> None:
    source = page(explanation())
    assert not re.search(r"https?:|url\(|@import|src=", source)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)
    assert policy
    assert policy[1].startswith("default-src 'none'")
    assert "script-src 'sha256-" in policy[1]


def test_the_policy_names_the_hash_of_the_very_script() -> None:
    from base64 import b64encode
    from hashlib import sha256

    source = page(explanation())
    script = source[source.index("<script>") + 8 : source.index("</script>")]
    assert f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" in source


def test_what_steers_the_screen_is_shown() -> None:
    assert visible("a\x1b[2J\u202eb\ud800\tc\nd") == "a␛[2J⟦U+202E⟧b⟦U+D800⟧\tc\nd"
    page(explanation(HOSTILE * 2, HOSTILE)).encode()


def test_an_article_in_which_nothing_was_found_says_so() -> None:
    empty = Explanation(FactsDocument(id="a", article=Article(text="가나다")))
    assert "찾은 사실이 없습니다." in page(empty)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=8))
def test_pieces_cover_the_text_without_gap_and_know_all_that_stands_there(spans: list[tuple[int, int]]) -> None:
    text = "가나다라마바사아자차카타"
    dropped = tuple(Dropped(a, b, "Person", Reason("x", "x")) for a, b in spans)
    found = list(pieces(Explanation(FactsDocument(id="a", article=Article(text=text)), dropped=dropped)))
    assert "".join(text[piece.start : piece.end] for piece in found) == text
    for piece in found:
        wanted = {n for n, (a, b) in enumerate(spans) if a < b and a <= piece.start and piece.end <= b}
        assert {mark.number for mark in piece.marks} == wanted
