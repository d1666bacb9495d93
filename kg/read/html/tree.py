"""From the bytes of a page to a tree, and what in it is never text of an article."""

from __future__ import annotations

import re
from typing import Any

import lxml.etree
import lxml.html

from kg.errors import InputError
from kg.read.text import clean, decode_page

Element = Any
"""An element of lxml."""

MAX_BYTES = 16 * 1024 * 1024
"""The largest page that is read; those that carry their state as JSON reach 5 MB."""
MAX_ELEMENTS = 200_000
"""More elements than this are no article."""

UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "iframe", "svg", "canvas", "object", "embed", "map", "math", "head")
)
"""Elements that hold no text for readers."""
FURNITURE = frozenset(
    ("nav", "footer", "form", "button", "select", "input", "textarea", "dialog", "video", "audio", "menu", "label")
)
"""Elements around an article."""

_NAME_ROOTS = (
    r"sns|share|sharing|facebook|twitter|kakao",
    r"relat(?:ed|ion|e)\w*|recommend\w*|another|other|more|popular|ranking?|best|hot|latest|most|headline_?news",
    r"reply|replies|comments?|cmt|livere|disqus",
    r"copyrights?|copy",
    r"reporters?|journalists?|writer|author|profile|byline",
    r"ads?|advert\w*|banners?|promotion|sponsor\w*|taboola|dable|outbrain|adsense|adsbygoogle|criteo",
    r"breadcrumbs?|navi?|navigation|gnb|lnb|snb|menus?|tabs?|paging|pagination|skip\w*|quick",
    r"caption|captions|img_?desc|photo_?desc|imgdesc|imgcaption|figcaption",
    r"tags?|keywords?|hashtags?|subscri\w*|newsletters?|donat\w*|support|vote|poll|emotions?|reactions?|feelings?",
    r"utils?|utility|tools?|toolbar|fonts?|fontsize|print|buttons?|btns?|tts|listen|translate|summary|summarize|ai_?summary",
    r"sub_?titles?|subhead_?line|sub_?tit|subheading_?list|toast|modal|popup|layer|tooltip|login|search|sitemap|family",
    r"date_?time|datetime|dates|info_?date|article_?info|view_?info|infomation|info|meta|source_?info|provider",
    r"footers?|foot|header|gnb_?wrap|aside|sidebar|sidebars?|right_?col|side",
)
_UNWANTED = re.compile(rf"(?:^|[\s_-])(?:{'|'.join(_NAME_ROOTS)})(?=$|[\s_-])", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONDITIONAL = re.compile(r"<!\[(?:if|endif)[^>]*>|<!--\[if.*?<!\[endif\]-->", re.IGNORECASE | re.DOTALL)


def parse(data: bytes) -> Element:
    """Return the root element of a page, decoded whatever its label says.

    Raises:
        InputError: the page is too large, or there is nothing in it.
    """
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // (1 << 20)
        raise InputError(
            f"The page is larger than {limit} MiB, no article is.", f"{limit}MiB를 넘어 기사 하나로 볼 수 없습니다."
        )
    return parse_text(decode_page(data))


def parse_text(page: str) -> Element:
    """Return the root element of a page.

    Raises:
        InputError: there is nothing in it, or more than any article has.
    """
    text = _CONDITIONAL.sub("", _DECLARATION.sub("", clean(page.replace("\r\n", "\n").replace("\r", "\n"))))
    parser = lxml.html.HTMLParser(remove_comments=False, remove_pis=True, no_network=True, encoding="utf-8")
    try:
        root = lxml.html.document_fromstring(text.encode(), parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        raise InputError("There is nothing in this HTML page.", "HTML 페이지가 비어 있습니다.") from None
    for count, _ in enumerate(root.iter(), 1):
        if count > MAX_ELEMENTS:
            raise InputError(
                f"The page has more than {MAX_ELEMENTS:,} elements, no article has.",
                f"요소가 {MAX_ELEMENTS:,}개를 넘어 기사로 볼 수 없습니다.",
            )
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise InputError(
            "The page's elements are nested too deeply; what is inside them cannot be read.",
            "페이지의 요소가 너무 깊게 겹쳐 있어 안의 글을 읽을 수 없습니다.",
        )
    return root


def drop(element: Element) -> None:
    """Take `element` out of its tree, leaving the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def is_hidden(element: Element) -> bool:
    """Whether readers do not see `element`."""
    return (
        element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
        or (element.tag == "input" and element.get("type") == "hidden")
    )


def names(element: Element) -> str:
    """Return the names by which style sheets know `element`, words apart: `articleBody` as `article_Body`."""
    stated = f"{element.get('id') or ''} {element.get('class') or ''}"
    return _CAMEL.sub("_", stated[:300])


def is_unwanted(element: Element) -> bool:
    """Whether the names of `element` say that it stands around the article."""
    return _UNWANTED.search(names(element)) is not None
