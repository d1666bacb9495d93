"""The predicates of a sentence: what is done, and in which voice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from kg.extract.document import Token

Voice = Literal["active", "passive"]
_STEMS = ("VV", "VA", "VX", "VCP", "VCN")
_PASSIVE = frozenset({"되", "받", "당하"})


class Predicate(NamedTuple):
    """A predicate.

    Attributes:
        start: first code point.
        end: one past its stem (endings not counted).
        lemma: the verb's stem (`열`), or the noun before -하다, -되다, -받다 (`개최`).
        voice: passive for -되다, -받다, -당하다.
        adnominal: whether it stands before a noun that it describes (열린, 개최하는).
    """

    start: int
    end: int
    lemma: str
    voice: Voice
    adnominal: bool


def predicates(tokens: Sequence[Token]) -> Iterator[Predicate]:
    """Yield the predicates among the tokens of a sentence, in order."""
    for at, token in enumerate(tokens):
        if token.tag in ("XSV", "XSA") and at:
            noun = tokens[at - 1]
            voice: Voice = "passive" if token.form in _PASSIVE else "active"
            yield Predicate(noun.start, token.end, noun.form, voice, _adnominal(tokens, at))
        elif token.tag == "VV" or token.tag == "VV-R" or token.tag == "VV-I":
            before = tokens[at - 1] if at else None
            attached = before is not None and before.tag == "NNG" and before.end == token.start
            if attached and before is not None and token.form in (*_PASSIVE, "하", "시키"):
                passive: Voice = "passive" if token.form in _PASSIVE else "active"
                yield Predicate(before.start, token.end, before.form, passive, _adnominal(tokens, at))
            else:
                yield Predicate(token.start, token.end, token.form, "active", _adnominal(tokens, at))


def _adnominal(tokens: Sequence[Token], at: int) -> bool:
    for following in tokens[at + 1 : at + 4]:
        if following.tag == "ETM":
            return True
        if following.tag not in ("EP", *_STEMS):
            return False
    return False
