"""Which records of an authority may be about which entity: asked of the authority, for people to decide."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.decision import AuthorityRef, EntityRef, in_force
from kg.errors import Reason
from kg.pipeline.candidates import gallery
from kg.pipeline.deciding import best_shown
from kg.resolve import Clue, Portrait
from kg.store import Store

if TYPE_CHECKING:
    from kg.resolve.reconciliation import Authority, Record


@dataclass(frozen=True, slots=True)
class Link:
    """An entity and a record of an authority that may be about the same.

    Attributes:
        paths: the path of the entity's IRI, and the IRI of the record.
        sides: the entity of the article that shows it best, and the record.
        score: the authority's score, in [0, 1].
        clues: what the authority says of it.
    """

    paths: tuple[str, str]
    sides: tuple[EntityRef, AuthorityRef]
    score: float
    clues: tuple[Clue, ...]

    @property
    def reason(self) -> Reason:
        """What the authority says, in words."""
        return self.clues[0].reason


def links(
    store: Store, authority: Authority, kinds: Collection[str], kind_of_record: str = "", limit: int = 100
) -> list[Link]:
    """Return pairs of an entity and a record of an authority that may be the same and that nobody has decided on.

    Args:
        store: the store.
        authority: whom to ask.
        kinds: the kinds of entities wanted.
        kind_of_record: the type of record wanted, by the authority's own id; empty for any.
        limit: at most so many entities, those that most articles name first.

    Raises:
        InputError: the authority does not answer as it should.
    """
    from kg.resolve.reconciliation import Query  # loads the network

    waiting = [p for p in gallery(store).portraits if p.kind in kinds and not _linked(store, p)]
    waiting.sort(key=lambda p: (-len(p.members), p.path))
    del waiting[limit:]
    refused = {d.pair for d in in_force(store.decisions.log()) if d.kind == "different"}
    queries = [Query(_name(portrait), kind_of_record) for portrait in waiting]
    return [
        _link(portrait, record, authority)
        for portrait, records in zip(waiting, authority.ask(queries), strict=True)
        for record in records
        if not any(frozenset((m.ref, AuthorityRef(iri=record.iri))) in refused for m in portrait.members)
    ]


def _linked(store: Store, portrait: Portrait) -> bool:
    decided = store.identities.decided([portrait.path]).get(portrait.path)
    return decided is not None and bool(decided.authorities)


def _name(portrait: Portrait) -> str:
    """The first name of the entity of the article that shows it best, as it is written there."""
    ref = best_shown(list(portrait.members))
    return next(member.names[0] for member in portrait.members if member.ref == ref)


def _link(portrait: Portrait, record: Record, authority: Authority) -> Link:
    ref: EntityRef = best_shown(list(portrait.members))
    about = f"{record.name} ({record.description})" if record.description else record.name
    sure = Reason("; it is sure", "; 확실하다고 함") if record.match else Reason("", "")
    clue = Clue(
        "authority",
        0.0,
        Reason(
            f"{authority.name} calls it {about}, score {record.score:.2f}{sure.en}",
            f"{authority.name}: {about}, 점수 {record.score:.2f}{sure.ko}",
        ),
    )
    return Link((portrait.path, record.iri), (ref, AuthorityRef(iri=record.iri)), round(record.score, 3), (clue,))
