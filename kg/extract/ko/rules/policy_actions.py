"""What is done about policies: proposed, adopted, implemented, supported, opposed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko.entities.group import Reference
from kg.extract.ko.lexicon import cues
from kg.extract.ko.reading import Reading
from kg.model import Action, PolicyAction

_PARTICLES: tuple[tuple[Action, str], ...] = (
    ("opposes", r"(?:에|에는|을|를|의|에\s대해|에\s대한)?"),
    ("adopts", r"(?:을|를|의)?"),
    ("implements", r"(?:을|를|에|의|까지)?"),
    ("supports", r"(?:에|에는|을|를)?"),
    ("proposes", r"(?:을|를|의|을\s통해|를\s통해)?"),
)
_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = tuple(
    (action, re.compile(rf"\s?{particle}\s?(?:\S+\s){{0,3}}?{cues('policy_cues', action)}"))
    for action, particle in _PARTICLES
)
_NOUNS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("implements", re.compile(r"(?:제재|조치|규제|편찬|의무화|단속)$")),
    ("adopts", re.compile(r"(?:기본계획)$")),
)


def policy_actions(doc: Reading) -> Iterator[PolicyAction]:
    """Yield what somebody does about a policy."""
    for reference in doc.references:
        if doc.type_of(reference.entity) != "Policy":
            continue
        for agent, action, span, rule in _about(doc, reference):
            yield PolicyAction(
                agent=agent,
                policy=reference.entity,
                action=action,
                evidence=(span,),
                score=0.6,
                rule=f"policy.{rule}",
            )


def _about(doc: Reading, policy: Reference) -> Iterator[tuple[str, Action, tuple[int, int], str]]:
    sentence = doc.sentence_of(policy.start)
    end = doc.after_marks(policy.end)
    window = doc.text[end : min(sentence.end, end + 50)]
    quoted = doc.syntax.in_quotation(policy.start)
    agents = [
        a
        for a in doc.agents_in(sentence.start, policy.start)
        if a.end <= policy.start and doc.syntax.in_quotation(a.start) == quoted
    ]
    found = min(((m.end(), action) for action, pattern in _ACTIONS if (m := pattern.match(window))), default=None)
    if found and agents:
        passive = re.match(r"(?:되|됐|된|돼|받)", window[found[0] :])
        if not passive:
            agent = (
                agents[-1] if policy.start - agents[-1].end < 30 else next((a for a in agents if a.topic), agents[-1])
            )
            for entity in agent.entities:
                yield entity, found[1], (agent.start, end + found[0]), "verb"
            return
    owner = next(
        (
            r
            for r in [
                *doc.actors_ending(policy.start - 2, policy.start - 1),
                *doc.actors_in(policy.start, policy.start + 1),
            ]
            if re.fullmatch(r"의\s", doc.text[r.end : policy.start]) or (r.start == policy.start and r.end < policy.end)
        ),
        None,
    )
    if (owner is not None and doc.type_of(owner.entity) == "Organization") or (
        owner is not None and doc.entities[owner.entity].gpe
    ):
        action = next((a for a, pattern in _NOUNS if pattern.search(doc.text[policy.start : policy.end])), None)
        if action:
            yield owner.entity, action, (owner.start, policy.end), "noun"
