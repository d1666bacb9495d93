"""Measures identity on a set of articles: what rules join alone, and what a person can join by the candidates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from kg.decision import Decision, EntityRef, in_force
from kg.extract import naming
from kg.model import FactsDocument
from kg.resolve import RULES, Candidate, Gallery, Member, candidates, joined, members, normalized, settle
from kg.resolve.bearers import TOLD, Rule, rules

_ROUNDS = 3


Source = Callable[[Sequence[Member], list[Decision]], list[Candidate]]
"""Gives the pairs that somebody is asked about, from what is known and what was decided."""


@dataclass(frozen=True, slots=True)
class Case:
    """An article of the test set.

    Attributes:
        document: what was extracted from it.
        name: the name under which it names its member.
        person: who that is.
        asked: the name in Hangul, by which namesakes are found.
    """

    document: FactsDocument
    name: str
    person: str
    asked: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured, over pairs of articles.

    Attributes:
        found: the share of articles in which extraction finds the member; the others are in no pair.
        pairs: pairs of articles about one person.
        precision: of the pairs that are joined, the share that should be.
        recall: of the pairs that should be joined, the share that are.
        namesakes: pairs of articles about two people of one name.
        false: of these, the share that are joined.
        wrong: of these, how many are joined.
        untold: of these, the share about two people of whom the articles never state two constituencies (or one and the
            list) or two spellings, so that nobody could tell them apart by such a feature.
        blind: how many of the wrongly joined pairs are about such people.
        asked: number of candidates that a person had to answer, 0 where nobody was asked.
        right: the share of them that were the same.
    """

    found: float
    pairs: int
    precision: float
    recall: float
    namesakes: int
    false: float
    wrong: int
    untold: float = 0.0
    blind: int = 0
    asked: int = 0
    right: float = 0.0


STEPS: Mapping[str, tuple[Rule, ...]] = {
    "sure": (),
    "same post": RULES[:1],
    "alone": RULES,
    **{f"told {days}": rules(days) for days in (1, 2, 3, 4, 5) if days != TOLD},
}
"""What joins: anchors (`--joins sure`), the first of `kg.resolve.RULES` too, all of them (the default), and these where
another number of days have to tell a feature."""


def few(cases: Sequence[Case], most: int) -> list[Case]:
    """Return the first articles about each person in each year, `most` of them."""
    seen: Counter[tuple[str, str]] = Counter()
    chosen = []
    for case in cases:
        key = case.person, (case.document.article.published or "")[:4]
        seen[key] += 1
        if seen[key] <= most:
            chosen.append(case)
    return chosen


def measure(cases: Sequence[Case], review: bool = True) -> dict[str, Figures]:
    """Return the figures of what rules do alone, step by step, and after a person answered every candidate rightly."""
    everyone = [member for case in cases for member in members(case.document)]
    truth = {ref: case for case in cases if (ref := _ref(case)) is not None}
    untold = _untold(everyone, truth)
    log: list[Decision] = []
    found = {}
    for step, joining in STEPS.items():
        paths = _paths(everyone, log, joining)
        found[step] = _figures(paths, truth, len(cases), untold)
    for step, sources in (("reviewed", (_open,)), ("checked", (_joined, _open))) if review else ():
        log = []
        asked = _reviewed(everyone, truth, log, sources)
        figures = _figures(_paths(everyone, log), truth, len(cases), untold)
        found[step] = replace(figures, asked=len(asked), right=sum(asked.values()) / max(1, len(asked)))
    return found


def _reviewed(
    everyone: Sequence[Member], truth: Mapping[EntityRef, Case], log: list[Decision], sources: Sequence[Source]
) -> dict[frozenset[EntityRef], bool]:
    """Answer in rounds what the sources ask; return which pairs were asked and what was said."""
    answered: dict[frozenset[EntityRef], bool] = {}
    for _ in range(_ROUNDS):
        before = len(log)
        for source in sources:
            _answer(source(everyone, log), truth, log, answered)
        if len(log) == before:
            break
    return answered


def _open(everyone: Sequence[Member], log: list[Decision]) -> list[Candidate]:
    """What `kg identity candidates` lists of people."""
    paths = _paths(everyone, log)
    gallery = Gallery(everyone, {(m.document, m.local): paths[m.ref] for m in everyone})
    apart = {frozenset(paths[s] for s in d.sides if isinstance(s, EntityRef)) for d in log if d.kind == "different"}
    return candidates(gallery, naming(), apart, kinds=("person",))


