"""Web pages as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kg.read.html import MAX_BYTES, read_html
from kg.read.lines import text_id
from kg.read.record import Item, Origin, Record


def read_web_page(stream: BinaryIO, origin: Origin) -> Iterator[Item]:
    """Yield the article of a web page.

    Its id is the address that it gives for itself, so that a page saved twice, or read in a feed too, is one article;
    without such an address it is the file's.

    Raises:
        InputError: it is no page of an article.
    """
    article = read_html(stream.read(MAX_BYTES + 1), origin.address)
    yield Record(article.url or origin.id or text_id(article.text), article, origin.source)
