"""Values as literals in canonical lexical forms, which a store gives back as they went in."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.rdf import LANG_STRING, STRING, Term, Value
from kg.vocab import iri

_SURROGATE = re.compile("[\ud800-\udfff]")
_WEB_ADDRESS = re.compile(r"https?://[^/]", re.IGNORECASE)


def unicode_text(text: str) -> str:
    """Return `text` with U+FFFD for each lone surrogate, which no literal can hold.

    One code point stands for one, so offsets hold. Control characters stay as they are.
    """
    return _SURROGATE.sub("\ufffd", text)


def plain(text: str) -> Value:
    """Return `text` as a string."""
    return unicode_text(text), STRING, None


def words(text: str, language: str | None) -> Value:
    """Return `text` in a natural language; a plain string where the language is None."""
    return (unicode_text(text), LANG_STRING, language) if language else plain(text)


@lru_cache(maxsize=1024)
def language_tag(tag: str) -> str | None:
    """Return `tag` if it is a well-formed BCP 47 tag, else None."""
    try:
        return Literal("", language=tag).language
    except ValueError:
        return None


def integer(value: int) -> Value:
    """Return a whole number as xsd:integer."""
    return str(value), iri("xsd:integer"), None


def decimal(value: float) -> Value:
    """Return a finite number as xsd:decimal; what is not finite as a string, which the gate refuses with its value."""
    if not math.isfinite(value):
        return plain(str(value))
    digits = format(Decimal(repr(value)), "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits, iri("xsd:decimal"), None


def number(value: float) -> Value:
    """Return a whole number as xsd:integer, any other as `decimal` does."""
    if math.isfinite(value) and value == int(value):
        return integer(int(Decimal(repr(value))))
    return decimal(value)


def web_address(url: str) -> Term:
    """Return `url` as an IRI if it is a valid http or https IRI, else as a string, of which the gate warns."""
    if _WEB_ADDRESS.match(url):
        try:
            return NamedNode(url).value
        except ValueError:
            pass
    return plain(url)
