"""JSON as pages hold it: in comments, with raw line ends, half escaped, with commas too many."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_COMMA = re.compile(r",(\s*[}\]])")
MAX_NODES = 1_000_000
"""How many values of one piece of JSON are looked at."""


def loads(text: str) -> Any:
    """Return what `text` holds, None if nothing can be made of it."""
    text = _WRAPPING.sub("", _WRAPPING.sub("", text)).strip().rstrip(";")
    for attempt in (text, _COMMA.sub(r"\1", text), html.unescape(text) if "&quot;" in text else ""):
        if attempt:
            try:
                return json.loads(attempt, strict=False)
            except (ValueError, RecursionError):
                continue
    return None


def first_value(text: str, start: int) -> Any:
    """Return the JSON value that begins at `start`, whatever follows it; None if there is none."""
    try:
        return _decoder.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


_decoder = json.JSONDecoder(strict=False)


def walk(value: Any) -> Iterator[Any]:
    """Yield `value` and all that is in it, outside in; no deeper and no more than any page needs."""
    pending = [value]
    for _ in range(MAX_NODES):
        if not pending:
            return
        current = pending.pop()
        yield current
        if isinstance(current, dict):
            pending += reversed(current.values())
        elif isinstance(current, list):
            pending += reversed(current)
