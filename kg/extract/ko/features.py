"""What the mention tagger sees of each morpheme: strings that its model weighs.

A `Featurizer` tells them in columns, so that whoever weighs them need not look at one morpheme after the other. What
depends on a morpheme or a word alone comes as a key with a function that makes the strings of it: most keys come again
and again, and their strings need to be weighed once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from kg.extract.document import Token
from kg.extract.ko.lexica import Lexica

WINDOW = 3
"""How many morphemes on each side are seen. So many that are none stand before, between and after sentences."""
_DISTANCES = (0, -3, -2, -1, 1, 2, 3)
_PREFIXES = {at: (f"f{at}=", f"t{at}=", f"l{at}=", f"c{at}=", f"C{at}=") for at in _DISTANCES[1:]}
"""How what is seen from afar begins: form, tag, last syllable, narrow and broad class."""
_LONGEST = 7
"""How many morphemes a listed name has at most."""

_NOMINAL = frozenset(
    ("NNG", "NNP", "NNB", "NR", "NP", "MM", "XPN", "XSN", "XR", "SL", "SN", "SH", "SB", "SW", "W_SERIAL")
)
_NO_NAME = frozenset("JEV")
"""First letters of the tags of particles, endings and verbs, with which no listed name begins."""
Key = tuple[Any, ...]
See = Callable[..., Sequence[list[str]]]
"""Makes of the parts of a key the strings for each distance of a column; always the same for the same key."""


class Plain(NamedTuple):
    """Features as they are.

    Attributes:
        at: morphemes, each once.
        strings: equally many for each of them, morpheme by morpheme; an empty one is no feature.
    """

    at: Sequence[int]
    strings: Sequence[str]


class Keyed(NamedTuple):
    """Features that follow from keys.

    Attributes:
        at: morphemes, each once.
        keys: the key of each of them.
        see: makes the features of a key.
        distances: for which morphemes, counted from that of the key, these are.
    """

    at: Sequence[int]
    keys: Sequence[Key]
    see: See
    distances: tuple[int, ...] = (0,)


Column = Plain | Keyed


class Places(NamedTuple):
    """The morphemes of some sentences one after another, with `WINDOW` that are none around each sentence.

    Attributes:
        tokens: the morphemes, None where there is none.
        real: where one is, in order.
        firsts: where each sentence begins.
    """

    tokens: Sequence[Token | None]
    real: Sequence[int]
    firsts: Sequence[int]


def places(sentences: Iterable[Sequence[Token]]) -> Places:
    """Return the places of the morphemes of `sentences`."""
    nothing = [None] * WINDOW
    tokens: list[Token | None] = [*nothing]
    real: list[int] = []
    firsts = []
    for sentence in sentences:
        firsts.append(len(tokens))
        real += range(len(tokens), len(tokens) + len(sentence))
        tokens += sentence
        tokens += nothing
    return Places(tokens, real, firsts)


class Featurizer:
    """Builds features with the help of `lexica`."""

    def __init__(self, lexica: Lexica) -> None:
        self.lexica = lexica
        self._alone: See = partial(_alone, lexica)

    def features(self, text: str, tokens: Sequence[Token], hidden: Collection[str] = ()) -> list[list[str]]:
        """Return the features of each morpheme of one sentence of `text`.

        Names in `hidden` count as not listed: so a model learns from a sentence what it does not know from the list.
        """
        at = places([tokens])
        rows: list[list[str]] = [[] for _ in at.tokens]
        for column in self.columns(text, at, hidden):
            if isinstance(column, Plain):
                width = len(column.strings) // max(len(column.at), 1)
                for which, place in enumerate(column.at):
                    rows[place] += filter(None, column.strings[which * width : (which + 1) * width])
                continue
            for which, distance in enumerate(column.distances):
                for place, key in zip(column.at, column.keys, strict=True):
                    if 0 <= place - distance < len(rows):
                        rows[place - distance] += column.see(*key)[which]
        return [rows[place] for place in at.real]

    def marks(self, text: str, tokens: Sequence[Token], hidden: Collection[str] = ()) -> list[list[str]]:
        """Return how listed names mark each morpheme of one sentence of `text`, without all other features."""
        at = places([tokens])
        rows: list[list[str]] = [[] for _ in at.tokens]
        for column in self._names(text, at, hidden):
            for place, key in zip(column.at, column.keys, strict=True):
                rows[place] += column.see(*key)[0]
        return [rows[place] for place in at.real]

    def columns(self, text: str, at: Places, hidden: Collection[str] = ()) -> Iterator[Column]:
        """Yield the features of the morphemes of sentences of `text`."""
        forms = [token.form if token else "" for token in at.tokens]
        tags = [token.tag if token else "" for token in at.tokens]
        spaced = [a is None or b is None or a.end < b.start for a, b in pairwise(at.tokens)]
        real = at.real
        yield Keyed(range(len(forms)), list(zip(forms, tags, strict=True)), self._alone, _DISTANCES)
        yield Keyed(
            real, [(tags[i - 1], tags[i], tags[i + 1], spaced[i - 1], spaced[i]) for i in real], _between
        )  # fmt: skip
        yield Plain(
            real, [s for i in real for s in (f"f-0={forms[i - 1]},{forms[i]}", f"f0+={forms[i]},{forms[i + 1]}")]
        )  # fmt: skip
        yield from self._words(text, at.tokens, spaced)
        yield from self._names(text, at, hidden)

    def _words(self, text: str, tokens: Sequence[Token | None], spaced: Sequence[bool]) -> Iterator[Column]:
        """Yield what is to be seen of the word that a morpheme stands in, for all morphemes of nouns."""
        at: list[int] = []
        around: list[str] = []
        keys: list[Key] = []
        placed: list[str] = []
        for first, last in _nominal_runs(tokens, spaced):
            start, before, behind = tokens[first], tokens[first - 1], tokens[last]
            word = text[start.start : tokens[last - 1].end]  # type: ignore[union-attr]
            left = before.form if before else "^"
            right = behind.form if behind else "$"
            further = tokens[last + 1] if behind else None
            particle = right if behind and not spaced[last - 1] else "_"
            likeness = self._person_likeness(word)
            length = min(len(word), 5)
            common = (
                f"w<={left}",
                f"w>={right}",
                f"w>>={further.form if further else '$'}",
                f"wlj={word[-1:]}{particle}",
            )
            for i in range(first, last):
                place = ("B" if i == first else "I") + ("E" if i == last - 1 else "I")
                at.append(i)
                around += common
                keys.append((word, place, min(i - first, 3), min(last - 1 - i, 3), likeness))
                placed += (
                    f"wp={place}{particle}",
                    f"wz<={place}{length}{left}",
                    f"wz>={place}{length}{right}",
                    f"{likeness}{place}{right}" if likeness else "",
                )
        yield Plain(at, around)
        yield Keyed(at, keys, _word)
        yield Plain(at, placed)

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

    def _names(self, text: str, at: Places, hidden: Collection[str]) -> Iterator[Keyed]:
        """Yield the marks of the longest listed names, from left to right."""
        lexica, tokens = self.lexica, at.tokens
        found: list[int] = []
        keys: list[Key] = []
        taken = 0
        for first in at.real:
            token = tokens[first]
            if first < taken or token is None or token.tag[0] in _NO_NAME:
                continue
            start = token.start
            if text[start : start + 2] not in lexica.beginnings:
                continue
            for last in range(_reach(tokens, first), first, -1):
                name = text[start : tokens[last - 1].end]  # type: ignore[union-attr]
                marks = lexica.names.get(name)
                if marks and name not in hidden:
                    found += range(first, last)
                    keys += ((_place(i - first, last - first), marks) for i in range(first, last))
                    taken = last
                    break
        yield Keyed(found, keys, _marks)


def _nominal_runs(tokens: Sequence[Token | None], spaced: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of morphemes that are the nouns of one word."""
    first = -1
    for at, token in enumerate(tokens):
        nominal = token is not None and token.tag in _NOMINAL
        if first >= 0 and (not nominal or spaced[at - 1]):
            yield first, at
            first = -1
        if nominal and first < 0:
            first = at


