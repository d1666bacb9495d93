"""People of one name who hold one post that several can hold: one person, unless something shows that there are two.

A name with 의원 of one party is often one person and sometimes two, so nothing is read off a pair of articles. What all
articles on the name say of its holders of a title is looked at, *stretch* by stretch: articles of which each is at most
a year from the next. If any sign shows that the name has several bearers there, nothing is joined. If none does,
articles that agree in name, organization, title and time are about one person. Members of assemblies are so many, and
told apart by constituency so usually, that of these articles of several days have to state a feature: the constituency
or the list, a committee, the name in other letters. That one article states one shows little: the others may be about a
namesake whom none has introduced yet. The more days agree, the less likely such a namesake went unmentioned. Days count
and not articles, for what many print of one day often goes back to one text. With features and one party they are one
also where an article gives the title alone.

Everything follows from the articles on the name, so their order plays no part, and an article touches no other name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from kg.extract import Naming, naming
from kg.resolve.days import day
from kg.resolve.groups import Groups
from kg.resolve.members import Member

YEAR = 365
"""Days that articles may lie apart."""
TOLD = 3
"""Days on which articles have to state a feature of a member of an assembly."""
_LIST = "="
"""Stands for the constituency of who has none; no constituency is written so."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The articles that give a name one title, each at most a year after the one before.

    Attributes:
        title: the title.
        rows: the holders and their numbers, by day.
        known: what is known of the names of the language.
    """

    title: str
    rows: tuple[tuple[int, Member], ...]
    known: Naming

    def bodies(self, row: Member) -> set[str]:
        """Return the organizations in which `row` holds the title; a party in brackets is one of them."""
        stated = {body for body, title, _ in row.posts if body and title == self.title}
        return stated | set(row.bodies) if self.known.seated(self.title) else stated

    def places(self, row: Member) -> set[tuple[str, str]]:
        """Return the same, each with what of an assembly it is."""
        return {(self.known.within(body), body) for body in self.bodies(row)}


Rule = Callable[[Stretch], Iterator[list[int]]]
"""Yields the numbers of those of a stretch who are one; nothing shows that the name has several bearers there."""


def same_post(stretch: Stretch, told: int) -> Iterator[list[int]]:
    """They hold the same title in the same organization, in articles of which each is within a year of the next."""
    if stretch.known.seated(stretch.title) and _told(stretch) < told:
        return
    holders: defaultdict[str, list[tuple[int, Member]]] = defaultdict(list)
    for number, row in stretch.rows:
        for kind, body in stretch.places(row):
            if kind != "assembly":
                holders[body].append((number, row))
    for body in sorted(holders):
        for run in _runs(holders[body]):
            yield [number for number, _ in run]


def same_assembly(stretch: Stretch, told: int) -> Iterator[list[int]]:
    """They sit in an assembly, and no article gives another party than the rest; some give none."""
    parties = {body for _, row in stretch.rows for kind, body in stretch.places(row) if not kind}
    if stretch.known.seated(stretch.title) and _told(stretch) >= told and len(parties) <= 1:
        yield [number for number, _ in stretch.rows]


def rules(told: int) -> tuple[Rule, ...]:
    """Return what joins people of one name beyond anchors where articles of `told` days have to state a feature."""
    return partial(same_post, told=told), partial(same_assembly, told=told)


RULES = rules(TOLD)
"""What joins people of one name beyond anchors."""


def stretches(rows: Sequence[Member], groups: Groups) -> Iterator[Stretch]:
    """Yield the stretches of all names and titles in which nothing shows that a name has several bearers."""
    held: defaultdict[tuple[str, str, str], list[tuple[int, Member]]] = defaultdict(list)
    for number, row in enumerate(rows):
        if row.kind == "person" and day(row.published) is not None:
            for title in {title for _, title, _ in row.posts if title}:
                held[row.language, row.name, title].append((number, row))
    for language, name, title in sorted(held):
        known = naming(language)
        if not known.sole(title):
            for run in _runs(held[language, name, title]):
                stretch = Stretch(title, tuple(run), known)
                if len(run) > 1 and not _several(stretch, groups):
                    yield stretch


def _runs(rows: Iterable[tuple[int, Member]]) -> Iterator[list[tuple[int, Member]]]:
    """Divide rows where more than a year lies between one and the next."""
    ordered = sorted(rows, key=lambda each: (_day(each[1]), each[0]))
    run = ordered[:1]
    for before, after in pairwise(ordered):
        if _day(after[1]) - _day(before[1]) > YEAR:
            yield run
            run = []
        run.append(after)
    yield run


def _several(stretch: Stretch, groups: Groups) -> bool:
    """Tell whether the name has several bearers: one article names two, somebody told two apart, or features differ."""
    rows = [row for _, row in stretch.rows]
    roots = {groups.root(number) for number, _ in stretch.rows}
    assemblies = {body for row in rows for kind, body in stretch.places(row) if kind == "assembly"}
    return (
        len({row.document for row in rows}) < len(rows)
        or any(groups.enemies(root) & roots for root in roots)
        or len({row.spelling for row in rows if row.spelling}) > 1
        or len(assemblies) > 1
        or _two_seats(rows)
    )


def _two_seats(rows: Sequence[Member]) -> bool:
    """Tell whether articles within a year of one another give different constituencies, or one and the list."""
    seats = [(_day(row), _seat(row)) for row in rows if _seat(row)]
    return any(one[1] != other[1] and other[0] - one[0] <= YEAR for one, other in pairwise(seats))


def _told(stretch: Stretch) -> int:
    """Count the days on which an article says anything but party and title of a member of an assembly."""
    return len({_day(row) for _, row in stretch.rows if _features(stretch, row)})


def _features(stretch: Stretch, row: Member) -> bool:
    return bool(_seat(row) or row.spelling or any(kind == "committee" for kind, _ in stretch.places(row)))


def _seat(row: Member) -> str:
    return row.seat or (_LIST if row.listed else "")


def _day(row: Member) -> int:
    return day(row.published) or 0
