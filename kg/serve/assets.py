"""The files that pages load: styles of this package and of `kg.view`, and what was built from `web/`."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kg.view
from kg.errors import SetupError
from kg.resources import web_entry

_STATIC = Path(__file__).parent / "static"
_VIEW = Path(kg.view.__file__).parent

_FILES = {
    "pages.css": _STATIC / "pages.css",
    "reader.css": _VIEW / "page.css",
    "reader.js": _VIEW / "page.js",
}
_BUILT = ("editor", "explorer")
"""Entries of `web/entries.json`; without Node there is none of them, and pages do without."""
_TYPES = {".css": "text/css", ".js": "text/javascript"}


@cache
def names() -> frozenset[str]:
    """Return the names of all files that there are."""
    found = set(_FILES)
    for entry in _BUILT:
        try:
            web_entry(entry)
        except SetupError:
            continue
        found |= {f"{entry}.js", f"{entry}.css"}
    return frozenset(found)


@cache
def content(name: str) -> tuple[bytes, str]:
    """Return a file of `names` and its media type."""
    stem, dot, ending = name.partition(".")
    media_type = _TYPES[dot + ending]
    if name in _FILES:
        return _FILES[name].read_bytes(), media_type
    entry = web_entry(stem)
    return (entry.style if ending == "css" else entry.script).encode(), media_type


@cache
def digest(name: str) -> str:
    """Return what tells this file from others of its name."""
    return hashlib.sha256(content(name)[0]).hexdigest()[:12]
