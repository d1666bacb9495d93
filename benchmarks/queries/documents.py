"""Synthetic facts documents of a newsroom: people, bodies, events and policies that come back from article to article.

The words are built from syllables and frames, so that nothing is about anybody. Article N is the same whatever the
number of articles, but for how large the circle of names is that it draws from.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from typing import Any

_SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
_SYLLABLES = "가나다라마바사아자차하도로모보소수우주지기니리미비시아연영원유은인재정준진찬태하현호희"
_BODIES = ("시", "구청", "재단", "연구원", "대학교", "공사", "협회", "은행")
_TITLES = ("시장", "이사장", "원장", "교수", "대표", "의원", "국장", "위원장")
_EVENTS = ("포럼", "토론회", "축제", "기자회견", "박람회", "공청회")
_POLICIES = ("지원 조례", "육성 계획", "정비 사업", "보호법", "개선 대책")
_ACTIONS = {"제안했다": "proposes", "시행했다": "implements", "지지했다": "supports", "반대했다": "opposes"}
_ROLES = {"주최했다": "organizer", "참석했다": "participant", "후원했다": "sponsor", "사회를 맡았다": "moderator"}
_PREDICATES = {"협력한다": "partner_of", "속한다": "part_of"}
_FIRST = datetime.date(2020, 1, 1)


def documents(count: int) -> Iterator[dict[str, Any]]:
    """Yield so many facts documents as JSON objects; 26 facts each."""
    for number in range(count):
        yield _Writer(number, count).document()


class _Writer:
    """Writes one article sentence by sentence and notes what it says."""

    def __init__(self, number: int, count: int) -> None:
        self.number, self.count = number, count
        self.random = random.Random(number)
        self.text = ""
        self.entities: dict[str, dict[str, Any]] = {}
        self.local: dict[tuple[str, str], str] = {}
        self.mentions: list[dict[str, Any]] = []
        self.facts: list[dict[str, Any]] = []

    def document(self) -> dict[str, Any]:
        day = _FIRST + datetime.timedelta(days=self.number % 2000)
        for _ in range(3):
            self._event(day)
        for _ in range(4):
            self._statement()
        for _ in range(2):
            self._policy()
        self._relation()
        article = {
            "headline": f"{self.number}번째 소식",
            "text": self.text.strip(),
            "published": day.isoformat(),
            "publisher": f"{_word(self.random.randrange(12), 2)}일보",
        }
        return {
            "id": f"a{self.number:06}",
            "article": article,
            "mentions": self.mentions,
            "entities": self.entities,
            "facts": self.facts,
        }

    def _event(self, day: datetime.date) -> None:
        which = self._drawn(self.count // 2 + 5)
        event = f"{_word(which, 3)} {_EVENTS[which % len(_EVENTS)]}"
        begins = day - datetime.timedelta(days=self.random.randrange(3))
        person, body, title = self._person()
        place = f"{_word(self._drawn(self.count // 20 + 5), 2)}회관"
        verb = self.random.choice(list(_ROLES))
        guests = 100 * self.random.randrange(1, 9)
        start = self._say(
            ("", person, "Person"), (" ", body, "Organization"), ("", f" {title}은 {begins.day}일 ", ""),
            ("", place, "Place"), ("에서 열린 ", event, "Event"), ("", f"에 참석해 {verb}. ", ""),
        )  # fmt: skip
        span = [[start, len(self.text) - 1]]
        self._position(person, body, title, span)
        who, what = self._id(person, "Person"), self._id(event, "Event")
        self._fact("participation", span, agent=who, event=what, role=_ROLES[verb])
        self._fact("event_time", span, event=what, start=begins.isoformat())
        self._fact("event_place", span, event=what, place=self._id(place, "Place"))
        start = self._say(("", event, "Event"), ("", f"에는 {guests}명이 모였다. ", ""))
        self._fact("measure", [[start, len(self.text) - 1]], value=guests, unit="명", of=what)

    def _statement(self) -> None:
        person, body, title = self._person()
        words = f"{_word(self.random.randrange(4000), 4)} 예산을 {_word(self.random.randrange(4000), 3)} 쓰겠다"
        start = self._say(
            ("", person, "Person"), (" ", body, "Organization"), ("", f" {title}은 “{words}”고 밝혔다. ", "")
        )
        span = [[start, len(self.text) - 1]]
        self._position(person, body, title, span)
        who = self._id(person, "Person")
        self._fact("statement", span, speaker=who, manner="direct", content=words, verb="밝혔다")

    def _policy(self) -> None:
        which = self._drawn(self.count // 5 + 5)
        policy = f"{_word(which, 3)} {_POLICIES[which % len(_POLICIES)]}"
        body, verb = self._body(), self.random.choice(list(_ACTIONS))
        start = self._say(("", body, "Organization"), ("은 ", policy, "Policy"), ("", f"을 {verb}. ", ""))
        agent, what = self._id(body, "Organization"), self._id(policy, "Policy")
        self._fact("policy_action", [[start, len(self.text) - 1]], agent=agent, action=_ACTIONS[verb], policy=what)

    def _relation(self) -> None:
        one, two, verb = self._body(), self._body(), self.random.choice(list(_PREDICATES))
        if one == two:
            return
        start = self._say(("", one, "Organization"), ("은 ", two, "Organization"), ("", f"에 {verb}. ", ""))
        subject, object_ = self._id(one, "Organization"), self._id(two, "Organization")
        self._fact(
            "relation", [[start, len(self.text) - 1]], subject=subject, predicate=_PREDICATES[verb], object=object_
        )

    def _person(self) -> tuple[str, str, str]:
        which = self._drawn(self.count // 2 + 10)
        name = _SURNAMES[which % len(_SURNAMES)] + _word(which // 2, 2)
        return name, _body_name(which // 4), _TITLES[which % len(_TITLES)]

    def _body(self) -> str:
        return _body_name(self._drawn(self.count // 8 + 5))

    def _drawn(self, most: int) -> int:
        """Draw a number below `most`, small ones far more often: few names fill the papers."""
        return int(most * self.random.random() ** 2)

    def _say(self, *parts: tuple[str, str, str]) -> int:
        """Write a sentence of parts (what stands before, words, type of mention or nothing) and return its start."""
        begin = len(self.text)
        for before, words, kind in parts:
            self.text += before
            if kind:
                entity = self._id(words, kind)
                self.mentions.append(
                    {"start": len(self.text), "end": len(self.text) + len(words), "type": kind, "entity": entity}
                )
            self.text += words
        return begin

    def _id(self, name: str, kind: str) -> str:
        key = (name, kind)
        if key not in self.local:
            self.local[key] = f"e{len(self.local)}"
            self.entities[self.local[key]] = {"type": kind, "names": [name]}
        return self.local[key]

    def _position(self, person: str, body: str, title: str, span: list[list[int]]) -> None:
        who, where = self._id(person, "Person"), self._id(body, "Organization")
        self._fact("position", span, person=who, title=title, organization=where, status="current")

    def _fact(self, kind: str, span: list[list[int]], **arguments: object) -> None:
        score = round(0.5 + self.random.random() / 2, 2)
        self.facts.append({"type": kind, **arguments, "evidence": span, "score": score, "rule": "synthetic"})


def _body_name(which: int) -> str:
    return _word(which, 2) + _BODIES[which % len(_BODIES)]


def _word(number: int, length: int) -> str:
    """Return the `number`-th word of so many syllables; no two numbers have the same, as far as there are words."""
    letters = []
    for place in range(length):
        number, rest = divmod(number, len(_SYLLABLES))
        letters.append(_SYLLABLES[(rest * 11 + place * 17) % len(_SYLLABLES)])
    return "".join(letters)
