"""Morphemes and sentences of a Korean text, by Kiwi.

What a reader of an `Analysis` may rely on:

- Offsets are code points of the text. Tokens stand in order of their start; every token lies in its sentence.
- A line break always ends a sentence, and so does the end of a piece of a line that is too long to be one (8,000
  characters). Within a line Kiwi decides; a quotation with full stops of its own stays whole
  in the sentence around it: `그는 "가자. 나도 간다."라고 했다.` is one sentence.
  A quotation that stands alone, or is never closed, is cut at its full stops.
- A name of the user's dictionary is one morpheme (each of its words is), wherever no part of a longer word stands after
  it.
- Morphemes that are contracted into one syllable overlap: of `했다` both `하` and `었` have the span of `했`, and of
  `간다` the ending `ᆫ다` begins on the syllable of `가`. A morpheme without a letter of its own has an empty span.
  Hence `text[start:end]` need not equal `form`, and a span is covered from the first token's start to the largest end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.extract.dictionary import NONE, Dictionary
from kg.extract.document import Analysis, Sentence, Token

if TYPE_CHECKING:
    from kiwipiepy import Kiwi

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LONGEST_LINE = 8000
"""Characters of a line that Kiwi gets at once: a word of a hundred thousand letters takes it minutes."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@cache
def kiwi() -> Kiwi:
    """Return the one Kiwi of this process, loaded at the first call (seconds; half a gigabyte)."""
    from kiwipiepy import Kiwi

    return Kiwi(num_workers=1)


def analyse(text: str, dictionary: Dictionary = NONE) -> Analysis:
    """Analyse `text` (any string; an article's text is in NFC)."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for line, offset in _lines(text):
        for start, end, found in _line(line, offset, dictionary):
            first = len(tokens)
            tokens += found
            sentences.append(Sentence(start, end, first, len(tokens)))
    return Analysis(text=text, tokens=tuple(tokens), sentences=tuple(sentences))


def without_surrogates(text: str) -> str:
    """Return `text` as a library of C can take it: a lone surrogate is replaced, which keeps the offsets."""
    return _SURROGATE.sub("\ufffd", text)


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """Yield the lines of `text` with their offsets; one that no person wrote is cut, at a space if it has any."""
    for line in _LINE.finditer(text):
        start = line.start()
        while line.end() - start > _LONGEST_LINE:
            space = text.rfind(" ", start + _LONGEST_LINE // 2, start + _LONGEST_LINE)
            end = space + 1 if space >= 0 else start + _LONGEST_LINE
            yield text[start:end], start
            start = end
        yield text[start : line.end()], start


def _line(line: str, offset: int, dictionary: Dictionary) -> Iterator[tuple[int, int, list[Token]]]:
    """Yield the span and the tokens of each sentence of one line that begins at `offset`."""
    line = without_surrogates(line)
    for sentence in _tokenized(line, list(_listed(line, dictionary))):
        tokens = [Token(token.form, str(token.tag), offset + token.start, offset + token.end) for token in sentence]
        yield tokens[0].start, tokens[-1].end, tokens


def _listed(line: str, dictionary: Dictionary) -> Iterator[tuple[int, int]]:
    """Yield where names of the dictionary stand that begin a word, the longest at each place, none overlapping."""
    free = 0
    for start in range(len(line) if dictionary.entries else 0):
        if start >= free and not (start and line[start - 1].isalnum()):
            entry = next(dictionary.at(line, start), None)
            if entry is not None:
                free = start + len(entry.form)
                yield start, free


def _tokenized(line: str, names: Sequence[tuple[int, int]]) -> Any:
    """Return Kiwi's sentences of tokens, with each word of the `names` whole where a word can end after them."""
    words = [
        (start + word.start(), start + word.end(), "NNP")
        for start, end in names
        for word in re.finditer(r"\S+", line[start:end])
    ]
    sentences = kiwi().tokenize(line, split_sents=True, pretokenized=words or None)
    if not names:
        return sentences
    inside = {token.start for sentence in sentences for token in sentence if not ends_before(str(token.tag))}
    kept = [name for name in names if name[1] not in inside]
    return sentences if len(kept) == len(names) else _tokenized(line, kept)


def ends_before(tag: str) -> bool:
    """Whether a name can end before a morpheme of this tag that follows without a space: a particle, a mark."""
    return (tag[0] in "JS" and tag not in ("SN", "SL", "SH")) or tag in ("VCP", "VCN", "XSN", "NNB")


_DEFAULT_MORPHEMES = 100
"""Kiwi numbers the morphemes that stand for words outside its dictionary below this."""


@cache
def is_listed(noun: str) -> bool:
    """Whether Kiwi's dictionary holds `noun` as one word; an unknown one is likely a name."""
    tokens = kiwi().tokenize(noun)
    return len(tokens) == 1 and tokens[0].id >= _DEFAULT_MORPHEMES
