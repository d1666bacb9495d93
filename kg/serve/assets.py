"""The files that pages load: styles and scripts of this package, of `kg.view`, and those built from `web/`."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kg.view

_STATIC = Path(__file__).parent / "static"
_VIEW = Path(kg.view.__file__).parent

_FILES = {
    "explorer.css": _STATIC / "explorer.css",
    "reader.css": _VIEW / "page.css",
    "reader.js": _VIEW / "page.js",
}
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


def has(name: str) -> bool:
    """Tell whether there is such a file; what Node builds may be absent."""
    return name in _FILES and _FILES[name].is_file()


@cache
def content(name: str) -> tuple[bytes, str]:
    """Return a file and its media type."""
    path = _FILES[name]
    return path.read_bytes(), _TYPES[path.suffix]


@cache
def digest(name: str) -> str:
    """Return what tells this file from others of its name."""
    return hashlib.sha256(content(name)[0]).hexdigest()[:12]
