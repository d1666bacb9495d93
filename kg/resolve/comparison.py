"""How alike two entities are: clues for and against, each with its weight and in words.

The weights are logarithms (base 2) of how much more often the clue is found between portraits of one and the same than
between portraits of two (Fellegi and Sunter, A Theory for Record Linkage, 1969), so they add up. What is rare in the
store weighs more than what is common. The score is the probability that follows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.errors import Reason
from kg.extract import Naming
from kg.resolve.days import day
from kg.resolve.portrait import Gallery, Portrait

_SHOWN = 4
_UNSEEN = 100
"""Articles that a store is taken to lack: of few articles none tells how common things are."""
_MOST_COMPANY = 5.0
"""What stands beside two entities tells no more than this: one thing in common brings the next."""
_DIGITS = re.compile("[0-9]+")
_HOLDERS = 3
"""Entities that are called by one name at most if the name is to tell something: 위원회 tells nothing."""
_YEAR = 365
_NEAR_DAYS = 45
_FAR_YEARS = 25


@dataclass(frozen=True, slots=True)
class Clue:
    """Something that speaks for two entities being one, or against it.

    Attributes:
        name: what was compared: `name`, `post`, `title`, `beside`, `time`, …
        weight: for it above zero, against it below, in bits.
        reason: in words.
        shared: what both have, by block (`organization/가온시`), to be shown in the text.
    """

    name: str
    weight: float
    reason: Reason
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two portraits side by side, and what their comparing may look up.

    Attributes:
        one: the first.
        other: the second.
        gallery: where they hang: tells how common things are.
        naming: what is known of the names of the language.
    """

    one: Portrait
    other: Portrait
    gallery: Gallery
    naming: Naming

    def rarity(self, block: str) -> float:
        """Return how many bits it tells that an article names `block`."""
        return math.log2((self.gallery.articles + _UNSEEN) / (self.gallery.spread[block] + 1))

    def body_rarity(self, name: str) -> float:
        """Return the same of a body, which some articles take for a place."""
        return min(self.rarity(f"organization/{name}"), self.rarity(f"place/{name}"))


def clues(comparison: Comparison) -> tuple[Clue, ...]:
    """Return every clue, the names first."""
    return tuple(clue for compare in COMPARERS for clue in compare(comparison))


def score(found: tuple[Clue, ...]) -> float:
    """Return the probability, in [0, 1], that two portraits with these clues are of one and the same."""
    return round(1 / (1 + 2 ** -sum(clue.weight for clue in found)), 3)


def grounded(found: tuple[Clue, ...]) -> bool:
    """Tell whether anything but names and times speaks for it: a bare name is no reason."""
    return any(clue.weight > 0 and clue.name not in ("name", "time") for clue in found)


def in_words(found: tuple[Clue, ...]) -> Reason:
    """Return the clues as a sentence, those that weigh most first, with their signs."""
    ordered = sorted(found, key=lambda clue: -abs(clue.weight))
    return Reason(
        "; ".join(f"{_sign(clue)} {clue.reason.en}" for clue in ordered),
        "; ".join(f"{_sign(clue)} {clue.reason.ko}" for clue in ordered),
    )


def _sign(clue: Clue) -> str:
    return f"[{clue.weight:+.1f}]"


def same_name(c: Comparison) -> Iterator[Clue]:
    """Their names are the same, or one can be a spelling, a romanization or an abbreviation of the other."""
    shared = sorted(c.one.names & c.other.names)
    if shared:
        yield Clue("name", -1.5, Reason(f"both are called {shared[0]}", f"이름이 {shared[0]}(으)로 같음"))
        return
    if c.one.kind != "person":
        yield _body_names(c)
        return
    both = _both(c)
    read = {r for name in c.one.names | c.other.names for r in c.naming.readings(name)}
    if read & (c.one.names | c.other.names):
        yield Clue("name", -2.0, Reason(f"{both.en} are read alike", f"{both.ko}: 읽는 소리가 같음"))
        return
    alike = max(c.naming.alike_in_sound(a, b) for a in c.one.names for b in c.other.names)
    yield Clue("name", -7 + 4.5 * alike, Reason(f"{both.en} sound alike", f"{both.ko}: 소리가 비슷함"))


