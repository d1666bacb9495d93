"""The words that report speech."""

from __future__ import annotations

import re
from functools import cache

from kg.extract.ko.lexicon import words
from kg.extract.ko.reading import Reading

_FORMS = re.compile(
    r"밝혔|밝히|밝힌|말했|말하|말해|말한|전했|전하|전한|알렸|알려|덧붙|내다봤|꼬집|물었|외쳤|썼|적었|했|했다|한다|하며|하는|이른"
)
"""Forms whose syllables fuse stem and ending, so that the list of stems does not find them."""
_MOST_WORDS = 60
"""Words within which a reporting verb is looked for."""


_LONGEST = 6
"""Letters of the longest stem that is looked for."""


@cache
def _ends_in(*lists: str) -> re.Pattern[str]:
    nouns = "|".join(sorted((noun for name in lists for noun in words(name)), key=lambda noun: (-len(noun), noun)))
    return re.compile(rf"\S*(?:{nouns})(?:이|을|를|의|도|과|이다|으로|에|인|였|이었|$|[,.])")


def speech_noun(after: str, *lists: str) -> bool:
    """Whether a noun that holds speech follows within three words (입장, 말, 소감, 해명문)."""
    return any(_ends_in("speech_nouns", *lists).match(word) for word in after.split()[:3])


def reports(after: str) -> bool:
    """Whether a reporting verb follows within the next words."""
    clause = re.split(r"(?:다고|라고|다며|라며|다는|라는)\s|,", after.strip())[0]
    return any(is_reporting(word) for word in clause.split()[:6])


def is_reporting(word: str) -> bool:
    """Whether a word begins with a verb that reports speech (밝혔다, 주장하며, 했다)."""
    stems = words("reporting_verbs")
    return bool(_FORMS.match(word)) or any(
        word[:length] in stems and _inflects(word, length) for length in range(2, min(len(word), _LONGEST + 1))
    )


def _inflects(word: str, length: int) -> bool:
    """Whether the stem of that length has an ending of a verb after it (설명 in 설명했다, not in 설명서)."""
    return word[length] in "하했한해혔히며" or word[length - 1] in "히하리붙"


def reporting_verb(doc: Reading, start: int, end: int) -> str | None:
    """Return the first reporting verb after a cue, outside quotations, as it stands in the text without its marks."""
    index = doc.syntax.word_at(start)
    for word in doc.syntax.words[index : index + _MOST_WORDS]:
        if word.start >= end:
            return None
        surface = re.split(r"[.,\[\"'”’]", doc.text[word.start : word.end])[0]
        if word.start >= start - 1 and is_reporting(surface) and not doc.syntax.in_quotation(word.start):
            return surface
    return None
