"""Makes text from anywhere safe to look at: what would steer the reader's screen is shown instead of obeyed."""

from __future__ import annotations

import re

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufff9-\uffff]"
)
_PICTURES = 0x2400


def visible(text: str) -> str:
    """Return `text` with control characters, marks of writing direction and lone surrogates made visible.

    Line feeds and tabs stay. A control character becomes its picture (␛), any other its number (⟦U+202E⟧).
    """
    return _STEERING.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "\u2421" if code == 0x7F else f"⟦U+{code:04X}⟧"