def _body_names(c: Comparison) -> Clue:
    """How two different names of bodies, places, events or policies go together."""
    both = _both(c)
    called = sorted(
        (a for a in c.one.aliases & c.other.aliases if c.gallery.holders[a] <= _HOLDERS),
        key=lambda a: (c.gallery.holders[a], a),
    )
    if called:
        head = all(any(n.endswith(called[0]) for n in p.names) for p in (c.one, c.other))
        en, ko = f"an article calls both {called[0]}", f"한 기사가 둘 다 {called[0]}(으)로 부름"
        return Clue("name" if head else "alias", -2.5 if head else 1.5, Reason(en, ko))
    for one in sorted(c.one.names):
        for other in sorted(c.other.names):
            short, full = sorted((one, other), key=len)
            if c.naming.shortens(short, full):
                weight = -3.0 if short[-1] == full[-1] else -5.0
                en, ko = f"{short} can be short for {full}", f"{short}: {full}의 줄임말일 수 있음"
                return Clue("name", weight, Reason(en, ko))
    one, other = min(c.one.names), min(c.other.names)
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return Clue("name", -9.0, Reason(f"different numbers: {both.en}", f"숫자가 다름: {both.ko}"))
    weight = -6 + 3 * fuzz.ratio(one, other) / 100
    return Clue("name", weight, Reason(f"similar names: {both.en}", f"비슷한 이름: {both.ko}"))


def _both(c: Comparison) -> Reason:
    both = f"{min(c.one.names)}, {min(c.other.names)}"
    return Reason(both, both)


def named_apart(c: Comparison) -> Iterator[Clue]:
    """An article that names both as two knows them apart."""
    shared = sorted({m.document for m in c.one.members} & {m.document for m in c.other.members})
    if shared:
        yield Clue("apart", -5.0, Reason(f"article {shared[0]} names both", f"기사 {shared[0]}에 둘 다 나옴"))


def same_spelling(c: Comparison) -> Iterator[Clue]:
    """The articles write the name in other letters, and so tell people of one name apart."""
    one, other = c.one.spellings, c.other.spellings
    shared = sorted(one & other)
    if shared:
        yield Clue("spelling", 5.0, Reason(f"both are written {shared[0]}", f"둘 다 {shared[0]}(으)로 적음"))
    elif one and other:
        both = f"{min(one)}, {min(other)}"
        yield Clue("spelling", -8.0, Reason(f"written differently: {both}", f"다르게 적음: {both}"))


def same_seat(c: Comparison) -> Iterator[Clue]:
    """They sit for one constituency, or for different ones; who moved does so too."""
    seats = [{m.seat for m in p.members if m.seat} for p in (c.one, c.other)]
    shared = sorted(seats[0] & seats[1])
    if shared:
        yield Clue("seat", 6.0, Reason(f"both sit for {shared[0]}", f"둘 다 지역구가 {shared[0]}"))
    elif all(seats):
        both = f"{min(seats[0])}, {min(seats[1])}"
        yield Clue("seat", -2.5, Reason(f"different constituencies: {both}", f"지역구가 다름: {both}"))


def same_words(c: Comparison) -> Iterator[Clue]:
    """Both are quoted with the same long sentence: one speech, told by two papers."""
    quotes = [{quote for m in p.members for quote in m.quotes} for p in (c.one, c.other)]
    if quotes[0] & quotes[1]:
        yield Clue("words", 3.0, Reason("both are quoted with the same words", "같은 말이 인용됨"))


def same_post(c: Comparison) -> Iterator[Clue]:
    """They hold the same title in the same organization, or a title, or belong to the same organization."""
    if c.one.kind != "person":
        return
    posts = sorted(p for p in c.one.posts & c.other.posts if all(p))
    bodies = [{organization for organization, _ in p.posts if organization} for p in (c.one, c.other)]
    titles = [{title for _, title in p.posts if title} for p in (c.one, c.other)]
    if posts:
        organization, title = posts[0]
        weight = 1.0 + 0.6 * min(6.0, c.body_rarity(organization))
        yield Clue(
            "post",
            weight,
            Reason(f"both {title} of {organization}", f"둘 다 {organization} {title}"),
            (f"organization/{organization}", f"place/{organization}"),
        )
        return
    shared = sorted(bodies[0] & bodies[1])
    if shared:
        weight = 0.6 + 0.5 * min(6.0, c.body_rarity(shared[0]))
        yield Clue(
            "organization",
            weight,
            Reason(f"both hold a post in {shared[0]}", f"둘 다 {shared[0]}에 직함이 있음"),
            (f"organization/{shared[0]}", f"place/{shared[0]}"),
        )
    elif all(bodies):
        both = f"{min(bodies[0])}, {min(bodies[1])}"
        yield Clue("organization", -0.3, Reason(f"different organizations: {both}", f"소속이 다름: {both}"))
    common = sorted(titles[0] & titles[1])
    if common:
        yield Clue("title", 1.3, Reason(f"both have the title {common[0]}", f"둘 다 직함이 {common[0]}"))
    elif all(titles):
        both = f"{min(titles[0])}, {min(titles[1])}"
        yield Clue("title", -1.0, Reason(f"different titles: {both}", f"직함이 다름: {both}"))


