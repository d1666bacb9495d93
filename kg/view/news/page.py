"""The page: one HTML file with everything in it, under a policy that lets nothing else run and nothing be loaded."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from hashlib import sha256
from typing import Any

from kg.markup import text
from kg.resources import web_entry
from kg.view.news.content import Content
from kg.view.news.wire import wire

PLAIN = 256 * 1024
"""Bytes of JSON that stand in the page as they are; more are compressed."""


def news_page(content: Content, whole: Content, title: str, language: str = "ko") -> bytes:
    """Return the page of `content`, which was chosen from `whole`.

    Args:
        content: what the page holds.
        whole: what there is, for the page to say what it leaves out.
        title: the name of the store.
        language: `ko` or `en`, the language that the page opens in.

    Raises:
        SetupError: this installation lacks the part that runs in the browser.
    """
    entry = web_entry("view")
    script, style = _inside(entry.script), _inside(entry.style)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; worker-src blob:; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{text(title)} – kg</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"<noscript>{_NO_SCRIPT}</noscript>\n{_data({'title': title, **wire(content, whole)})}\n"
        f"<script>{script}</script>\n</body>\n</html>\n"
    )
    return page.encode()


_NO_SCRIPT = (
    "이 페이지는 자바스크립트가 있어야 보입니다. 네트워크는 쓰지 않습니다. / "
    "This page needs JavaScript to show itself; it uses no network."
)


def _inside(source: str) -> str:
    """Return script or style as it can stand inside its element: these words only ever stand in string constants."""
    return source.strip().replace("</script", "<\\/script").replace("</style", "<\\/style").replace("<!--", "<\\!--")


def _hash(source: str) -> str:
    return f"sha256-{b64encode(sha256(source.encode()).digest()).decode()}"


def _data(values: dict[str, Any]) -> str:
    """Return the element that holds `values`; no text in it can end the element or be taken for anything but data."""
    plain = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    encoded = plain.encode("utf-8", "backslashreplace")
    if len(encoded) <= PLAIN:
        return f'<script type="application/json" id="data">{encoded.decode()}</script>'
    packed = b64encode(gzip.compress(encoded, 9, mtime=0)).decode()
    return f'<script type="text/plain" id="data" data-coding="gzip">{packed}</script>'
