"""Noun phrases that name an event or a policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from kg.extract.document import Token
from kg.extract.ko.knowledge import ends_as_organization, is_gpe
from kg.extract.ko.lexicon import ending, last_letters, words
from kg.extract.ko.syntax import Quotation, Syntax, is_nominal
from kg.model import EntityType, Mention

_QUOTE_MARKS = "“‘\"'「『《〈<"
_MOST_WORDS = 7
_MOST_TOKENS = 12
_LONGEST_QUOTED = 60

_HEADS = ("event_heads", "event_heads_weak", "policy_heads")


class Phrase(NamedTuple):
    """A noun phrase that names an event or a policy.

    Attributes:
        start: first code point of the fullest name.
        end: one past its last.
        type: Event or Policy.
        head: the noun that says what it is (컨퍼런스, 개정안).
        strong: whether it is one wherever it stands, not only where something is said of it.
        score: confidence.
    """

    start: int
    end: int
    type: EntityType
    head: str
    strong: bool
    score: float

    @property
    def sure(self) -> bool:
        """Whether it is worth keeping where no fact names it: it says more than its head, and that with certainty."""
        longer = self.end - self.start > len(self.head) + 1
        unlisted = self.score >= 0.8 and self.head not in words("event_heads") | words("event_heads_weak")
        return unlisted or (longer and (self.score >= 0.8 or self.strong or self.head in words("law_heads")))


def find_phrases(syntax: Syntax, mentions: Sequence[Mention]) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Return the events and policies that a text names, in order, without overlap, and the candidates that lost."""
    found = [*_tagged(syntax, mentions), *_by_head(syntax, mentions)]
    chosen: list[Phrase] = []
    lost: list[Phrase] = []
    taken: set[int] = set()
    for phrase in sorted(found, key=lambda p: (p.start - p.end, -p.score, p.start)):
        if phrase.start not in taken and phrase.end - 1 not in taken:  # what is longer was chosen before
            taken.update(range(phrase.start, phrase.end))
            chosen.append(phrase)
        else:
            lost.append(phrase)
    return tuple(sorted(chosen)), tuple(lost)