def _reach(tokens: Sequence[Token | None], first: int) -> int:
    """Return one past the last morpheme that a listed name at `first` can have."""
    last = first + 1
    while last < first + _LONGEST and tokens[last] is not None:
        last += 1
    return last


def _place(at: int, length: int) -> str:
    """Return the place of a morpheme in a name of so many: beginning, inside, end, or single."""
    if length == 1:
        return "S"
    return "B" if at == 0 else "E" if at == length - 1 else "I"


def _marks(place: str, marks: Sequence[str]) -> list[list[str]]:
    return [[f"{place}:{mark}" for mark in marks]]


def _alone(lexica: Lexica, form: str, tag: str) -> list[list[str]]:
    """Return what there is to see of a morpheme alone, from each of `_DISTANCES`."""
    classes = lexica.word_class(form, tag)
    narrow, broad = map(str, classes) if classes else ("", "")
    last = form[-1:]
    itself = ["f=" + form, "t=" + tag, f"ft={form}{tag}", "l=" + last, "m=" + form[-2:], "i=" + form[:1]]
    itself += ("j=" + form[:2], f"n={min(len(form), 5)}{tag}")
    if not form.isalpha() or tag in ("SL", "SN", "SH", "SW"):
        itself.append("s=" + shape(form))
    itself += ("c=" + narrow, "C=" + broad) if classes else ("c=?" + tag,)
    if form in lexica.surnames:
        itself.append("sur=" + tag)
    seen = [itself]
    ending = last + tag[:1]
    for at, (far_form, far_tag, far_last, far_narrow, far_broad) in _PREFIXES.items():
        group = [far_form + form, far_tag + tag]
        if abs(at) < WINDOW:
            group.append(far_last + ending)
            if classes:
                group += (far_narrow + narrow, far_broad + broad)
        seen.append(group)
    return seen


def _between(before: str, tag: str, after: str, space_before: bool, space_after: bool) -> list[list[str]]:
    seen = [f"t-0={before},{tag}", f"t0+={tag},{after}", f"t-0+={before},{tag},{after}"]
    if space_before:
        seen.append("space<")
    if space_after:
        seen.append("space>")
    return [seen]


def _word(word: str, place: str, before: int, after: int, likeness: str) -> list[list[str]]:
    seen = [f"w={word}", f"wl={place}{word[-1:]}", f"wm={place}{word[-2:]}", f"wn={place}{word[-3:]}"]
    seen += (f"wi={place}{word[:1]}", f"wj={place}{word[:2]}", f"wz={place}{min(len(word), 8)}", f"w#={before}/{after}")
    if likeness:
        seen.append(f"{likeness}{place}")
    return [seen]


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
