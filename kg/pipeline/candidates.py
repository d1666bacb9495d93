"""What to decide: pairs of entities that may be one, and the words of their articles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import msgspec

from kg.decision import EntityRef, Quotation, in_force
from kg.extract import naming
from kg.model import FactsDocument, Position, Span, Statement
from kg.read.documents import read_document
from kg.resolve import DEFAULT_SCORE, Candidate, Gallery, Member, members, settle
from kg.resolve import candidates as find
from kg.resolve import joined as pairs_joined
from kg.store import Store

_decoder = msgspec.json.Decoder(Member)
_KINDS = ("person", "organization", "place", "event", "policy")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|\n")
_EXCERPTS = 2
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence of an article that shows an entity.

    Attributes:
        article: the article's id.
        published: when it was published, as it states it; empty if unknown.
        headline: its headline; may be empty.
        sentence: the sentence.
        marks: where in the sentence the words stand that are about the entity, in order.
        quotation: the first of these words, as a decision keeps them.
    """

    article: str
    published: str
    headline: str
    sentence: str
    marks: tuple[Span, ...]
    quotation: Quotation


def gallery(store: Store) -> Gallery:
    """Return the portraits of all entities of a store."""
    everyone: list[Member] = []
    paths: dict[tuple[str, str], str] = {}
    for data, path in store.identities.members():
        member = _decoder.decode(data)
        everyone.append(member)
        paths[member.document, member.local] = path
    return Gallery(everyone, paths)


def candidates(
    store: Store, at_least: float = DEFAULT_SCORE, kinds: Collection[str] = _KINDS, language: str = "ko"
) -> list[Candidate]:
    """Return pairs of entities of a store that may be one and that nobody has decided on, the likeliest first.

    Args:
        store: the store.
        at_least: the lowest score, in [0, 1].
        kinds: the kinds of entities wanted.
        language: the language of the articles.
    """
    hung = gallery(store)
    paths = {member.ref: portrait.path for portrait in hung.portraits for member in portrait.members}
    apart = {
        frozenset(paths[side] for side in decision.sides if isinstance(side, EntityRef) and side in paths)
        for decision in in_force(store.decisions.log())
        if decision.kind == "different"
    }
    return find(hung, naming(language), {pair for pair in apart if len(pair) > 1}, at_least, kinds)


def joined(store: Store, language: str = "ko") -> list[Candidate]:
    """Return pairs of people that a store has joined by a post that several can hold, the least likely first.

    What somebody decided, what a post of one holder or a constituency joins is not among them.
    """
    everyone = [(_decoder.decode(data), path) for data, path in store.identities.members()]
    paths = {(member.document, member.local): path for member, path in everyone}
    people = [member for member, _ in everyone if member.kind == "person"]
    sure = settle(people, in_force(store.decisions.log()), ()).paths
    hung = Gallery([member for member, _ in everyone], paths | sure)
    return pairs_joined(hung, naming(language), {key: paths[key] for key in sure})


def excerpts(store: Store, side: EntityRef, most: int = _EXCERPTS) -> tuple[Excerpt, ...]:
    """Return sentences of a side's article that show it: its posts first, then what it says, then its first mentions.

    Raises:
        KeyError: the store does not hold the article.
    """
    document = read_document(store.ledger.content(side.article)).document
    local = next((member.local for member in members(document) if member.ref == side), None)
    found: dict[Span, list[Span]] = {}
    for span in _spans(document, local) if local is not None else ():
        around = _sentence(document.article.text, span)
        if around in found or len(found) < most:
            found.setdefault(around, []).append(span)
    article = document.article
    return tuple(
        Excerpt(
            article=document.id,
            published=article.published or "",
            headline=article.headline or "",
            sentence=article.text[start:end],
            marks=_merged([(a - start, min(b, end) - start) for a, b in spans]),
            quotation=Quotation(article=document.id, span=spans[0], text=article.text[slice(*spans[0])]),
        )
        for (start, end), spans in found.items()
    )


def _spans(document: FactsDocument, local: str) -> Iterator[Span]:
    length = len(document.article.text)
    facts = [fact for fact in document.facts if local in (getattr(fact, name) for name in fact.entity_arguments)]
    facts.sort(key=lambda fact: (not isinstance(fact, Position), not isinstance(fact, Statement)))
    posts = [span for fact in facts if isinstance(fact, Position) for span in fact.evidence[:1]]
    named = [(m.start, m.end) for m in document.mentions if m.entity == local]
    others = [span for fact in facts for span in fact.evidence[:1]]
    for start, end in dict.fromkeys([*posts, *named, *others]):
        if 0 <= start < end <= length:
            yield start, end


def _sentence(text: str, span: Span) -> Span:
    """The sentence around `span`, or so much of it as can be shown."""
    low, high = max(0, span[0] - _LONGEST), min(len(text), span[1] + _LONGEST)
    start = max((m.end() for m in _SENTENCE_END.finditer(text, low, span[0])), default=low)
    after = _SENTENCE_END.search(text, span[1], high)
    end = after.end() if after else high
    while start < span[0] and text[start].isspace():
        start += 1
    return start, end


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)
