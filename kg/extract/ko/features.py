"""What the mention tagger sees of each morpheme: strings that its model weighs.

Everything that depends on a morpheme alone is built once and kept; only what depends on the word around it (the run of
nominal morphemes without a space between them) and on the lists of names is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kg.extract.document import Token
from kg.extract.ko.lexica import Lexica

_WINDOW = 3
_DISTANCES = (-3, -2, -1, 1, 2, 3)
_LONGEST = 7
"""How many morphemes a listed name has at most."""

_NOMINAL = frozenset(
    ("NNG", "NNP", "NNB", "NR", "NP", "MM", "XPN", "XSN", "XR", "SL", "SN", "SH", "SB", "SW", "W_SERIAL")
)
_NO_NAME = frozenset("JEV")
"""First letters of the tags of particles, endings and verbs, with which no listed name begins."""


class _Seen(NamedTuple):
    """The features of one morpheme: for itself, and for its neighbours at each of `_DISTANCES`."""

    own: list[str]
    near: tuple[list[str], ...]


class Featurizer:
    """Builds features with the help of `lexica`."""

    def __init__(self, lexica: Lexica) -> None:
        self.lexica = lexica
        self._seen: Callable[[str, str], _Seen] = lru_cache(maxsize=1 << 16)(self._look)
        self._edge = self._look("", "")

    def features(self, text: str, tokens: Sequence[Token], hidden: Collection[str] = ()) -> list[list[str]]:
        """Return the feature strings of each morpheme of one sentence of `text`.

        Names in `hidden` count as not listed: so a model learns from a sentence what it does not know from the list.
        """
        around = [self._edge] * _WINDOW
        seen = [*around, *(self._seen(token.form, token.tag) for token in tokens), *around]
        spaced = [True, *(a.end < b.start for a, b in pairwise(tokens)), True]
        rows = []
        for at, token in enumerate(tokens):
            row = seen[at + _WINDOW].own.copy()
            for which, distance in enumerate(_DISTANCES):
                row += seen[at + _WINDOW + distance].near[which]
            before = tokens[at - 1] if at else _NOTHING
            after = tokens[at + 1] if at + 1 < len(tokens) else _NOTHING
            row += (
                f"t-0={before.tag},{token.tag}",
                f"t0+={token.tag},{after.tag}",
                f"t-0+={before.tag},{token.tag},{after.tag}",
                f"f-0={before.form},{token.form}",
                f"f0+={token.form},{after.form}",
            )
            if spaced[at]:
                row.append("space<")
            if spaced[at + 1]:
                row.append("space>")
            rows.append(row)
        self._words(text, tokens, spaced, rows)
        self._names(text, tokens, hidden, rows)
        return rows

    def _look(self, form: str, tag: str) -> _Seen:
        """Return what there is to see of a morpheme itself."""
        own = [f"f={form}", f"t={tag}", f"ft={form}{tag}", f"l={form[-1:]}", f"m={form[-2:]}", f"i={form[:1]}"]
        own += [f"j={form[:2]}", f"n={min(len(form), 5)}{tag}"]
        if not form.isalpha() or tag in ("SL", "SN", "SH", "SW"):
            own.append(f"s={shape(form)}")
        near = [[f"f{d}={form}", f"t{d}={tag}"] for d in _DISTANCES]
        found = self.lexica.word_class(form, tag)
        own += (f"c={found[0]}", f"C={found[1]}") if found else (f"c=?{tag}",)
        for distance, features in zip(_DISTANCES, near, strict=True):
            if abs(distance) < _WINDOW:
                features.append(f"l{distance}={form[-1:]}{tag[:1]}")
                if found:
                    features += (f"c{distance}={found[0]}", f"C{distance}={found[1]}")
        if form in self.lexica.surnames:
            own.append(f"sur={tag}")
        return _Seen(own, tuple(near))

    def _words(self, text: str, tokens: Sequence[Token], spaced: Sequence[bool], rows: list[list[str]]) -> None:
        """Add what is to be seen of the word that a morpheme stands in, to all morphemes of the word."""
        first = 0
        while first < len(tokens):
            if tokens[first].tag not in _NOMINAL:
                first += 1
                continue
            last = first + 1
            while last < len(tokens) and not spaced[last] and tokens[last].tag in _NOMINAL:
                last += 1
            word = text[tokens[first].start : tokens[last - 1].end]
            left = tokens[first - 1].form if first else "^"
            right = tokens[last].form if last < len(tokens) else "$"
            second = tokens[last + 1].form if last + 1 < len(tokens) else "$"
            particle = right if last < len(tokens) and not spaced[last] else "_"
            common = [f"w={word}", f"w<={left}", f"w>={right}", f"w>>={second}", f"wlj={word[-1:]}{particle}"]
            likeness = self._person_likeness(word)
            for at in range(first, last):
                place = ("B" if at == first else "I") + ("E" if at == last - 1 else "I")
                rows[at] += common
                rows[at] += (
                    f"wl={place}{word[-1:]}",
                    f"wm={place}{word[-2:]}",
                    f"wn={place}{word[-3:]}",
                    f"wi={place}{word[:1]}",
                    f"wj={place}{word[:2]}",
                    f"wz={place}{min(len(word), 8)}",
                    f"wp={place}{particle}",
                    f"w#={min(at - first, 3)}/{min(last - 1 - at, 3)}",
                    f"wz<={place}{min(len(word), 5)}{left}",
                    f"wz>={place}{min(len(word), 5)}{right}",
                )
                if likeness:
                    rows[at] += (f"{likeness}{place}", f"{likeness}{place}{right}")
            first = last

    def _person_likeness(self, word: str) -> str:
        """Return how much a word looks like a Korean person's name, or begins like one; empty if it does not."""
        lexica = self.lexica
        if len(word) < 2 or word[0] not in lexica.surnames:
            return ""
        if len(word) == 3:
            return f"name={lexica.first_syllables.get(word[1], 0)}{lexica.last_syllables.get(word[2], 0)}"
        if len(word) in (2, 4):
            return f"name={len(word)}"
        return f"names={lexica.first_syllables.get(word[1], 0)}{lexica.last_syllables.get(word[2], 0)}"

    def _names(self, text: str, tokens: Sequence[Token], hidden: Collection[str], rows: list[list[str]]) -> None:
        """Add the marks of the longest listed names, from left to right."""
        lexica = self.lexica
        taken = 0
        for first, token in enumerate(tokens):
            start = token.start
            if first < taken or token.tag[0] in _NO_NAME or text[start : start + 2] not in lexica.beginnings:
                continue
            for last in range(min(len(tokens), first + _LONGEST), first, -1):
                name = text[start : tokens[last - 1].end]
                marks = lexica.names.get(name)
                if marks and name not in hidden:
                    _mark(rows[first:last], marks)
                    taken = last
                    break


_NOTHING = Token("", "", 0, 0)


def _mark(rows: Sequence[list[str]], marks: Sequence[str]) -> None:
    """Add `marks` with the place in the name to each row of one name."""
    for at, row in enumerate(rows):
        place = "S" if len(rows) == 1 else "B" if at == 0 else "E" if at == len(rows) - 1 else "I"
        row += [f"{place}:{mark}" for mark in marks]


def shape(form: str) -> str:
    """Return the kinds of a form's characters, repeated ones once: `"9:30"` is `"0:0"`, `"KBS2"` is `"A0"`."""
    kinds = ""
    for character in form:
        kind = _kind(character)
        if kinds[-1:] != kind:
            kinds += kind
    return kinds


def _kind(character: str) -> str:
    if character.isdigit():
        return "0"
    if "가" <= character <= "힣":
        return "H"
    if "一" <= character <= "鿿":
        return "C"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    return character
