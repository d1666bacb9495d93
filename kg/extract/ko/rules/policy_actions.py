"""What is done about policies: proposed, adopted, implemented, supported, opposed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.ko.entities import Reference
from kg.extract.ko.reading import Reading
from kg.model import Action, PolicyAction

_ACTIONS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("opposes", re.compile(r"\s?(?:에|에는|을|를|의|에\s대해|에\s대한)?\s?(?:\S+\s){0,3}?(?:반대|철회|폐지|폐기|취소|거부|규탄|저지|중단|백지화|반발|비판|무효|재검토|부결|반려)")),
    ("adopts", re.compile(r"\s?(?:을|를|의)?\s?(?:\S+\s){0,3}?(?:채택|의결|통과|가결|처리|제정|승인|확정|수립|정했|발급|공포|비준|체결|합의|마련했|개정했|맺)")),
    ("implements", re.compile(r"\s?(?:을|를|에|의|까지)?\s?(?:\S+\s){0,3}?(?:시행|실시|도입|발령|운영|적용|취했|취하|취한|집행|착수|들어갔|가동|이행|주도)")),
    ("supports", re.compile(r"\s?(?:에|에는|을|를)?\s?(?:\S+\s){0,3}?(?:찬성|지지|환영|동의|옹호|보장하라|찬동|힘을\s실)")),
    ("proposes", re.compile(r"\s?(?:을|를|의|을\s통해|를\s통해)?\s?(?:\S+\s){0,3}?(?:발의|제안|제출|추진|발표|공약|권고|건의|제시|내놨|내놓|예고|검토|요구|촉구|밝힌|밝혔|선언|입법)")),
)  # fmt: skip
_NOUNS: tuple[tuple[Action, re.Pattern[str]], ...] = (
    ("implements", re.compile(r"(?:제재|조치|규제|편찬|의무화|단속)$")),
    ("adopts", re.compile(r"(?:기본계획)$")),
)


def policy_actions(doc: Reading) -> Iterator[PolicyAction]:
    """Yield what somebody does about a policy, each once."""
    seen: set[tuple[str, str, Action]] = set()
    for reference in doc.references:
        if doc.type_of(reference.entity) != "Policy":
            continue
        for agent, action, span, rule in _about(doc, reference):
            key = (agent, reference.entity, action)
            if key not in seen:
                seen.add(key)
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
    end = policy.end + len(re.match(r"[’”'\"」』》)>]*", doc.text[policy.end :]).group())  # type: ignore[union-attr]
    window = doc.text[end : min(sentence.end, end + 50)]
    quoted = doc.syntax.in_quotation(policy.start)
    agents = [
        a
        for a in doc.agents
        if sentence.start <= a.start and a.end <= policy.start and doc.syntax.in_quotation(a.start) == quoted
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
            for r in doc.actors
            if re.fullmatch(r"의\s", doc.text[r.end : policy.start]) or r.start == policy.start and r.end < policy.end
        ),
        None,
    )
    if (
        owner is not None
        and doc.type_of(owner.entity) == "Organization"
        or owner is not None
        and doc.entities[owner.entity].gpe
    ):
        action = next((a for a, pattern in _NOUNS if pattern.search(doc.text[policy.start : policy.end])), None)
        if action:
            yield owner.entity, action, (owner.start, policy.end), "noun"
