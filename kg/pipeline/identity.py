"""Deciding who is who: what persons and rules decide, and what follows for the names that were touched."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from kg.decision import AuthorityRef, Decision, Judgement, Maker, Side
from kg.errors import InputError
from kg.pipeline.report import Progress
from kg.resolve import RULES, Member, settle
from kg.store import Decided, Store

_decoder = msgspec.json.Decoder(Member)
Joins = Literal["posts", "sure"]
"""What joins people of one name: posts that several hold too (`kg.resolve.bearers`), or only what one person holds."""

JOINS: Joins = "posts"
"""What joins them unless somebody chose."""

_WEB = re.compile(r"https?://[^/\s][^\x00-\x20<>\"{}|\\^`]*")
_BODIES = frozenset({"organization", "place"})
"""Kinds between which articles change for one and the same thing."""


def choose(store: Store, joins: Joins | None) -> None:
    """Set what joins people of one name, where that is not what does; with None leave it."""
    if joins is not None and joins != (store.identities.joins() or JOINS):
        store.identities.choose(joins)


def identify(store: Store, progress: Progress) -> None:
    """Settle who is who in every block whose members or decisions have changed.

    Articles whose IRIs change become pending.
    """
    identities = store.identities
    rules = RULES if (identities.joins() or JOINS) == "posts" else ()
    progress.stage("identify", identities.stale_block_count())
    for block in identities.stale_blocks():
        blocks, decisions = store.decisions.connected(block)
        members = (_decoder.decode(data) for each in blocks for data in identities.block(each))
        settlement = settle(members, decisions, rules)
        decided = {
            path: Decided(authorities=settlement.authorities.get(path, ()), names=settlement.names.get(path, ()))
            for path in settlement.authorities.keys() | settlement.names.keys()
        }
        store.decisions.set_resting(decisions, {each.decision: each.because for each in settlement.resting})
        identities.assign(blocks, settlement.paths, decided)
        progress.advance(1)


def decide(store: Store, judgement: Judgement) -> Decision:
    """Add a decision on two sides to the log of a store that is open for writing.

    It is in the log when this returns, whatever happens then. What follows from it stands in the graph after the next
    build, for which `build([], path)` is enough; several decisions can go before.

    Raises:
        InputError: the sides cannot be compared, or an entity is not in the store.
    """
    if judgement.kind == "undo" or len(judgement.pair) != 2:
        raise InputError(
            "A decision is about two different sides.",
            "결정은 서로 다른 두 대상에 관한 것이어야 합니다.",
        )
    for side in judgement.sides:
        _require(store, side)
    kinds = {side.kind for side in judgement.sides if not isinstance(side, AuthorityRef)}
    if not kinds or (len(kinds) > 1 and not kinds <= _BODIES):
        raise InputError(
            f"Nothing of these kinds can be the same: {', '.join(sorted(kinds)) or 'two records of authorities'}.",
            f"종류가 달라 같을 수 없습니다: {', '.join(sorted(kinds)) or '전거 레코드 둘'}.",
        )
    return store.decisions.append(judgement)


def undo(store: Store, sequence: int, by: str = "", maker: Maker = "person", note: str = "") -> Decision:
    """Take a decision back: add that to the log of a store that is open for writing.

    Args:
        store: the store.
        sequence: the number of the decision.
        by: who takes it back.
        maker: whether a person or a rule does.
        note: a remark.

    Raises:
        InputError: there is no such decision, or it cannot be taken back.
    """
    return store.decisions.append(Judgement(kind="undo", undoes=sequence, by=by, maker=maker, note=note))


def _require(store: Store, side: Side) -> None:
    if isinstance(side, AuthorityRef):
        if _WEB.fullmatch(side.iri) is None:
            raise InputError(
                f"{side.iri!r} is not the http or https IRI of a record.",
                f"{side.iri!r}: http나 https로 시작하는 전거 레코드의 IRI가 아닙니다.",
            )
        return
    members = (_decoder.decode(data) for data in store.identities.block(side.block))
    if not any(member.ref == side for member in members):
        raise InputError(
            f"Article {side.article!r} has no {side.kind} named {side.name!r}.",
            f"기사 {side.article!r}에 이름이 {side.name!r}인 {side.kind}이(가) 없습니다.",
        )
