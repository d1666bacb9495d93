"""Values as literals in canonical lexical forms, which a store gives back as they went in."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from kg.vocab import node

_SURROGATE = re.compile("[\ud800-\udfff]")
_WEB_ADDRESS = re.compile(r"https?://[^/]", re.IGNORECASE)


def unicode_text(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, which no literal can hold.

    One code point stands for one, so offsets hold. Control characters stay as they are.
    """
    return _SURROGATE.sub("\ufffd", text)


def plain(text: str) -> Literal:
    """Return `text` as a string."""
    return Literal(unicode_text(text))


def words(text: str, language: str | None) -> Literal:
    """Return `text` in a natural language; a plain string where the language is None."""
    return Literal(unicode_text(text), language=language) if language else plain(text)


def language_tag(tag: str) -> str | None:
    """Return `tag` if it is a well-formed BCP 47 tag, else None."""
    try:
        return Literal("", language=tag).language
    except ValueError:
        return None


def integer(value: int) -> Literal:
    """Return a whole number as xsd:integer."""
    return Literal(str(value), datatype=node("xsd:integer"))


def decimal(value: float) -> Literal:
    """Return a finite number as xsd:decimal; what is not finite as a string, which the gate refuses with its value."""
    if not math.isfinite(value):
        return Literal(str(value))
    digits = format(Decimal(repr(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=node("xsd:decimal"))


def number(value: float) -> Literal:
    """Return a whole number as xsd:integer, any other as `decimal` does."""
    if math.isfinite(value) and value == int(value):
        return integer(int(Decimal(repr(value))))
    return decimal(value)


def web_address(url: str) -> NamedNode | Literal:
    """Return `url` as a node if it is a valid http or https IRI, else as a string, of which the gate warns."""
    if _WEB_ADDRESS.match(url):
        try:
            return NamedNode(url)
        except ValueError:
            pass
    return plain(url)
