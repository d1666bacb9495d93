"""Make the mentions of one text agree: a name that is recognized once is recognized everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.document import Analysis, Token
from kg.model import Mention, MentionType

_NAMES: tuple[MentionType, ...] = ("Person", "Organization", "Place", "Event", "Policy")
_CONTEXTUAL = frozenset(("Organization", "Place"))
"""Types between which a name changes with its context (a country that acts, a country that is visited)."""

_TRUSTED = 0.9
"""The score that one mention of a name must have for the others to follow it."""

_FOLLOWING = 0.8
"""What of that score a mention has that was found only because the name stands elsewhere."""

_MAJORITY = 2.0
"""How many times the weight of all other types the type of a name must have for these to give way."""

_LONGEST = 8
_PARTS = ("N", "XR", "XPN", "XSN", "SL", "SN", "SH")
"""How the tags of the parts of a word begin that can be a name."""


def agree(analysis: Analysis, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return `mentions`, with types outvoted by those of the same name, and with further places of sure names."""
    weights: defaultdict[str, dict[MentionType, float]] = defaultdict(dict)
    best: dict[str, float] = {}
    for mention in mentions:
        if mention.type in _NAMES and mention.end - mention.start > 1:
            name = analysis.text[mention.start : mention.end]
            weights[name][mention.type] = weights[name].get(mention.type, 0.0) + (mention.score or 0.0)
            best[name] = max(best.get(name, 0.0), mention.score or 0.0)
    voted = [_outvoted(mention, weights.get(analysis.text[mention.start : mention.end])) for mention in mentions]
    sure = {name: _winner(weights[name]) for name, score in best.items() if score >= _TRUSTED}
    found = [
        Mention(start=start, end=end, type=sure[name], score=round(best[name] * _FOLLOWING, 4))
        for start, end, name in _elsewhere(analysis, mentions, frozenset(sure))
    ]
    return tuple(sorted([*voted, *found], key=lambda mention: mention.start))


def _winner(weights: Mapping[MentionType, float]) -> MentionType:
    return min(weights, key=lambda kind: (-weights[kind], _NAMES.index(kind)))


def _outvoted(mention: Mention, weights: Mapping[MentionType, float] | None) -> Mention:
    """Return the mention with the type that its name has elsewhere, if that is clear."""
    if not weights or len(weights) == 1 or mention.type not in _NAMES:
        return mention
    winner = _winner(weights)
    others = sum(weights.values()) - weights[winner]
    if {winner, mention.type} <= _CONTEXTUAL or weights[winner] < _MAJORITY * others:
        return mention
    return Mention(start=mention.start, end=mention.end, type=winner, score=mention.score)


def _elsewhere(
    analysis: Analysis, mentions: Sequence[Mention], names: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Yield the places of `names` that are whole words and touch no mention."""
    if not names:
        return
    beginnings = {name[:2] for name in names}
    text, tokens = analysis.text, analysis.tokens
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    free = 0
    for first, token in enumerate(tokens):
        start = token.start
        if text[start : start + 2] not in beginnings or start < free or start in taken or _joined(tokens, first):
            continue
        for last in range(min(len(tokens), first + _LONGEST), first, -1):
            end = tokens[last - 1].end
            name = text[start:end]
            if name in names and not _joined(tokens, last) and taken.isdisjoint(range(start, end)):
                yield start, end, name
                free = end
                break


def _joined(tokens: Sequence[Token], at: int) -> bool:
    """Whether a morpheme stands in one word with that before it as its part, so that no name ends between them."""
    if not 0 < at < len(tokens) or tokens[at - 1].end < tokens[at].start:
        return False
    return tokens[at - 1].tag.startswith(_PARTS) and tokens[at].tag.startswith(_PARTS)
