"""Decisions on who is who, apart from the entities that they are about.

A decision says of two sides that they are the same or different, or takes an earlier decision back. It is never
changed or removed: the log of all decisions, in the order of their sequence numbers, is part of what a store is made
from. Which entities are one follows from the log and the documents (`kg.resolve`).

A side is an entity *of one article*, for that is what somebody can look at and judge. It is named by the article, its
kind and its name, none of which depends on what else a store holds, on the order in which it came or on other
decisions. A decision about an article that is gone rests; it counts again if the article comes back.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from kg.errors import Reason
from kg.model import Span

DecisionKind = Literal["same", "different", "undo"]
Maker = Literal["person", "rule"]

AUTHORITY = "="
"""Begins the block of a side that is a record of an authority; a kind of entity never does."""


class EntityRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="entity"):
    """An entity of one article.

    Attributes:
        article: the article's id.
        kind: `person`, `organization`, `place`, `event` or `policy`.
        name: its primary name in the form in which names are compared (`kg.resolve.normalized`).
        number: which one, where the article has several of this kind and name; from 1, in the order of the article.
    """

    article: str
    kind: str
    name: str
    number: int = 1

    @property
    def block(self) -> str:
        """The group of entities of all articles that have this kind and name."""
        return f"{self.kind}/{self.name}"


class AuthorityRef(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="authority"):
    """A record of an authority such as Wikidata.

    Attributes:
        iri: the IRI that the authority gives to what the record is about.
    """

    iri: str

    @property
    def block(self) -> str:
        """A group of its own."""
        return AUTHORITY + self.iri


Side = EntityRef | AuthorityRef


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """Words of an article that a decision rests on.

    Attributes:
        article: the article's id.
        span: where they stand in its text.
        text: the words.
    """

    article: str
    span: Span
    text: str


class DatedName(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name that something bore for a time.

    Attributes:
        name: the name as it is written.
        since: ISO 8601 date (or year, or month) from which on; None if that is not known.
        until: the last day (or year, or month) of the name; None if it is not known or still borne.
    """

    name: str
    since: str | None = None
    until: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody, or a rule, decides.

    Attributes:
        kind: `same`, `different`, or `undo`, which takes an earlier decision back.
        sides: what it is about; empty for `undo`.
        undoes: sequence number of the decision that `undo` takes back.
        maker: whether a person or a rule decides; no rule overrules a person.
        by: who, or the id of the rule.
        evidence: the words that speak for it, of the first side and of the second.
        score: how alike the sides are, in [0, 1].
        reason: why, in words.
        names: names that the body bore one after the other, for a body that was renamed.
        note: a remark.
    """

    kind: DecisionKind
    sides: tuple[Side, ...] = ()
    undoes: int | None = None
    maker: Maker = "person"
    by: str = ""
    evidence: tuple[tuple[Quotation, ...], ...] = ()
    score: float | None = None
    reason: Reason | None = None
    names: tuple[DatedName, ...] = ()
    note: str = ""

    @property
    def pair(self) -> frozenset[Side]:
        """Its sides, whichever comes first."""
        return frozenset(self.sides)


class Decision(Judgement, frozen=True, kw_only=True, omit_defaults=True):
    """A judgement that stands in the log.

    Attributes:
        sequence: its place in the log, from 1.
    """

    sequence: int


def in_force(log: list[Decision]) -> tuple[Decision, ...]:
    """Return the decisions of a log that stand, the weightiest first.

    Not those that were taken back, and of several about the same two sides only the weightiest: a person's before a
    rule's, then the later one. A rule cannot take back what a person decided.
    """
    by_number = {decision.sequence: decision for decision in log}
    undone = {
        decision.undoes
        for decision in log
        if decision.kind == "undo"
        and decision.undoes in by_number
        and (decision.maker == "person" or by_number[decision.undoes].maker == "rule")
    }
    standing: dict[frozenset[Side], Decision] = {}
    for decision in sorted(log, key=_weight, reverse=True):
        if decision.kind != "undo" and decision.sequence not in undone:
            standing.setdefault(decision.pair, decision)
    return tuple(standing.values())


def _weight(decision: Decision) -> tuple[bool, int]:
    return decision.maker == "person", decision.sequence
