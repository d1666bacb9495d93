"""Who said what: direct speech between quotation marks, indirect speech before a reporting verb, "X에 따르면"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.document import Sentence
from kg.extract.ko.reading import Reading
from kg.extract.ko.rules.statements.direct import direct_speech
from kg.extract.ko.rules.statements.indirect import content_start, indirect_speech, parts
from kg.extract.ko.rules.statements.reporting import is_reporting, reporting_verb
from kg.extract.ko.rules.statements.said import Said
from kg.extract.ko.rules.statements.sources import according_to, said_thus
from kg.extract.ko.rules.statements.speakers import carried_over, speakers_of
from kg.model import Statement


def statements(doc: Reading) -> Iterator[Statement]:
    """Yield what the article reports that somebody said."""
    last: tuple[int, tuple[str, ...]] | None = None
    for index, sentence in enumerate(doc.analysis.sentences):
        for said, speakers in [*_in_sentence(doc, sentence, index, last), *said_thus(doc, sentence, index)]:
            last = (index, speakers) if speakers else None
            for speaker in speakers:
                content = doc.text[said.start : said.end].strip(" ,")
                if content:
                    start = (
                        said.start
                        + len(doc.text[said.start : said.end])
                        - len(doc.text[said.start : said.end].lstrip(" ,"))
                    )
                    yield Statement(
                        speaker=speaker,
                        manner=said.manner,
                        content=content,
                        verb=reporting_verb(doc, said.cue_end, sentence.end),
                        evidence=((start, start + len(content)),),
                        score=said.score,
                        rule=said.rule,
                    )


def _in_sentence(
    doc: Reading, sentence: Sentence, index: int, last: tuple[int, tuple[str, ...]] | None
) -> Iterator[tuple[Said, tuple[str, ...]]]:
    """Yield what is said in one sentence, in text order, with its speakers (none if nobody with a name)."""
    direct = [s for q in doc.syntax.quotations_in(sentence.start, sentence.end) if (s := direct_speech(doc, q))]
    indirect = list(indirect_speech(doc, sentence, direct))
    according = list(according_to(doc, sentence, [*direct, *indirect]))
    yield from according
    current: tuple[str, ...] | None = None
    previous, same_subject = sentence.start, False
    for said in sorted([*direct, *indirect], key=lambda s: (s.end, s.start)):
        speakers = current if same_subject and current is not None else speakers_of(doc, said, sentence, previous)
        if speakers is None:
            speakers = current if current is not None else carried_over(doc, sentence, index, last, bool(according))
        if speakers is not None:
            current = speakers
        start = said.start
        if said.manner == "indirect":
            start = content_start(doc, said, previous)
        same_subject = bool(re.search(r"(?:며|면서|고)$", doc.text[said.end : said.cue_end])) and not _verb_ends(
            doc, said, sentence
        )
        previous = _verb_ends(doc, said, sentence) or said.cue_end
        for part in parts(doc, start, said):
            yield part, speakers or ()


def _verb_ends(doc: Reading, said: Said, sentence: Sentence) -> int:
    """Return where the reporting verb of a clause in -고 ends if another clause follows it; 0 if none does."""
    if doc.text[said.cue_end - 1 : said.cue_end] != "고":
        return 0
    for word in doc.syntax.words[doc.syntax.word_at(said.cue_end) : doc.syntax.word_at(said.cue_end) + 6]:
        if word.start >= said.cue_end and word.end < sentence.end and is_reporting(doc.text[word.start : word.end]):
            return word.end
    return 0
