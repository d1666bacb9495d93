"""What a page says about its article in places that readers do not see: JSON-LD, OpenGraph, meta, microdata."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from kg.errors import InputError
from kg.read.dates import published
from kg.read.html.loose_json import loads, walk
from kg.read.html.tree import Element
from kg.read.korean import signed
from kg.read.text import clean_line


@dataclass(frozen=True, slots=True)
class About:
    """What one place says about the article; None and empty where it says nothing.

    Attributes:
        headline: the headline.
        published: when it was published, ISO 8601.
        modified: when it was changed, ISO 8601.
        authors: the names of the byline.
        publisher: the paper.
        url: where the article stands.
        body: the body, or its beginning.
    """

    headline: str | None = None
    published: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    url: str | None = None
    body: str | None = None


_ARTICLE = re.compile(r"(?:[A-Za-z]*NewsArticle|Article|Report|BlogPosting|.*ArticlePosting)$")
_SCRIPTS = "//script[contains(translate(@type, 'LDJSON', 'ldjson'), 'ld+json')]"


def linked_data(root: Element) -> About:
    """Return what the page's JSON-LD says about its article."""
    found: dict[str, Any] = {}
    for script in root.xpath(_SCRIPTS):
        text = script.text_content()
        value = loads(text)
        articles = [node for node in walk(value) if _is_article(node)] if value is not None else [_by_pattern(text)]
        for node in articles:
            for key, item in node.items():
                found.setdefault(key, item)
            if node.get("headline"):
                break
    graph_id = found.get("mainEntityOfPage")
    return About(
        headline=_text(found.get("headline") or found.get("name")),
        published=date_value(_text(found.get("datePublished") or found.get("dateCreated"))),
        modified=date_value(_text(found.get("dateModified"))),
        authors=_people(found.get("author") or found.get("creator")),
        publisher=_name(found.get("publisher") or found.get("sourceOrganization")),
        url=own_address([_address(found.get("url")), _address(graph_id), _address(found.get("@id"))]),
        body=_long_text(found.get("articleBody")),
    )


def _is_article(node: Any) -> bool:
    if not isinstance(node, dict):
        return False
    types = node.get("@type")
    stated = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE.match(name.rpartition("/")[2]) for name in stated)


_PAIR = re.compile(r'"(headline|datePublished|dateModified|articleBody|url)"\s*:\s*"((?:[^"\\]|\\.)*)"')
_AUTHOR = re.compile(r'"author"\s*:\s*[\[{\s]*(?:"@type"\s*:\s*"\w+"\s*,\s*)?(?:"name"\s*:\s*)?"((?:[^"\\]|\\.)*)"')


def _by_pattern(text: str) -> dict[str, Any]:
    """What can still be told of JSON that is broken."""
    found: dict[str, Any] = {}
    if '"headline"' in text or "Article" in text:
        for key, value in _PAIR.findall(text[:1_000_000]):
            found.setdefault(key, loads(f'"{value}"') or value)
        if author := _AUTHOR.search(text):
            found["author"] = loads(f'"{author[1]}"') or author[1]
    return found


_META = {
    "headline": ("og:title", "twitter:title", "headline", "title", "dc.title"),
    "published": (
        "article:published_time", "og:article:published_time", "article:published", "datepublished", "pubdate",
        "publish_date", "published_date", "dc.date.issued", "dc.date", "date", "regdate", "article.created", "nxp:date",
    ),
    "modified": ("article:modified_time", "og:updated_time", "datemodified", "article:modified", "lastmod"),
    "author": ("dable:author", "article:author", "og:article:author", "author", "byl", "dc.creator", "twitter:creator"),
    "publisher": ("article:publisher", "og:site_name", "publisher", "dc.publisher", "article:media_name", "copyright"),
}  # fmt: skip


def meta_data(root: Element) -> About:
    """Return what the page's meta elements say about its article."""
    stated: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content") or ""
        if key and content.strip():
            stated.setdefault(key.strip().lower(), []).append(html.unescape(content))

    def values(field: str) -> Iterator[str]:
        for key in _META[field]:
            yield from stated.get(key, ())

    return About(
        headline=next(filter(None, map(_text, values("headline"))), None),
        published=next(filter(None, map(date_value, values("published"))), None),
        modified=next(filter(None, map(date_value, values("modified"))), None),
        authors=next(filter(None, map(signed, values("author"))), ()),
        publisher=next((name for name in values("publisher") if "://" not in name and len(name) <= 30), None),
        url=own_address(addresses(root, stated.get("og:url", []))),
    )


def micro_data(root: Element) -> About:
    """Return what the page's microdata and `time` elements say about its article."""

    def property_of(name: str) -> Iterator[str]:
        for element in root.xpath("//*[@itemprop=$name]", name=name):
            yield element.get("content") or element.get("datetime") or element.text_content()

    times = (element.get("datetime") for element in root.iter("time") if element.get("pubdate") is not None)
    return About(
        headline=next(filter(None, map(_text, property_of("headline"))), None),
        published=next(filter(None, map(date_value, (*property_of("datePublished"), *filter(None, times)))), None),
        modified=next(filter(None, map(date_value, property_of("dateModified"))), None),
        authors=next(filter(None, map(signed, property_of("author"))), ()),
    )


def addresses(root: Element, stated: Iterable[str]) -> Iterator[str]:
    """Yield the addresses that a page gives for itself."""
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""
    yield from stated
    for comment in root.xpath("//comment()[contains(., 'saved from url=')]"):
        yield (comment.text or "").rpartition(")")[2].strip()


_OWN = re.compile(r"\d{3}|(?:[^/-]+-){3}|[가-힣]{4}|%[EA-F][0-9A-F]%", re.IGNORECASE)
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid)$", re.IGNORECASE)


def own_address(stated: Iterable[str | None], base: str | None = None) -> str | None:
    """Return the first address that can be that of one article, without fragment and tracking.

    Many pages give the site's front page as theirs; an article's address holds a number, a date or words.
    """
    for text in stated:
        try:
            parts = urlsplit(urljoin(base or "", clean_line(text or "")))
        except (ValueError, InputError):
            continue
        if parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"[\s<>\"{}|\\^`]", parts.geturl()):
            continue
        if _OWN.search(parts.path) or _OWN.search(parts.query):
            pairs = parse_qsl(parts.query, keep_blank_values=True)
            kept = [pair for pair in pairs if not _TRACKING.match(pair[0])]
            query = parts.query if len(kept) == len(pairs) else urlencode(kept)
            return parts._replace(fragment="", query=query).geturl()
    return None


def date_value(text: str | None) -> str | None:
    """Return a date of a page in ISO 8601, None if it is none."""
    try:
        return published(text or "")
    except InputError:
        return None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    if not isinstance(value, str):
        return None
    try:
        return clean_line(html.unescape(value)) or None
    except InputError:
        return None


def _long_text(value: Any) -> str | None:
    return html.unescape(value) if isinstance(value, str) else None


def _name(value: Any) -> str | None:
    if isinstance(value, list):
        value = next(iter(value), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _address(value: Any) -> str | None:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _people(value: Any) -> tuple[str, ...]:
    """The persons among the authors of JSON-LD: names as the byline has them, no desks and papers."""
    stated = value if isinstance(value, list) else [value]
    persons = [node for node in stated if not (isinstance(node, dict) and node.get("@type") == "Organization")]
    return tuple(dict.fromkeys(name for node in persons if (text := _name(node)) for name in signed(text)))
