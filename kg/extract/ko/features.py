"""What the mention tagger sees of each morpheme: strings that its model weighs.

Everything that depends on a morpheme or a word alone is built once and kept; only what depends on what stands around it
and on the lists of names is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from kg.extract.document import Token
from kg.extract.ko.lexica import Lexica

_DISTANCES = (-3, -2, -1, 1, 2, 3)
_WINDOW = max(_DISTANCES)
_LONGEST = 7
"""How many morphemes a listed name has at most."""

_NOMINAL = frozenset(
    ("NNG", "NNP", "NNB", "NR", "NP", "MM", "XPN", "XSN", "XR", "SL", "SN", "SH", "SB", "SW", "W_SERIAL")
)
_NO_NAME = frozenset("JEV")
"""First letters of the tags of particles, endings and verbs, with which no listed name begins."""
_KEPT = 1 << 16

Feature = TypeVar("Feature")


class Encoder(Protocol[Feature]):
    """Makes of strings what a model takes: one that is trained the strings, one that is used numbers for them."""

    def each(self, strings: Iterable[str]) -> list[Feature]:
        """Return the features that stand for `strings`."""

    def together(self, groups: Iterable[Iterable[str]]) -> list[list[Feature]]:
        """Return the features for each group of strings; a group comes again and again, and always whole."""


class Strings:
    """Features as they are."""

    def each(self, strings: Iterable[str]) -> list[str]:
        """Return the strings."""
        return list(strings)

    def together(self, groups: Iterable[Iterable[str]]) -> list[list[str]]:
        """Return the strings of each group."""
        return list(map(list, groups))


class Featurizer(Generic[Feature]):
    """Builds features with the help of `lexica`."""

    def __init__(self, lexica: Lexica, encoder: Encoder[Feature]) -> None:
        self.lexica = lexica
        self._each = encoder.each
        self._together = encoder.together
        self._alone: Callable[..., list[list[Feature]]] = lru_cache(_KEPT)(self._features_alone)
        self._between: Callable[..., list[Feature]] = lru_cache(_KEPT)(
            lambda *known: encoder.together([_tags(*known)])[0]
        )
        self._word: Callable[..., list[Feature]] = lru_cache(_KEPT)(lambda *known: encoder.each(_word(*known)))

    def features(self, text: str, tokens: Sequence[Token], hidden: Collection[str] = ()) -> list[list[Feature]]:
        """Return the features of each morpheme of one sentence of `text`.

        Names in `hidden` count as not listed: so a model learns from a sentence what it does not know from the list.
        """
        around = [self._alone("", "")] * _WINDOW
        seen = [*around, *(self._alone(token.form, token.tag) for token in tokens), *around]
        forms = ["", *(token.form for token in tokens), ""]
        tags = ["", *(token.tag for token in tokens), ""]
        spaced = [True, *(a.end < b.start for a, b in pairwise(tokens)), True]
        rows = []
        for at in range(len(tokens)):
            row = seen[at + _WINDOW][0].copy()
            for which, distance in enumerate(_DISTANCES, 1):
                row += seen[at + _WINDOW + distance][which]
            row += self._between(*tags[at : at + 3], spaced[at], spaced[at + 1])
            row += self._each((f"f-0={forms[at]},{forms[at + 1]}", f"f0+={forms[at + 1]},{forms[at + 2]}"))
            rows.append(row)
        self._words(text, tokens, spaced, rows)
        self._names(text, tokens, hidden, rows)
        return rows

    def _features_alone(self, form: str, tag: str) -> list[list[Feature]]:
        """Return what there is to see of a morpheme alone: for itself, and for its neighbours at `_DISTANCES`."""
        found = self.lexica.word_class(form, tag)
        near = (_from_afar(form, tag, found, distance) for distance in _DISTANCES)
        return self._together([_itself(form, tag, found, form in self.lexica.surnames), *near])

    def _words(self, text: str, tokens: Sequence[Token], spaced: Sequence[bool], rows: list[list[Feature]]) -> None:
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
            likeness = self._person_likeness(word)
            length = min(len(word), 5)
            common = self._each((f"w<={left}", f"w>={right}", f"w>>={second}", f"wlj={word[-1:]}{particle}"))
            for at in range(first, last):
                place = ("B" if at == first else "I") + ("E" if at == last - 1 else "I")
                rows[at] += common
                rows[at] += self._word(word, place, min(at - first, 3), min(last - 1 - at, 3), likeness)
                rows[at] += self._each(
                    (f"wp={place}{particle}", f"wz<={place}{length}{left}", f"wz>={place}{length}{right}")
                )
                if likeness:
                    rows[at] += self._each((f"{likeness}{place}{right}",))
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

    def _names(self, text: str, tokens: Sequence[Token], hidden: Collection[str], rows: list[list[Feature]]) -> None:
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
                    for at in range(first, last):
                        place = _place(at - first, last - first)
                        rows[at] += self._each(f"{place}:{mark}" for mark in marks)
                    taken = last
                    break


def _place(at: int, length: int) -> str:
    """Return the place of a morpheme in a name of so many: beginning, inside, end, or single."""
    if length == 1:
        return "S"
    return "B" if at == 0 else "E" if at == length - 1 else "I"


def _itself(form: str, tag: str, classes: tuple[int, int] | None, surname: bool) -> Iterator[str]:
    yield from (f"f={form}", f"t={tag}", f"ft={form}{tag}", f"l={form[-1:]}", f"m={form[-2:]}", f"i={form[:1]}")
    yield from (f"j={form[:2]}", f"n={min(len(form), 5)}{tag}")
    if not form.isalpha() or tag in ("SL", "SN", "SH", "SW"):
        yield f"s={shape(form)}"
    yield from (f"c={classes[0]}", f"C={classes[1]}") if classes else (f"c=?{tag}",)
    if surname:
        yield f"sur={tag}"


def _from_afar(form: str, tag: str, classes: tuple[int, int] | None, distance: int) -> Iterator[str]:
    yield from (f"f{distance}={form}", f"t{distance}={tag}")
    if abs(distance) < _WINDOW:
        yield f"l{distance}={form[-1:]}{tag[:1]}"
        if classes:
            yield from (f"c{distance}={classes[0]}", f"C{distance}={classes[1]}")


def _tags(before: str, tag: str, after: str, space_before: bool, space_after: bool) -> Iterator[str]:
    yield from (f"t-0={before},{tag}", f"t0+={tag},{after}", f"t-0+={before},{tag},{after}")
    if space_before:
        yield "space<"
    if space_after:
        yield "space>"


def _word(word: str, place: str, before: int, after: int, likeness: str) -> Iterator[str]:
    yield from (f"w={word}", f"wl={place}{word[-1:]}", f"wm={place}{word[-2:]}", f"wn={place}{word[-3:]}")
    yield from (f"wi={place}{word[:1]}", f"wj={place}{word[:2]}", f"wz={place}{min(len(word), 8)}")
    yield f"w#={before}/{after}"
    if likeness:
        yield f"{likeness}{place}"


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
