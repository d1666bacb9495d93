"""Decisions and anchors together: what persons decide counts, contradictions are settled in a way that can be told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.decision import AuthorityRef, DatedName, Decision, EntityRef, Judgement, Maker, in_force
from kg.resolve import Member, Settlement, settle

RECORD = AuthorityRef(iri="https://authority.example/Q1")


def member(article: str, *anchors: tuple[str, ...], name: str = "김민수", number: int = 1) -> Member:
    """A person of the article, with the organizations given (none: a bare name)."""
    keys = tuple((name, *anchor) for anchor in anchors) or ((name, "in", article),)
    return Member(
        document=article,
        local=f"p{number}",
        kind="person",
        name=name,
        anchors=keys,
        type="Person",
        names=(name,),
        gpe=False,
        number=number,
    )


def ref(article: str, name: str = "김민수") -> EntityRef:
    return EntityRef(article=article, kind="person", name=name)


def log(
    *judgements: tuple[str, EntityRef | AuthorityRef, EntityRef | AuthorityRef], maker: Maker = "person"
) -> list[Decision]:
    return [
        Decision(kind=kind, sides=(one, other), sequence=number, maker=maker)  # type: ignore[arg-type]
        for number, (kind, one, other) in enumerate(judgements, 1)
    ]


def settled(members: list[Member], decisions: list[Decision]) -> Settlement:
    return settle(members, in_force(decisions))


def groups(settlement: Settlement) -> set[frozenset[str]]:
    """The articles whose person is one."""
    found: dict[str, set[str]] = {}
    for (article, _), path in settlement.paths.items():
        found.setdefault(path, set()).add(article)
    return set(map(frozenset, found.values()))


def test_a_person_makes_two_bare_names_one() -> None:
    found = settled([member("a"), member("b"), member("c")], log(("same", ref("a"), ref("b"))))
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert found.paths["b", "p1"] == "person/김민수~in~a"


def test_a_person_connects_two_names() -> None:
    other = "Kim Min-su"
    found = settled([member("a", ("가온시",)), member("b", name=other)], log(("same", ref("a"), ref("b", other))))
    assert set(found.paths.values()) == {"person/김민수~가온시"}


def test_what_a_person_tells_apart_no_anchor_joins() -> None:
    found = settled([member("a", ("가온시",)), member("b", ("가온시",))], log(("different", ref("a"), ref("b"))))
    assert found.paths == {("a", "p1"): "person/김민수~in~a", ("b", "p1"): "person/김민수~in~b"}


def test_what_two_told_apart_share_says_nothing_of_a_third() -> None:
    everyone = [member(name, ("가온시",)) for name in "abc"]
    assert groups(settled(everyone, log(("different", ref("a"), ref("b"))))) == {frozenset(n) for n in "abc"}


def test_everybody_else_goes_with_the_nearer_of_two_told_apart() -> None:
    everyone = [
        member("a", ("가온시",)),
        member("a2", ("가온시",)),
        member("b", ("나래도",)),
        member("b2", ("나래도",)),
        member("bridge", ("가온시",), ("나래도",)),
    ]
    assert len(groups(settled(everyone, []))) == 1
    found = groups(settled(everyone, log(("different", ref("a"), ref("b")))))
    assert found == {frozenset({"a", "a2"}), frozenset({"b", "b2"}), frozenset({"bridge"})}


def test_of_contradicting_decisions_the_earliest_rests_and_says_because_of_which() -> None:
    everyone = [member(name) for name in "abc"]
    decisions = log(("same", ref("a"), ref("b")), ("same", ref("b"), ref("c")), ("different", ref("a"), ref("c")))
    found = settled(everyone, decisions)
    assert groups(found) == {frozenset("a"), frozenset("bc")}
    assert [(each.decision, each.because) for each in found.resting] == [(1, (2, 3))]


def test_a_different_that_later_decisions_contradict_rests() -> None:
    everyone = [member(name) for name in "abc"]
    decisions = log(("different", ref("a"), ref("c")), ("same", ref("a"), ref("b")), ("same", ref("b"), ref("c")))
    found = settled(everyone, decisions)
    assert groups(found) == {frozenset("abc")}
    assert [(each.decision, each.because) for each in found.resting] == [(1, (2, 3))]


def test_a_rules_decision_rests_where_a_persons_contradicts_it() -> None:
    everyone = [member(name) for name in "abc"]
    persons = log(("different", ref("a"), ref("c")), ("same", ref("a"), ref("b")))
    rules = [Decision(kind="same", sides=(ref("b"), ref("c")), sequence=3, maker="rule")]
    found = settled(everyone, persons + rules)
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert [(each.decision, each.because) for each in found.resting] == [(3, (1, 2))]


def test_a_decision_on_an_article_that_is_gone_says_nothing() -> None:
    decisions = log(("same", ref("a"), ref("b")), ("same", ref("b"), ref("c")))
    assert groups(settled([member("a"), member("c")], decisions)) == {frozenset("a"), frozenset("c")}
    assert groups(settled([member(n) for n in "abc"], decisions)) == {frozenset("abc")}


def test_two_that_are_the_same_record_are_one_and_carry_it() -> None:
    found = settled([member("a"), member("b")], log(("same", ref("a"), RECORD), ("same", ref("b"), RECORD)))
    assert found.authorities == {"person/김민수~in~a": (RECORD.iri,)}
    assert groups(found) == {frozenset("ab")}


def test_a_record_that_was_refused_is_not_carried() -> None:
    assert settled([member("a")], log(("different", ref("a"), RECORD))).authorities == {}


def test_dated_names_are_carried_in_the_order_of_time() -> None:
    names = (DatedName(name="나", since="2013-03-23"), DatedName(name="가", until="2013-03-22"))
    judgement = Judgement(kind="same", sides=(ref("a"), ref("b")), names=names)
    decision = Decision(kind=judgement.kind, sides=judgement.sides, names=judgement.names, sequence=1)
    found = settled([member("a"), member("b")], [decision])
    assert found.names == {"person/김민수~in~a": (names[1], names[0])}


people = st.lists(
    st.lists(st.sampled_from([("가온시",), ("나래도",), ("하늘당",)]), max_size=2, unique=True), min_size=2, max_size=7
).map(lambda all_posts: [member(chr(ord("a") + n), *posts) for n, posts in enumerate(all_posts)])
decisions = st.lists(
    st.tuples(
        st.sampled_from(["same", "different"]),
        st.sampled_from([*(ref(n) for n in "abcdefg"), RECORD]),
        st.sampled_from([ref(n) for n in "abcdefg"]),
        st.sampled_from(["person", "rule"]),
    ).filter(lambda d: d[1] != d[2]),
    max_size=6,
).map(
    lambda rows: [
        Decision(kind=kind, sides=(one, other), sequence=number, maker=maker)  # type: ignore[arg-type]
        for number, (kind, one, other, maker) in enumerate(rows, 1)
    ]
)


@given(people, decisions, st.randoms(use_true_random=False))
def test_the_order_of_articles_plays_no_part(everyone: list[Member], given_log: list[Decision], random: object) -> None:
    shuffled = list(everyone)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert settled(shuffled, given_log) == settled(everyone, given_log)


@given(people, decisions)
def test_what_stands_is_carried_out_and_what_rests_is_contradicted(
    everyone: list[Member], given_log: list[Decision]
) -> None:
    found = settled(everyone, given_log)
    path = {EntityRef(article=m.document, kind=m.kind, name=m.name): found.paths[m.document, m.local] for m in everyone}
    resting = {each.decision: each.because for each in found.resting}
    by_number = {d.sequence: d for d in given_log}
    for decision in in_force(given_log):
        if not all(side in path for side in decision.sides):
            continue
        one, other = (path[side] for side in decision.sides)  # type: ignore[index]
        if decision.sequence not in resting:
            assert (one == other) == (decision.kind == "same")
        for number in resting.get(decision.sequence, ()):
            weightier = by_number[number]
            assert (weightier.maker == "person", number) > (decision.maker == "person", decision.sequence)
            assert number not in resting


@given(people, decisions)
def test_a_decision_taken_back_leaves_no_trace(everyone: list[Member], given_log: list[Decision]) -> None:
    undone = [Decision(kind="undo", undoes=d.sequence, sequence=len(given_log) + n) for n, d in enumerate(given_log, 1)]
    assert settled(everyone, given_log + undone) == settled(everyone, [])
