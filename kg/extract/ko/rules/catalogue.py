"""The names that rules give to their facts, each with the function that finds them: its docstring explains the rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from kg.extract.ko.rules.events import event_places, event_times
from kg.extract.ko.rules.measures import measures
from kg.extract.ko.rules.participation.leading import attended, by_verb, hosted
from kg.extract.ko.rules.participation.speaking import moderators, programme, speakers
from kg.extract.ko.rules.participation.taking_part import by_noun, opponents, present, taking_part, told
from kg.extract.ko.rules.participation.winning import laureates, winners
from kg.extract.ko.rules.policy_actions import policy_actions
from kg.extract.ko.rules.positions.after import appositions, title_after
from kg.extract.ko.rules.positions.before import titles_before
from kg.extract.ko.rules.positions.careers import careers
from kg.extract.ko.rules.relations import founders, members, nested, owners, partners, relatives
from kg.extract.ko.rules.statements.direct import direct_speech
from kg.extract.ko.rules.statements.indirect import indirect_speech
from kg.extract.ko.rules.statements.sources import according_to, said_thus

CATALOGUE: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "position.title-after-name": title_after,
        "position.apposition": appositions,
        "position.title-before-name": titles_before,
        "position.career": careers,
        "event-time.beside": event_times,
        "event-place.at": event_places,
        "statement.direct": direct_speech,
        "statement.indirect": indirect_speech,
        "statement.holds": indirect_speech,
        "statement.insists": indirect_speech,
        "statement.that": indirect_speech,
        "statement.orders": indirect_speech,
        "statement.according-to": according_to,
        "statement.thus": said_thus,
        "policy.verb": policy_actions,
        "policy.noun": policy_actions,
        "relation.side-by-side": nested,
        "relation.place-in-row": nested,
        "relation.kind-between": nested,
        "relation.member": members,
        "relation.joint-subject": partners,
        "relation.with": partners,
        "relation.kin": relatives,
        "relation.made": founders,
        "relation.founder": founders,
        "relation.owner": owners,
        "measure.people": measures,
        "measure.money": measures,
        "measure.percent": measures,
        "measure.things": measures,
        "participation.verb": by_verb,
        "participation.attend": attended,
        "participation.hosted": hosted,
        "participation.noun": by_noun,
        "participation.against": by_noun,
        "participation.says-at": speakers,
        "participation.own-conference": speakers,
        "participation.speaks": speakers,
        "participation.wins": winners,
        "participation.laureate": laureates,
        "participation.moderates": moderators,
        "participation.told": told,
        "participation.programme": programme,
        "participation.taking-part": taking_part,
        "participation.present": present,
        "participation.both-sides": opponents,
    }
)
"""Every rule's name. A fact whose rule is missing here is not explained, and a test fails."""


def meanings(names: Iterable[str]) -> dict[str, str]:
    """Return what each of these rules looks for: the first paragraph of its docstring."""
    found = {name: inspect.getdoc(CATALOGUE[name]) for name in sorted(set(names)) if name in CATALOGUE}
    return {name: " ".join(text.split("\n\n")[0].split()) for name, text in found.items() if text}