def same_company(c: Comparison) -> Iterator[Clue]:
    """The articles of both name the same people, organizations, places, events, policies."""
    told = {organization for organization, _ in c.one.posts & c.other.posts}
    skip = {f"{kind}/{organization}" for organization in told for kind in ("organization", "place")}
    skip |= {member.block for portrait in (c.one, c.other) for member in portrait.members}
    common = (c.one.beside & c.other.beside) - skip
    left = _MOST_COMPANY
    for kind, most, en, ko in _COMPANY:
        shared = sorted(
            (block for block in common if block.startswith(f"{kind}/")),
            key=lambda block: (-c.rarity(block), block),
        )[:_SHOWN]
        weight = min(most, left, sum(max(0.0, c.rarity(block) - 2.0) * 0.45 for block in shared))
        if weight > 0:
            left -= weight
            names = ", ".join(block.partition("/")[2] for block in shared)
            yield Clue(kind, weight, Reason(f"{en}: {names}", f"{ko}: {names}"), tuple(shared))


_COMPANY = (
    ("person", 3.0, "the same people beside them", "함께 나오는 사람이 같음"),
    ("organization", 3.0, "the same organizations beside them", "함께 나오는 조직이 같음"),
    ("place", 2.5, "the same places beside them", "함께 나오는 장소가 같음"),
    ("event", 3.0, "the same events", "같은 행사·사건에 나옴"),
    ("policy", 3.0, "the same policies", "같은 정책에 나옴"),
)


def same_time(c: Comparison) -> Iterator[Clue]:
    """Their articles are of the same days, or decades apart."""
    if not (c.one.days[0] and c.other.days[0]):
        return
    gap = _gap(c.one.days, c.other.days)
    if gap is None:
        return
    if gap <= _NEAR_DAYS:
        yield Clue("time", 0.7, Reason(f"articles at most {_NEAR_DAYS} days apart", f"기사 간격이 {_NEAR_DAYS}일 이내"))
    elif gap > _FAR_YEARS * _YEAR:
        years = gap // _YEAR
        yield Clue("time", -2.5, Reason(f"articles {years} years apart", f"기사 간격이 {years}년"))


def same_start(c: Comparison) -> Iterator[Clue]:
    """Events begin on the same day, or on different days."""
    if c.one.kind != "event":
        return
    days = [{day for m in p.members for day in m.starts} for p in (c.one, c.other)]
    shared = sorted(days[0] & days[1])
    if shared:
        yield Clue("start", 3.0, Reason(f"both begin on {shared[0]}", f"둘 다 {shared[0]}에 시작"))
    elif all(days):
        both = f"{min(days[0])}, {min(days[1])}"
        yield Clue("start", -4.0, Reason(f"they begin on different days: {both}", f"시작일이 다름: {both}"))


COMPARERS: tuple[Callable[[Comparison], Iterator[Clue]], ...] = (
    same_name,
    named_apart,
    same_spelling,
    same_seat,
    same_words,
    same_post,
    same_company,
    same_time,
    same_start,
)
"""Each gives the clues of one sort."""


def _gap(one: tuple[str, str], other: tuple[str, str]) -> int | None:
    """The days between two spans of time, 0 where they overlap; None where a day is no day."""
    spans = [
        (first, last) for first, last in (map(day, one), map(day, other)) if first is not None and last is not None
    ]
    if len(spans) != len((one, other)):
        return None
    spans.sort()
    return max(0, spans[1][0] - spans[0][1])