def _joined(everyone: Sequence[Member], log: list[Decision]) -> list[Candidate]:
    """What `kg identity candidates --joined` lists."""
    sure, paths = _paths(everyone, log, ()), _paths(everyone, log)
    gallery = Gallery(everyone, {(m.document, m.local): sure[m.ref] for m in everyone})
    return joined(gallery, naming(), {(m.document, m.local): paths[m.ref] for m in everyone if m.kind == "person"})


def _answer(
    asked: Sequence[Candidate],
    truth: Mapping[EntityRef, Case],
    log: list[Decision],
    answered: dict[frozenset[EntityRef], bool],
) -> None:
    """Answer each pair of members as somebody who knows them would, unless it was answered already."""
    for candidate in asked:
        one, other = candidate.sides
        if one in truth and other in truth and frozenset(candidate.sides) not in answered:
            same = truth[one].person == truth[other].person
            answered[frozenset(candidate.sides)] = same
            kind = "same" if same else "different"
            log.append(Decision(kind=kind, sides=candidate.sides, sequence=len(log) + 1))  # type: ignore[arg-type]


def _untold(everyone: Sequence[Member], truth: Mapping[EntityRef, Case]) -> set[frozenset[str]]:
    """Two people of one name each, whom no feature that their articles state tells apart."""
    stated: defaultdict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    names: defaultdict[str, set[str]] = defaultdict(set)
    for member in everyone:
        if member.ref in truth:
            case = truth[member.ref]
            names[case.asked].add(case.person)
            seats, spellings = stated[case.person]
            seats |= {member.seat or ("list" if member.listed else "")} - {""}
            spellings |= {member.spelling} - {""}
    pairs = (frozenset(pair) for people in names.values() for pair in combinations(sorted(people), 2))
    return {pair for pair in pairs if not _differ(*(stated[person] for person in sorted(pair)))}


def _differ(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    """Tell whether two people's constituencies, or their spellings, are stated and differ."""
    return any(a and b and a != b for a, b in zip(one, other, strict=True))


def _paths(everyone: Sequence[Member], log: list[Decision], rules: Sequence[Rule] = RULES) -> dict[EntityRef, str]:
    """Settle everybody, the people of all names together, for decisions connect names."""
    people = [member for member in everyone if member.kind == "person"]
    rest = [member for member in everyone if member.kind != "person"]
    found = {**settle(people, in_force(log), rules).paths, **settle(rest, ()).paths}
    return {member.ref: found[member.document, member.local] for member in everyone}


def _ref(case: Case) -> EntityRef | None:
    """The person that the article is about; None if extraction found none, or took the name for something else."""
    wanted = normalized(case.name)
    found = (member.ref for member in members(case.document) if member.kind == "person" and wanted in member.aliases)
    return next(found, None)


def _figures(
    paths: Mapping[EntityRef, str], truth: Mapping[EntityRef, Case], articles: int, untold: set[frozenset[str]]
) -> Figures:
    same, joined_right, joined = _count(truth, lambda case: case.person, paths)
    named, _, _ = _count(truth, lambda case: case.asked, paths)
    namesakes = named - same
    wrong = joined - joined_right
    between = [
        (paths[a] == paths[b], frozenset((truth[a].person, truth[b].person)) in untold)
        for group in _groups(truth, lambda case: case.asked)
        for a, b in combinations(group, 2)
        if truth[a].person != truth[b].person
    ]
    return Figures(
        found=len(truth) / articles,
        pairs=same,
        precision=joined_right / joined if joined else 1.0,
        recall=joined_right / same if same else 1.0,
        namesakes=namesakes,
        false=sum(joined for joined, _ in between) / namesakes if namesakes else 0.0,
        wrong=wrong,
        untold=sum(blind for _, blind in between) / namesakes if namesakes else 0.0,
        blind=sum(joined and blind for joined, blind in between),
    )


def _count(
    truth: Mapping[EntityRef, Case], key: Callable[[Case], str], paths: Mapping[EntityRef, str]
) -> tuple[int, int, int]:
    """Pairs that share the key, those of them that are joined, and all pairs that are joined."""
    groups = _groups(truth, key)
    shared = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    both = sum(paths[a] == paths[b] for group in groups for a, b in combinations(group, 2))
    sizes: defaultdict[str, int] = defaultdict(int)
    for ref in truth:
        sizes[paths[ref]] += 1
    return shared, both, sum(size * (size - 1) // 2 for size in sizes.values())


def _groups(truth: Mapping[EntityRef, Case], key: Callable[[Case], str]) -> list[list[EntityRef]]:
    groups: defaultdict[str, list[EntityRef]] = defaultdict(list)
    for ref, case in truth.items():
        groups[key(case)].append(ref)
    return list(groups.values())