def _tagged(syntax: Syntax, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    """Yield what the tagger holds to be events and policies and whose head the word lists know."""
    for mention in mentions:
        surface = syntax.text[mention.start : mention.end]
        if mention.type not in ("Event", "Policy") or (mention.score or 0) < 0.4 or len(surface) < 2:
            continue
        head = _head(surface, mention.type)
        if not head and ends_as_organization(surface):
            continue
        if mention.type == "Event" and _head(surface, "Policy") and not head:
            continue
        if head == surface and (mention.score or 0) < 0.8:
            continue
        yield Phrase(mention.start, mention.end, mention.type, head or surface, bool(head), mention.score or 0.5)


def _head(surface: str, kind: str) -> str:
    """Return the head noun of a name of this kind; empty if it has none."""
    if kind == "Event":
        return max(ending("event_heads", surface), ending("event_heads_weak", surface), key=len)
    if ending("not_laws", surface) or is_gpe(surface):
        return ""
    return ending("policy_heads", surface)


def _by_head(syntax: Syntax, mentions: Sequence[Mention]) -> Iterator[Phrase]:
    """Yield noun phrases whose last noun, or whose verb, makes them an event or a policy."""
    times = {at for m in mentions if m.type == "Time" for at in range(m.start, m.end)}
    quotations = [q for q in syntax.quotations if syntax.text[q.start] in _QUOTE_MARKS]
    quoted = {offset: q for q in quotations for offset in (q.end - 1, q.end)}
    for first, stop in _runs(syntax):
        stop = _without_trailing(syntax, first, stop)
        phrase = _quoted_name(syntax, quoted.get(syntax.analysis.tokens[stop - 1].end))
        if phrase is None and _can_be_one(syntax, first, stop):
            start = _without_leading(syntax, first, stop, times)
            phrase = _phrase(syntax, start, stop, quoted) if start is not None else None
        if phrase is not None:
            yield phrase


def _can_be_one(syntax: Syntax, first: int, stop: int) -> bool:
    """Whether the end of a run, or the particle after it, allows for an event or a policy in it at all."""
    tokens = syntax.analysis.tokens
    if stop < len(tokens) and tokens[stop].tag == "JKO":
        return True
    end = tokens[stop - 1].end
    if syntax.text[end - 1 : end] not in last_letters(*_HEADS):
        return False
    surface = syntax.text[tokens[first].start : end]
    return any(ending(heads, surface) for heads in _HEADS)


def _runs(syntax: Syntax) -> Iterator[tuple[int, int]]:
    """Yield the half-open token ranges of unbroken runs of nouns."""
    tokens = syntax.analysis.tokens
    for sentence in syntax.analysis.sentences:
        last = sentence.first
        while last < sentence.last:
            stop = last
            while stop < sentence.last and is_nominal(tokens[stop]) and not _is_dependent(tokens[stop]):
                stop += 1
            if stop > last:
                yield last, stop
            last = max(stop, last + 1)


def _is_dependent(token: Token) -> bool:
    """Whether a noun only leans on what is before it (것, 때, 등)."""
    return token.tag == "NNB" and token.form in words("dependent_nouns")


def _quoted_name(syntax: Syntax, quotation: Quotation | None) -> Phrase | None:
    """Return the name between quotation marks in which a run of nouns ends: ‘2026 푸른숲 걷기대회’."""
    if quotation is None or quotation.end - quotation.start > _LONGEST_QUOTED:
        return None
    start, end = quotation.inner
    kind = _kind(syntax.text[start:end])
    if kind is None or syntax.token_at(end) is None or _says(syntax, start, end):
        return None
    return Phrase(start, end, kind[0], kind[1], True, 0.9)


def _without_leading(syntax: Syntax, first: int, stop: int, times: set[int]) -> int | None:
    """Return the offset where a phrase begins in a run: after times (but not a year) and words that name nothing."""
    tokens, text = syntax.analysis.tokens, syntax.text
    begin = first
    for at in range(stop - 1, first - 1, -1):
        outside = tokens[at].start in times and not re.fullmatch(r"\d{4}년?", _word_text(syntax, tokens[at].start))
        if outside or (tokens[at].form in words("phrase_leading") and at < stop - 1):
            begin = at + 1
            break
    begin = max(begin, stop - _MOST_TOKENS)
    while begin < stop and tokens[begin].tag in ("SW", "SO"):
        begin += 1
    if begin >= stop:
        return None
    start, end = tokens[begin].start, tokens[stop - 1].end
    pieces = text[start:end].split(" ")
    return start if len(pieces) <= _MOST_WORDS else end - len(" ".join(pieces[-_MOST_WORDS:]))


def _phrase(syntax: Syntax, start: int, stop: int, quoted: dict[int, Quotation]) -> Phrase | None:
    """Return the phrase from `start` to the token before `stop`, if its last noun or its verb makes it one."""
    end = syntax.analysis.tokens[stop - 1].end
    surface = syntax.text[start:end]
    kind = _kind(surface)
    if kind is None:
        return _acted_on(syntax, start, stop)
    strong = kind[0] == "Event" and kind[1] in words("event_heads")
    if _is_verb_stem(syntax, stop) and not strong:
        return None
    bare = surface == kind[1]
    named = quoted.get(start - 1)
    if kind[0] == "Policy" and bare and named and syntax.text[start - 1] == " " and named.end - named.start <= 40:
        return Phrase(*named.inner, "Policy", kind[1], True, 0.85)
    return Phrase(start, end, kind[0], kind[1], strong, 0.45 if bare else 0.6)


def _is_verb_stem(syntax: Syntax, stop: int) -> bool:
    """Whether a verb's ending is fused to the noun before token `stop` (사퇴 in 사퇴했다)."""
    tokens = syntax.analysis.tokens
    return stop < len(tokens) and tokens[stop].tag in ("XSV", "XSA") and tokens[stop].start == tokens[stop - 1].end


def _acted_on(syntax: Syntax, start: int, stop: int) -> Phrase | None:
    """Return as a policy what somebody proposes, adopts or opposes: 빗물 저장벽을 제안하였으나."""
    tokens = syntax.analysis.tokens
    end = tokens[stop - 1].end
    surface = syntax.text[start:end]
    if stop + 1 >= len(tokens) or tokens[stop].tag != "JKO" or " " not in surface or not re.search("[가-힣]$", surface):
        return None
    for noun, suffix in pairwise(tokens[stop + 1 : stop + 5]):
        if suffix.tag == "XSV" and noun.form in words("policy_verbs"):
            head = surface.rpartition(" ")[2]
            return Phrase(start, end, "Policy", head, False, 0.4)
    return None


def _says(syntax: Syntax, start: int, end: int) -> bool:
    """Whether quoted words are speech and no name: a verb with its ending stands in them."""
    first = syntax.token_at(start)
    tokens = syntax.analysis.tokens
    while first is not None and first < len(tokens) and tokens[first].start < end:
        if tokens[first].tag in ("ETM", "EF", "EP", "JKS", "JKO", "JKB") or tokens[first].form == ",":
            return True
        first += 1
    return False


def _without_trailing(syntax: Syntax, first: int, stop: int) -> int:
    """Return where a run ends when nouns that only follow an event's name are left out."""
    tokens, text = syntax.analysis.tokens, syntax.text
    for at in range(stop - 1, max(first, stop - 5), -1):
        starts_word = tokens[at].start > tokens[at - 1].end
        if not starts_word:
            continue
        word = text[tokens[at].start : tokens[stop - 1].end].split(" ")[0]
        if word in words("event_trailing") and _head(text[tokens[first].start : tokens[at - 1].end], "Event"):
            return at
    return stop


def _word_text(syntax: Syntax, offset: int) -> str:
    word = syntax.words[syntax.word_at(offset)]
    return syntax.text[word.start : word.end].strip("‘“'\"")


def _kind(surface: str) -> tuple[EntityType, str] | None:
    """Tell whether a noun phrase names an event or a policy, and by which noun."""
    event, policy = _head(surface, "Event"), _head(surface, "Policy")
    if event and len(event) >= len(policy):
        return "Event", event
    if policy:
        return "Policy", policy
    return None
