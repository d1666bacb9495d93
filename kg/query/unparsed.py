"""What is wrong with a query that does not parse, for who wrote it: the parser itself lists all that it could take."""

from __future__ import annotations

import re

from kg.errors import Reason
from kg.vocab import PREFIXES

_PLACE = re.compile(r"error at ([0-9]+):([0-9]+): expected (?:one of )?(.*)", re.DOTALL)
_WORDS = re.compile(r'"[^"\s]+"|\b[A-Z]{2,}\b')
"""What stands for itself among what the parser could take: signs in quotation marks, and keywords."""
_CLASSES = re.compile(r"\[[^\]]*\]")
_SENTENCE = re.compile(r"\b[A-Z][a-z]*(?: [A-Za-z]+){2,}")
_PREFIX = re.compile(r"([\w.-]*):[^\s:]*$")
_NO_PREFIX = "Prefix not found"
_NEAR = 30
"""Characters of the query that are shown from where it goes wrong."""
_MOST = 6
"""Words that are offered at most; more are no help."""


def unparsed(text: str, error: Exception) -> Reason:
    """Return why `text` is no query.

    Args:
        text: the query.
        error: what the parser said.
    """
    found = _PLACE.match(str(error))
    if found is None:
        return Reason(str(error), str(error))
    number, column = int(found[1]), int(found[2])
    lines = text.splitlines() or [""]
    line = lines[min(number, len(lines)) - 1]
    rest = " ".join(line[column - 1 :].split())[:_NEAR]
    problem = _problem(line[: column - 1], _CLASSES.sub("", found[3]))
    near = Reason(f", before “{rest}”", f", “{rest}” 앞") if rest else Reason(", at its end", " 끝")
    return Reason(
        f"line {number}, column {column}{near.en}: {problem.en}",
        f"{number}행 {column}열{near.ko}: {problem.ko}",
    )


def _problem(before: str, expected: str) -> Reason:
    prefix = _PREFIX.search(before)
    if _NO_PREFIX in expected and prefix:
        name = prefix[1]
        iri = PREFIXES.get(name, "…")
        return Reason(
            f"the prefix {name}: is not declared; begin with PREFIX {name}: <{iri}>",
            f"접두어 {name}:을(를) 선언하지 않았습니다. 맨 앞에 PREFIX {name}: <{iri}>를 쓰세요",
        )
    if sentence := _SENTENCE.search(expected):
        return Reason(sentence[0], sentence[0])
    words = list(dict.fromkeys(word.strip('"') for word in _WORDS.findall(expected)))
    if not words or len(words) > _MOST:
        return Reason("this cannot stand here", "여기에 올 수 없습니다")
    return Reason(f"expected {' or '.join(words)}", f"{', '.join(words)} 가운데 하나가 와야 합니다")
