"""RSS and Atom: an article for each entry that carries one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from kg.errors import InputError
from kg.model import Article
from kg.read.extras import needed
from kg.read.html import fragment
from kg.read.html.about import date_value, own_address
from kg.read.html.state import as_html
from kg.read.korean import is_sentence, signed, whole_part
from kg.read.lines import text_id
from kg.read.record import Item, Origin, Record, Unread
from kg.read.text import body, clean, clean_line, decode_page

MAX_FEED = 64 * 1024 * 1024
"""The largest feed that is read, in bytes."""

_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CUT = re.compile(r"\s*(?:\[?(?:…|\.{3,}|⋯|·{3,})\]?|\[?(?:더\s?보기|more)\]?)\s*$", re.IGNORECASE)
_DATES = ("published", "pubDate", "created", "issued", "updated")


def read_feed(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield the articles of a feed.

    An entry's text is its content; where it has only a summary, the whole sentences of that, so that an article whose
    page is read later takes its place: the id is the address. Dates are read anew from what the feed says, in Korean
    time where it names no zone.

    Raises:
        InputError: it is too large or no feed, it declares entities, or feedparser is not installed.
    """
    data = stream.read(MAX_FEED + 1)
    if len(data) > MAX_FEED:
        limit = MAX_FEED // (1 << 20)
        raise InputError(f"The feed is larger than {limit} MiB.", f"피드가 {limit}MiB를 넘습니다.")
    feed = _parsed(decode_page(data))
    if not feed.version and not feed.entries:
        raise InputError("This XML is neither RSS nor Atom.", "RSS나 Atom이 아닌 XML입니다.")
    publisher = _line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        place = f"{origin.source}:{number}"
        try:
            yield _record(entry, publisher, place)
        except InputError as error:
            address = _line(entry.get("link")) or ""
            yield Unread(f"{place} {address}".strip(), error.reason)


def _parsed(text: str) -> Any:
    """The feed as feedparser sees it.

    Raises:
        InputError: it declares entities, by which a small file can unfold to a huge one or name other files.
    """
    feedparser = needed("feedparser", "feeds")
    if _ENTITY.search(text):
        raise InputError(
            "The feed declares XML entities; it is not read, for they can unfold without end.",
            "피드가 XML 엔티티를 선언합니다. 끝없이 펼쳐질 수 있어 읽지 않습니다.",
        )
    plain = _DOCTYPE.sub("", _DECLARATION.sub("", text), count=1)
    return feedparser.parse(
        plain.encode(), sanitize_html=False, resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )  # fmt: skip


def _record(entry: Any, publisher: str | None, place: str) -> Record:
    headline = _line(entry.get("title"))
    address = own_address([_line(entry.get("link")), _line(entry.get("id"))])
    found, text = _text(entry, headline)
    article = Article(
        text=body(clean(text)),
        headline=headline,
        published=next(filter(None, (date_value(_line(dict.get(entry, name))) for name in _DATES)), None)
        or found.published(),
        publisher=_line(entry.get("source", {}).get("title")) or publisher or found.publisher(),
        authors=_authors(entry) or found.authors(),
        url=address,
    )
    return Record(address or _line(entry.get("id")) or text_id(article.text), article, place)


def _text(entry: Any, headline: str | None) -> tuple[Any, str]:
    """The body of an entry: the longest of its contents, else the whole sentences of its summary.

    Raises:
        InputError: there is no whole sentence in it.
    """
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    markup = max([*contents, entry.get("summary") or ""], key=len)
    found, text = fragment(as_html(markup), headline) if markup.strip() else fragment("-")
    if not any(contents):
        text = whole_sentences(text)
    if not any(map(is_sentence, text.split("\n"))):
        raise InputError(
            "The entry holds no whole sentence of its article, only a headline or the beginning of a sentence; "
            "give the page itself.",
            "기사 본문이 없거나 문장이 중간에 끊긴 요약만 있습니다. 기사 페이지를 직접 주세요.",
        )
    return found, text


def whole_sentences(text: str) -> str:
    """Return a summary without the sentence at its end that is cut off."""
    lines = text.split("\n")
    last = lines[-1]
    if not _CUT.search(last) and is_sentence(last):
        return text
    return "\n".join([*lines[:-1], whole_part(_CUT.sub("", last))]).strip()


def _authors(entry: Any) -> tuple[str, ...]:
    stated = [person.get("name") or "" for person in entry.get("authors", ())] or [entry.get("author") or ""]
    return tuple(dict.fromkeys(name for text in stated for name in signed(text)))


def _line(text: Any) -> str | None:
    return clean_line(text) or None if isinstance(text, str) else None
