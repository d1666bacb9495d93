"""An invented newsroom of a given size for the page of `kg view`: facts documents, offsets right by construction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

SURNAMES = "김이박최정강조윤장임한오서신권황안송류홍"
SYLLABLES = "가나다라마바사아자차하고노도로모보소오조호구누두루무부수우주후기니디리미비시이지희연은선현"
PARTICLES = ("은", "는", "이", "가", "을", "를", "에서", "으로", "의", "와")


@dataclass
class Writing:
    """A document that is being written, sentence by sentence."""

    text: str = ""
    entities: Json = field(default_factory=dict)
    mentions: list[Json] = field(default_factory=list)
    facts: list[Json] = field(default_factory=list)

    def name(self, local: str, kind: str, name: str) -> None:
        """Write the name of an entity and note where it stands."""
        self.entities.setdefault(local, {"type": kind, "names": [name]})
        self.mentions.append(
            {"start": len(self.text), "end": len(self.text) + len(name), "type": kind, "entity": local}
        )
        self.text += name

    def fact(self, start: int, **values: Any) -> None:
        """Note a fact that the words from `start` to here say."""
        self.facts.append({**values, "evidence": [[start, len(self.text)]], "score": 0.9, "rule": "invented"})


def documents(entities: int) -> Iterator[Json]:
    """Yield documents that name about `entities` entities, each connected with others by a fact."""
    people, bodies, places = entities * 4 // 10, entities * 2 // 10, entities * 15 // 100
    events, policies = entities * 17 // 100, entities * 8 // 100
    for number in range(people):
        yield _document(
            number, (number * number // 7) % bodies if number >= bodies else number, places, events, policies
        )


def _document(number: int, body: int, places: int, events: int, policies: int) -> Json:
    person, office = _person(number), f"{_word(body, 3)}협회"
    place, event, policy = (
        f"{_word(number % places, 2)}시",
        f"{_word(number % events, 2)} 토론회",
        _policy(number % policies),
    )
    other = _policy((number * 13 + 5) % policies)
    writing = Writing()
    start = len(writing.text)
    writing.name("o1", "Organization", office)
    writing.text += "는 "
    writing.name("l1", "Place", place)
    writing.text += "에 있다"
    writing.fact(start, type="relation", subject="o1", predicate="located_in", object="l1")
    writing.text += ". "
    start = len(writing.text)
    writing.name("p1", "Person", person)
    writing.text += " "
    writing.name("o1", "Organization", office)
    writing.text += " 회장"
    writing.fact(start, type="position", person="p1", title="회장", organization="o1", status="current")
    writing.text += "은 "
    writing.name("e1", "Event", event)
    writing.fact(start, type="participation", agent="p1", event="e1", role="speaker")
    writing.text += "에서 "
    quote = len(writing.text)
    writing.text += "“"
    content = f"{other}은 우리에게 꼭 필요하다"
    writing.name("c2", "Policy", other)
    writing.text += content[len(other) :] + "”고 말했다"
    writing.fact(quote, type="statement", speaker="p1", manner="direct", content=content, verb="말했다")
    writing.text += ". "
    start = len(writing.text)
    writing.name("o1", "Organization", office)
    writing.text += "는 "
    writing.name("c1" if policy != other else "c2", "Policy", policy)
    writing.text += "에 찬성했다"
    writing.fact(start, type="policy_action", agent="o1", action="supports", policy="c1" if policy != other else "c2")
    writing.text += ".\n\n" + " ".join(_sentence(number * 40 + i) for i in range(25))
    published = f"{2020 + number % 6}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    return {
        "id": f"a{number:05}",
        "article": {"headline": f"{person} 회장 {event} 참석", "text": writing.text, "published": published},
        "mentions": writing.mentions,
        "entities": writing.entities,
        "facts": writing.facts,
    }


def _sentence(number: int) -> str:
    """Return a sentence that says nothing, about as long as those of a paper, and as hard to compress."""
    words = []
    for _ in range(9):
        number = (number * 1103515245 + 12345) % 2**31
        words.append(_word(number >> 8, 2 + number % 2) + PARTICLES[number % len(PARTICLES)])
    return " ".join(words) + " 했다."


def _word(number: int, length: int) -> str:
    letters = []
    for _ in range(length):
        number, letter = divmod(number, len(SYLLABLES))
        letters.append(SYLLABLES[letter])
    return "".join(letters)


def _person(number: int) -> str:
    return SURNAMES[number % len(SURNAMES)] + _word(number * 7 + 11, 2)


def _policy(number: int) -> str:
    return f"{_word(number * 3 + 1, 2)}지원법"
