"""Which decisions of a log stand."""

from __future__ import annotations

from kg.decision import AuthorityRef, Decision, DecisionKind, EntityRef, Maker, in_force

A, B, C = (EntityRef(article=name, kind="person", name="김민수") for name in "abc")


def decided(number: int, kind: DecisionKind, *sides: EntityRef | AuthorityRef, maker: Maker = "person") -> Decision:
    return Decision(kind=kind, sides=sides, sequence=number, maker=maker)


def taken_back(number: int, undoes: int, maker: Maker = "person") -> Decision:
    return Decision(kind="undo", undoes=undoes, sequence=number, maker=maker)


def numbers(*log: Decision) -> list[int]:
    return [decision.sequence for decision in in_force(list(log))]


def test_of_two_decisions_on_one_pair_the_later_counts_whichever_side_comes_first() -> None:
    assert numbers(decided(1, "same", A, B), decided(2, "different", B, A)) == [2]


def test_what_was_taken_back_gives_way_to_what_was_decided_before() -> None:
    log = [decided(1, "same", A, B), decided(2, "different", A, B), taken_back(3, 2)]
    assert numbers(*log) == [1]
    assert numbers(*log, taken_back(4, 1)) == []


def test_a_person_counts_before_any_rule() -> None:
    assert numbers(decided(1, "different", A, B), decided(2, "same", A, B, maker="rule")) == [1]
    assert numbers(decided(1, "same", A, C, maker="rule"), decided(2, "same", A, B)) == [2, 1]


def test_a_rule_takes_nothing_back_from_a_person() -> None:
    assert numbers(decided(1, "same", A, B), taken_back(2, 1, "rule")) == [1]
    assert numbers(decided(1, "same", A, B, maker="rule"), taken_back(2, 1, "rule")) == []
