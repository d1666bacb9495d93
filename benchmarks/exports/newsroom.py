"""Facts documents of an invented newsroom, as many as one likes, the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kg.model import (
    Action,
    AnyFact,
    Article,
    Entity,
    EntityType,
    EventPlace,
    EventTime,
    FactsDocument,
    Mention,
    Participation,
    PolicyAction,
    Position,
    Relation,
    Span,
    Statement,
)

FACTS = 10
"""Facts of each document."""

_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_GIVEN = "가나다라마바사아자차하고노도로모보소오조초호구누두루무부수우주"
_BODIES = ("시", "대학교", "재단", "연구원", "공사", "협회")
_TITLES = ("시장", "총장", "이사장", "원장", "사장", "회장")
_ACTIONS: tuple[Action, ...] = ("proposes", "adopts", "implements", "supports", "opposes")


def documents(facts: int) -> Iterator[FactsDocument]:
    """Yield documents with `facts` facts in all; people and bodies recur, a few of them much more often than most."""
    random = Random(7)
    count = facts // FACTS
    for number in range(count):
        yield _Writer(random, number, count).document()


class _Writer:
    """Writes one article sentence by sentence, the offsets right by construction."""

    def __init__(self, random: Random, number: int, count: int) -> None:
        self.random = random
        self.number = number
        self.count = count
        self.text = ""
        self.entities: dict[str, Entity] = {}
        self.mentions: list[Mention] = []
        self.facts: list[AnyFact] = []

    def document(self) -> FactsDocument:
        published = date(2020, 1, 1) + timedelta(days=self.number * 1800 // max(self.count, 1))
        first, second, third = (self._person() for _ in range(3))
        body, other = self._body(), self._body()
        event = f"제{self.number // 3 + 1}회 {self._pick('가온', '나래', '다솜', '라온')} 포럼"
        place, policy = f"{self._syllables(2)}회관", f"{self._syllables(2)} 지원 조례"
        title = self._pick(*_TITLES)
        self._say(Position(person="p1", title=title, organization="o1"), [("p1", first), ("o1", body)], f"{title}은")
        self._say(EventTime(event="v1", start=published.isoformat()), [("v1", event)], "에서 이날")
        self._say(EventPlace(event="v1", place="l1"), [("v1", event), ("l1", place)], "에서 열린 자리에")
        self._say(Participation(agent="p1", event="v1", role="speaker"), [("p1", first), ("v1", event)], "에 참석했다.")
        self._say(
            Participation(agent="p2", event="v1", role="participant"), [("p2", second), ("v1", event)], "도 갔다."
        )
        self._say(Participation(agent="o2", event="v1", role="organizer"), [("o2", other), ("v1", event)], "를 열었다.")
        action = _ACTIONS[self.random.randrange(len(_ACTIONS))]
        self._say(PolicyAction(agent="p3", action=action, policy="y1"), [("p3", third), ("y1", policy)], "에 나섰다.")
        self._say(
            Relation(subject="o1", predicate="partner_of", object="o2"), [("o1", body), ("o2", other)], "협력한다."
        )
        for speaker, name in (("p1", first), ("p3", third)):
            content = f"{policy}와 {second} 위원의 {event} 발언을 살피겠다"
            self._say(
                Statement(speaker=speaker, manner="indirect", content=content), [(speaker, name)], f"{content}고 했다."
            )
        return FactsDocument(
            id=f"bench-{self.number:07}",
            article=Article(
                text=self.text, headline=f"{first} {title} 소식 {self.number}", published=published.isoformat()
            ),
            mentions=tuple(self.mentions),
            entities=self.entities,
            facts=tuple(self.facts),
        )

    def _say(self, fact: AnyFact, named: list[tuple[str, str]], rest: str) -> None:
        begin = len(self.text)
        for local, name in named:
            kind = _KINDS[local[0]]
            self.entities.setdefault(local, Entity(type=kind, names=(name,)))
            self.mentions.append(Mention(start=len(self.text), end=len(self.text) + len(name), type=kind, entity=local))
            self.text += f"{name} "
        self.text += rest
        span: Span = (begin, len(self.text))
        self.text += "\n"
        values = {name: getattr(fact, name) for name in fact.__struct_fields__}
        self.facts.append(type(fact)(**values | {"evidence": (span,), "score": 0.9, "rule": "benchmark"}))

    def _pick(self, *values: str) -> str:
        return values[self.random.randrange(len(values))]

    def _rank(self, most: int) -> int:
        """Return a number below `most`, small ones far more often."""
        return (
            min(int(self.random.paretovariate(0.6)) - 1, most - 1)
            if self.random.random() < 0.5
            else (self.random.randrange(most))
        )

    def _syllables(self, length: int) -> str:
        rank = self._rank(max(self.count // 4, 20))
        return "".join(_GIVEN[(rank // len(_GIVEN) ** place) % len(_GIVEN)] for place in range(length + 1))

    def _person(self) -> str:
        rank = self._rank(max(self.count, 50))
        tail = rank // len(_SURNAMES)
        return _SURNAMES[rank % len(_SURNAMES)] + "".join(
            _GIVEN[(tail // len(_GIVEN) ** place) % len(_GIVEN)] for place in range(2)
        )

    def _body(self) -> str:
        return self._syllables(2) + self._pick(*_BODIES)


_KINDS: dict[str, EntityType] = {"p": "Person", "o": "Organization", "v": "Event", "l": "Place", "y": "Policy"}
