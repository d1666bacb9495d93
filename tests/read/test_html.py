"""Web pages: what they say of their article, in whatever form, and what is none of it."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.model import Article
from kg.read.html import MAX_BYTES, read_html
from kg.read.html.about import own_address

TEXT = "나래시는 1일 비가 온다고 밝혔다. 시민들은 우산을 챙겼다."
SECOND = "나래시는 2일 눈이 온다고 다시 알렸다. 도로에는 모래를 뿌렸다."


def page(head: str = "", above: str = "", body: str = f"<p>{TEXT}</p><p>{SECOND}</p>", below: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{above}<div>{body}</div>{below}</body></html>".encode()


def linked(**fields: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def read(*parts: str, **named: str) -> Article:
    return read_html(page(*parts, **named))


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("성남=홍길동 기자", ("홍길동",)),
        ("홍길동 기자 hong@narae.example", ("홍길동",)),
        ("[서울=뉴시스] 홍길동 기자", ("홍길동",)),
        ("홍길동·김아라 기자", ("홍길동", "김아라")),
        ("글·사진 홍길동 기자", ("홍길동",)),
    ],
)
def test_bylines_above_the_body(line: str, authors: tuple[str, ...]) -> None:
    article = read(above=f"<h1>비 소식</h1><p>{line}</p>")
    assert article.authors == authors
    assert article.text == f"{TEXT}\n{SECOND}"


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2012년 10월 30일", "2012-10-30"),
        ("입력 2012.10.30 16:10", "2012-10-30T16:10+09:00"),
        ("기사입력 2012/10/30 [16:10]", "2012-10-30T16:10+09:00"),
        ("승인 2012.10.30 16:10 수정 2012.10.31 09:00", "2012-10-30T16:10+09:00"),
        ("수정 2012.10.31 09:00 | 입력 2012.10.30 16:10", "2012-10-30T16:10+09:00"),
        ("송고시간 2012-10-30 오후 4:10", "2012-10-30T16:10+09:00"),
    ],
)
def test_dates_above_the_body(line: str, published: str) -> None:
    assert read(above=f"<div>2026.01.01(목)</div><h1>비 소식</h1><p>{line}</p>").published == published


def test_the_date_of_the_day_on_top_of_the_page_is_not_the_articles() -> None:
    assert read(above="<div>2026년 1월 1일 목요일</div><h1>비 소식</h1><p>홍길동 기자</p>").published is None


def test_linked_data_in_an_array_a_graph_and_broken() -> None:
    fields = {"headline": "비 소식", "datePublished": "2012-10-30T07:10:00Z", "author": {"name": "홍길동 기자"}}
    whole = linked(**fields)
    inside = whole.partition(">")[2].removesuffix("</script>")
    kind = '<script type="application/ld+json">'
    for script in (
        whole,
        f"{kind}[{inside}]</script>",
        f'{kind}{{"@graph": [{{"@type": "WebSite", "name": "x"}}, {inside}]}}</script>',
        f"{kind}<!-- {inside} --></script>",
        f"{kind}{inside},</script>",
        f"{kind}{inside.replace('}', ',}')}</script>",
        f"{kind}{inside.replace('비 소식', '비 소식')[:-1]}</script>",
    ):
        article = read(head=script)
        assert (article.published, article.authors) == ("2012-10-30T16:10+09:00", ("홍길동",)), script
        assert article.headline == "비 소식"


@pytest.mark.parametrize(
    "author",
    ["나래일보", "관리자", "hong@narae.example", "편집부", "사회부", {"@type": "Organization", "name": "홍길동"}],
)
def test_desks_papers_and_addresses_are_no_authors(author: object) -> None:
    assert read(head=linked(headline="비", author=author)).authors == ()


def test_what_readers_see_outweighs_a_time_that_is_labelled_as_utc() -> None:
    head = linked(headline="비 소식", datePublished="2012-10-30T16:10:00Z")
    assert read(head=head, above="<h1>비 소식</h1><p>입력 2012.10.30 16:10</p>").published == "2012-10-30T16:10+09:00"


def test_captions_notices_buttons_and_links_are_left_out() -> None:
    body = (
        f'<figure><img src="a"><figcaption>비 내리는 거리. 나래일보</figcaption></figure><p>{TEXT}</p>'
        '<table><tr><td><img src="b"></td></tr><tr><td>▲ 우산을 쓴 시민들</td></tr></table>'
        '<div class="related"><a href="1">어제도 비가 왔다고 한다.</a></div>'
        f"<p>{SECOND}</p><p>&lt;저작권자 © 나래일보, 무단 전재 및 재배포 금지&gt;</p><p>페이스북 트위터 URL복사</p>"
        '<p><b>관련기사</b></p><p><a href="2">내일은 맑겠다</a></p>'
    )
    assert read(body=body).text == f"{TEXT}\n{SECOND}"


def test_a_list_with_triangles_is_no_caption() -> None:
    body = f"<p>{TEXT}</p><p>▲ 안전국장 홍길동 ▲ 홍보과장 김아라</p><p>▲ 도서관장 박하늘</p>"
    assert "▲ 도서관장 박하늘" in read(body=body).text


def test_a_body_in_escaped_json_is_read() -> None:
    markup = f"<p>{TEXT}</p><p>{SECOND}</p>"
    data = {
        "props": {
            "article": {"title": "비 소식", "regDate": "2012-10-30 16:10", "writer": "홍길동 기자", "html": markup}
        }
    }
    scripts = [
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script>',
        f"<script>window.__STATE__ = {json.dumps(data, ensure_ascii=False)};</script>",
        f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(data))});</script>",
        f"<script>self.__next_f.push([1,{json.dumps('5:' + json.dumps(data))}])</script>",
    ]
    for script in scripts:
        article = read_html(
            f'<html><head><title>비 소식</title></head><body><div id="app"></div>{script}</body></html>'.encode()
        )
        assert article.text == f"{TEXT}\n{SECOND}", script
        if "push" not in script:
            assert (article.published, article.authors) == ("2012-10-30T16:10+09:00", ("홍길동",)), script


def test_syllables_that_only_cp949_has_are_read_whatever_the_label_says() -> None:
    text = "뷁쉘에서 온 뙠방각하는 펲시를 마셨다고 밝혔다. 나래시는 놀랐다."
    for label in ("euc-kr", "utf-8", "iso-8859-1"):
        data = f'<html><head><meta charset="{label}"></head><body><p>{text}</p></body></html>'
        assert read_html(data.encode("cp949")).text == text
        assert read_html(data.encode()).text == text


def test_a_character_cut_in_half_does_not_cost_the_page() -> None:
    data = page(head="<title>비 소식</title>", body=f"<p>{TEXT * 20}</p>")
    half = data.replace("비 소식".encode(), "비 소식".encode() + "나".encode()[:2])
    assert TEXT in read_html(half).text


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("https://narae.example/news/12345?utm_source=x#top", "https://narae.example/news/12345"),
        ("https://narae.example/view.php?no=1234&utm_medium=y", "https://narae.example/view.php?no=1234"),
        ("https://narae.example/", None),
        ("https://narae.example/index.html", None),
        ("/news/12345", None),
        ("javascript:alert(12345)", None),
        ("https://[narae/12345", None),
        ("https://narae.example/a b/12345", None),
    ],
)
def test_the_address_of_an_article(address: str, own: str | None) -> None:
    assert own_address([address]) == own


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "nothing"),
        (b"<html></html>", "no Korean"),
        ("<html><body><a href=1>나래시 소식</a></body></html>".encode(), "no article text"),
        (b"<html><body><p>In English.</p></body></html>", "no Korean"),
        (b"<div>" * 5000 + TEXT.encode() + b"</div>" * 5000, "nested too deeply"),
        (b"<p>" * 200_001 + TEXT.encode(), "elements"),
        (b" " * (MAX_BYTES + 1), "larger"),
        (b"<html>\x00\x01\x02" * 50, "binary"),
        (b"<p>" + bytes(range(128, 256)) * 20, "not valid text"),
    ],
    ids=["empty", "bare", "link", "english", "deep", "many", "large", "binary", "broken"],
)
def test_what_is_no_article_is_refused_in_both_languages(data: bytes, word: str) -> None:
    with pytest.raises(InputError) as caught:
        read_html(data)
    assert word in caught.value.reason.en
    assert caught.value.reason.ko != caught.value.reason.en


_MARKUP = st.sampled_from(
    [
        *(
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<br>",
            "<table><tr><td>",
            "</td></tr></table>",
            "<!--",
            "-->",
            "<![CDATA[",
        ),
        *("]]>", "<script>", "</script>", '<script type="application/ld+json">', '{"@type":"NewsArticle",', "]}"),
        *('"headline":"비"', '"author":[', "<article>", "<figure><img>", "<a href=x>", "</a>", "<h1>비 소식</h1>"),
        *("<pre>", "&#0;", "&#xD800;", "&lt;p&gt;", "<?xml version='1.0'?>", "<!DOCTYPE html [<!ENTITY a 'b'>]>"),
        *(
            "입력 2012.10.30 16:10",
            "홍길동 기자",
            "\ud7a3",
            "\x00",
            "<title>",
            "<meta property=og:title content='",
            "'>",
        ),
        *("JSON.parse('", "window.a = {", TEXT, SECOND),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_MARKUP | st.text(max_size=10), max_size=25))
def test_any_markup_is_an_article_or_refused(parts: list[str]) -> None:
    try:
        article = read_html("".join(parts).encode(errors="surrogatepass"))
    except InputError:
        return
    assert article.text.strip()
    assert unicodedata.is_normalized("NFC", article.text)
    assert not re.search("[\x00-\x08\ud800-\udfff]", article.text)
