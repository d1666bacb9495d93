"""Direct speech: what stands between quotation marks, where the words after them say that it is speech."""

from __future__ import annotations

import re

from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.statements.reporting import reports, speech_noun
from kg.extract.ko.rules.statements.said import Said
from kg.extract.ko.syntax import Quotation

_CUE = re.compile(
    r"\s?(?:\([^)]*\)\s?)?(?P<cue>이?라며|며|이?라면서|면서|이?라고|고|이?라는|는|이?란|이?라|하고|다며|다고|다는|하려는|한다고|을|를)(?P<rest>도|는)?(?=[\s,]|$)"
)
_SENTENCE_END = re.compile(r"(?:[다요까냐라자죠네지오음함됨임것]|[.!?…])['’\"”]?$")


def direct_speech(doc: Reading, quotation: Quotation) -> Said | None:
    """Return a quotation as direct speech if what follows it says so."""
    if (quotation.depth and quotation.mark not in '“"') or quotation.mark not in "“\"‘'":
        return None
    start, end = quotation.inner
    content = doc.text[start:end]
    cue = _CUE.match(doc.text, quotation.end)
    if cue is None or not content.strip():
        return None
    sentence_like = bool(_SENTENCE_END.search(content.strip())) and len(content.split()) >= 2
    after = doc.text[cue.end() : cue.end() + 24]
    if cue["cue"] in ("을", "를"):
        return None
    if cue["cue"] in ("는", "란", "이란", "고", "며", "면서") and not (
        sentence_like or cue["cue"] in ("고", "며", "면서")
    ):
        return None
    if cue["cue"] in ("이라는", "라는", "는", "다는", "란", "이란") and not speech_noun(after, "carriers"):
        return None
    if cue["cue"] in ("이라", "라") and not reports(after):
        return None
    if quotation.mark in "‘'":
        if not sentence_like or (cue["cue"] in ("이라고", "고", "라고") and not reports(after)):
            return None
        if doc.syntax.in_marks(quotation.start):
            return None
    if re.match(r"\s?\S*(?:했|혔|렸|였|었)다(?:고|며)\s", doc.text[cue.end() : cue.end() + 40]):
        return None
    score = 0.9 if sentence_like and quotation.mark in '“"' else 0.7
    return Said(start, end, cue.end(), "direct", score, "statement.direct")
